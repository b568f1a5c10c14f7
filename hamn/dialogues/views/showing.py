"""A dialogue's result page and its poster."""

from collections.abc import Iterable
from functools import lru_cache

import segno
from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from hamn.charts.waters import waters
from hamn.dialogues import posters
from hamn.dialogues.following import has_groups, has_tensions, is_answered, leads_on
from hamn.dialogues.models import Dialogue, Question, Round, Tension
from hamn.dialogues.opinion_figures import opinions_of
from hamn.dialogues.pairs import by_pairs, paired
from hamn.dialogues.results import Heard, Result, cloud
from hamn.dialogues.themes_told import tell_themes

# The files that results leave as, by their ending.
EXPORTS = (("xlsx", "XLSX"), ("csv", "CSV"), ("json", "JSON"), ("pptx", "PPTX"))


def show(request, pk):
    """The results, as far as the gate has let them out. With ?part=results only what refreshes itself."""
    dialogue = visible(request, pk)
    round = chosen_round(request, dialogue)
    heard = Heard.of(dialogue)
    results = heard.results(round)
    for result in results:
        result.opinions = opinions_of(result.question, round)
    tell_themes(results)
    tensions = dialogue.tensions.shown().select_related("one", "other") if dialogue.has_tensions else ()
    page = {
        "noun": dialogue,
        "round": round,
        "results": drawn(results, tensions),
        "address": address_of(request, dialogue),
        "answering_back": heard.answering_back,
    }
    has_groups = any(result.dialogue_groups for result in results)
    page["beside"] = has_groups and are_beside(round, dialogue, request.person)
    if request.GET.get("part") == "results":
        return render(request, "dialogues/_results.html", page)
    groups = sum(len(result.groups) for result in results)
    page |= {
        "asked": results,
        "tensions": tensions,
        "may_draw": groups > 1 and dialogue.is_editable_by(request.person),
        "may_lead": dialogue.is_editable_by(request.person),
        "put_aside": heard.put_aside(round) if dialogue.is_editable_by(request.person) else [],
        "hidden": heard.hidden(round),
        "is_mapping": any(result.opinions and result.opinions.is_computing for result in results),
        "waters": scenery(dialogue.pk),
        "exports": EXPORTS,
        "has_pdf": posters.can_be_made(),
        "may_research": bool(request.person.reach.roles & {"researcher", "administrator"}),
        "may_ask": bool(request.person.reach.is_facilitator or request.person.reach.teams),
    }
    return render(request, "dialogues/show.html", page)


def drawn(results: list[Result], tensions: Iterable[Tension]) -> list[tuple]:
    """Each question with its cloud, wide and narrow; a pair of them stands where its first was asked, and nowhere else."""
    return [
        (first, None, None, paired(first, *other, tensions))
        if other
        else (first, cloud(first), cloud(first, "phone"), None)
        for first, *other in by_pairs(results)
    ]


def are_beside(round, dialogue, person) -> bool:
    """Groups stand beside each other once the round is closed, and until it is revealed only for those who lead."""
    if round is None or round.is_open or round.is_void:
        return False
    return bool(round.revealed_at or dialogue.is_editable_by(person))


def visible(request, pk) -> Dialogue:
    seen = Dialogue.objects.visible_to(request.person).select_related("team__organisation")
    known = seen.annotate(
        leads_on=leads_on(),
        is_answered=is_answered(),
        has_groups=has_groups(),
        has_tensions=has_tensions(),
    )
    rounds = Prefetch("rounds", Round.objects.select_related("imported"))
    questions = Prefetch("questions", Question.objects.select_related("about_group"))
    return get_object_or_404(known.prefetch_related(rounds, questions), pk=pk)


def chosen_round(request, dialogue):
    """The round that the address names, else the latest."""
    wanted = request.GET.get("round", "")
    if not wanted:
        return dialogue.latest_round
    for round in dialogue.known_rounds:
        if str(round.number) == wanted:
            return round
    raise Http404


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
    page |= {"short_address": address.split("://")[1], "has_pdf": posters.can_be_made()}
    return render(request, "dialogues/poster.html", page)


def screen(request, pk):
    """The wall's own address goes by the code, so that a second screen needs no account."""
    chosen = request.META["QUERY_STRING"]
    return redirect(reverse("present", args=[visible(request, pk).code]) + (f"?{chosen}" if chosen else ""))
