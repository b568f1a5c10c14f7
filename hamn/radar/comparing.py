"""From a closed round's answers to what may be said of them, once: rows → arrays → `computing`, which has the gate → rows."""

from collections.abc import Iterator, Sequence

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from hamn.dialogues import models as dialogues
from hamn.dialogues import tally
from hamn.dialogues.models import Question
from hamn.dockings.deeds import is_within
from hamn.radar.computing import NO_GROUP, Basis, Rows, computed, keys_of, said
from hamn.radar.models import Comparison, Difference, Round
from hamn.sensemaking.assessment.answers import DONT_KNOW, NOT_ANSWERED
from hamn.sensemaking.disclosure import Table


def compare(round: Round) -> Comparison | None:
    """The round's comparison, computed if nobody has yet; none while anybody can be told, or if void."""
    answering = round.answering
    if answering is None or answering.is_open or answering.is_void:
        return None
    if made := Comparison.objects.filter(answering=answering).first():
        return made
    return keep(round, answering) if tally.is_sealed(answering.pk) else None


def compare_all() -> None:
    """Every closed round that has no comparison yet. In the background, so that nobody has to wait for it."""
    for round in Round.objects.closed().filter(dialogue__rounds__comparison__isnull=True).distinct():
        compare(round)


def keep(round: Round, answering: dialogues.Round) -> Comparison:
    basis = basis_of(round, answering)
    told, found, digest = computed(basis)
    values = {"round": round, "told": told, "input_hash": digest}
    values |= {"method": found.method, "version": found.version, "seed": found.seed}
    with transaction.atomic():
        # Somebody else may have been as quick; equal answers give an equal result.
        made, is_new = Comparison.objects.get_or_create(answering=answering, defaults=values)
        if is_new:
            Difference.objects.bulk_create(
                Difference(comparison=made, order=order, **each) for order, each in enumerate(said(basis, found))
            )
    return made


def basis_of(round: Round, answering: dialogues.Round) -> Basis:
    axes, groups = {axis["key"]: axis["name"] for axis in round.wording["axes"]}, groups_of(round)
    return Basis(
        gate=round.dialogue.gate,
        scale=round.wording["scale"]["steps"],
        axes=axes,
        groups=groups,
        sizes={group.key: group.size for group in round.groups},
        label=label_of(round),
        now=read(answering, round.question, list(axes)),
        guesses=[
            (question.about_group.key, read(answering, question, list(axes)))
            for question in round.guess_questions.select_related("about_group")
        ],
        before=[(label_of(other), rows) for other, rows in earlier_waves(round, list(axes))],
    )


def groups_of(round: Round) -> dict[str, str]:
    """Key and name of each, in order; everybody is one where nobody was asked as something."""
    found = {group.key: group.name for group in round.groups}
    return found or {NO_GROUP: _("Everyone")}


def read(answering: dialogues.Round, question: Question, axes: Sequence[str]) -> Rows:
    place = {axis: number for number, axis in enumerate(axes)}
    steps, groups, phrases = [], [], []
    for group, phrase, given in tally.axes_answers(answering.pk, question.pk):
        row = np.full(len(axes), NOT_ANSWERED)
        for axis, step in given.items():
            if axis in place:
                row[place[axis]] = DONT_KNOW if step == "dont_know" else step
        steps.append(row)
        groups.append(group)
        phrases.append(phrase)
    return Rows(np.array(steps, dtype=np.int64).reshape(-1, len(axes)), tuple(groups), tuple(phrases))


def earlier_waves(round: Round, axes: Sequence[str]) -> Iterator[tuple[Round, Rows]]:
    """Earlier rounds of the same instrument, as far as they asked the same and everybody who sees this one sees them."""
    for other in reversed(list(earlier_rounds(round))):
        kept = Comparison.objects.filter(answering=other.answering).first() or compare(other)
        same = set(round.comparable(other))
        if kept is None or not same:
            continue
        asked = [axis["key"] for axis in other.wording["axes"]]
        table = Table.from_json(kept.told["table"])
        seen = read(other.answering, other.question, asked).shown(keys_of(groups_of(other)), table)
        place = {axis: number for number, axis in enumerate(asked)}
        steps = np.full((len(seen.steps), len(axes)), NOT_ANSWERED)
        for number, axis in enumerate(axes):
            if axis in same:
                steps[:, number] = seen.steps[:, place[axis]]
        if len(steps):
            yield other, Rows(steps, seen.groups, seen.phrases)


def earlier_rounds(round: Round) -> Iterator[Round]:
    """The latest first, as far as they are closed."""
    before = Round.objects.closed().filter(instrument=round.instrument_id, held_on__lte=round.held_on)
    for other in before.exclude(pk=round.pk).select_related("dialogue").order_by("-held_on", "-pk"):
        if is_before(other, round) and is_within(other.dialogue, round.dialogue) and not other.answering.is_open:
            yield other


def is_before(other: Round, round: Round) -> bool:
    return (other.held_on, other.pk) < (round.held_on, round.pk)


def label_of(round: Round) -> str:
    """The day, and the round's number where two were held on one day."""
    same_day = Round.objects.filter(instrument=round.instrument_id, held_on=round.held_on).exclude(pk=round.pk)
    return f"{round.held_on:%Y-%m-%d}" + (f" ({round.pk})" if same_day.exists() else "")
