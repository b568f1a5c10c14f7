"""The wall: one question, large, with the way in. Anyone with the code may open it, on as many screens as they like."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hamn.dialogues import drawing
from hamn.dialogues.codes import as_typed
from hamn.dialogues.leaders import REMOTE_COOKIE, by_link
from hamn.dialogues.models import Dialogue
from hamn.dialogues.views.phone import unknown
from hamn.dialogues.views.showing import address_of, qr
from hamn.dialogues.wall import Wall, wall_of

THEMES = ("dark", "light")


@never_cache
@require_safe
def present(request, code):
    """With ?part=wall only what changes while a room answers."""
    dialogue = Dialogue.objects.filter(code=as_typed(code)).prefetch_related("rounds", "questions__options").first()
    if dialogue is None:
        return unknown(request, code)
    if dialogue.code != code:
        return redirect("present", dialogue.code)
    drawing.warm()
    page = whole_page(request, dialogue, wall_or_404(dialogue, request.GET.get("question", "")))
    part = request.GET.get("part") == "wall"
    return render(request, "dialogues/_wall.html" if part else "dialogues/present.html", page)


def wall_or_404(dialogue: Dialogue, chosen: str) -> Wall:
    if chosen and not chosen.isdecimal():
        raise Http404
    try:
        return wall_of(dialogue, int(chosen) if chosen else None)
    except LookupError as error:
        raise Http404 from error


def whole_page(request, dialogue: Dialogue, wall: Wall) -> dict:
    address = address_of(request, dialogue)
    theme = request.GET.get("theme", "")
    theme = theme if theme in THEMES else THEMES[0]
    leads = may_lead(request, dialogue)
    return {
        "noun": dialogue,
        "wall": wall,
        "theme": theme,
        "leads": leads,
        # Who follows the room leads it with the same keys as others only look around with.
        "steers": leads and wall.state == "open" and not wall.is_chosen,
        "qr": qr(address),
        "short_address": address.split("://")[1].rsplit("/", 1)[0] + "/",
        "before": beside(wall, theme, -1),
        "after": beside(wall, theme, 1),
        "other_theme": other_theme(wall, theme),
        "stream": stream_of(dialogue, wall) if wall.state == "open" else "",
        "sentences": {"few": _("At most a few"), "both": _("%(answered)s of %(joined)s")},
    }


def may_lead(request, dialogue: Dialogue) -> bool:
    """As the room itself decides when a command comes."""
    token = request.COOKIES.get(f"{REMOTE_COOKIE}-{dialogue.code}", "")
    mine = Dialogue.objects.led_by(request.person).filter(pk=dialogue.pk)
    return by_link(dialogue.code, token) is not None or (request.person.is_authenticated and mine.exists())


def beside(wall: Wall, theme: str, way: int) -> dict | None:
    """The question before or after, with the address of this screen when it shows that one."""
    number = wall.number + way
    if not 1 <= number <= wall.count:
        return None
    address = f"?{urlencode({'question': number, 'theme': theme})}"
    return {"address": address, "question": wall.questions[number - 1].pk}


def other_theme(wall: Wall, theme: str) -> str:
    chosen = {"question": wall.number} if wall.is_chosen and wall.number else {}
    return f"?{urlencode(chosen | {'theme': 'light' if theme == 'dark' else 'dark'})}"


def stream_of(dialogue: Dialogue, wall: Wall) -> str:
    chosen = {"question": wall.question.pk} if wall.is_chosen and wall.question else {}
    return f"{reverse('present', args=[dialogue.code])}/events?{urlencode({'language': get_language(), **chosen})}"
