"""The expeditions side by side, one expedition's page, and its steps from proposed to ended."""

from functools import lru_cache, partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.charts.waters import waters
from hamn.expeditions.forms import EndingForm, ExpeditionForm, MotiveForm, PassageForm, QuestionForm, TimeBoxForm
from hamn.expeditions.models import Expedition, Harbour, LogEntry, Mandate, NotReady, Trial
from hamn.people.models import Membership
from hamn.records.views import edit_noun

AT_ONCE = 12
drawn_waters = lru_cache(maxsize=100)(waters)


def index(request):
    """Several crews side by side, the open ones first."""
    person = request.person
    seen = Expedition.objects.visible_to(person).with_neighbours_for(person).with_lesson()
    expeditions = Paginator(seen.open_first(), AT_ONCE).get_page(request.GET.get("page"))
    last_days = LogEntry.objects.visible_to(person).filter(expedition__in=[each.pk for each in expeditions]).last_days()
    for expedition in expeditions:
        expedition.last_logged_on = last_days.get(expedition.pk)
        expedition.writes_here = expedition.is_crewed_by(person)
    page = {
        "expeditions": expeditions,
        "open_ones": [each for each in expeditions if not each.has_ended],
        "ended_ones": [each for each in expeditions if each.has_ended],
        "harbours": Harbour.objects.visible_to(person),
        "may_start": bool(person.reach.teams),
    }
    return render(request, "expeditions/index.html", page)


def show(request, slug):
    person = request.person
    expedition = get_object_or_404(Expedition.objects.visible_to(person).with_neighbours_for(person), slug=slug)
    crew = list(expedition.crew())
    own = next((each for each in crew if each.person_id == person.pk), None)
    mandates = list(Mandate.objects.visible_to(person).filter(expedition=expedition).select_related("giver"))
    is_crew = expedition.is_crewed_by(person)
    researchers = [each.person for each in crew if each.role == Membership.Role.RESEARCHER]
    hosts = [each.person for each in crew if each.role == Membership.Role.HOST]
    page = {
        "noun": expedition,
        "expedition": expedition,
        "waters": drawn_waters(f"expedition-{expedition.pk}", 1600, 300),
        "crew": crew,
        "researchers": researchers,
        "researcher_names": ", ".join(map(str, researchers)),
        "host_names": ", ".join(map(str, hosts)),
        "own_membership": own,
        "motive_form": MotiveForm(initial={"motive": own.motive}) if own else None,
        "mandate": mandates[0] if mandates else None,
        "earlier_mandates": mandates[1:],
        "passages": expedition.passages.select_related("by"),
        "trials": Trial.objects.visible_to(person).filter(expedition=expedition),
        "is_crew": is_crew,
        "may_steer": expedition.is_editable_by(person),
        "question_form": QuestionForm(),
        "has_drafts": expedition.has_ended and has_drafts(expedition, person),
    }
    return render(request, "expeditions/show.html", page)


def has_drafts(expedition, person) -> bool:
    return bool(person.pk) and LogEntry.objects.drafts_of(person).filter(expedition=expedition).exists()


def new(request):
    if not request.person.reach.teams:
        raise Http404
    form_class = partial(ExpeditionForm, person=request.person)
    return edit_noun(request, Expedition(), form_class, "expeditions/edit.html", back=reverse("expeditions"))


def edit(request, slug):
    expedition = get_object_or_404(Expedition.objects.editable_by(request.person), slug=slug)
    return edit_noun(request, expedition, partial(ExpeditionForm, person=request.person), "expeditions/edit.html")


def passage(request, slug, state):
    """One step on: look at what it asks for, then take it."""
    expedition = get_object_or_404(Expedition.objects.editable_by(request.person), slug=slug)
    if state not in Expedition.State.values or state == Expedition.State.PROPOSED:
        raise Http404
    is_ending = state in Expedition.ENDS
    form = (EndingForm if is_ending else PassageForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_step(expedition, state, request.person, form.cleaned_data)
        except NotReady as not_ready:
            form.add_error(None, not_ready.sentence)
        else:
            messages.success(
                request, _("The expedition is now: %(state)s.") % {"state": expedition.get_state_display()}
            )
            return redirect(
                "expedition_drafts" if has_drafts(expedition, request.person) and is_ending else "expedition", slug
            )
    page = {"noun": expedition, "form": form, "state": Expedition.State(state), "is_ending": is_ending}
    return render(request, "expeditions/passage.html", page, status=422 if form.is_bound else 200)


def take_step(expedition, state, by, told) -> None:
    if state in Expedition.ENDS:
        expedition.end(state, by, told["lesson"], told["note"], nothing_new=told["outcome"] == "nothing_new")
    elif state == Expedition.State.ANCHORED:
        expedition.anchor(by, told["note"])
    else:
        expedition.cast_off(by, told["note"])


def time_box(request, slug):
    expedition = get_object_or_404(Expedition.objects.editable_by(request.person).open(), slug=slug)
    form = TimeBoxForm(request.POST or None, expedition=expedition)
    if request.method == "POST" and form.is_valid():
        expedition.extend(form.cleaned_data["until"], request.person, form.cleaned_data["reason"])
        messages.success(request, _("The time box is extended."))
        return redirect(expedition)
    return render(
        request, "expeditions/time_box.html", {"noun": expedition, "form": form}, status=422 if form.is_bound else 200
    )


@require_POST
def motive(request, slug):
    """Each member tells their own driving force, and nobody else's."""
    expedition = get_object_or_404(Expedition.objects.visible_to(request.person), slug=slug)
    own = expedition.crew().filter(person=request.person.pk)
    if not own.exists():
        raise Http404
    form = MotiveForm(request.POST)
    if not form.is_valid():
        page = {"noun": expedition, "form": form}
        return render(request, "expeditions/motive.html", page, status=422)
    own.update(motive=form.cleaned_data["motive"], motive_invented=False)
    messages.success(request, _("It is saved."))
    return redirect(f"{expedition.get_absolute_url()}#crew")
