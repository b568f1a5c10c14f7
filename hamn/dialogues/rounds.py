"""Opening, closing and voiding a round. Each happens once; doing it again changes nothing."""

from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hamn.dialogues import group_words, keys, serving, tally
from hamn.dialogues.models import Dialogue, Option, Question, Round
from hamn.dialogues.release import release
from hamn.dialogues.store import open_for_answers, seal, stop_answers
from hamn.live import questions as live
from hamn.records import history

# After every other question.
LAST = 32_000


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
    if dialogue.asks_candour:
        ask_candour(dialogue)
    round = Round.objects.create(dialogue=dialogue, number=number, opened_by=by, opened_at=at or timezone.now())
    keys.make(round.pk)
    open_for_answers(round.pk)
    history.note(dialogue, "opened", by)
    dialogue.forget_rounds()
    serving.rows_changed(dialogue.code)
    return round


def ask_candour(dialogue: Dialogue) -> None:
    """The last question of every round: whether the round itself can be trusted."""
    question, is_new = dialogue.questions.get_or_create(
        purpose=Question.Purpose.CANDOUR,
        defaults={"kind": Question.Kind.CHOICE, "text": _("Could I write what I was thinking?"), "order": LAST},
    )
    if is_new:
        for order, (key, text) in enumerate(candour_options()):
            Option.objects.create(question=question, key=key, text=text, order=order)


def candour_options() -> list[tuple[str, str]]:
    return [("yes", _("Yes")), ("partly", _("Partly")), ("no", _("No"))]


def candour_of(dialogue: Dialogue) -> Question | None:
    """The question as it is asked, or as it will be when the first round opens; None when it is not wanted."""
    written = dialogue.questions.filter(purpose=Question.Purpose.CANDOUR).first()
    if written or not dialogue.asks_candour:
        return written
    return Question(dialogue=dialogue, kind=Question.Kind.CHOICE, text=_("Could I write what I was thinking?"))


def candour_unwritten() -> live.Question:
    """As the phone will show it, before it is stored."""
    options = tuple(live.Option(key, text) for key, text in candour_options())
    return live.Question(0, Question.Kind.CHOICE, _("Could I write what I was thinking?"), options)


@contextmanager
def closing(dialogue: Dialogue):
    """A transaction that closes a round. What takes seconds to read is read before it holds the database."""
    group_words.get_ready(dialogue)
    with transaction.atomic():
        yield


def close_round(round: Round, by, at=None) -> None:
    """Take no more answers, show what may be shown of the rest, and make the answers unlinkable."""
    with closing(round.dialogue):
        close_once(round, by, at or timezone.now())


def close_once(round: Round, by, closed_at) -> None:
    if Round.objects.select_for_update(of=["self"]).filter(pk=round.pk, closed_at__isnull=False).exists():
        return
    stop_answers(round.pk)
    state = tally.state(round.pk)
    release(round.pk, closing=True, on=timezone.localdate(closed_at))
    Round.objects.filter(pk=round.pk).update(
        closed_at=closed_at, closed_by=by, revealed_at=closed_at if state and state.revealed else None
    )
    history.note(round.dialogue, "closed", by)
    round.refresh_from_db()
    round.dialogue.forget_rounds()
    serving.rows_changed(round.dialogue.code)
    transaction.on_commit(partial(make_unlinkable, round.pk))


def void_round(round: Round, by, reason: str) -> None:
    """Declare a test or a spoiled round void: it is closed, its results are not shown, and the reason is.

    Raises: ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("A round is declared void for a reason that others can read.")
    with closing(round.dialogue):
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
