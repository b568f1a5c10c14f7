"""From a table of single answers (respondent, group, wave, axis, value) to responses: no row is lost without a word."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from hamn.sensemaking.assessment.answers import DONT_KNOW, MOST_STEPS, NOT_ANSWERED, UNLINKED, Responses
from hamn.sensemaking.assessment.guesses import Guesses

NEEDED = ("respondent", "group", "wave", "axis", "value")
# steps: how long the scale was when this was answered. about: the value is a guess of what that group answers.
# linked: "yes" where the same respondent in two waves is the same person by a phrase of their own.
KNOWN = (*NEEDED, "steps", "about", "linked")
DONT_KNOW_WORDS = ("vet inte", "vet ej", "dont_know", "don't know", "en osaa sanoa", "en tiedä")
YES = ("yes", "ja", "kyllä", "1", "true")


@dataclass(frozen=True)
class Answer:
    """One row: its number in the file, and what it says; wave, group, respondent and about by name."""

    row: int
    respondent: str
    group: str
    wave: str
    axis: str
    about: str
    step: int
    steps: int | None
    linked: bool

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.wave, self.respondent, self.axis, self.about


def read(lines: Iterable[str], scale: int | None = None) -> tuple[Responses, Guesses | None]:
    """Responses and, where the table has any, guesses. Names are sorted, so that the order of rows never matters.

    scale: number of steps; taken from the column `steps` if there is one, else from the highest value.
    """
    rows = csv.DictReader(lines, strict=True)
    _check_columns(rows.fieldnames or ())
    try:
        found = _once([_answer(rows.line_num, row) for row in rows])
    except csv.Error as problem:
        raise ValueError(f"The table cannot be read at row {rows.line_num}: {problem}.") from problem
    if not found:
        raise ValueError("The table holds no answers.")
    steps = _scale(found, scale)
    own = [answer for answer in found if not answer.about]
    guessed = [answer for answer in found if answer.about]
    groups = tuple(_in_order({answer.group for answer in found} | {answer.about for answer in guessed}))
    axes = tuple(_in_order({answer.axis for answer in found}))
    waves = tuple(_in_order({answer.wave for answer in found}))
    responses = _responses(own, axes, groups, waves, steps)
    return responses, _guesses(guessed, responses) if guessed else None


def _check_columns(names: Iterable[str]) -> None:
    given = [name.strip().lower() for name in names]
    if missing := [name for name in NEEDED if name not in given]:
        raise ValueError(f"The table has no column {', '.join(missing)}; it needs {', '.join(NEEDED)}.")
    if unknown := [name for name in given if name not in KNOWN]:
        raise ValueError(f"The column {', '.join(unknown)} is not known; known are {', '.join(KNOWN)}.")
    if len(set(given)) < len(given):
        raise ValueError("A column stands twice in the table.")


def _answer(number: int, row: Mapping[str | None, str | list[str] | None]) -> Answer:
    if None in row or None in row.values():
        raise ValueError(f"Row {number} does not have as many columns as the first row.")
    cells = {str(name).strip().lower(): str(value).strip() for name, value in row.items()}
    if empty := [name for name in NEEDED if not cells[name] and name != "value"]:
        raise ValueError(f"Row {number} has nothing in {', '.join(empty)}.")
    steps = cells.get("steps", "")
    if steps and not (steps.isdecimal() and 2 <= int(steps) <= MOST_STEPS):
        raise ValueError(f"Row {number}: a scale has 2 to {MOST_STEPS} steps, got {steps}.")
    return Answer(
        number,
        cells["respondent"],
        cells["group"],
        cells["wave"],
        cells["axis"],
        cells.get("about", ""),
        _step(number, cells["value"]),
        int(steps) if steps else None,
        cells.get("linked", "").lower() in YES,
    )


def _step(number: int, value: str) -> int:
    if not value:
        return NOT_ANSWERED
    if value.lower().replace("’", "'") in DONT_KNOW_WORDS:
        return DONT_KNOW
    if not re.fullmatch(r"[0-9]{1,3}", value) or not 1 <= int(value) <= MOST_STEPS:
        raise ValueError(f'Row {number}: a value is a step from 1 to {MOST_STEPS} or "vet inte", got {value!r}.')
    return int(value)


def _once(answers: list[Answer]) -> list[Answer]:
    """Rows that say the same twice are one; rows that say different things are refused."""
    kept: dict[tuple[str, str, str, str], Answer] = {}
    homes: dict[tuple[str, str], Answer] = {}
    for answer in answers:
        before = kept.setdefault(answer.key, answer)
        if before.step != answer.step:
            raise ValueError(
                f"Rows {before.row} and {answer.row} give different values for {answer.respondent} on {answer.axis} "
                f"in {answer.wave}."
            )
        home = homes.setdefault((answer.wave, answer.respondent), answer)
        if home.group != answer.group:
            raise ValueError(
                f"Rows {home.row} and {answer.row} put {answer.respondent} in two groups in {answer.wave}."
            )
    return list(kept.values())


def _scale(answers: list[Answer], given: int | None) -> int:
    declared = {answer.steps: answer for answer in answers if answer.steps}
    if len(declared) > 1:
        (one, first), (other, second) = sorted(declared.items())[:2]
        raise ValueError(
            f"The scale has {one} steps in row {first.row} ({first.wave}) and {other} in row {second.row} ({second.wave}); "
            f"rounds with different scales cannot be compared."
        )
    highest = max(answers, key=lambda answer: answer.step)
    steps = given or next(iter(declared), None) or max(highest.step, 2)
    if declared and steps not in declared:
        raise ValueError(f"The scale was said to have {steps} steps, but the table says {next(iter(declared))}.")
    if highest.step > steps:
        raise ValueError(f"Row {highest.row}: the value {highest.step} is outside a scale of {steps} steps.")
    return steps


def _in_order(names: Iterable[str]) -> list[str]:
    """Numbers inside names by size: round 2 before round 10."""
    return sorted(names, key=lambda name: ([part.zfill(20) for part in re.findall(r"\d+|\D+", name)], name))


def _table(answers: list[Answer], axes: tuple[str, ...]) -> tuple[list[Answer], np.ndarray]:
    """One row per respondent, wave and what it is about; the first answer of each stands for who they are."""
    who: dict[tuple[str, str, str], int] = {}
    heads: list[Answer] = []
    for answer in answers:
        if (answer.wave, answer.respondent, answer.about) not in who:
            who[answer.wave, answer.respondent, answer.about] = len(heads)
            heads.append(answer)
    steps = np.full((len(heads), len(axes)), NOT_ANSWERED)
    for answer in answers:
        steps[who[answer.wave, answer.respondent, answer.about], axes.index(answer.axis)] = answer.step
    return heads, steps


def _responses(
    own: list[Answer], axes: tuple[str, ...], groups: tuple[str, ...], waves: tuple[str, ...], scale: int
) -> Responses:
    heads, steps = _table(own, axes)
    linked = {answer.respondent for answer in own if answer.linked}
    number = {name: place for place, name in enumerate(sorted(linked))}
    return Responses(
        steps,
        np.array([groups.index(head.group) for head in heads], dtype=np.int64),
        np.array([waves.index(head.wave) for head in heads], dtype=np.int64),
        axes,
        groups,
        waves,
        scale,
        np.array([number.get(head.respondent, UNLINKED) for head in heads], dtype=np.int64),
    )


def _guesses(guessed: list[Answer], responses: Responses) -> Guesses:
    heads, steps = _table(guessed, responses.axes)
    groups, waves = responses.groups, responses.waves
    return Guesses(
        steps,
        np.array([groups.index(head.group) for head in heads]),
        np.array([groups.index(head.about) for head in heads]),
        np.array([waves.index(head.wave) for head in heads]),
    )
