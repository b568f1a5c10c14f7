"""A comparison from answers as arrays, without a database, so that whoever has the answers can compute it again.

The gate decides first, axis by axis, which groups may be shown; what it hides is taken out before anything is computed, so
that no figure has a hidden group in it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

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

    def joining(self) -> list[str]:
        """The phrase of each, empty where it joins nothing: two who chose the same cannot be told apart."""
        chosen = Counter(self.phrases)
        return [phrase if chosen[phrase] == 1 else "" for phrase in self.phrases]

    def people(self, group: str) -> int:
        return self.groups.count(group)


def keys_of(groups: Iterable[str]) -> list[str]:
    """The groups as the gate has them: those who chose none are one too, once."""
    return list(dict.fromkeys([*groups, NO_GROUP]))


@dataclass(frozen=True)
class Basis:
    """Everything that a comparison is computed from.

    axes, groups: names by key, in order. sizes: how many a group has, where somebody has said so. label: of this round.
    now: all of its answers; guesses: all of them, by the key of the group that they are about.
    before: label and answers of earlier rounds, of each only what the gate let out.
    """

    gate: Gate
    scale: int
    axes: Mapping[str, str]
    groups: Mapping[str, str]
    sizes: Mapping[str, int | None]
    label: str
    now: Rows
    guesses: Sequence[tuple[str, Rows]]
    before: Sequence[tuple[str, Rows]]

    @property
    def keys(self) -> list[str]:
        return keys_of(self.groups)

    def has_everyone(self, key: str) -> bool:
        """Whether all of a group has answered: then it is described, not inferred from."""
        size = self.sizes.get(key)
        return bool(size) and self.now.people(key) >= size


def computed(basis: Basis) -> tuple[dict[str, Any], Report, str]:
    """What may be told, the report as it may be shown, and the hash of the answers in it."""
    gate, names = basis.gate, list(basis.groups.values())
    table = disclose(gate, basis.now.counts(basis.keys, basis.scale))
    waves = [*basis.before, (basis.label, basis.now.shown(basis.keys, table))]
    responses = responses_of(waves, basis)
    everyone = [name for key, name in basis.groups.items() if basis.has_everyone(key)]
    whole = report(
        responses,
        everyone=[(name, basis.label) for name in everyone if (responses.group == names.index(name)).any()],
        guesses=guesses_of(basis, len(waves) - 1),
    )
    # What follows single persons between rounds, or tells how many answered, has to be many enough by itself.
    found = visible(
        whole,
        cells_of(responses),
        1 if gate.recognisable else gate.threshold,
        {(one.by, one.about, one.axis, one.wave) for one in whole.guesses},
    )
    told = {
        "groups": [answered(basis, key, name) for key, name in basis.groups.items()],
        "axes": [{"key": key, "name": name} for key, name in basis.axes.items()],
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


def responses_of(waves: Sequence[tuple[str, Rows]], basis: Basis) -> Responses:
    """All waves in one. A group is the same where it has the same key; a phrase that was written twice joins two waves."""
    place = {key: number for number, key in enumerate(basis.groups)}
    known: dict[str, int] = {}
    steps, group, wave, link = [], [], [], []
    for number, (_label, rows) in enumerate(waves):
        for row, key, phrase in zip(rows.steps, rows.groups, rows.joining(), strict=True):
            if key not in place or (row == NOT_ANSWERED).all():
                continue
            steps.append(row)
            group.append(place[key])
            wave.append(number)
            link.append(known.setdefault(phrase, len(known)) if phrase else UNLINKED)
    table = np.array(steps, dtype=np.int64).reshape(-1, len(basis.axes))
    labels = tuple(label for label, _rows in waves)
    group_of, wave_of, link_of = (np.array(each, dtype=np.int64) for each in (group, wave, link))
    names = tuple(basis.axes.values()), tuple(basis.groups.values()), labels
    return Responses(table, group_of, wave_of, *names, basis.scale, link_of)


def guesses_of(basis: Basis, wave: int) -> Guesses | None:
    """The guesses that the gate lets out; none about one's own group."""
    place = {key: number for number, key in enumerate(basis.groups)}
    seen = [
        (about, rows.shown(basis.keys, disclose(basis.gate, rows.counts(basis.keys, basis.scale))))
        for about, rows in basis.guesses
    ]
    rows = [
        (steps, place[by], place[about])
        for about, shown in seen
        for steps, by in zip(shown.steps, shown.groups, strict=True)
        if by in place and by != about and not (steps == NOT_ANSWERED).all()
    ]
    if not rows:
        return None
    steps, by, about = (np.array(each, dtype=np.int64) for each in zip(*rows, strict=True))
    return Guesses(steps, by, about, np.full(len(rows), wave))


def answered(basis: Basis, key: str, name: str) -> dict[str, Any]:
    """Who was in the room: the number where it is no secret, and how many the group has where somebody said."""
    return {
        "key": key,
        "name": name,
        "size": basis.sizes.get(key),
        "answered": basis.gate.count(basis.now.people(key)),
    }


def said(basis: Basis, found: Report) -> list[dict[str, Any]]:
    """What can be said of each axis, in every language, the widest sure gap first."""
    keys = {name: key for key, name in basis.axes.items()}
    told = {language: sentences(found, language)[1:] for language in LANGUAGES}
    texts = {(language, each.axis): each for language, some in told.items() for each in some}
    return [
        {
            "key": keys[each.axis],
            "axis": each.axis,
            "verdict": each.verdict,
            "sentences": {language: texts[language, each.axis].text for language in LANGUAGES},
            "questions": {language: texts[language, each.axis].question for language in LANGUAGES},
        }
        for each in told["sv"]
    ]
