"""A room with its listeners and its journal: takes answers, stores, counts, lets out what may be seen, and tells it.

Work is done once per room and shared, never once per listener.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from hamn.live import exposure, telling
from hamn.live.entries import Confirmation, Entry, Kept, Sent, StoreFailed
from hamn.live.hub import Hub, Line, frame
from hamn.live.journal import Journal, Tell, settle
from hamn.live.leading import ON_BEHALF, SETTLE, asked, close_question, lead, written_in
from hamn.live.messages import Answer, Command
from hamn.live.paired import Told, on_wall, with_pair
from hamn.live.questions import Question
from hamn.live.refusal import Refused, closed
from hamn.live.room import PRESENCE, Passage, Room
from hamn.live.state import State

# The wall moves at most every 50 ms, phones every 75 ms, and slower when telling everyone takes long.
SHOW_EVERY_S, PHONES_EVERY_S, COUNTERS_EVERY_S = 0.05, 0.075, 1.0
# Telling must leave at least half of the processor to answering.
SHARE_OF_CORE = 0.5
SHARE_OF_SHOWING = 0.25
# A disk that failed is asked again after so long.
AGAIN_S = 1.0
LONGEST_WAIT_S = 30.0
# What a leader decides about what is seen is seen at once, also on a frozen wall: a text put aside must not stay there.
SEEN_AT_ONCE = {"show", "hide", "hold", "release", "approve", "merge", "unmerge", "undo"}

# The figure of a question in a language, as HTML; None when there is nothing to draw.
Draw = Callable[[Question, Told | None, str], Awaitable[str | None]]
Changed = Callable[[Room, Iterable[int]], None]
# What became of an answer: its confirmation, the number of the event that counts it, and whether it is new.
Outcome = tuple[Confirmation, int, bool]


@dataclass(frozen=True)
class Picture:
    """What a frozen wall goes on showing: where we were, and what was told of each question that was shown."""

    step: int | None
    told: Mapping[int, dict[str, Any] | None]


class Host:
    def __init__(self, room: Room, journal: Journal, draw: Draw, changed: Changed) -> None:
        self.room, self.journal, self.draw, self.changed = room, journal, draw, changed
        self.phones = Hub(self.phone_snapshot)
        self.walls = Hub(self.wall_snapshot, self.phones.epoch)
        self.phones.on_leave = self.walls.on_leave = lambda: self.nudge_counters()
        self.untold: set[int] = set()
        self.undrawn: set[int] = set()
        self.texts_told: dict[str, Any] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.newer = asyncio.Event()
        self.on_closed: Callable[[], object] = lambda: None
        self.is_over = False
        # A wall that was frozen when the server started again stays as it is from then on.
        self.frozen: Picture | None = None
        self.frozen = self.picture() if room.state.frozen else None

    # Answers

    async def join(
        self, ticket: str, group: str | None, phrase: str | None, language: str, on_behalf: bool = False
    ) -> str:
        """Somebody has a ticket. Returns who they are here."""
        participant = self.room.participant(ticket)
        entry = self.room.join(participant, group, phrase, on_behalf)
        if entry is not None:
            await self.put(entry)
            self.room.joined(entry)
            self.nudge_counters()
        self.room.people[participant].language = language
        return participant

    async def answer(self, participant: str, answer: Answer) -> Outcome:
        """Stored, and only then told: the confirmation, the number of the event that counts it, and whether it is new."""
        told: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self.take(participant, answer, partial(settle, told))
        return await told

    def take(self, participant: str, answer: Answer, tell: Tell) -> None:
        """The same without a task of its own: `tell` hears the outcome, or what was raised meanwhile. Raises Refused."""
        self.keep_answer(self.room.receive(participant, answer, time.monotonic()), answer, tell)

    async def answer_all(self, participant: str, answers: Sequence[Answer]) -> list[Outcome]:
        """A form, which is kept whole or not at all: everything is looked at before anything is stored. Raises Refused."""
        loop = asyncio.get_running_loop()
        outcomes: list[asyncio.Future[Outcome]] = []
        for taken, answer in zip(self.room.receive_all(participant, answers, time.monotonic()), answers, strict=True):
            outcomes.append(loop.create_future())
            self.keep_answer(taken, answer, partial(settle, outcomes[-1]))
        return await asyncio.gather(*outcomes)

    def keep_answer(self, taken: Sent | Confirmation, answer: Answer, tell: Tell) -> None:
        if isinstance(taken, Confirmation):
            tell((taken, self.room.seq, False))
        else:
            self.journal.put(taken, partial(self.taken, taken, tell))
            self.note_seen(taken, answer)

    def note_seen(self, sent: Sent, answer: Answer) -> None:
        """What was shown goes along in the answer's batch. Nobody waits for it, and a full journal takes answers first."""
        with suppress(Refused):
            for mark in exposure.beside(self.room, sent, answer):
                self.journal.put(mark, partial(self.taken, mark, lambda outcome: None))

    def taken(self, sent: Sent, tell: Tell, outcome: Any) -> None:
        if isinstance(outcome, Exception):
            tell(outcome)
        elif outcome.is_closed:
            # Another process closed the round: everybody here is to know.
            self.on_closed()
            tell(closed())
        else:
            confirmation = self.room.stored(sent)
            self.start("show", self.show)
            tell((confirmation, self.room.seq + 1, True))

    def put(self, entry: Entry) -> "asyncio.Future[Any]":
        return self.journal.stored(entry)

    # Leading

    async def lead(self, command: Command) -> None:
        """Do it, keep it on disk, and tell everyone."""
        if command.command == ON_BEHALF:
            ticket, answer = written_in(command)
            await self.answer(await self.join(ticket, command.group, None, "", on_behalf=True), answer)
            return
        if command.command == SETTLE:
            await self.settle(command)
            return
        before, frozen = self.room.state.as_json(), self.frozen
        lead(self.room, command, time.time())
        self.take_picture(command)
        kept = self.room.state.as_json()
        try:
            await self.put(Kept(self.room.sheet.round_id, kept))
        except (StoreFailed, Refused):
            # Whoever leads hears that it was not done. What another leader did meanwhile decides for itself.
            if self.room.state.as_json() == kept:
                self.room.state, self.frozen = State.from_json(before), frozen
                self.room.retell(*self.room.shown)
            raise
        await self.tell_step()
        self.changed(self.room, list(self.room.shown))

    async def settle(self, command: Command) -> None:
        """Close a question for good, once every answer that was taken before is on disk and counted."""
        number, room = asked(self.room, command), self.room
        close_question(room, command, time.time())
        # The journal stores in order, so what was put before this is counted when it returns.
        await self.put(Kept(room.sheet.round_id, room.state.as_json()))
        if number in room.state.settled:
            return
        passages = room.settle(number)
        await self.keep(passages)
        await self.put(Kept(room.sheet.round_id, room.state.as_json()))
        room.passed(passages)
        await self.tell_step()
        self.changed(room, [number, *room.shown])

    def take_picture(self, command: Command) -> None:
        """A wall that is frozen twice stays as it was the first time."""
        if not self.room.state.frozen:
            self.frozen = None
        elif self.frozen is None or command.command in SEEN_AT_ONCE:
            self.frozen = self.picture()

    async def ask_anew(self, sheet: Any) -> None:
        """The rows have changed: other questions, another order."""
        self.room.ask(sheet)
        await self.put(Kept(sheet.round_id, self.room.state.as_json()))
        await self.tell_step()

    async def tell_step(self) -> None:
        """Where we are, and the results as they stand after a decision."""
        self.wake()
        # Who came while a question was closed or shown has not heard of its texts.
        self.texts_told.clear()
        status = telling.status(self.room, time.time(), self.connected)
        await self.phones.say("step", self.room.seq, status)
        await self.walls.say("step", self.room.seq, status | self.wall_status())
        self.tell(self.room.questions)
        self.draw_on_walls(self.room.questions)

    # Showing

    async def show(self) -> None:
        """Until nothing has moved: what the gate lets out is put into its ledger, and then shown."""
        while self.room.moved:
            began = time.monotonic()
            passages = self.room.passages()
            if passages:
                kept = await self.keep(passages)
                if any(outcome.is_closed for outcome in kept):
                    # The round was closed meanwhile: what its closing shows is shown by its rows.
                    return
                changed = self.room.passed(passages)
                self.wake()
                self.tell(changed)
                self.changed(self.room, changed)
            spent_s = time.monotonic() - began
            # Thousands of different texts take long to put in order; answering comes first.
            await asyncio.sleep(max(SHOW_EVERY_S - spent_s, spent_s / SHARE_OF_SHOWING))

    async def keep(self, passages: Sequence[Passage]) -> list[Confirmation]:
        """The ledger on disk. While the disk is away nothing new is shown, and it is tried again."""
        while True:
            try:
                kept: list[Confirmation] = await asyncio.gather(*[self.put(passage.seen) for passage in passages])
                return kept
            except (StoreFailed, Refused):
                await asyncio.sleep(AGAIN_S)

    def tell(self, changed: Iterable[int]) -> None:
        self.untold |= set(changed)
        self.start("phones", self.tell_phones)
        if self.frozen is None:
            self.draw_on_walls(changed)

    def draw_on_walls(self, numbers: Iterable[int]) -> None:
        self.undrawn |= set(numbers)
        self.start("walls", self.tell_walls)

    async def tell_phones(self) -> None:
        while self.untold:
            began, untold, self.untold = time.monotonic(), self.untold, set()
            results, texts = telling.results(self.room, untold - {PRESENCE}), self.new_texts(untold)
            if results or texts or PRESENCE in untold:
                told = self.counters() | {"results": results, "texts": texts}
                await self.phones.say("results", self.room.seq, told)
            await asyncio.sleep(max(PHONES_EVERY_S, (time.monotonic() - began) / SHARE_OF_CORE))

    def new_texts(self, numbers: Iterable[int]) -> dict[str, Any]:
        """Texts to answer, of the questions where they are others than phones have been told."""
        texts = telling.to_answer(self.room, numbers)
        new = {number: each for number, each in texts.items() if self.texts_told.get(number) != each}
        self.texts_told |= new
        return new

    async def tell_walls(self) -> None:
        while self.undrawn:
            began, undrawn, self.undrawn = time.monotonic(), self.undrawn, set()
            if self.walls.lines:
                await self.walls.say("counters", self.room.seq, self.counters())
                for number in self.watched():
                    if undrawn & self.room.questions[number].shows:
                        await self.tell_figure(number)
            await asyncio.sleep(max(0.0, SHOW_EVERY_S - (time.monotonic() - began)))

    def watched(self) -> set[int]:
        """The questions that some wall shows now."""
        return {number for line in self.walls.lines if (number := self.watched_on(line)) in self.room.questions}

    def watched_on(self, line: Line) -> int | None:
        return line.question or self.seen.step

    async def tell_figure(self, number: int) -> None:
        for language in {line.language for line in self.walls.lines}:
            figure = await self.figure(number, language)
            await self.walls.say("figure", self.room.seq, figure, partial(self.watches, number, language))

    def watches(self, number: int, language: str, line: Line) -> bool:
        return self.watched_on(line) == number and line.language == language

    async def figure(self, number: int, language: str) -> dict[str, Any]:
        """The figure of a question as the wall may show it; nothing while its results are hidden."""
        question = self.room.questions[number]
        told = with_pair(question, self.seen.told)
        html = await self.draw(question, told, language) if told else None
        return {"question": number, "html": html, "answered": self.room.answered_question(number)}

    @property
    def seen(self) -> Picture:
        """What the wall shows now."""
        return self.frozen or self.picture()

    def picture(self) -> Picture:
        state = self.room.state
        return Picture(self.frozen.step if self.frozen else state.step, {n: self.room.told.get(n) for n in state.shown})

    # Counters and snapshots

    @property
    def connected(self) -> int:
        return len(self.phones.lines)

    def counters(self) -> dict[str, Any]:
        count = self.room.disclose.count
        counted = {"joined": count(len(self.room.people)), "connected": count(self.connected)}
        return counted | {"answered": self.room.answered}

    def nudge_counters(self) -> None:
        if not self.is_over:
            self.start("counters", self.tell_counters)

    async def tell_counters(self) -> None:
        """Coming and going is told once a second at most, and only to the wall."""
        await asyncio.sleep(COUNTERS_EVERY_S)
        await self.walls.say("counters", self.room.seq, self.counters(), lambda line: True)

    def snapshot(self, participant: str = "") -> dict[str, Any]:
        found = telling.snapshot(self.room, time.time(), self.connected)
        found |= {"epoch": self.phones.epoch, "seq": self.room.seq}
        return found | ({"own": self.room.own(participant)} if participant else {})

    def desk(self) -> dict[str, Any]:
        found = telling.desk(self.room, time.time(), self.connected)
        return found | {"epoch": self.phones.epoch, "seq": self.room.seq}

    def phone_snapshot(self, line: Line) -> bytes:
        return frame("snapshot", self.phones.number(self.room.seq), self.snapshot(line.participant))

    def wall_snapshot(self, line: Line) -> bytes:
        """Where we are; the figure itself follows when it is drawn."""
        status = telling.status(self.room, time.time(), self.connected) | self.wall_status()
        number = self.watched_on(line)
        if number in self.room.questions and not self.is_over:
            self.draw_on_walls([number])
        return frame("step", self.walls.number(self.room.seq), status)

    def wall_status(self) -> dict[str, Any]:
        return {"step": self.seen.step, "frozen": self.room.state.frozen, "blank": self.room.state.blank}

    def wall(self) -> dict[str, Any]:
        """What the wall shows, for whoever renders its page."""
        found = telling.wall(self.room, time.time(), self.connected) | self.wall_status()
        found["results"] = on_wall(self.room.questions, self.seen.told)
        return found | {"epoch": self.phones.epoch, "seq": self.room.seq}

    # Waiting and ending

    def wake(self) -> None:
        """Those who wait for something newer."""
        newer, self.newer = self.newer, asyncio.Event()
        newer.set()

    async def newer_than(self, number: str, wait_s: float) -> bool:
        """Whether something newer than that event came in time. A number of another epoch is old."""
        if number != self.phones.number(self.room.seq):
            return True
        with suppress(TimeoutError):
            await asyncio.wait_for(self.newer.wait(), min(max(0.0, wait_s), LONGEST_WAIT_S))
        return number != self.phones.number(self.room.seq)

    async def keep_alive(self, content: bytes) -> None:
        await self.phones.write(content)
        await self.walls.write(content)

    async def end(self, outcome: str, notice: str = "") -> None:
        """The round is closed, or (with a notice) the server stops: say so and hang up."""
        if self.is_over:
            return
        self.is_over = True
        self.room.seq += 1
        event, data = ("notice", {"notice": notice}) if notice else ("end", {"outcome": outcome})
        for hub in (self.phones, self.walls):
            await hub.say(event, self.room.seq, data)
            hub.close()
        self.wake()
        for task in self.tasks.values():
            task.cancel()

    def start(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """One task of each sort at a time; while nothing happens there is none."""
        task = self.tasks.get(name)
        if (task is None or task.done()) and not self.is_over:
            self.tasks[name] = asyncio.ensure_future(work())
