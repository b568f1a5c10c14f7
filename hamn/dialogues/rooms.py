"""From rows to a live room: what is asked, by whom it was answered, and what has been shown of it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.crypto import salted_hmac

from hamn.dialogues import keys, tally
from hamn.dialogues.models import Dialogue, Question, Round
from hamn.dialogues.pairing import pairs_by_second
from hamn.dialogues.suspects import suspect
from hamn.live import questions as live
from hamn.live.gate import Disclose
from hamn.live.room import Room, Sheet, first_state
from hamn.sensemaking.disclosure import Gate, Verdict, Watch, axes_shown


def load(round: Round) -> Room:
    """The room of an open round, with a recount of everything that is stored. Raises KeyGone."""
    room = Room(
        sheet_of(round),
        keys.read(round.pk),
        disclosure(round.dialogue.gate),
        suspect,
        tally.state(round.pk),
        tally.ledgers(round.pk),
    )
    for entry in tally.respondents(round.pk):
        room.joined(entry)
    for sent in tally.answers(round.pk):
        room.stored(sent)
    for question, counted, people in tally.shown(round.pk):
        room.show_again(question, counted, people)
    return room


def load_for_reading(round: Round) -> Room:
    """The room as far as it is shown, without its key and without reading any answer: for whoever only looks."""
    room = Room(sheet_of(round), b"", disclosure(round.dialogue.gate), suspect, tally.state(round.pk))
    for entry in tally.respondents(round.pk):
        room.joined(entry)
    for question, counted, people in tally.shown(round.pk):
        room.show_again(question, counted, people)
    return room


def sheet_of(round: Round) -> Sheet:
    dialogue = round.dialogue
    prefetch_related_objects([dialogue], "questions__options", "questions__about_group", "groups")
    return Sheet(
        round.pk,
        dialogue.code,
        dialogue.title,
        all_asked(dialogue.questions.all()),
        dialogue.pace,
        [live.Group(group.key, group.name) for group in dialogue.groups.all()],
        dialogue.approve_first,
        outcome_of(dialogue.code),
        phrase_key_of(dialogue),
    )


def phrase_key_of(dialogue: Dialogue) -> bytes:
    """From the installation's own secret, which no backup holds."""
    space = dialogue.phrases_shared or str(dialogue.pk)
    return salted_hmac("hamn.dialogues.phrase", space, algorithm="sha256").digest()


def all_asked(questions: Iterable[Question]) -> list[live.Question]:
    """A dialogue's questions in order, each pair of which is known by its second."""
    questions = list(questions)
    pairs = pairs_by_second(questions)
    return [replace(asked(question), pair=pairs.get(question.pk)) for question in questions]


def asked(question: Question) -> live.Question:
    """A question as the room knows it."""
    listed = question.options.all() if question.kind in Question.WITH_OPTIONS else ()
    options = [live.Option(option.key, option.text, option.about) for option in listed]
    return live.Question(
        question.pk,
        question.kind,
        question.text,
        tuple(options),
        question.several,
        question.steps,
        question.low_label,
        question.high_label,
        question.points,
        tuple(question.step_words),
        question.takes_comments,
        question.about_group.key if question.about_group_id else "",
        question.beside,
    )


def asked_now(round: Round) -> list[live.Question]:
    """The questions that take answers at this moment, in order."""
    sheet = sheet_of(round)
    state = tally.state(round.pk) or first_state(sheet)
    return [question for question in sheet.questions if question.id in state.open]


def outcome_of(code: str) -> str:
    return reverse("phone", args=[code])


def open_round_of(code: str) -> Round | None:
    return (
        Round.objects.filter(dialogue__code=code, closed_at__isnull=True)
        .select_related("dialogue__programme", "dialogue__team")
        .first()
    )


def resting(dialogue: Dialogue) -> dict:
    """What a code tells whose round is not open."""
    state = "closed" if dialogue.was_opened else "waiting"
    told = {"code": dialogue.code, "title": dialogue.title if dialogue.was_opened else "", "state": state}
    return told | {"outcome": outcome_of(dialogue.code) if dialogue.was_opened else None, "questions": []}


def disclosure(gate: Gate) -> Disclose:
    return Disclose(
        watch=lambda ledger: Watch(gate, ledger),
        count=gate.count,
        holds=lambda verdict: verdict is Verdict.HOLD,
        shows=lambda verdict: verdict is Verdict.SHOW,
        groups=gate.groups_shown,
        axes=partial(axes_shown, gate),
    )
