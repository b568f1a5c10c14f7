"""Nulägesbild: how the groups' pictures differ, on a page and on a wall, and one press from a gap to an agenda."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.dockings.deeds import meetings_of
from hamn.dockings.views.found import explains_refusal, may_plan, planners_only
from hamn.radar.comparing import compare
from hamn.radar.drawn import drawn
from hamn.radar.figures import Shown
from hamn.radar.models import Difference, Round
from hamn.web.views import page_to_return_to


def found(request, pk) -> tuple[Round, Shown | None]:
    """The round, and its comparison if this reader may see how the groups answered beside each other by now."""
    seen = Round.objects.visible_to(request.person).select_related("instrument", "dialogue__team")
    round = get_object_or_404(seen.prefetch_related("dialogue__rounds", "dialogue__groups"), pk=pk)
    made = compare(round)
    if made is None:
        return round, None
    is_for_all = made.answering.revealed_at or round.dialogue.is_editable_by(request.person)
    return round, Shown(made) if is_for_all else None


def show(request, pk):
    round, shown = found(request, pk)
    page = {"noun": round, "dialogue": round.dialogue, "answering": round.answering}
    if shown:
        figures = drawn(shown)
        page |= {
            "shown": shown,
            "figures": figures,
            "differences": [
                (each, shown.unsure.get(each.axis), *figures.extents[each.key]) for each in shown.differences
            ],
            "may_reveal": not shown.comparison.answering.revealed_at,
            "next": meetings_of(round.dialogue, request.person).next if may_plan(request.person) else None,
            "may_plan": may_plan(request.person),
        }
    return render(request, "radar/comparison.html", page)


def wall(request, pk):
    round, shown = found(request, pk)
    if shown is None:
        raise Http404
    page = {
        "noun": round,
        "shown": shown,
        "compasses": shown.compasses("presenter"),
        "twins": shown.twins_on_the_wall(),
        "gaps": shown.gaps("presenter"),
        "widest": [each for each in shown.differences if each.verdict in ("differ", "described")][:3],
    }
    return render(request, "radar/wall.html", page)


@require_POST
@planners_only
@explains_refusal
def take_up(request, pk):
    seen = Difference.objects.visible_to(request.person).select_related("comparison__round__dialogue")
    difference = get_object_or_404(seen, pk=pk)
    meeting = meetings_of(difference.comparison.round.dialogue, request.person).next
    if meeting:
        difference.take_up(meeting, by=request.person)
        messages.success(request, _("It stands on the agenda of “%(meeting)s”.") % {"meeting": meeting.title})
    else:
        messages.error(request, _("No next meeting is planned where it could be taken up."))
    return redirect(page_to_return_to(request, difference.get_absolute_url()))
