"""A comparison in the sealed research export of its round: the rows it was computed from, and how it is computed from them.

Of this round everything is there, since the gate is computed again too; of earlier rounds only what the gate let out of
each. The numbers of the respondents are the table's own: they join neither the tables of the questions nor a guess to the
answer of whoever guessed. Only who wrote the same phrase in two rounds has the same number in both, as they chose.
"""

import json
import secrets
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
from django.core.exceptions import ObjectDoesNotExist

import hamn
from hamn.dialogues import models as dialogues
from hamn.dialogues.exports.parts import Check, Json, Packed, Part
from hamn.radar.comparing import basis_of, compare, earlier_waves
from hamn.radar.computing import Basis, Rows, computed, said
from hamn.radar.models import Comparison
from hamn.sensemaking.assessment.answers import DONT_KNOW, NOT_ANSWERED
from hamn.sensemaking.assessment.report import RECORDS
from hamn.sensemaking.disclosure import Gate

COLUMNS = ("respondent", "group", "wave", "axis", "value", "about")
COLUMN_MEANINGS = {
    "respondent": "A random number of this table alone. The same in two waves: they wrote the same phrase in both.",
    "group": "The key of the group that they answered in; empty for none.",
    "wave": "The round, 1 for the earliest; see waves. Of earlier rounds only what was shown of them is here.",
    "axis": "The key of the area.",
    "value": "The step, from 1, or dont_know.",
    "about": "The key of the group whose answer this is a guess of; empty for an answer.",
}
PARTS = {
    "levels": "levels, with intervals and who do not know",
    "wave_tests": "whether the groups differ at all",
    "axis_tests": "in which areas they differ",
    "pairs": "which groups differ",
    "unsure": "who more often do not know",
    "changes": "movements since earlier rounds",
    "trends": "directions over three rounds or more",
    "gap_changes": "gaps over rounds",
    "guesses": "guesses",
}


def pack(answering: dialogues.Round) -> Packed | None:
    """Of the time of answering that its comparison was made from; None of any other, and of other dialogues."""
    try:
        round = answering.dialogue.radar_round
    except ObjectDoesNotExist:
        return None
    made = compare(round)
    if made is None or made.answering_id != answering.pk:
        return None
    basis = basis_of(round, answering)
    others = [other.dialogue for other, _rows in earlier_waves(round, list(basis.axes))]
    return Packed(COLUMNS, rows_of(basis), codebook(made, basis), others)


def codebook(made: Comparison, basis: Basis) -> Json:
    differences = made.differences.values("key", "axis", "verdict", "sentences", "questions")
    kept = {name: getattr(made, name) for name in ("told", "method", "version", "seed", "input_hash")}
    return {
        "columns": COLUMN_MEANINGS,
        "steps": basis.scale,
        "axes": named(basis.axes),
        # As they were called, and as large, when it was made.
        "groups": [{name: each[name] for name in ("key", "name", "size")} for each in made.told["groups"]],
        "waves": [*(label for label, _rows in basis.before), basis.label],
        "guessed": [about for about, _rows in basis.guesses],
        "shown": kept | {"differences": list(differences)},
    }


def named(names: Any) -> list[Json]:
    return [{"key": key, "name": name} for key, name in names.items()]


def rows_of(basis: Basis) -> list[tuple[Any, ...]]:
    """One for each answer on an axis, in an order that tells nothing."""
    people = [
        (person, group, wave, "", steps)
        for wave, (_label, rows) in enumerate([*basis.before, (basis.label, basis.now)], 1)
        for person, group, steps in zip(persons(basis, rows), rows.groups, rows.steps, strict=True)
        # Of an earlier round only the groups that are here too.
        if wave > len(basis.before) or group in basis.groups
    ]
    people += [
        (object(), group, len(basis.before) + 1, about, steps)
        for about, rows in basis.guesses
        for group, steps in zip(rows.groups, rows.steps, strict=True)
    ]
    numbers = numbered({person for person, *_rest in people})
    axes = list(basis.axes)
    found = [
        (numbers[person], group, wave, axes[axis], "dont_know" if step == DONT_KNOW else int(step), about)
        for person, group, wave, about, steps in people
        for axis, step in enumerate(steps)
        if step != NOT_ANSWERED
    ]
    return sorted(found, key=lambda row: (row[0], row[2], axes.index(row[3])))


def persons(basis: Basis, rows: Rows) -> list[object]:
    """Who each row is of: the phrase where it joins two rounds, else somebody who is nowhere else."""
    waves = [basis.now, *(earlier for _label, earlier in basis.before)]
    times = Counter(phrase for wave in waves for phrase in wave.joining() if phrase)
    return [phrase if times[phrase] > 1 else object() for phrase in rows.joining()]


def numbered(people: set[object]) -> dict[object, int]:
    shuffled = list(people)
    secrets.SystemRandom().shuffle(shuffled)
    return {person: number for number, person in enumerate(shuffled, 1)}


def checks(book: Json, part: Json, rows: list[dict[str, str]]) -> Iterator[Check]:
    """Every figure and sentence that the comparison's page shows."""
    kept = part["shown"]
    told = kept["told"]
    if why := unlike(part):
        yield Check("comparison", None, why)
        return
    basis = basis_in(book, part, rows)
    again, found, digest = computed(basis)
    again = json.loads(json.dumps(again))
    yield Check("comparison, the rows it was made from", digest == kept["input_hash"])
    yield Check("comparison, who was in the room", again["groups"] == told["groups"])
    yield Check("comparison, how the answers lie", again["table"] == told["table"])
    for name, what in PARTS.items():
        if told["report"][name] or again["report"][name]:
            yield Check(f"comparison, {what}", again["report"][name] == told["report"][name])
    rest = [{key: value for key, value in each["report"].items() if key not in RECORDS} for each in (again, told)]
    yield Check("comparison, how many answered, and method", rest[0] == rest[1])
    yield Check("comparison, verdicts and sentences", said(basis, found) == kept["differences"])


def unlike(part: Json) -> str:
    """Why the rows cannot give the same figures, if so."""
    version, waves = part["shown"]["version"], part["shown"]["told"]["waves"]
    if version != hamn.__version__:
        return f"made by version {version}, this is {hamn.__version__}"
    if waves != part["waves"]:
        return "earlier rounds have come or gone since it was made"
    return ""


def basis_in(book: Json, part: Json, rows: list[dict[str, str]]) -> Basis:
    axes, last = {each["key"]: each["name"] for each in part["axes"]}, len(part["waves"])
    return Basis(
        gate=Gate(book["threshold"], book["recognisable"]),
        scale=part["steps"],
        axes=axes,
        groups={each["key"]: each["name"] for each in part["groups"]},
        sizes={each["key"]: each["size"] for each in part["groups"]},
        label=part["waves"][-1],
        now=rows_in(rows, list(axes), last),
        guesses=[(about, rows_in(rows, list(axes), last, about)) for about in part["guessed"]],
        before=[(label, rows_in(rows, list(axes), wave)) for wave, label in enumerate(part["waves"][:-1], 1)],
    )


def rows_in(rows: list[dict[str, str]], axes: list[str], wave: int, about: str = "") -> Rows:
    """One wave of the table, or the guesses about one group."""
    steps: dict[str, np.ndarray] = {}
    groups: dict[str, str] = {}
    for row in rows:
        if (int(row["wave"]), row["about"]) == (wave, about):
            own = steps.setdefault(row["respondent"], np.full(len(axes), NOT_ANSWERED))
            own[axes.index(row["axis"])] = DONT_KNOW if row["value"] == "dont_know" else int(row["value"])
            groups[row["respondent"]] = row["group"]
    table = np.array(list(steps.values()), dtype=np.int64).reshape(-1, len(axes))
    return Rows(table, tuple(groups.values()), tuple(steps))


PART = Part("comparison", pack, checks)
