"""Storing answers, and sealing them when their round closes. Confirmed means committed to disk.

The form and the live room use the same `store`. Nothing here tells what anybody answered: reading is tally.py's.
"""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connections, transaction

from hamn.dialogues.answers import Answer, OpenRound, SeenMark

# The same on SQLite and PostgreSQL. An id that is already used for somebody else's answer is not stored a second time.
UPSERT = """
INSERT INTO dialogues_answer (id, round_id, question_id, participant, item, rev, value)
SELECT %s, %s, %s, %s, %s, %s, %s
WHERE NOT EXISTS (
    SELECT 1 FROM dialogues_answer
    WHERE id = %s AND NOT (round_id = %s AND question_id = %s AND participant = %s AND item = %s)
)
ON CONFLICT (round_id, question_id, participant, item)
DO UPDATE SET id = excluded.id, rev = excluded.rev, value = excluded.value
WHERE excluded.rev > dialogues_answer.rev
"""


@dataclass(frozen=True)
class Sent:
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

    def parameters(self) -> tuple:
        value = json.dumps(self.value, ensure_ascii=False)
        return (self.id, *self.place, self.rev, value, self.id, *self.place)


@dataclass(frozen=True)
class Confirmation:
    """What is on disk now. `id` and `rev` are the stored ones: an older answer is confirmed with the newer that stands."""

    id: str
    rev: int
    is_closed: bool = False

    def confirms(self, sent: Sent) -> bool:
        return not self.is_closed and self.id == sent.id


CLOSED = Confirmation("", 0, is_closed=True)


def store(batch: Sequence[Sent]) -> list[Confirmation]:
    """Store the batch in one transaction; confirmations come in its order, and only after the commit.

    The same id again gets the same confirmation. A lower or equal rev changes nothing.
    """
    database = settings.ANSWERS_DATABASE
    with transaction.atomic(using=database):
        open_rounds = lock_open({sent.round_id for sent in batch})
        taken = [sent for sent in batch if sent.round_id in open_rounds]
        if taken:
            with connections[database].cursor() as cursor:
                cursor.executemany(UPSERT, [sent.parameters() for sent in taken])
        stored = stored_at({sent.place for sent in taken})
    return [stored.get(sent.place, CLOSED) for sent in batch]


def lock_open(round_ids: Iterable[int]) -> set[int]:
    """Which of the rounds take answers. On PostgreSQL the rows are held, so that none closes until we have committed."""
    rows = OpenRound.objects.select_for_update().filter(round_id__in=round_ids).order_by("round_id")
    return set(rows.values_list("round_id", flat=True))


def stored_at(places: set[tuple]) -> dict[tuple, Confirmation]:
    rows = Answer.objects.filter(
        round_id__in={place[0] for place in places}, participant__in={place[2] for place in places}
    ).values_list("round_id", "question_id", "participant", "item", "id", "rev")
    return {tuple(place): Confirmation(id, rev) for *place, id, rev in rows}


def open_for_answers(round_id: int) -> None:
    OpenRound.objects.get_or_create(round_id=round_id)


def stop_answers(round_id: int) -> None:
    """From here on `store` answers that the round is closed. What was confirmed before is on disk."""
    OpenRound.objects.filter(round_id=round_id).delete()


def seal(round_id: int) -> None:
    """Renumber the participants, shuffle the rows, forget the ledger, and clean what the database keeps behind.

    Safe to repeat: sealing again only shuffles once more.
    """
    database = settings.ANSWERS_DATABASE
    with transaction.atomic(using=database):
        rows = list(Answer.objects.filter(round_id=round_id).exclude(value="null"))
        secrets.SystemRandom().shuffle(rows)
        numbers = shuffled_numbers({row.participant for row in rows})
        Answer.objects.filter(round_id=round_id).delete()
        SeenMark.objects.filter(round_id=round_id).delete()
        for row in rows:
            # The sender's id and how often they changed their mind could be recognised; the answer does not need them.
            row.id, row.rev, row.participant = secrets.token_hex(16), 0, numbers[row.participant]
        Answer.objects.bulk_create(rows, batch_size=500)
    transaction.on_commit(clean_up, using=database)


def shuffled_numbers(participants: set[str]) -> dict[str, str]:
    order = sorted(participants)
    secrets.SystemRandom().shuffle(order)
    return {participant: str(number) for number, participant in enumerate(order, 1)}


def clean_up() -> None:
    """Rewrite the files, so that no earlier row remains in free pages or in the write-ahead log."""
    connection = connections[settings.ANSWERS_DATABASE]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in ("dialogues_answer", "dialogues_seenmark"):
                cursor.execute(f"VACUUM (FULL) {table}")
