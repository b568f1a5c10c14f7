"""A dialogue's result page, its poster, and its screen for the wall."""

from functools import lru_cache

import segno
from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from hamn.charts.waters import waters
from hamn.dialogues.models import Dialogue
from hamn.dialogues.results import Heard, cloud


def show(request, pk):
    """The results, as far as the gate has let them out. With ?part=results only what refreshes itself."""
    dialogue = visible(request, pk)
    round = chosen_round(request, dialogue)
    heard = Heard.of(dialogue)
    page = {
        "noun": dialogue,
        "round": round,
        "results": [(result, cloud(result), cloud(result, "phone")) for result in heard.results(round)],
        "address": address_of(request, dialogue),
        "answering_back": heard.answering_back,
    }
    if request.GET.get("part") == "results":
        return render(request, "dialogues/_results.html", page)
    page |= {
        "may_lead": may_lead(request.person, dialogue),
        "put_aside": heard.put_aside(round) if may_lead(request.person, dialogue) else [],
        "hidden": heard.hidden(round),
        "waters": scenery(dialogue.pk),
    }
    return render(request, "dialogues/show.html", page)


def visible(request, pk) -> Dialogue:
    return get_object_or_404(Dialogue.objects.visible_to(request.person).select_related("team__organisation"), pk=pk)


def chosen_round(request, dialogue):
    """The round that the address names, else the latest."""
    wanted = request.GET.get("round", "")
    if not wanted:
        return dialogue.latest_round
    for round in dialogue.known_rounds:
        if str(round.number) == wanted:
            return round
    raise Http404


def may_lead(person, dialogue) -> bool:
    """As `editable_by`, for a dialogue that is already known to be visible; the page is spared a query."""
    reach = person.reach
    if not reach.is_partner:
        return False
    is_mine = dialogue.author_id == person.pk or dialogue.team_id in reach.teams
    return is_mine or dialogue.is_draft or (reach.is_facilitator and dialogue.visibility != "harbour")


def address_of(request, dialogue) -> str:
    path = reverse("phone", args=[dialogue.code])
    if settings.PUBLIC_ADDRESS:
        return settings.PUBLIC_ADDRESS + path
    return request.build_absolute_uri(path)


@lru_cache(maxsize=256)
def qr(address: str) -> str:
    """The address as a QR code; light is written out, because a camera needs paper behind it also in the dark."""
    made = segno.make(address, error="m", micro=False)
    return mark_safe(
        made.svg_inline(border=4, omitsize=True, dark="#0E2433", light="#FFFFFF", svgclass=None, lineclass=None)
    )


@lru_cache(maxsize=64)
def scenery(seed, width: int = 1600, height: int = 300):
    return waters(f"dialogue-{seed}", width, height)


def poster(request, pk):
    dialogue = visible(request, pk)
    address = address_of(request, dialogue)
    page = {"noun": dialogue, "address": address, "qr": qr(address), "waters": scenery(pk, 1000, 1414)}
    return render(request, "dialogues/poster.html", page | {"short_address": address.split("://")[1]})


def screen(request, pk):
    """One question, large and dark, with the way in. ?question= chooses; the first comes first."""
    dialogue = visible(request, pk)
    questions = list(dialogue.questions.all())
    numbers = {str(number): question for number, question in enumerate(questions, 1)}
    number = request.GET.get("question", "1")
    if number not in numbers:
        raise Http404
    round = dialogue.latest_round
    result = next(r for r in Heard.of(dialogue).results(round) if r.question == numbers[number])
    address = address_of(request, dialogue)
    page = {
        "noun": dialogue,
        "round": round,
        "result": result,
        "cloud": cloud(result, "presenter", stay=bool(round and round.is_open)),
        "qr": qr(address),
        "short_address": address.split("://")[1].rsplit("/", 1)[0] + "/",
        "number": int(number),
        "numbers": range(1, len(questions) + 1),
    }
    template = "dialogues/_screen.html" if request.GET.get("part") == "results" else "dialogues/screen.html"
    return render(request, template, page)
