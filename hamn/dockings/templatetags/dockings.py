"""`{% load dockings %}`: a figure for the wall, and the meetings that an expedition's pages tell of."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.safestring import mark_safe

from hamn.dialogues.models import Question
from hamn.dockings import deeds, ending
from hamn.dockings.models import Docking
from hamn.dockings.views.found import may_plan
from hamn.people.visitor import Visitor

register = template.Library()


@register.simple_tag
def drawing(figure, number):
    """The drawing without caption and table, which have no room on a wall; the page's list has the words too."""
    return mark_safe(figure.page_svg(f"drawing-{number}"))  # drawn by hamn.charts, which escapes


@register.simple_tag(takes_context=True)
def dockings_of(context, expedition):
    """The expedition's meetings that the reader may see, in their order."""
    seen = Docking.objects.visible_to(context["request"].person)
    return list(seen.filter(series__expedition=expedition))


@register.simple_tag(takes_context=True)
def next_docking(context, expedition):
    """The expedition's next meeting that the reader may see, asked for once for every expedition of the page."""
    request = context["request"]
    if not hasattr(request, "next_dockings"):
        ahead = Docking.objects.visible_to(request.person).ahead().order_by("-starts_at")
        planned = ahead.filter(series__expedition__isnull=False).select_related("series")
        request.next_dockings = {docking.series.expedition_id: docking for docking in planned}
    return request.next_dockings.get(expedition.pk)


@register.simple_tag(takes_context=True)
def meetings_of(context, dialogue):
    """Where the dialogue is asked and where its thread goes on, asked for once however many texts a page has."""
    request = context["request"]
    if not hasattr(request, "meetings_of_dialogues"):
        request.meetings_of_dialogues = {}
    found = request.meetings_of_dialogues
    if dialogue.pk not in found:
        found[dialogue.pk] = deeds.meetings_of(dialogue, request.person)
    return found[dialogue.pk]


@register.simple_tag
def a_month_on() -> str:
    """The day that is suggested for coming back."""
    return (timezone.localdate() + timedelta(days=30)).isoformat()


@register.simple_tag(takes_context=True)
def waits_for_outcome(context, dialogue):
    """Whether the reader may say what becomes of it, and nothing has been said yet."""
    person = context["request"].person
    if not (dialogue.is_editable_by(person) and may_plan(person)):
        return False
    return ending.waits_for_outcome(dialogue, meetings_of(context, dialogue))


@register.simple_tag(takes_context=True)
def promises_of(context, dialogue, to_all=False):
    """What was promised because of the dialogue, as far as the reader may see; `to_all`: as far as everybody may."""
    person = Visitor() if to_all else context["request"].person
    return list(ending.promises_of(dialogue, person))


@register.filter
def asks_to_stop(dialogue) -> bool:
    return any(question.purpose == Question.Purpose.STOP for question in dialogue.questions.all())
