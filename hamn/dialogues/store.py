"""Storing what the room puts in its journal, and sealing a round's answers when it closes. Confirmed means committed to disk.

The form and the live room use the same `store`. Nothing here tells what anybody answered: reading is tally.py's.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from hamn.dialogues.answers import Answer, OpenRound, Respondent, RoomState, SeenView, Settled, ShownView
from hamn.live.as_json import as_json
from hamn.live.entries import CLOSED, Confirmation, Entry, Joined, Kept, Seen, Sent, Taken

__all__ = ["CLOSED", "Confirmation", "Sent", "Taken", "store"]

# The same on SQLite and PostgreSQL, row by row; PostgreSQL takes a whole batch of answers in one statement instead.
UPSERT_ANSWER = """
INSERT INTO dialogues_answer (id, round_id, question_id, participant, item, rev, value)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (round_id, question_id, participant, item)
DO UPDATE SET id = excluded.id, rev = excluded.rev, value = excluded.value
WHERE excluded.rev > dialogues_answer.rev
"""
UPSERT_ANSWERS = """
INSERT INTO dialogues_answer (id, round_id, question_id, participant, item, rev, value)
SELECT * FROM unnest(%s::varchar[], %s::bigint[], %s::bigint[], %s::varchar[], %s::varchar[], %s::bigint[], %s::text[])
ON CONFLICT (round_id, question_id, participant, item)
DO UPDATE SET id = excluded.id, rev = excluded.rev, value = excluded.value
WHERE excluded.rev > dialogues_answer.rev
"""
UPSERT_RESPONDENT = """
INSERT INTO dialogues_respondent (round_id, participant, "group", phrase, on_behalf) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (round_id, participant) DO UPDATE SET "group" = excluded."group",
phrase = CASE WHEN excluded.phrase = '' THEN dialogues_respondent.phrase ELSE excluded.phrase END
"""
UPSERT_VIEW = """
INSERT INTO dialogues_seenview (round_id, question_id, view, marks) VALUES (%s, %s, %s, %s)
ON CONFLICT (round_id, question_id, view) DO UPDATE SET marks = excluded.marks
"""
UPSERT_SHOWN = """
INSERT INTO dialogues_shownview (round_id, question_id, view, people, tally) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (round_id, question_id)
DO UPDATE SET view = excluded.view, people = excluded.people, tally = excluded.tally
"""
UPSERT_STATE = """
INSERT INTO dialogues_roomstate (round_id, state) VALUES (%s, %s)
ON CONFLICT (round_id) DO UPDATE SET state = excluded.state
"""
DONE = Confirmation("", 0)
# No phone ever sends this; it marks rows whose ids are no longer their senders'.
SEALED = 0


def store(batch: Sequence[Entry]) -> list[Confirmation]:
    """Store the batch in one transaction; outcomes come in its order, and only after the commit.

    A lower or equal rev changes nothing. What belongs to a round that takes no more answers is CLOSED. Raises Taken, and has
    then stored nothing, when an id already stands for another answer.
    """
    if not batch:
        return []
    database = settings.ANSWERS_DATABASE
    try:
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            open_rounds = lock_open(cursor, {entry.round_id for entry in batch})
            taken = [entry for entry in batch if entry.round_id in open_rounds]
            for kind, entries in groupby(taken, type):
                WRITERS[kind](cursor, list(entries))
    except IntegrityError as clash:
        raise Taken from clash
    return [confirmed(entry) if entry.round_id in open_rounds else CLOSED for entry in batch]


def confirmed(entry: Entry) -> Confirmation:
    return Confirmation(entry.id, entry.rev) if isinstance(entry, Sent) else DONE


def lock_open(cursor, round_ids: set[int]) -> set[int]:
    """Which of the rounds take answers. On PostgreSQL the rows are held, so that none closes until we have committed."""
    held = "" if cursor.db.vendor == "sqlite" else " ORDER BY round_id FOR SHARE"
    places = ", ".join(["%s"] * len(round_ids))
    cursor.execute(f"SELECT round_id FROM dialogues_openround WHERE round_id IN ({places}){held}", list(round_ids))
    return {round_id for (round_id,) in cursor.fetchall()}


def write_answers(cursor, entries: list[Sent]) -> None:
    rows = [(sent.id, *sent.place, sent.rev, as_json(sent.value)) for sent in entries]
    if cursor.db.vendor == "sqlite":
        cursor.executemany(UPSERT_ANSWER, rows)
        return
    # One statement may touch each row once, so of several answers at one place only the newest goes along.
    newest = {row[1:5]: row for row in sorted(rows, key=lambda row: row[5])}
    cursor.execute(UPSERT_ANSWERS, [list(column) for column in zip(*newest.values(), strict=True)])


def write_respondents(cursor, entries: list[Joined]) -> None:
    rows = [(each.round_id, each.participant, each.group, each.phrase, each.on_behalf) for each in entries]
    cursor.executemany(UPSERT_RESPONDENT, rows)


def write_views(cursor, entries: list[Seen]) -> None:
    views = [(seen.round_id, seen.question_id, seen.view, as_json(dict(seen.marks))) for seen in entries]
    cursor.executemany(UPSERT_VIEW, views)
    shown = [(seen.round_id, seen.question_id, seen.view, seen.people, seen.tally) for seen in entries]
    cursor.executemany(UPSERT_SHOWN, shown)


def write_states(cursor, entries: list[Kept]) -> None:
    cursor.executemany(UPSERT_STATE, [(kept.round_id, kept.state) for kept in entries])


WRITERS: dict[type, Callable] = {
    Sent: write_answers,
    Joined: write_respondents,
    Seen: write_views,
    Kept: write_states,
}


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
        settle(Answer.objects.filter(round_id=round_id).exclude(rev=SEALED).values_list("id", flat=True))
        answers = list(Answer.objects.filter(round_id=round_id).exclude(value="null"))
        respondents = list(Respondent.objects.filter(round_id=round_id))
        numbers = shuffled_numbers({row.participant for row in answers})
        for model in (Answer, Respondent, SeenView, ShownView, RoomState):
            model.objects.filter(round_id=round_id).delete()
        for row in answers:
            # The sender's id and how often they changed their mind could be recognised; the answer does not need them.
            row.id, row.rev, row.participant = secrets.token_hex(16), SEALED, numbers[row.participant]
        kept = [row for row in respondents if row.participant in numbers]
        for row in kept:
            row.pk, row.participant = None, numbers[row.participant]
        for model, rows in ((Answer, answers), (Respondent, kept)):
            secrets.SystemRandom().shuffle(rows)
            model.objects.bulk_create(rows, batch_size=500)
    transaction.on_commit(clean_up, using=database)


def settle(ids: Iterable[str]) -> None:
    """Remember for a day that these were stored, in the order of their hashes, which says nothing."""
    hashes = sorted(hash_of(id) for id in ids)
    rows = [Settled(id_hash=each, on=timezone.localdate()) for each in hashes]
    Settled.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def hash_of(id: str) -> str:
    """An id is 128 random bits, so its hash can be recognised by its sender and guessed by nobody."""
    return hashlib.sha256(id.encode()).hexdigest()


def is_settled(ids: Iterable[str]) -> bool:
    """Whether all of these answers were stored in a round that has closed since."""
    hashes = {hash_of(id) for id in ids}
    return bool(hashes) and Settled.objects.filter(pk__in=hashes).count() == len(hashes)


def forget_settled() -> None:
    """Background duty: nobody's phone waits for a confirmation longer than a day."""
    Settled.objects.filter(on__lt=timezone.localdate() - timedelta(days=1)).delete()


def erase(round_ids: Iterable[int]) -> None:
    """Nothing remains of these rounds, which are closed: what was answered in a test of the room."""
    with transaction.atomic(using=settings.ANSWERS_DATABASE):
        for model in (Answer, Respondent, SeenView, ShownView, RoomState, OpenRound):
            model.objects.filter(round_id__in=list(round_ids)).delete()


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
            for model in (Answer, Respondent, SeenView, ShownView, RoomState):
                cursor.execute(f"VACUUM (FULL) {model._meta.db_table}")
