"""From a closed round's answers to what may be said of them: rows → arrays → the gate → the report → rows.

The gate decides first, axis by axis, which groups may be shown; what it hides is taken out before anything is computed, so
that no figure has a hidden group in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from hamn.dialogues import models as dialogues
from hamn.dialogues import tally
from hamn.dialogues.models import Question
from hamn.dockings.deeds import is_within
from hamn.radar.models import Comparison, Difference, Round
from hamn.sensemaking.assessment.answers import DONT_KNOW, NOT_ANSWERED, UNLINKED, Responses
from hamn.sensemaking.assessment.guesses import Guesses
from hamn.sensemaking.assessment.report import as_json, report
from hamn.sensemaking.assessment.results import Report
from hamn.sensemaking.assessment.showing import visible
from hamn.sensemaking.disclosure import Gate, Table, disclose
from hamn.sensemaking.sentences.assessment import sentences

LANGUAGES = ("sv", "fi", "en")
# Those who chose no group are a group for the gate, and nobody that is compared.
NO_GROUP = ""


@dataclass(frozen=True)
class Rows:
    """One question's answers. steps: shape (people, axes), as in `Responses`; group and phrase of each."""

    steps: np.ndarray
    groups: tuple[str, ...]
    phrases: tuple[str, ...]

    def counts(self, groups: Sequence[str], scale: int) -> np.ndarray:
        """People by group, axis and step, with *don't know* last, as the gate wants them."""
        found = np.zeros((len(groups), self.steps.shape[1], scale + 1), dtype=np.int64)
        place = {group: number for number, group in enumerate(groups)}
        for group, steps in zip(self.groups, self.steps, strict=True):
            for axis in np.flatnonzero(steps != NOT_ANSWERED):
                found[place[group], axis, scale if steps[axis] == DONT_KNOW else steps[axis] - 1] += 1
        return found

    def shown(self, groups: Sequence[str], table: Table) -> "Rows":
        """Without what the gate hides."""
        seen = table.shown(len(groups))
        place = {group: number for number, group in enumerate(groups)}
        mask = np.array([seen[place[group]] for group in self.groups]).reshape(self.steps.shape)
        return Rows(np.where(mask, self.steps, NOT_ANSWERED), self.groups, self.phrases)


def compare(round: Round) -> Comparison | None:
    """The round's comparison, computed if nobody has yet; none while anybody can be told, or if void."""
    answering = round.answering
    if answering is None or answering.is_open or answering.is_void or not tally.is_sealed(answering.pk):
        return None
    return Comparison.objects.filter(answering=answering).first() or keep(round, answering)


def compare_all() -> None:
    """Every closed round that has no comparison yet. In the background, so that nobody has to wait for it."""
    for round in Round.objects.closed().filter(dialogue__rounds__comparison__isnull=True).distinct():
        compare(round)


def keep(round: Round, answering: dialogues.Round) -> Comparison:
    told, found, digest = computed(round, answering)
    values = {"round": round, "told": told, "input_hash": digest}
    values |= {"method": found.method, "version": found.version, "seed": found.seed}
    with transaction.atomic():
        # Somebody else may have been as quick; equal answers give an equal result.
        made, is_new = Comparison.objects.get_or_create(answering=answering, defaults=values)
        if is_new:
            Difference.objects.bulk_create(differences(made, found))
    return made


def computed(round: Round, answering: dialogues.Round) -> tuple[dict, Report, str]:
    axes = [axis["key"] for axis in round.wording["axes"]]
    names = {axis["key"]: axis["name"] for axis in round.wording["axes"]}
    scale, gate = round.wording["scale"]["steps"], round.dialogue.gate
    groups = groups_of(round)
    keys = [*groups, NO_GROUP]
    rows = read(answering, round.question, axes)
    table = disclose(gate, rows.counts(keys, scale))
    waves = [*earlier_waves(round, axes, list(groups)), (label_of(round), rows.shown(keys, table))]
    everyone = [name for key, name in groups.items() if has_everyone(round, key, rows)]
    guessed = guesses_of(round, answering, axes, keys, scale, gate)
    responses = responses_of(waves, groups, tuple(names.values()), scale)
    last = len(waves) - 1
    whole = report(
        responses,
        everyone=[
            (name, waves[-1][0]) for name in everyone if (responses.group == list(groups.values()).index(name)).any()
        ],
        guesses=guesses_as_arrays(guessed, list(groups), last),
    )
    # What follows single persons between rounds, or tells how many answered, has to be many enough by itself.
    found = visible(
        whole,
        cells_of(responses),
        1 if gate.recognisable else gate.threshold,
        {(one.by, one.about, one.axis, one.wave) for one in whole.guesses},
    )
    told = {
        "groups": [answered(round, gate, key, name, rows) for key, name in groups.items()],
        "axes": [{"key": key, "name": names[key]} for key in axes],
        "table": table.to_json(),
        "report": as_json(found),
        "waves": [label for label, _rows in waves],
    }
    return told, found, responses.digest()


def cells_of(responses: Responses) -> set[tuple[str, str, str]]:
    """Group, axis and wave of everything that is left: what the gate hides is not."""
    counted = (responses.counts().sum(axis=3) + responses.unsure()) > 0
    return {
        (responses.groups[group], responses.axes[axis], responses.waves[wave])
        for wave, group, axis in zip(*np.nonzero(counted), strict=True)
    }


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


def earlier_waves(round: Round, axes: Sequence[str], groups: Sequence[str]) -> Iterator[tuple[str, Rows]]:
    """Earlier rounds of the same instrument, as far as they asked the same and everybody who sees this one sees them."""
    for other in reversed(list(earlier_rounds(round))):
        kept = Comparison.objects.filter(answering=other.answering).first() or compare(other)
        same = set(round.comparable(other))
        if kept is None or not same:
            continue
        asked = [axis["key"] for axis in other.wording["axes"]]
        keys = [*groups_of(other), NO_GROUP]
        seen = read(other.answering, other.question, asked).shown(keys, Table.from_json(kept.told["table"]))
        place = {axis: number for number, axis in enumerate(asked)}
        steps = np.full((len(seen.steps), len(axes)), NOT_ANSWERED)
        for number, axis in enumerate(axes):
            if axis in same:
                steps[:, number] = seen.steps[:, place[axis]]
        if len(steps):
            yield label_of(other), Rows(steps, seen.groups, seen.phrases)


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


def responses_of(waves: Sequence[tuple[str, Rows]], groups: Mapping[str, str], axes: tuple[str, ...], scale: int):
    """All waves in one. A group is the same where it has the same key; a phrase that was written twice joins two waves."""
    place = {key: number for number, key in enumerate(groups)}
    known: dict[str, int] = {}
    steps, group, wave, link = [], [], [], []
    for number, (_label, rows) in enumerate(waves):
        seen: set[str] = set()
        for row, key, phrase in zip(rows.steps, rows.groups, rows.phrases, strict=True):
            if key not in place or (row == NOT_ANSWERED).all():
                continue
            steps.append(row)
            group.append(place[key])
            wave.append(number)
            # Two who chose the same phrase in one wave cannot be told apart, so neither is followed.
            link.append(known.setdefault(phrase, len(known)) if phrase and phrase not in seen else UNLINKED)
            seen.add(phrase)
    table = np.array(steps, dtype=np.int64).reshape(-1, len(axes))
    labels = tuple(label for label, _rows in waves)
    arrays = (np.array(each, dtype=np.int64) for each in (group, wave, link))
    group_of, wave_of, link_of = arrays
    return Responses(table, group_of, wave_of, axes, tuple(groups.values()), labels, scale, link_of)


Guessed = list[tuple[str, Rows]]


def guesses_of(round: Round, answering, axes, keys: Sequence[str], scale: int, gate: Gate) -> Guessed:
    """Whom each guess is about, with the guesses that the gate lets out."""
    found = []
    for question in round.guess_questions.select_related("about_group"):
        rows = read(answering, question, axes)
        found.append((question.about_group.key, rows.shown(keys, disclose(gate, rows.counts(keys, scale)))))
    return found


def guesses_as_arrays(guessed: Guessed, groups: Sequence[str], wave: int) -> Guesses | None:
    place = {key: number for number, key in enumerate(groups)}
    rows = [
        (steps, place[by], place[about])
        for about, seen in guessed
        for steps, by in zip(seen.steps, seen.groups, strict=True)
        if by in place and by != about and not (steps == NOT_ANSWERED).all()
    ]
    if not rows:
        return None
    steps, by, about = (np.array(each, dtype=np.int64) for each in zip(*rows, strict=True))
    return Guesses(steps, by, about, np.full(len(rows), wave))


def answered(round: Round, gate: Gate, key: str, name: str, rows: Rows) -> dict:
    """Who was in the room: the number where it is no secret, and how many the group has where somebody said."""
    size = next((group.size for group in round.groups if group.key == key), None)
    return {"key": key, "name": name, "size": size, "answered": gate.count(people_of(key, rows))}


def people_of(key: str, rows: Rows) -> int:
    return sum(group == key for group in rows.groups)


def has_everyone(round: Round, key: str, rows: Rows) -> bool:
    """Whether all of a group has answered: then it is described, not inferred from."""
    size = next((group.size for group in round.groups if group.key == key), None)
    return bool(size) and people_of(key, rows) >= size


def differences(made: Comparison, found: Report) -> list[Difference]:
    keys = {axis["name"]: axis["key"] for axis in made.told["axes"]}
    told = {language: sentences(found, language)[1:] for language in LANGUAGES}
    texts = {(language, each.axis): each for language, some in told.items() for each in some}
    return [
        Difference(
            comparison=made,
            key=keys[each.axis],
            axis=each.axis,
            verdict=each.verdict,
            sentences={language: texts[language, each.axis].text for language in LANGUAGES},
            questions={language: texts[language, each.axis].question for language in LANGUAGES},
            order=order,
        )
        for order, each in enumerate(told["sv"])
    ]
