"""The rounds: the list of them, making one, and how one stands."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hamn.dialogues.models import Dialogue
from hamn.dialogues.views.organising import may_ask, teams_of, who_asks
from hamn.dialogues.views.showing import address_of, qr, scenery
from hamn.dockings.models import Docking
from hamn.radar.forms import RoundForm
from hamn.radar.models import Instrument, Round
from hamn.radar.planning import make_round


def index(request):
    """Every round the person may see, the open ones first, and the instruments they are made of."""
    seen = Round.objects.visible_to(request.person).select_related("instrument", "dialogue__team")
    rounds = list(seen.prefetch_related("dialogue__rounds", "dialogue__groups"))
    page = {
        "open": [round for round in rounds if round.dialogue.open_round],
        "others": [round for round in rounds if not round.dialogue.open_round],
        "instruments": Instrument.objects.visible_to(request.person).prefetch_related("axes"),
        "may_ask": may_ask(request.person),
    }
    return render(request, "radar/index.html", page)


def begin(request):
    """To the instrument that was used last; without any, to the making of one."""
    if not may_ask(request.person):
        raise Http404
    seen = Instrument.objects.visible_to(request.person)
    last = seen.filter(rounds__isnull=False).order_by("-rounds__held_on", "-rounds__pk").first() or seen.first()
    if last is None:
        return redirect("instrument_new")
    docking = request.GET.get("docking", "")
    query = f"?{urlencode({'docking': docking})}" if docking.isdecimal() else ""
    return redirect(reverse("radar_round_new", args=[last.pk]) + query)


def new(request, pk):
    if not may_ask(request.person):
        raise Http404
    instrument = get_object_or_404(Instrument.objects.visible_to(request.person), pk=pk)
    teams = teams_of(request.person)
    docking = docking_of(request)
    asks = who_asks(request.person, list(teams[:1]))
    form = RoundForm(request.POST or None, instrument=instrument, teams=teams, who_asks=asks)
    if request.method == "POST" and form.is_valid() and may_describe(request, form):
        return redirect(made(form, request.person, docking))
    page = {"noun": instrument, "form": form, "docking": docking, "has_axes": instrument.axes.exists()}
    page["others"] = Instrument.objects.visible_to(request.person).exclude(pk=pk)
    return render(request, "radar/round_new.html", page, status=422 if form.is_bound else 200)


def may_describe(request, form) -> bool:
    """Whoever only sees the instrument asks with what is written in it."""
    if not form.instrument.axes.exists():
        return False
    if not form.undescribed or form.instrument.is_editable_by(request.person):
        return True
    messages.error(request, _("Somebody who may change the form has to write the state you wish for first."))
    return False


def docking_of(request) -> Docking | None:
    """The meeting that the address names, if the person may plan it."""
    number = request.GET.get("docking", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    return Docking.objects.editable_by(request.person).filter(pk=number).first()


@transaction.atomic
def made(form, person, docking: Docking | None) -> Round:
    told = form.cleaned_data
    form.describe(person)
    instrument = Instrument.objects.get(pk=form.instrument.pk)
    round = make_round(instrument, form.dialogue(), told["groups"], told["held_on"], told["guesses"], by=person)
    if docking and not docking.is_closed:
        docking.ask(round.dialogue)
    return round


def show(request, pk):
    seen = Round.objects.visible_to(request.person).select_related("instrument", "dialogue__team__organisation")
    round = get_object_or_404(seen.prefetch_related("dialogue__rounds", "dialogue__groups"), pk=pk)
    dialogue = round.dialogue
    address = address_of(request, dialogue)
    ways = [(group, f"{address}?{urlencode({'group': group.key})}") for group in dialogue.groups.all()]
    seen_instruments = Instrument.objects.visible_to(request.person)
    page = {
        "noun": round,
        "dialogue": dialogue,
        "waters": scenery(f"radar-{round.pk}"),
        "address": address,
        "qr": qr(address),
        "ways": [(group, way, qr(way)) for group, way in ways],
        "may_lead": Dialogue.objects.led_by(request.person).filter(pk=dialogue.pk).exists(),
        "may_edit": dialogue.is_editable_by(request.person),
        "instrument": seen_instruments.filter(pk=round.instrument_id).first(),
        "dockings": Docking.objects.visible_to(request.person).filter(dialogues=dialogue),
        "guesses": list(round.guess_questions.select_related("about_group")),
    }
    return render(request, "radar/round.html", page)
