"""The only bridge to the live engine: it loads rounds into rooms, hands over what the engine needs, and calls it from pages.

In the process that serves, open rooms live in the engine and pages ask it. Elsewhere (a command, a test) a room is loaded
from its rows, changed, and put back: the same code, without listeners.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction

from hamn.dialogues import drawing, keys, leaders, phone_texts, rooms, serving
from hamn.dialogues.leaders import Leader, authorize
from hamn.dialogues.misses import unknown_codes
from hamn.dialogues.models import Dialogue, Round
from hamn.dialogues.release import Released, Told, View, publish, publish_rounds, release, view_of
from hamn.dialogues.running import act
from hamn.dialogues.store import is_settled, store
from hamn.live import exposure, telling
from hamn.live.engine import Doors, Engine, Resting
from hamn.live.entries import Confirmation, Entry, Joined, Kept, Sent
from hamn.live.kinds import kind_of
from hamn.live.leading import BY_THE_BRIDGE, ON_BEHALF, SETTLE, asked, written_in
from hamn.live.leading import lead as lead_room
from hamn.live.messages import Answer, Command
from hamn.live.questions import Question
from hamn.live.refusal import Refused, closed
from hamn.live.room import Room

# Pages follow the room by this much: their rows are for reading, the room itself is in memory.
PUBLISH_EVERY_S = 1.0
# So many rounds are written in one transaction: each commit holds up the answers' own at the disk, and a long one pages.
ROUNDS_TOGETHER = 20
log = logging.getLogger(__name__)


def new_engine() -> Engine:
    return Engine(doors())


def doors() -> Doors:
    pages = Pages()
    return Doors(
        store=store_and_let_go,
        find=in_thread(find),
        sheet=in_thread(sheet),
        draw=drawing.draw,
        changed=pages.changed,
        authorize=in_thread(authorize),
        act=in_thread(act),
        is_settled=in_thread(lambda id: is_settled([id])),
        say=phone_texts.say,
        miss=unknown_codes.spend,
        outcome=rooms.outcome_of,
        default_language=settings.LANGUAGE_CODE,
        noted=in_thread(leaders.note),
    )


def in_thread(function: Callable) -> Callable:
    """A call from the engine's threads, which end no request and so must look after their connections themselves."""

    def call(*args):
        close_old_connections()
        try:
            return function(*args)
        finally:
            close_old_connections()

    return call


def store_and_let_go(batch: Sequence[Entry]) -> list[Confirmation]:
    # The journal's one thread keeps its connection; a broken one is thrown away before the next batch.
    close_old_connections()
    return store(batch)


def find(code: str) -> Room | Resting | None:
    """The room of an open round; what the code tells otherwise; None for a code that is not ours."""
    round = rooms.open_round_of(code)
    if round is None:
        dialogue = Dialogue.objects.filter(code=code).first()
        return Resting(rooms.resting(dialogue)) if dialogue else None
    try:
        return rooms.load(round)
    except keys.KeyGone:
        return Resting(rooms.resting(round.dialogue))


def sheet(code: str):
    round = rooms.open_round_of(code)
    if round is None:
        raise LookupError(code)
    return rooms.sheet_of(round)


class Pages:
    """Writes what the gate lets out into the pages' rows, beside the loop and not more often than pages need."""

    def __init__(self) -> None:
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self.waiting: dict[int, dict[int, View]] = {}
        self.answered: dict[int, int | None] = {}
        self.lock = threading.Lock()
        self.is_writing = False

    def changed(self, room: Room, numbers: Iterable[int]) -> None:
        """What the room shows now is what the pages are to show."""
        round_id = room.sheet.round_id
        views = {number: view_of(room, number) for number in numbers if number in room.questions}
        with self.lock:
            self.waiting.setdefault(round_id, {}).update(views)
            self.answered[round_id] = room.answered
            if not self.is_writing:
                self.is_writing = True
                self.thread.submit(in_thread(self.write))

    def write(self) -> None:
        while True:
            with self.lock:
                waiting, self.waiting = self.waiting, {}
                if not waiting:
                    self.is_writing = False
                    return
            rounds = sorted(waiting.items())
            for start in range(0, len(rounds), ROUNDS_TOGETHER):
                self.write_some(dict(rounds[start : start + ROUNDS_TOGETHER]))
            time.sleep(PUBLISH_EVERY_S)

    def write_some(self, rounds: Mapping[int, Mapping[int, View]]) -> None:
        """What could not be written now is written with what comes next, unless that is newer."""
        released = {id: [view.released() for view in questions.values()] for id, questions in rounds.items()}
        try:
            with transaction.atomic():
                self.write_rounds(released)
        except DatabaseError:
            if len(rounds) > 1:
                # One round at fault must not cost the others their pages.
                for round_id, questions in rounds.items():
                    self.write_some({round_id: questions})
                return
            [(round_id, questions)] = rounds.items()
            log.exception("The pages of round %s could not follow its room; they try again.", round_id)
            with self.lock:
                self.waiting[round_id] = {**questions, **self.waiting.get(round_id, {})}

    def write_rounds(self, released: Mapping[int, Sequence[Released]]) -> None:
        found = Round.objects.select_for_update(of=["self"]).select_related("dialogue").filter(pk__in=released)
        # Once closed, a round's rows come from its closing; and a test of the room leaves none.
        rounds = [round for round in found.order_by("pk") if round.is_open]
        publish_rounds([Told(round, released[round.pk], self.answered.get(round.pk)) for round in rounds])


# From pages to rooms


def answer_all(
    round: Round, ticket: str, sent: Sequence[Answer], group: str = "", phrase: str = "", on_behalf: bool = False
) -> bool:
    """Answers of one ticket, stored when this returns. False when something newer of theirs stands. Raises Refused."""
    if engine := serving.engine():
        return serving.ask(answer_in(engine, round.dialogue.code, ticket, sent, group, phrase, on_behalf))
    if afar := serving.rooms_afar():
        return afar.answer_all(round.dialogue.code, ticket, sent, {"group": group, "phrase": phrase})
    with closed_without_key():
        room = rooms.load(round)
        participant = room.participant(ticket)
        entries: list[Entry] = [room.join(participant, group or None, phrase or None, on_behalf)]
        [room.joined(entry) for entry in entries if isinstance(entry, Joined)]
        taken = room.receive_all(participant, sent, time.monotonic())
        for answer, each in zip(sent, taken, strict=True):
            if isinstance(each, Sent):
                entries += [each, *exposure.beside(room, each, answer)]
        if any(outcome.is_closed for outcome in store([entry for entry in entries if entry])):
            raise closed()
        release(round.pk)
        return all(each.id == answer.id for each, answer in zip(taken, sent, strict=True))


async def answer_in(
    engine: Engine, code: str, ticket: str, sent: Sequence[Answer], group: str, phrase: str, on_behalf: bool
) -> bool:
    host = await engine.open_room(code)
    participant = await host.join(ticket, group or None, phrase or None, "", on_behalf)
    outcomes = await host.answer_all(participant, sent)
    return all(confirmation.id == each.id for (confirmation, _, _), each in zip(outcomes, sent, strict=True))


@contextmanager
def closed_without_key():
    """A round whose key is gone takes nothing more."""
    try:
        yield
    except keys.KeyGone as gone:
        raise closed() from gone


def lead(dialogue: Dialogue, by, command: Command) -> None:
    """Do what whoever leads says, in the room that is open. Raises Refused."""
    leader = by if isinstance(by, Leader) else Leader(by)
    if engine := serving.engine():
        serving.ask(engine.lead(dialogue.code, leader, command))
        return
    if afar := serving.rooms_afar():
        afar.lead(dialogue.code, leader, command)
        return
    lead_rows(dialogue, leader, command)
    leaders.note(dialogue.code, leader, command)


def lead_rows(dialogue: Dialogue, leader: Leader, command: Command) -> None:
    """The same without an engine: the room from its rows, and back."""
    if command.command in BY_THE_BRIDGE:
        act(dialogue.code, leader, command)
        return
    round = rooms.open_round_of(dialogue.code)
    if round is None:
        raise closed()
    if command.command == ON_BEHALF:
        ticket, answer = written_in(command)
        answer_all(round, ticket, [answer], command.group or "", on_behalf=True)
        return
    with transaction.atomic():
        room = rooms.load(round)
        if command.command == SETTLE:
            settle(room, asked(room, command))
        else:
            lead_room(room, command, time.time())
        store([Kept(round.pk, room.state.as_json())])
        publish(round, room, room.shown)


def settle(room: Room, number: int) -> None:
    if number not in room.state.settled:
        passages = room.settle(number)
        store([passage.seen for passage in passages])
        room.passed(passages)


def desk(dialogue: Dialogue) -> Mapping[str, Any] | None:
    """What whoever leads sees of the open room; None when none is open."""
    if engine := serving.engine():
        return serving.ask(desk_in(engine, dialogue.code))
    if afar := serving.rooms_afar():
        return afar.desk(dialogue.code)
    round = rooms.open_round_of(dialogue.code)
    return telling.desk(rooms.load(round), time.time(), 0) if round else None


def wall(dialogue: Dialogue) -> Mapping[str, Any] | None:
    """What a wall screen may show of the open round, to anyone with the code; None when none is open."""
    if engine := serving.engine():
        return serving.ask(wall_in(engine, dialogue.code))
    round = dialogue.open_round
    return telling.wall(rooms.load_for_reading(round), time.time(), 0) if round else None


async def wall_in(engine: Engine, code: str) -> Mapping[str, Any] | None:
    found = await engine.find(code)
    return None if isinstance(found, Resting) or found.is_over else found.wall()


async def desk_in(engine: Engine, code: str) -> Mapping[str, Any] | None:
    found = await engine.find(code)
    return None if isinstance(found, Resting) or found.is_over else found.desk()


@dataclass(frozen=True)
class Moment:
    """Where an open room is: its questions in order, and by number those that are open and shown, with their results."""

    questions: Sequence[Question]
    pace: str
    step: int | None
    open: frozenset[int]
    shown: frozenset[int]
    results: Mapping[str, Any]
    # How each group answered the questions that are settled, and whether everybody may see it.
    settled: Mapping[int, Mapping[str, Any]]
    revealed: bool
    # What the gate has let out of each open question of statements, shown or not: by it one is asked before another.
    routes: Mapping[int, Mapping[str, Any]]
    # Seconds left of the time that the leader has set, which closes nothing; None without one.
    left: float | None = None


def moment(dialogue: Dialogue) -> Moment | None:
    """What a phone's page shows now; None when no room takes answers. Raises KeyGone."""
    if engine := serving.engine():
        return serving.ask(moment_in(engine, dialogue.code))
    round = dialogue.open_round
    return moment_of(rooms.load_for_reading(round)) if round else None


async def moment_in(engine: Engine, code: str) -> Moment | None:
    found = await engine.find(code)
    return None if isinstance(found, Resting) or found.is_over else moment_of(found.room)


def moment_of(room: Room) -> Moment:
    state, questions = room.state, list(room.questions.values())
    results = telling.results(room, room.questions)
    places = (state.step, frozenset(state.open), frozenset(state.shown))
    routes = {number: room.told.get(number) or {} for number in state.open if is_routed(room, number)}
    left = state.timer.told(time.time())["left"] if state.timer else None
    return Moment(questions, room.sheet.pace, *places, results, dict(state.settled), state.revealed, routes, left)


def is_routed(room: Room, number: int) -> bool:
    return number in room.questions and kind_of(room.questions[number]).tells_seen


__all__ = ["Moment", "Refused", "answer_all", "desk", "lead", "moment", "new_engine", "wall"]
