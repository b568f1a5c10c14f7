"""What the journal stores. Nothing in them points at a person: a participant is a keyed hash of a ticket."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


# Answers and their confirmations are named tuples: they are made for each answer, at a third of a frozen dataclass's cost.
class Sent(NamedTuple):
    """An answer on its way in. `id` is the sender's own random value; `value` None takes the answer back."""

    id: str
    round_id: int
    question_id: int
    participant: str
    rev: int
    value: Any
    item: str = ""

    @property
    def place(self) -> tuple[int, int, str, str]:
        """What a newer answer replaces."""
        return self.round_id, self.question_id, self.participant, self.item


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody has a ticket. group: what they answer as. phrase: a keyed hash of what joins their rounds, if they chose."""

    round_id: int
    participant: str
    group: str = ""
    phrase: str = ""
    on_behalf: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A new view of one question in the gate's ledger: whose mark became what. Question 0 is having answered at all.

    people, tally: what the view shows, so that a room that starts again shows the same; the tally as JSON.
    """

    round_id: int
    question_id: int
    view: int
    marks: Mapping[str, str | None]
    people: int
    tally: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What the leader has set: steps, what is open and shown, and decisions about texts; as JSON."""

    round_id: int
    state: str


Entry = Sent | Joined | Seen | Kept


class Confirmation(NamedTuple):
    """What is on disk now. `id` and `rev` are the stored ones: an older answer is confirmed with the newer that stands."""

    id: str
    rev: int
    is_closed: bool = False


CLOSED = Confirmation("", 0, is_closed=True)


class StoreFailed(Exception):
    """Nothing of the batch is on disk: the disk is full, the database is away. It may be sent again."""


class Taken(Exception):
    """An id that already stands for another answer. Only that one is refused."""
