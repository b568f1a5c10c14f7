"""Counting the stored answers of a round, and the gate's ledger of what was seen of them. Read by release.py alone."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hamn.dialogues.answers import Answer, SeenMark
from hamn.dialogues.wordings import key_of, tidy

# The ledger's number for having answered anything at all.
PRESENCE = 0
DONT_KNOW = "dont_know"


@dataclass
class Tally:
    """One question's answers as they stand: a participant's value as JSON, by participant."""

    values: dict[str, str] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return len(self.values)

    def parsed(self) -> Iterable[Any]:
        return (json.loads(value) for value in self.values.values())

    def wordings(self) -> dict[str, Counter]:
        """How many people wrote each wording, by key. One person's repeated word counts once."""
        found: dict[str, Counter] = defaultdict(Counter)
        for value in self.parsed():
            own = {key_of(text): tidy(text) for text in (value if isinstance(value, list) else [value])}
            for key, text in own.items():
                found[key][text] += 1
        return dict(found)

    def steps(self, steps: int) -> tuple[list[int], int]:
        """Answers per step from 1, and how many did not know."""
        counted = Counter(self.parsed())
        return [counted[step] for step in range(1, steps + 1)], counted[DONT_KNOW]


def tally(round_id: int, question_ids: Iterable[int]) -> dict[int, Tally]:
    """The tally of each question, and under PRESENCE of the people who have answered anything."""
    tallies = {question: Tally() for question in (PRESENCE, *question_ids)}
    rows = Answer.objects.filter(round_id=round_id).exclude(value="null")
    for question, participant, value in rows.values_list("question_id", "participant", "value").order_by("participant"):
        if question in tallies:
            tallies[question].values[participant] = value
            tallies[PRESENCE].values[participant] = "true"
    return tallies


def seen(round_id: int) -> dict[int, dict[str, list[tuple[int, str | None]]]]:
    """The ledger per question: each participant's marks with the view they were first seen in, in order."""
    ledgers: dict[int, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    rows = SeenMark.objects.filter(round_id=round_id).order_by("view")
    for question, participant, view, mark in rows.values_list("question_id", "participant", "view", "mark"):
        ledgers[question][participant].append((view, mark or None))
    return ledgers


def views_of(ledger: Mapping[str, list[tuple[int, Any]]]) -> int:
    return max((marks[-1][0] for marks in ledger.values()), default=0)


def remember(round_id: int, question_id: int, view: int, marks: Mapping[str, str | None]) -> None:
    """Write into the ledger what a new view is about to show."""
    SeenMark.objects.bulk_create(
        [
            SeenMark(round_id=round_id, question_id=question_id, view=view, participant=who, mark=mark or "")
            for who, mark in marks.items()
        ],
        batch_size=500,
    )


def own_answers(round_id: int, participant: str) -> tuple[dict[int, Any], int]:
    """What one participant has answered, by question, and the highest rev of it. For their own phone alone."""
    rows = Answer.objects.filter(round_id=round_id, participant=participant).values_list("question_id", "value", "rev")
    found = {question: (json.loads(value), rev) for question, value, rev in rows}
    own = {question: value for question, (value, _rev) in found.items() if value is not None}
    return own, max((rev for _value, rev in found.values()), default=0)


def has_answers(question_ids: Iterable[int]) -> bool:
    return Answer.objects.filter(question_id__in=list(question_ids)).exists()


def answered_questions(question_ids: Iterable[int]) -> set[int]:
    rows = Answer.objects.filter(question_id__in=list(question_ids))
    return set(rows.order_by().values_list("question_id", flat=True).distinct())
