"""The tags and filters that every page shares: {% load web %}"""

from urllib.parse import urlencode

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from hamn.web import usertext

register = template.Library()

# Shapes as on buoys, so that a state is read without its colour; the words stand beside them.
EVENT_STATES = {
    "planned": _("Planned"),
    "moved": _("Moved"),
    "cancelled": _("Cancelled"),
    "held": _("Held"),
}
SHAPES = {
    "planned": "circle",
    "proposed": "circle",
    "idea": "circle",
    "draft": "circle",
    "open": "circle",
    "moved": "diamond",
    "anchored": "diamond",
    "forming": "diamond",
    "partly": "diamond",
    "under_way": "cone",
    "running": "cone",
    "held": "disc",
    "landed": "disc",
    "accept": "disc",
    "done": "disc",
    "closed": "disc",
    "handed_over": "square",
    "resting": "square",
    "cancelled": "cross",
    "stopped": "cross",
    "decline": "cross",
}
DRAWN_SHAPES = {
    "circle": mark_safe('<circle class="open" cx="10" cy="10" r="7"/>'),
    "disc": mark_safe('<circle class="full" cx="10" cy="10" r="8"/>'),
    "diamond": mark_safe('<path class="full" d="M10 1l9 9-9 9-9-9z"/>'),
    "cone": mark_safe('<path class="full" d="M10 1.5 18.5 18h-17z"/>'),
    "square": mark_safe('<path class="full" d="M3 3h14v14H3z"/>'),
    "cross": mark_safe('<path class="line" d="M3.5 3.5l13 13M16.5 3.5l-13 13"/>'),
}
VISIBILITIES = {
    "harbour": ("lock", _("Only the team")),
    "docking": ("users", _("The team and those we dock with")),
    "partnership": ("handshake", _("The partnership")),
    "public": ("globe", _("Everyone")),
}


@register.simple_tag
def icon(name, label=""):
    """A Lucide icon; decoration unless it is given words of its own."""
    address = f"{static('web/vendor/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.inclusion_tag("web/_pagination.html", takes_context=True)
def pagination(context, page, name="page", at=""):
    """The way to the pages before and after, when there are any. What else the address asks for is kept.

    name: the list's own word in the address, where a page has several; at: the id of the list's heading.
    """
    asked = context["request"].GET.copy()

    def address(number):
        asked[name] = number
        return f"?{asked.urlencode()}{'#' if at else ''}{at}"

    return {
        "page": page,
        "at": at,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag(takes_context=True)
def script(context, path):
    """One of our modules, let in by the page's nonce."""
    return format_html(
        '<script type="module" src="{}" nonce="{}"></script>', static(path), context["request"].csp_nonce
    )


@register.inclusion_tag("web/_htmx.html", takes_context=True)
def htmx(context):
    """htmx and its guard, for the pages that use it."""
    return {"nonce": str(context["request"].csp_nonce)}


@register.inclusion_tag("web/_field.html")
def field(bound_field, note=""):
    """Label, help, widget and errors of a form field, tied together for screen readers."""
    name = bound_field.auto_id or bound_field.html_name
    described = [
        part
        for part, is_there in (
            (f"{name}_help", bound_field.help_text),
            (f"{name}_note", note),
            (f"{name}_errors", bound_field.errors),
        )
        if is_there
    ]
    attributes = {"aria-describedby": " ".join(described)} if described else {}
    if bound_field.errors:
        attributes["aria-invalid"] = "true"
    widget = bound_field.field.widget
    return {
        "field": bound_field,
        "name": name,
        "note": note,
        "control": bound_field.as_widget(attrs=attributes),
        "is_group": bool(bound_field.use_fieldset),
        "is_choice": getattr(widget, "input_type", "") in {"radio", "checkbox"},
        "described_by": attributes.get("aria-describedby", ""),
    }


@register.inclusion_tag("web/_fields.html")
def fields(form):
    return {"form": form}


@register.inclusion_tag("web/_figure.html", takes_context=True)
def figure(context, figure, caption="", svg_url="", png_url=""):
    """A drawing with its sentence, its table, and its downloads."""
    # Titles inside a drawing are found by id, so each drawing of a page needs a number of its own.
    number = context.render_context.get("drawings", 0) + 1
    context.render_context["drawings"] = number
    return {
        "figure": figure,
        "caption": caption,
        "drawing": mark_safe(figure.page_svg(f"figure-{number}")),  # drawn by hamn.charts, which escapes
        "svg_url": svg_url,
        "png_url": png_url,
    }


@register.simple_tag
def waters(figure):
    """A figure as scenery behind a heading: it says nothing that the page does not."""
    return mark_safe(figure.decoration_svg()) if figure else ""  # drawn by hamn.charts, which escapes


# States and badges stand in every row of every list, so they are put together here and not by a partial.
@register.simple_tag
def state(name, words=""):
    """A shape and a word. Event states know their word; other nouns give theirs."""
    name = str(name)
    return format_html(
        '<span class="state {}"><svg viewBox="0 0 20 20" aria-hidden="true">{}</svg>{}</span>',
        name.replace("_", "-"),
        DRAWN_SHAPES[SHAPES.get(name, "circle")],
        words or EVENT_STATES.get(name, name),
    )


@register.inclusion_tag("web/_visibility.html")
def visibility(name, names=""):
    """Who sees this. `names` tells the bodies that are docked with, when there are any."""
    icon_name, words = VISIBILITIES.get(str(name), ("lock", _("Only you, until you share it")))
    return {"icon": icon_name, "words": words, "names": names}


@register.simple_tag
def badge(words, icon="", tone=""):
    return drawn_badge(words, icon, tone) if words else ""


@register.simple_tag
def invented(noun):
    """Marks what the demonstration made up."""
    return drawn_badge(_("Invented example"), "flag", "land") if getattr(noun, "invented", False) else ""


def drawn_badge(words, picture: str, tone: str) -> SafeString:
    inner = icon(picture) if picture else ""
    return format_html('<span class="badge{}">{}{}</span>', f" {tone}" if tone else "", inner, words)


@register.simple_tag
def querystring_of(**values):
    """A query of its own; Django's `querystring` keeps the page's."""
    return f"?{urlencode(values)}"


@register.filter
def prose(text):
    """What a person wrote, as paragraphs of text and nothing else."""
    return usertext.paragraphs(text or "")


@register.filter
def plain(text):
    """What a person wrote, on one line."""
    return usertext.one_line(text or "")


@register.filter
def quoted(text):
    """In the quotation marks of the reader's language."""
    marks = pgettext("quotation marks around %(text)s", "“%(text)s”")
    return marks % {"text": usertext.one_line(text or "")}
