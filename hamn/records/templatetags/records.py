"""`{% load records %}`: what every noun's page shows about the noun itself."""

from django import template
from django.urls import NoReverseMatch, reverse

from hamn.records import audience, links
from hamn.records.models import Shared, Visibility
from hamn.web import usertext

register = template.Library()


@register.inclusion_tag("records/_noun_tools.html", takes_context=True)
def noun_tools(context, noun, may_edit=None):
    """Who sees the noun, whether it is invented, and what the reader may do with it; `may_edit` if the page knows."""
    person = context["request"].person
    if not isinstance(noun, Shared):
        return {**context.flatten(), "noun": noun, "is_shared": False}
    if may_edit is None:
        may_edit = type(noun)._default_manager.editable_by(person).filter(pk=noun.pk).exists()
    return {
        **context.flatten(),
        "noun": noun,
        "is_shared": True,
        # Whom a team docks with is for those inside; a visitor only ever meets what is for everyone.
        "names": audience.names_of(noun),
        "may_edit": may_edit,
        "may_share": may_edit and noun.visibility != Visibility.PUBLIC,
        "may_erase": noun.is_draft and noun.author_id == person.pk,
    }


@register.inclusion_tag("records/_trail.html", takes_context=True)
def trail_of(context, noun, depth=2):
    """What the noun builds on and led to, as far as this reader may see."""
    found = links.trail(noun, context["request"].person, depth)
    return {"trail": found, "whole": address_of("trail", noun._meta.label_lower, noun.pk) if found else ""}


@register.filter
def kind_of(noun):
    """What kind of noun this is, in words."""
    return noun._meta.verbose_name


def address_of(name: str, *args) -> str:
    """The address, or nothing when no folder offers that page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.filter
def label(noun):
    """How an address or a form names the noun; `registry.noun_from` reads it back."""
    return f"{noun._meta.label_lower}:{noun.pk}"


@register.filter
def shown(text):
    """What a person wrote with its line breaks, without the characters that would turn or hide it."""
    return usertext.cleaned(text)
