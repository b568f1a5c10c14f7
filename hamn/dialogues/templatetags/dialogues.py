"""`{% load dialogues %}`: the figure we steer by, and the rooms that are open now, on pages of other folders."""

from django import template
from django.utils.safestring import mark_safe

from hamn.dialogues.models import Dialogue
from hamn.dialogues.results import Steering
from hamn.dialogues.views.answers import may_answer

register = template.Library()
# So many of those that wait the longest line are named.
NAMED = 3


@register.inclusion_tag("dialogues/_steering.html", takes_context=True)
def steering(context, named=NAMED):
    """For leaders: how much of what people said has an answer, and so many of the places where it waits. One query."""
    person = context["request"].person
    if not may_answer(person):
        return {}
    found = Steering.of(Dialogue.objects.visible_to(person))
    return {"figure": found.whole, "waiting": found.waiting[:named], "way_on": not named}


@register.inclusion_tag("dialogues/_open_now.html", takes_context=True)
def open_now(context):
    """The rooms that take answers now, with their codes."""
    return {"open": list(Dialogue.objects.visible_to(context["request"].person).open()[:NAMED])}


@register.simple_tag
def drawn(figure, name):
    """The drawing without caption and table, which have no room on a wall; its page has the words too."""
    return mark_safe(figure.page_svg(f"drawing-{name}"))  # drawn by hamn.charts, which escapes
