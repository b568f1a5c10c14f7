"""An event of the road: its page, its form, and what may happen to something planned."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.journey.forms import CancelForm, EventForm, MoveForm, NewEventForm
from hamn.journey.models import Event, Material
from hamn.journey.views.programmes import programme_of
from hamn.programmes.plans import State
from hamn.records.views import edit_noun


def event(request, pk):
    seen = Event.objects.visible_to(request.person).select_related("track", "programme", "author", "team")
    return show(request, get_object_or_404(seen, pk=pk))


def show(request, event, status=200, **forms):
    may_edit = Event.objects.editable_by(request.person).filter(pk=event.pk).exists()
    page = {
        "event": event,
        "changes": event.changes.all(),
        "material": Material.objects.visible_to(request.person).filter(event=event),
        "may_edit": may_edit,
        "may_turn": may_edit and event.state in {State.PLANNED, State.MOVED},
        "move": forms.get("move") or MoveForm(prefix="move"),
        "cancel": forms.get("cancel") or CancelForm(prefix="cancel"),
        "open": next(iter(forms), ""),
    }
    return render(request, "journey/event.html", page, status=status)


def event_new(request):
    programme = programme_of(request)
    if programme is None or not request.person.reach.is_facilitator:
        raise Http404
    return edit_noun(request, Event(programme=programme), NewEventForm, title=_("New event along the way"), back="/")


def event_edit(request, pk):
    return edit_noun(request, editable(request, pk), EventForm)


@require_POST
def event_move(request, pk):
    event = editable(request, pk)
    form = MoveForm(request.POST, prefix="move")
    if not form.is_valid():
        return show(request, event, 422, move=form)
    event.move(form.cleaned_data["to"], by=request.person, reason=form.cleaned_data["reason"])
    messages.success(request, _("The event is moved. Where it stood before stays on the map."))
    return redirect(event)


@require_POST
def event_cancel(request, pk):
    event = editable(request, pk)
    form = CancelForm(request.POST, prefix="cancel")
    if not form.is_valid():
        return show(request, event, 422, cancel=form)
    event.cancel(by=request.person, reason=form.cleaned_data["reason"], lesson=form.cleaned_data["lesson"])
    messages.success(request, _("The event is cancelled, and stays on the map with its lesson."))
    return redirect(event)


@require_POST
def event_hold(request, pk):
    event = editable(request, pk)
    event.hold(by=request.person)
    messages.success(request, _("It is noted that the event took place."))
    return redirect(event)


def editable(request, pk):
    return get_object_or_404(Event.objects.editable_by(request.person).select_related("programme"), pk=pk)
