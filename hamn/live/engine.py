"""The rooms that are open in this process, found by their codes, and what was handed in to run them."""

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from hamn.live.host import Changed, Draw, Host
from hamn.live.hub import ALIVE, Hub, frame
from hamn.live.journal import Journal, Store
from hamn.live.leading import BY_THE_BRIDGE, REFRESH
from hamn.live.messages import Command
from hamn.live.refusal import Refused, Sentence
from hamn.live.room import Room, Sheet

ALIVE_EVERY_S = 15.0
# A process takes so many streams; past it the late are told so, and everybody inside goes on.
MOST_STREAMS = 12_000
# What a code tells whose round is not open is asked of the rows so seldom, and kept for so many codes.
KEPT_S, MOST_KEPT = 1.0, 1000

Headers = Mapping[bytes, bytes]


@dataclass(frozen=True)
class Resting:
    """A code whose round is not open: waiting, or closed with an address that tells what became of it."""

    told: Mapping[str, Any]


@dataclass(frozen=True)
class Doors:
    """What the engine is handed. All but `draw` and `changed` may wait for a database, and are called in a thread."""

    store: Store
    # The room with everything that was stored in it; Resting; or None for an unknown code.
    find: Callable[[str], Room | Resting | None]
    # What the rows say is asked now. Raises LookupError when no round is open.
    sheet: Callable[[str], Sheet]
    draw: Draw
    # Tell the pages what the gate has let out.
    changed: Changed
    # Who may lead the dialogue with this code; None for everybody else.
    authorize: Callable[[str, Headers], Any]
    # Acts that concern rows.
    act: Callable[[str, Any, Command], None]
    # Whether an answer with this id was stored in a round that has closed since.
    is_settled: Callable[[str], bool]
    say: Callable[[str, Sentence], str]
    # Count an unknown code; returns 0, or seconds to wait when the installation's budget is spent.
    miss: Callable[[], int]
    outcome: Callable[[str], str]
    default_language: str = "en"
    # Told of every act once it is done.
    noted: Callable[[str, Any, Command], None] = lambda code, leader, command: None


class Engine:
    def __init__(self, doors: Doors, most_streams: int = MOST_STREAMS) -> None:
        self.doors, self.most_streams = doors, most_streams
        self.journal = Journal(doors.store)
        self.hosts: dict[str, Host] = {}
        self.finding: dict[str, asyncio.Future[Host | Resting | None]] = {}
        # Those who wait for a round to open, by code; and what such a code tells, for the moment.
        self.lobbies: dict[str, Hub] = {}
        self.resting: dict[str, tuple[float, Resting]] = {}
        self.loop: asyncio.AbstractEventLoop | None = None
        self.heart: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.heart = asyncio.create_task(self.beat())

    async def tell_restart(self) -> None:
        """The server is about to go: phones are told to come back. Answers that are under way are still taken."""
        for host in list(self.hosts.values()):
            await host.end("", notice="restart")
        for lobby in self.lobbies.values():
            lobby.close()

    async def stop(self) -> None:
        """Everything that was put is stored before this returns."""
        if self.heart is not None:
            self.heart.cancel()
        await self.tell_restart()
        self.hosts.clear()
        await self.journal.close()

    async def beat(self) -> None:
        """A line now and then, so that no proxy thinks a silent stream is dead."""
        while True:
            await asyncio.sleep(ALIVE_EVERY_S * random.uniform(0.8, 1.2))
            for host in list(self.hosts.values()):
                await host.keep_alive(ALIVE)
            for lobby in list(self.lobbies.values()):
                await lobby.write(ALIVE)

    @property
    def streams(self) -> int:
        waiting = sum(len(lobby.lines) for lobby in self.lobbies.values())
        return waiting + sum(len(host.phones.lines) + len(host.walls.lines) for host in self.hosts.values())

    async def find(self, code: str) -> Host | Resting:
        """The room of that code, loaded once however many ask. Raises Refused."""
        host = self.hosts.get(code)
        if host is not None:
            return host
        kept = self.resting.get(code)
        if kept is not None and kept[0] > time.monotonic():
            return kept[1]
        if code not in self.finding:
            self.finding[code] = asyncio.ensure_future(self.load(code))
        found = await asyncio.shield(self.finding[code])
        if found is not None:
            return found
        wait_s = await asyncio.to_thread(self.doors.miss)
        raise Refused("slow", 429, wait_s=wait_s) if wait_s else Refused("unknown", 404)

    async def load(self, code: str) -> Host | Resting | None:
        try:
            found = await asyncio.to_thread(self.doors.find, code)
            if isinstance(found, Room):
                host = Host(found, self.journal, self.doors.draw, self.doors.changed)
                host.on_closed = lambda: asyncio.ensure_future(self.asked_anew(code))
                return self.hosts.setdefault(code, host)
            if found is not None:
                self.keep(code, found)
            return found
        finally:
            del self.finding[code]

    def keep(self, code: str, found: Resting) -> None:
        """A hall that waits asks over and over; the rows are asked once a second."""
        if len(self.resting) >= MOST_KEPT:
            self.resting.clear()
        self.resting[code] = (time.monotonic() + KEPT_S, found)

    def lobby(self, code: str) -> Hub:
        """Those who wait for the round to open."""
        if code not in self.lobbies:
            self.lobbies[code] = Hub(lambda line: frame("snapshot", "", self.resting[code][1].told))
        return self.lobbies[code]

    async def open_room(self, code: str) -> Host:
        """The room, if it takes answers. Raises Refused."""
        found = await self.find(code)
        if isinstance(found, Resting):
            raise Refused("closed", 409)
        return found

    async def lead(self, code: str, leader: Any, command: Command) -> None:
        """Do what whoever leads says. Raises Refused."""
        host = await self.open_room(code)
        if command.command == REFRESH:
            await self.asked_anew(code)
        elif command.command in BY_THE_BRIDGE:
            await asyncio.to_thread(self.doors.act, code, leader, command)
            await self.asked_anew(code)
        else:
            await host.lead(command)
        await asyncio.to_thread(self.doors.noted, code, leader, command)

    async def asked_anew(self, code: str) -> None:
        """The dialogue's rows have changed. A room that is no longer open says so and ends; one that opens lets people in."""
        self.resting.pop(code, None)
        waiting = self.lobbies.pop(code, None)
        if waiting is not None:
            await waiting.say("notice", 0, {"notice": "opened"})
            waiting.close()
        host = self.hosts.get(code)
        if host is None:
            return
        sheet = await self.sheet(code, host)
        if sheet is None:
            self.hosts.pop(code, None)
            await host.end(self.doors.outcome(code))
        else:
            await host.ask_anew(sheet)

    async def sheet(self, code: str, host: Host) -> Sheet | None:
        """What is asked now, or None when this round takes no more answers."""
        with suppress(LookupError):
            sheet = await asyncio.to_thread(self.doors.sheet, code)
            return sheet if sheet.round_id == host.room.sheet.round_id else None
        return None
