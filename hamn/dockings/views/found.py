"""How the views of this folder find a meeting, and how they explain that a meeting can no longer change."""

from functools import wraps

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from hamn.dockings.models import Docking, DockingSeries, Refused

NEAR = ("series", "programme", "track", "team__organisation", "closed_by")


def docking_seen(person, pk: int) -> Docking:
    """The meeting, with `may_edit` and its series, if the reader may know of it, told in the same query."""
    editable = Docking.objects.editable_by(person).filter(pk=OuterRef("pk"))
    series = DockingSeries.objects.visible_to(person).filter(pk=OuterRef("series"))
    seen = Docking.objects.visible_to(person).select_related(*NEAR)
    docking = get_object_or_404(seen.annotate(may_edit=Exists(editable), sees_series=Exists(series)), pk=pk)
    docking.shown_series = docking.series if docking.sees_series else None
    return docking


def docking_to_edit(person, pk: int) -> Docking:
    return get_object_or_404(Docking.objects.editable_by(person).select_related(*NEAR), pk=pk)


def may_plan(person) -> bool:
    return bool(person.reach.teams) or person.reach.is_facilitator


def planners_only(view):
    @wraps(view)
    def checked(request, *args, **kwargs):
        if not may_plan(request.person):
            raise Http404
        return view(request, *args, **kwargs)

    return checked


def explains_refusal(view):
    """What the meeting refuses gets a page that says why, with what was written still on it."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            hidden = {"csrfmiddlewaretoken", "revision", "action", "ending"}
            written = [text for name, text in request.POST.items() if name not in hidden and len(text) > 3]
            page = {"docking": refusal.docking, "sentence": refusal.sentence, "written": written}
            return render(request, "dockings/refused.html", page, status=409)

    return answered
