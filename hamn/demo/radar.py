"""The demonstration's looking-out: an instrument, and a round whose answers are stored and let out as a real room's are."""

from collections.abc import Iterator

from hamn.demo.cargo import Cargo
from hamn.demo.spread import answer
from hamn.dialogues import keys, rooms
from hamn.dialogues.models import Dialogue, Question
from hamn.dialogues.rounds import close_round, open_round
from hamn.dialogues.store import Sent, store
from hamn.live.entries import Joined, Kept
from hamn.live.kinds import kind_of
from hamn.live.kinds.kind import DONT_KNOW
from hamn.live.state import State
from hamn.radar.models import Instrument, Round
from hamn.radar.planning import GroupPlan, make_round

FILE = "9-radar"
# Of a dialogue, what a round's row says; the rest is its instrument's.
SAID = ("code", "title", "who_asks", "why")


def load_radar(cargo: Cargo) -> None:
    for row in cargo.rows(FILE, "instrument"):
        instrument = cargo.build(Instrument, row)
        for axis in row["axis"]:
            instrument.add_axis(axis["name"], instrument.author, axis["desired_state"])
    for row in cargo.rows(FILE, "round"):
        load_round(cargo, row)


def load_round(cargo: Cargo, row: dict) -> None:
    instrument = cargo.nouns[row["instrument"]]
    by, day = instrument.author, cargo.day(row["held_on"])
    dialogue = Dialogue(
        team=instrument.team, visibility=instrument.visibility, pace="live", **{n: row[n] for n in SAID}
    )
    dialogue.created_at = cargo.moment(day, hour=9)
    groups = [GroupPlan(group["name"], group["size"]) for group in row["group"]]
    round = make_round(instrument, dialogue, groups, day, row["guesses"], by)
    room = open_round(dialogue, by=by, at=cargo.moment(day, hour=10))
    for plan, group in zip(row["group"], round.groups, strict=True):
        answer_as(round, room, group.key, plan)
    store([Kept(room.pk, State(revealed=True).as_json())])
    close_round(room, by=by, at=cargo.moment(day, hour=16))


def answer_as(round: Round, room, group: str, plan: dict) -> None:
    """Everybody of one group: how they see it, and what those who guess believe of the others."""
    people = [keys.participant(room.pk, keys.new_ticket()) for _one in everybody(plan["given"])]
    store([Joined(room.pk, person, group) for person in people])
    asked = [(round.question, plan["given"])]
    asked += [(guess, plan["guess"]) for guess in round.guess_questions if guess.about_group.key != group]
    for question, given in asked:
        store(list(sent(room.pk, question, people, given)))


def everybody(given: list) -> list[list[int]]:
    return [steps for steps, count in given for _one in range(count)]


def sent(room: int, question: Question, people: list[str], given: list) -> Iterator[Sent]:
    """Read as the room reads a phone, so that nothing false gets in."""
    asked = rooms.asked(question)
    for person, steps in zip(people, everybody(given), strict=False):
        value = {axis: step or DONT_KNOW for axis, step in zip(asked.option_ids, steps, strict=True)}
        told = answer(asked, value)
        item, stored = kind_of(asked).read(asked, told, ())
        yield Sent(told.id, room, question.pk, person, 1, stored, item)
