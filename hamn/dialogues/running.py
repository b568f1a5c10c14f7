"""What whoever leads a room does with its rows: questions and rounds."""

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from hamn.dialogues import rooms
from hamn.dialogues.leaders import Leader
from hamn.dialogues.models import Dialogue, Option, Question, Round
from hamn.dialogues.rounds import close_round, open_round, void_round
from hamn.live.messages import Command
from hamn.live.refusal import Refused, closed, invalid

MOST_QUESTIONS, MOST_OPTIONS = 30, 30


def act(code: str, leader: Leader, command: Command) -> None:
    """Do it. Raises Refused."""
    round = rooms.open_round_of(code)
    if round is None:
        raise closed()
    if command.command in CHANGING and not leader.may_edit:
        raise Refused("forbidden", 403)
    ACTS[command.command](round, leader, command)


def end(round: Round, leader: Leader, command: Command) -> None:
    close_round(round, by=leader.person)


def new_round(round: Round, leader: Leader, command: Command) -> None:
    with transaction.atomic():
        close_round(round, by=leader.person)
        open_round(Dialogue.objects.get(pk=round.dialogue_id), by=leader.person)


def void(round: Round, leader: Leader, command: Command) -> None:
    if not (command.reason or "").strip():
        raise invalid("reason", "reason", most=240)
    void_round(round, by=leader.person, reason=command.reason)


@transaction.atomic
def add(round: Round, leader: Leader, command: Command) -> None:
    """A new question at the end."""
    text, kind = (command.text or "").strip(), command.kind or Question.Kind.WORDS
    if not text or len(text) > 300:
        raise invalid("question_text", "text", most=300)
    if kind not in Question.Kind.values:
        raise invalid("unknown_kind", "kind")
    if round.dialogue.questions.count() >= MOST_QUESTIONS:
        raise Refused("not_now", 409, {"command": ("too_many_questions", {"most": MOST_QUESTIONS})})
    last = round.dialogue.questions.exclude(purpose=Question.Purpose.CANDOUR).aggregate(last=Max("order"))["last"]
    question = Question.objects.create(
        dialogue=round.dialogue,
        kind=kind,
        text=text,
        order=(last or 0) + 1,
        several=bool(command.several),
        steps=steps_of(command),
        low_label=(command.low or "")[:80],
        high_label=(command.high or "")[:80],
    )
    add_options(question, [str(option) for option in command.options or []])


def steps_of(command: Command) -> int:
    steps = command.steps or 5
    if not 2 <= steps <= 11:
        raise invalid("steps", "steps")
    return steps


def add_options(question: Question, texts: list[str]) -> None:
    """Raises Refused when the kind needs options and has none."""
    if question.kind not in Question.WITH_OPTIONS:
        return
    kept = [text.strip()[:200] for text in texts if text.strip()]
    least = 1 if question.kind == Question.Kind.STATEMENTS else 2
    if not least <= len(kept) <= MOST_OPTIONS:
        raise invalid("options", "options", least=least, most=MOST_OPTIONS)
    for order, text in enumerate(kept):
        Option.objects.create(question=question, key=free_key(question, text), text=text, order=order)


def free_key(question: Question, text: str) -> str:
    """A short id that phones see: readable when the text allows it, and free in this question."""
    stem = slugify(text)[:14] or "option"
    taken = set(question.options.values_list("key", flat=True)) | {"own", "ask", "support"}
    return next(key for number in range(1, 1000) if (key := stem if number == 1 else f"{stem}-{number}") not in taken)


@transaction.atomic
def reorder(round: Round, leader: Leader, command: Command) -> None:
    questions = {question.pk: question for question in round.dialogue.questions.all()}
    order = list(command.order or [])
    if sorted(map(str, order)) != sorted(map(str, questions)):
        raise invalid("order", "order")
    # The question about candour is asked last, whatever order is wished for.
    last = {number for number, question in questions.items() if question.purpose == Question.Purpose.CANDOUR}
    for place, number in enumerate(sorted(order, key=lambda number: number in last)):
        Question.objects.filter(pk=number).update(order=place)


# What is asked is changed by those who may edit the dialogue, not by whoever helps to run it.
CHANGING = ("add", "reorder")
ACTS = {
    "add": add,
    "reorder": reorder,
    "void": void,
    "new_round": new_round,
    "end": end,
}
