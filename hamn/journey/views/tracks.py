"""A track as a timeline in lanes, trust first of all."""

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from hamn.dockings.models import Change, Docking, DockingSeries
from hamn.journey.milestones import milestones
from hamn.journey.models import EventChange, Material
from hamn.journey.timeline import LANES, Timeline
from hamn.programmes.models import Programme, Track
from hamn.programmes.plans import State


def trust_timeline(request):
    track = seen_tracks(request).trust().order_by("-programme__starts_on", "order").first()
    if track is None:
        raise Http404
    return show(request, track)


def track_timeline(request, pk):
    return show(request, get_object_or_404(seen_tracks(request), pk=pk))


def seen_tracks(request):
    programmes = Programme.objects.visible_to(request.person)
    return Track.objects.filter(programme__in=programmes).select_related("programme")


def show(request, track):
    timeline = Timeline.of(request.GET, milestones(track.programme, request.person, track))
    page = {
        "track": track,
        "timeline": timeline,
        "years": timeline.years(turns_of(timeline.page)),
        "lanes": LANES,
        "series": series_of(track, request.person),
        "material": material_of(track, request.person),
        "may_add": request.person.reach.is_facilitator,
    }
    return render(request, "journey/timeline.html", page)


def turns_of(road) -> dict:
    """Reason and lesson of what was moved or cancelled, by noun: only of what stands on this reader's road."""
    turned = [milestone for milestone in road if milestone.state in {State.MOVED, State.CANCELLED}]
    turns = {}
    for label, model, owner in (("journey.event", EventChange, "event"), ("dockings.docking", Change, "docking")):
        numbers = [milestone.pk for milestone in turned if milestone.label == label]
        found = (
            model.objects.filter(state__in=[State.MOVED, State.CANCELLED], **{f"{owner}__in": numbers})
            if numbers
            else ()
        )
        for change in found:
            turns.setdefault((label, getattr(change, f"{owner}_id")), []).append(change)
    return turns


def series_of(track, person):
    """The rhythm under the turns: the series that met on this track, with how often they met."""
    seen = Docking.objects.visible_to(person).filter(track=track)
    met = Count("dockings", filter=Q(dockings__in=seen, dockings__state=State.HELD))
    on_track = Count("dockings", filter=Q(dockings__in=seen))
    series = DockingSeries.objects.visible_to(person).filter(programme=track.programme)
    return series.annotate(met=met, on_track=on_track).filter(on_track__gt=0)


def material_of(track, person):
    return (
        Material.objects.visible_to(person)
        .filter(event__track=track)
        .order_by("event__on", "pk")
        .select_related("event")
    )
