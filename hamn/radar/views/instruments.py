"""An instrument and its axes: one page to see them, and one for each thing that is written."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.dialogues.views.organising import may_ask, teams_of
from hamn.people.models import Body
from hamn.programmes.models import Programme
from hamn.radar import starting, wording
from hamn.radar.forms import AxisForm, InstrumentForm, NewInstrumentForm
from hamn.radar.models import Axis, Instrument, Round
from hamn.records.views import edit_noun

STEPS = {"up": -1, "down": 1}


def show(request, pk):
    seen = Instrument.objects.visible_to(request.person).select_related("team", "programme")
    instrument = get_object_or_404(seen.prefetch_related("axes"), pk=pk)
    rounds = list(Round.objects.visible_to(request.person).filter(instrument=instrument).select_related("dialogue"))
    page = {
        "noun": instrument,
        "axes": list(instrument.axes.all()),
        "rounds": [(round, Comparability(round, instrument)) for round in rounds],
        "may_edit": instrument.is_editable_by(request.person),
        "may_ask": may_ask(request.person),
    }
    return render(request, "radar/instrument.html", page)


class Comparability:
    """How an earlier round stands to what the instrument would ask now."""

    def __init__(self, round: Round, instrument: Instrument) -> None:
        now = instrument.wording
        self.same = wording.comparable(now, round.wording)
        self.all = len(now["axes"])
        self.others = [axis["name"] for axis in now["axes"] if axis["key"] not in self.same]

    @property
    def is_whole(self) -> bool:
        return len(self.same) == self.all


def new(request):
    if not may_ask(request.person):
        raise Http404
    programme = Programme.objects.current_for(request.person)
    if programme is None:
        raise Http404
    teams = teams_of(request.person)
    instrument = Instrument(programme=programme)
    initial = {"team": getattr(teams.first(), "pk", None)}
    form = NewInstrumentForm(request.POST or None, instance=instrument, initial=initial, teams=teams)
    if request.method == "POST" and form.is_valid():
        return redirect(made(form, request.person))
    return render(request, "radar/instrument_new.html", {"form": form}, status=422 if form.is_bound else 200)


@transaction.atomic
def made(form, person) -> Instrument:
    instrument = form.save_by(person)
    starting.add_axes(instrument, form.cleaned_data["begin_with"], person)
    return instrument


def edit(request, pk):
    instrument = edited(request, pk)
    teams = teams_of(request.person) | Body.objects.filter(pk=instrument.team_id)

    def form_class(*args, **kwargs):
        return InstrumentForm(*args, teams=teams, **kwargs)

    return edit_noun(request, instrument, form_class, "radar/instrument_edit.html", preview="radar/_scale.html")


def edited(request, pk) -> Instrument:
    return get_object_or_404(Instrument.objects.editable_by(request.person), pk=pk)


def edited_axis(request, pk) -> Axis:
    axes = Axis.objects.filter(instrument__in=Instrument.objects.editable_by(request.person))
    return get_object_or_404(axes.select_related("instrument"), pk=pk)


def axis_new(request, pk):
    instrument = edited(request, pk)
    form = AxisForm(request.POST or None, instance=Axis(instrument=instrument))
    if request.method == "POST" and form.is_valid():
        try:
            instrument.add_axis(by=request.person, **form.cleaned_data)
        except ValueError:
            messages.error(request, _("There are as many areas as a radar can carry."))
        else:
            messages.success(request, _("The area is there."))
        return redirect(instrument)
    return axis_page(request, instrument, form)


def axis_edit(request, pk):
    axis = edited_axis(request, pk)
    form = AxisForm(request.POST or None, instance=axis)
    if request.method == "POST" and form.is_valid():
        form.save(commit=False).change(request.person)
        messages.success(request, _("It is saved."))
        return redirect(f"{axis.instrument.get_absolute_url()}#axis-{axis.pk}")
    return axis_page(request, axis.instrument, form, axis=axis)


def axis_page(request, instrument, form, **more):
    page = {"noun": instrument, "form": form, "is_asked": instrument.rounds.exists(), **more}
    return render(request, "radar/axis.html", page, status=422 if form.is_bound else 200)


@require_POST
def place(request, pk):
    axis = edited_axis(request, pk)
    axis.move(STEPS.get(request.POST.get("to", ""), 0), by=request.person)
    return redirect(f"{axis.instrument.get_absolute_url()}#axis-{axis.pk}")


@require_POST
def removal(request, pk):
    axis = edited_axis(request, pk)
    axis.instrument.take_away(axis, by=request.person)
    messages.success(request, _("The area is taken away. Rounds that have asked about it keep it."))
    return redirect(axis.instrument)
