"""`{% load expeditions %}`: what other pages offer a crew."""

from django import template

from hamn.expeditions.models import Expedition

register = template.Library()


@register.simple_tag(takes_context=True)
def own_logbooks(context):
    """The open expeditions in whose logbook the reader writes: the shortest way there on a phone."""
    person = context["request"].person
    return list(Expedition.objects.crewed_by(person).open()) if person.reach.teams else []
