"""The harbour: who receives, when, with what, and what comes in."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from hamn.expeditions.forms import HarbourForm
from hamn.expeditions.models import Expedition, Harbour, LogEntry
from hamn.expeditions.views.expeditions import drawn_waters
from hamn.records.views import edit_noun

MOST_CALLS = 30


def show(request, pk):
    person = request.person
    harbour = get_object_or_404(Harbour.objects.visible_to(person).select_related("team__organisation"), pk=pk)
    expeditions = list(
        Expedition.objects.visible_to(person).filter(harbour=harbour).select_related("team__organisation")
    )
    calls = LogEntry.objects.visible_to(person).calling_for_help().filter(expedition__in=expeditions)
    page = {
        "noun": harbour,
        "waters": drawn_waters(f"harbour-{harbour.pk}", 1600, 300),
        "hosts": harbour.hosts.select_related("organisation") if person.reach.is_partner else [],
        "expeditions": expeditions,
        "calls": calls.select_related("author")[:MOST_CALLS],
        "rooms": rooms(harbour, expeditions),
    }
    return render(request, "expeditions/harbour.html", page)


def rooms(harbour, expeditions) -> list:
    """The bodies whose material is kept here, each with the authority that holds its documents."""
    bodies = [harbour.team, *(each.team for each in expeditions)]
    return list({body.pk: body for body in bodies if body}.values())


def new(request):
    if not request.person.reach.is_facilitator:
        raise Http404
    form_class = partial(HarbourForm, person=request.person)
    return edit_noun(request, Harbour(), form_class, "expeditions/harbour_edit.html", back=reverse("expeditions"))


def edit(request, pk):
    harbour = get_object_or_404(Harbour.objects.editable_by(request.person), pk=pk)
    return edit_noun(request, harbour, partial(HarbourForm, person=request.person), "expeditions/harbour_edit.html")
