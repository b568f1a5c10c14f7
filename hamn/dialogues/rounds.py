"""Opening, closing and voiding a round. Each happens once; doing it again changes nothing."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from hamn.dialogues import keys
from hamn.dialogues.models import Dialogue, Round
from hamn.dialogues.release import release
from hamn.dialogues.store import open_for_answers, seal, stop_answers
from hamn.records import history


@transaction.atomic
def open_round(dialogue: Dialogue, by, at=None) -> Round:
    """Let people answer. An open dialogue stays in the round it has.

    Raises: ValueError when there is no question to answer.
    """
    # Two leaders may press at the same moment: the second waits here and finds the first one's round.
    Dialogue.objects.select_for_update(of=["self"]).get(pk=dialogue.pk)
    dialogue.forget_rounds()
    if dialogue.open_round:
        return dialogue.open_round
    if not dialogue.questions.exists():
        raise ValueError("A dialogue needs at least one question before it can open.")
    number = max((each.number for each in dialogue.known_rounds), default=0) + 1
    round = Round.objects.create(dialogue=dialogue, number=number, opened_by=by, opened_at=at or timezone.now())
    keys.make(round.pk)
    open_for_answers(round.pk)
    history.note(dialogue, "opened", by)
    dialogue.forget_rounds()
    return round


@transaction.atomic
def close_round(round: Round, by, at=None) -> None:
    """Take no more answers, show what may be shown of the rest, and make the answers unlinkable."""
    if Round.objects.select_for_update(of=["self"]).filter(pk=round.pk, closed_at__isnull=False).exists():
        return
    closed_at = at or timezone.now()
    stop_answers(round.pk)
    release(round.pk, closing=True, on=timezone.localdate(closed_at))
    Round.objects.filter(pk=round.pk).update(closed_at=closed_at, closed_by=by)
    history.note(round.dialogue, "closed", by)
    round.refresh_from_db()
    round.dialogue.forget_rounds()
    transaction.on_commit(partial(make_unlinkable, round.pk))


@transaction.atomic
def void_round(round: Round, by, reason: str) -> None:
    """Declare a test or a spoiled round void: it is closed, its results are not shown, and the reason is.

    Raises: ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("A round is declared void for a reason that others can read.")
    close_round(round, by)
    if Round.objects.filter(pk=round.pk, voided_reason="").update(voided_reason=reason.strip()):
        history.note(round.dialogue, "voided", by, reason.strip())
    round.refresh_from_db()
    round.dialogue.forget_rounds()


def make_unlinkable(round_id: int) -> None:
    """Shuffle the rows, clean the files, and destroy the key last: while it exists the work is not done."""
    seal(round_id)
    keys.destroy(round_id)


def finish_closings() -> None:
    """Background duty: a closing that was cut short is finished."""
    for round_id in Round.objects.filter(closed_at__isnull=False).values_list("pk", flat=True):
        if keys.exists(round_id):
            make_unlinkable(round_id)
