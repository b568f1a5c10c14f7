"""Reading a round's stored answers: for its room, which counts them, and for each participant's own phone."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hamn.dialogues.answers import Answer, OpenRound, Respondent, RoomState, SeenView, ShownView
from hamn.dialogues.store import SEALED
from hamn.live.entries import Joined, Sent
from hamn.live.kinds.kind import is_mark
from hamn.live.state import State
from hamn.live.tally import Tally

# Participant by participant: the view in which their mark became what it is, None when they took the answer back.
Ledger = dict[str, list[tuple[int, str | None]]]


def answers(round_id: int) -> Iterator[Sent]:
    """Every stored answer, also those taken back: a late copy must not bring them to life."""
    rows = Answer.objects.filter(round_id=round_id).order_by("participant", "question_id", "item")
    for row in rows.values_list("id", "round_id", "question_id", "participant", "rev", "value", "item").iterator():
        id, number, question, participant, rev, value, item = row
        yield Sent(id, number, question, participant, rev, json.loads(value), item)


def respondents(round_id: int) -> Iterator[Joined]:
    rows = Respondent.objects.filter(round_id=round_id)
    for row in rows.values_list("round_id", "participant", "group", "phrase", "on_behalf").iterator():
        yield Joined(*row)


def ledgers(round_id: int) -> dict[int, Ledger]:
    """The gate's ledger of each question."""
    found: dict[int, Ledger] = defaultdict(lambda: defaultdict(list))
    rows = SeenView.objects.filter(round_id=round_id).order_by("view")
    for question, view, marks in rows.values_list("question_id", "view", "marks"):
        for participant, mark in json.loads(marks).items():
            found[question][participant].append((view, mark))
    return found


def shown(round_id: int) -> list[tuple[int, Tally, int]]:
    """Question, tally and people of each view that is shown now."""
    rows = ShownView.objects.filter(round_id=round_id).values_list("question_id", "tally", "people")
    return [(question, Tally.from_json(tally), people) for question, tally, people in rows]


def state(round_id: int) -> State | None:
    row = RoomState.objects.filter(round_id=round_id).first()
    return State.from_json(row.state) if row else None


@dataclass(frozen=True)
class Own:
    """What one participant has answered, by question and item. rev: the highest of it.

    met: by question, the items that were answered, in the order of their last answers, and then those that were only shown.
    """

    answers: dict[int, dict[str, Any]]
    met: dict[int, list[str]]
    rev: int


def own_answers(round_id: int, participant: str) -> Own:
    """For their own phone alone."""
    rows = Answer.objects.filter(round_id=round_id, participant=participant).order_by("rev", "item")
    found = [(*row[:3], json.loads(row[3])) for row in rows.values_list("rev", "question_id", "item", "value")]
    own = Own({}, {}, max((rev for rev, *_rest in found), default=0))
    for _rev, question, item, value in found:
        if value is not None and not is_mark(item, value):
            own.answers.setdefault(question, {})[item] = value
    for question, given in own.answers.items():
        own.met[question] = list(given)
    for _rev, question, item, value in found:
        if is_mark(item, value):
            own.met.setdefault(question, []).append(item)
    return own


def own_group(round_id: int, participant: str) -> str:
    """The group that one participant answers in; empty when they chose none. For their own phone alone."""
    rows = Respondent.objects.filter(round_id=round_id, participant=participant)
    return rows.values_list("group", flat=True).first() or ""


def is_sealed(round_id: int) -> bool:
    """Whether no more answers can come, and those that came are renumbered and shuffled."""
    is_open = OpenRound.objects.filter(round_id=round_id).exists()
    return not is_open and not Answer.objects.filter(round_id=round_id).exclude(rev=SEALED).exists()


def axes_answers(round_id: int, question_id: int) -> Iterator[tuple[str, str, dict[str, int | str]]]:
    """Of a closed round, each person's answer to a question of axes: group (empty: none), the keyed hash of the phrase that
    joins their rounds (empty: none), and the step on each axis, 1 to the question's steps, or "dont_know".

    For statistics alone, which go through the gate. Raises ValueError while the round can still be tied to anybody: the rows
    are renumbered and shuffled when it closes.
    """
    if not is_sealed(round_id):
        raise ValueError("Answers are read one by one only when their round is closed and sealed.")
    rows = Answer.objects.filter(round_id=round_id)
    found = Respondent.objects.filter(round_id=round_id).values_list("participant", "group", "phrase")
    people = {participant: (group, phrase) for participant, group, phrase in found}
    for participant, value in rows.filter(question_id=question_id).order_by("id").values_list("participant", "value"):
        group, phrase = people.get(participant, ("", ""))
        yield group, phrase, json.loads(value)["steps"]


def statement_votes(round_id: int, question_id: int) -> Iterator[tuple[str, str, int]]:
    """Of a closed round, each vote on a statement: who (a shuffled number), the statement's id, and 1, 0 or -1.

    For the map of opinions alone, which goes through the gate. Raises ValueError as `axes_answers` does.
    """
    if not is_sealed(round_id):
        raise ValueError("Answers are read one by one only when their round is closed and sealed.")
    rows = Answer.objects.filter(round_id=round_id, question_id=question_id).exclude(value="null")
    for participant, item, value in rows.values_list("participant", "item", "value").iterator():
        # What people wrote themselves has its author's answer as its item.
        if ":" not in item and not is_mark(item, json.loads(value)):
            yield participant, item, json.loads(value)


def research_rows(round_id: int, question_ids: Iterable[int]) -> Iterator[tuple[str, int, str, str, str]]:
    """Of a closed round, who (a shuffled number), question, group, item and value as JSON; nothing that somebody wrote.

    For the sealed research export alone. Raises ValueError as `axes_answers` does.
    """
    if not is_sealed(round_id):
        raise ValueError("Answers are read one by one only when their round is closed and sealed.")
    groups = dict(Respondent.objects.filter(round_id=round_id).values_list("participant", "group"))
    rows = Answer.objects.filter(round_id=round_id, question_id__in=list(question_ids)).exclude(value="null")
    for participant, question, item, value in rows.values_list(
        "participant", "question_id", "item", "value"
    ).iterator():
        if ":" not in item:
            yield participant, question, groups.get(participant, ""), item, without_texts(value)


def without_texts(value: str) -> str:
    """An answer on axes may hold comments, which stay behind."""
    given = json.loads(value)
    return json.dumps({"steps": given["steps"]}) if isinstance(given, dict) and "steps" in given else value


def answered_questions(question_ids: Iterable[int]) -> set[int]:
    rows = Answer.objects.filter(question_id__in=list(question_ids))
    return set(rows.order_by().values_list("question_id", flat=True).distinct())
