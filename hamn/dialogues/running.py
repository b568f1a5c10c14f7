"""What whoever leads a room does with its rows: questions and rounds."""

from django.db import transaction

from hamn.dialogues import building, rooms
from hamn.dialogues.building import LONGEST_OPTION, MOST_OPTIONS, MOST_QUESTIONS
from hamn.dialogues.leaders import Leader
from hamn.dialogues.models import Dialogue, Question, Round
from hamn.dialogues.rounds import close_round, closing, open_round, void_round
from hamn.live.messages import Command
from hamn.live.refusal import Refused, closed, invalid


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
    with closing(round.dialogue):
        close_round(round, by=leader.person)
        open_round(Dialogue.objects.get(pk=round.dialogue_id), by=leader.person)


def void(round: Round, leader: Leader, command: Command) -> None:
    if not (command.reason or "").strip():
        raise invalid("reason", "reason", most=240)
    void_round(round, by=leader.person, reason=command.reason)


def add(round: Round, leader: Leader, command: Command) -> None:
    """A new question at the end."""
    text, kind = (command.text or "").strip(), command.kind or Question.Kind.WORDS
    if not text or len(text) > 300:
        raise invalid("question_text", "text", most=300)
    if kind not in Question.Kind.values:
        raise invalid("unknown_kind", "kind")
    question = Question(
        dialogue=round.dialogue,
        kind=kind,
        text=text,
        several=bool(command.several),
        steps=steps_of(command),
        low_label=(command.low or "")[:80],
        high_label=(command.high or "")[:80],
    )
    try:
        building.add(question, options_of(command, kind))
    except ValueError:
        raise Refused("not_now", 409, {"command": ("too_many_questions", {"most": MOST_QUESTIONS})}) from None


def steps_of(command: Command) -> int:
    steps = command.steps or 5
    if not 2 <= steps <= 11:
        raise invalid("steps", "steps")
    return steps


def options_of(command: Command, kind: str) -> list[str]:
    """Raises Refused when the kind needs options and has none."""
    if kind not in Question.WITH_OPTIONS:
        return []
    texts = building.lines("\n".join(str(option)[:LONGEST_OPTION] for option in command.options or []))
    least = building.least_options(kind)
    if not least <= len(texts) <= MOST_OPTIONS:
        raise invalid("options", "options", least=least, most=MOST_OPTIONS)
    return texts


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
