"""A plan becomes a dialogue with a closed round: stored, counted, let out and sealed by the same code as a room's."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hamn.dialogues import keys, store
from hamn.dialogues.imports.memory import ImportedFile, OriginalExport
from hamn.dialogues.imports.plan import Plan
from hamn.dialogues.models import Dialogue, Option, Question, RespondentGroup, Round
from hamn.dialogues.rounds import close_round, open_round, void_round
from hamn.live.entries import Entry, Joined, Sent
from hamn.records import history

BATCH = 2000
CUT_SHORT_AFTER = timedelta(hours=1)


def bring_in(
    dialogue: Dialogue,
    plan: Plan,
    by,
    on: date,
    fingerprint: str,
    source: str,
    licence: str = "",
    original: bytes = b"",
) -> Round:
    """The round that was answered elsewhere on that day, with a dialogue that has just been made.

    licence, original: of public data, which is kept as it came.

    The round is committed before its answers: should anything stop midway, it stands there, and is declared void.
    """
    at = timezone.make_aware(datetime.combine(on, time(12)))
    round, numbers = begin(dialogue, plan, by, at, fingerprint, source)
    if original:
        ImportedFile.objects.filter(round=round).update(licence=licence)
        OriginalExport.objects.create(round=round, content=original)
    try:
        fill(round, plan, numbers)
        close_round(round, by=by, at=at)
    except BaseException:
        void_round(round, by, _("The import was cut short."))
        raise
    return round


@transaction.atomic
def begin(dialogue: Dialogue, plan: Plan, by, at, fingerprint: str, source: str) -> tuple[Round, dict[int, int]]:
    numbers = add_questions(dialogue, plan)
    round = open_round(dialogue, by=by, at=at)
    ImportedFile.objects.create(round=round, fingerprint=fingerprint, source=source, by=by)
    history.note(dialogue, "imported", by)
    return round, numbers


def add_questions(dialogue: Dialogue, plan: Plan) -> dict[int, int]:
    """The plan's questions and groups as rows; returns each question's row by its number in the plan."""
    for order, name in enumerate(plan.groups):
        RespondentGroup.objects.create(dialogue=dialogue, key=f"g{order + 1}", name=name, order=order)
    return {asked.id: add_question(dialogue, asked) for asked in plan.questions}


def add_question(dialogue: Dialogue, asked) -> int:
    row = Question.objects.create(
        dialogue=dialogue,
        kind=asked.kind,
        text=asked.text,
        order=asked.id,
        several=asked.several,
        steps=asked.steps,
        low_label=asked.low[:80],
        high_label=asked.high[:80],
        points=asked.points,
    )
    Option.objects.bulk_create(
        Option(question=row, key=option.id, text=option.text, order=order) for order, option in enumerate(asked.options)
    )
    return row.pk


def fill(round: Round, plan: Plan, numbers: dict[int, int]) -> None:
    """Everybody answers, each as a person of their own whom nothing ties to a row of the file."""
    entries = entries_of(round, plan, numbers)
    while batch := list(islice(entries, BATCH)):
        if any(confirmation.is_closed for confirmation in store.store(batch)):
            raise RuntimeError("The round was closed while its answers came in.")


def entries_of(round: Round, plan: Plan, numbers: dict[int, int]) -> Iterator[Entry]:
    groups = {name: f"g{order}" for order, name in enumerate(plan.groups, 1)}
    people = plan.respondents
    secrets.SystemRandom().shuffle(people)
    for somebody in people:
        participant = keys.participant(round.pk, keys.new_ticket())
        yield Joined(round.pk, participant, groups.get(somebody.group, ""))
        for number, item, value in somebody.answers:
            yield Sent(secrets.token_hex(16), round.pk, numbers[number], participant, 1, value, item)


def void_cut_short() -> None:
    """Background duty: an import whose process stopped midway is declared void, visibly."""
    before = timezone.now() - CUT_SHORT_AFTER
    for imported in ImportedFile.objects.filter(round__closed_at__isnull=True, at__lt=before).select_related("round"):
        void_round(imported.round, imported.by, _("The import was cut short."))
