"""The demonstration's rooms: their answers are stored, counted and let out exactly as a real room's are."""

import secrets
from itertools import cycle

from hamn.demo.cargo import Cargo
from hamn.dialogues import keys
from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Reply, Round
from hamn.dialogues.release import release
from hamn.dialogues.rounds import close_round, open_round
from hamn.dialogues.store import Sent, store
from hamn.dialogues.tally import DONT_KNOW

FILE = "5-dialogues"


def load_dialogues(cargo: Cargo) -> None:
    for row in cargo.rows(FILE, "dialogue"):
        load_dialogue(cargo, row)
    for row in cargo.rows(FILE, "reply"):
        cargo.build(Reply, row, group=answer_group(cargo, row["answer"]))


def load_dialogue(cargo: Cargo, row: dict) -> None:
    opened_at = cargo.moment(row["opened_at"], hour=10)
    dialogue = cargo.build(Dialogue, row, created_at=opened_at)
    for order, question in enumerate(row["questions"], start=1):
        cargo.build(Question, question, dialogue=dialogue, order=order)
    room = open_round(dialogue, by=dialogue.author, at=opened_at)
    fill(room, cargo, row)
    if "closed_at" in row:
        close_round(room, by=dialogue.author, at=cargo.moment(row["closed_at"], hour=16))
    else:
        release(room.pk)
    # How many said what is invented even where the words are the source's own.
    AnswerGroup.objects.filter(round=room).update(invented=True)


def fill(room: Round, cargo: Cargo, row: dict) -> None:
    """Everybody in the room answers, each from a phone of their own."""
    participants = [keys.participant(room.pk, keys.new_ticket()) for _person in range(row["people"])]
    for question in row["questions"]:
        given = spread(question, len(participants))
        number = cargo.nouns[question["id"]].pk
        store(
            [
                Sent(secrets.token_hex(16), room.pk, number, participant, rev=1, value=value)
                for participant, value in zip(participants, given, strict=True)
                if value
            ]
        )


def spread(question: dict, people: int) -> list:
    """One value per person, so that the totals are those of the file."""
    if question["kind"] == Question.Kind.SCALE:
        steps = [step for step, count in enumerate(question["counts"], start=1) for _one in range(count)]
        return (steps + [DONT_KNOW] * question["dont_know"] + [None] * people)[:people]
    said: list[list[str]] = [[] for _person in range(people)]
    turn = cycle(said)
    for text, count in question["answers"]:
        for _one in range(count):
            next(turn).append(text)
    if question["kind"] == Question.Kind.TEXT:
        return [texts[0] if texts else None for texts in said]
    return said


def answer_group(cargo: Cargo, place: str) -> AnswerGroup:
    """The group that "question id/words" names."""
    question, _slash, label = place.partition("/")
    return AnswerGroup.objects.get(question=cargo.nouns[question], label=label)
