"""People as they are: they lose the network, tap twice and have a second tab. Everything that was confirmed is remembered.

Each answer has a place of its own (a phone and a question) and carries its place and revision in its text, so that it can
be looked up in the database, where nobody can tell whose it is.
"""

import asyncio
import random
import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from time import time

from benchmarks.live.client import LOST, Phone, Wire, connect, join, new_id
from benchmarks.live.rooms import Room

WORKERS, PEOPLE_PER_ROOM = 40, 4000
# Of a hundred answers so many lose their first sending, are tapped twice, come from two tabs, are repeated much later.
TIME_OUTS, DOUBLE_TAPS, SECOND_TABS, LATE_REPEATS = 0.30, 0.15, 0.15, 0.05
MARK = re.compile(r"m(\d+)q(\d+)r(\d+)")
Place = tuple[int, int]


@dataclass
class Memory:
    """What was confirmed, with when; what was sent; what came instead of confirmations."""

    confirmed: dict[Place, int] = field(default_factory=dict)
    moments: list[tuple[float, Place, int]] = field(default_factory=list)
    sent: dict[Place, int] = field(default_factory=dict)
    statuses: Counter = field(default_factory=Counter)
    forgotten_tickets: int = 0
    stored_again: int = 0
    count: int = 0

    def confirm(self, place: Place, rev: int) -> None:
        self.count += 1
        self.confirmed[place] = max(rev, self.confirmed.get(place, 0))
        self.moments.append((time(), place, rev))


class Restless:
    """Answers until it is told to stop, through every restart of the server."""

    def __init__(self, port: int, rooms: list[Room]):
        self.port, self.rooms, self.memory = port, rooms, Memory()
        self.next_person, self.is_over = 0, False

    async def work(self) -> None:
        await asyncio.gather(*(self.worker(number) for number in range(WORKERS)))

    async def worker(self, number: int) -> None:
        while not self.is_over and self.next_person < PEOPLE_PER_ROOM * len(self.rooms):
            person, self.next_person = self.next_person, self.next_person + 1
            await self.person(person, self.rooms[person // PEOPLE_PER_ROOM])

    async def person(self, person: int, room: Room) -> None:
        phone = await self.joined(person, room)
        if phone is None:
            return
        tab = Tab(self, person, phone)
        for question in room.questions["text"]:
            if self.is_over:
                break
            await tab.answer(question)
        tab.wire.drop()

    async def joined(self, person: int, room: Room) -> Phone | None:
        while not self.is_over:
            wire = await self.connected(person)
            try:
                return await join(wire, room.code) if wire else None
            except RuntimeError:
                self.memory.statuses["joining failed"] += 1
                await asyncio.sleep(0.1 + random.random() * 0.2)
            finally:
                if wire:
                    wire.drop()
        return None

    async def connected(self, person: int) -> Wire | None:
        while not self.is_over:
            try:
                return await connect(self.port, person % 8000)
            except OSError:
                await asyncio.sleep(0.1 + random.random() * 0.2)
        return None


class Tab:
    """One person's page. `answer` returns when the answer is confirmed or all is over."""

    def __init__(self, house: Restless, person: int, phone: Phone):
        self.house, self.person, self.phone, self.memory = house, person, phone, house.memory
        self.wire = Wire()
        self.earlier: list[bytes] = []

    async def answer(self, question: int) -> None:
        place = self.person, question
        first = self.request(question, place, 1)
        if random.random() < TIME_OUTS:
            await self.lose(first)
        if random.random() < SECOND_TABS:
            newer = self.request(question, place, 2)
            await asyncio.gather(self.until_confirmed(first, place, 1), self.elsewhere(newer, place, 2))
        elif random.random() < DOUBLE_TAPS:
            await asyncio.gather(self.until_confirmed(first, place, 1), self.elsewhere(first, place, 1))
        else:
            await self.until_confirmed(first, place, 1)
        self.earlier.append(first)
        if random.random() < LATE_REPEATS:
            await self.repeat(random.choice(self.earlier))

    def request(self, question: int, place: Place, rev: int) -> bytes:
        value = b'"m%dq%dr%d"' % (self.person, question, rev)
        self.memory.sent[place] = max(rev, self.memory.sent.get(place, 0))
        return self.phone.answer(question, value, new_id(), rev)

    async def ready(self) -> bool:
        if self.wire.transport is None:
            self.wire = await self.house.connected(self.person) or Wire()
        return self.wire.transport is not None

    async def lose(self, request: bytes) -> None:
        """Sent, and the network is gone before the confirmation."""
        if await self.ready():
            self.wire.ask(request, lambda status, body: None)
            await asyncio.sleep(random.random() * 0.008)
            self.wire.drop()
            self.wire = Wire()

    async def until_confirmed(self, request: bytes, place: Place, rev: int) -> None:
        while await self.ready():
            status, _body = await self.wire.fetch(request)
            self.memory.statuses[status] += 1
            if status in (200, 201):
                self.memory.confirm(place, rev)
                return
            await self.after(status)

    async def after(self, status: int) -> None:
        """Not confirmed: why, and how long to wait."""
        if status == 401:
            self.memory.forgotten_tickets += 1
        if status in (LOST, 429, 503):
            await asyncio.sleep(0.1 + random.random() * 0.3)
        else:
            await asyncio.sleep(1)
        if self.memory.statuses[status] > 200 and status not in (LOST, 429, 503):
            raise RuntimeError(f"More than 200 answers of status {status}.")

    async def elsewhere(self, request: bytes, place: Place, rev: int) -> None:
        """The same person at another page: a wire of its own."""
        other = Tab(self.house, self.person, self.phone)
        await other.until_confirmed(request, place, rev)
        other.wire.drop()

    async def repeat(self, request: bytes) -> None:
        """A phone that never heard of its confirmation: it must be told that it was stored, not that it is stored now."""
        if await self.ready():
            status, _body = await self.wire.fetch(request)
            self.memory.stored_again += status == 201


@dataclass(frozen=True)
class Found:
    """What the database holds against what was confirmed."""

    answers: int
    missing: int
    twice: int
    unknown: int

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.twice or self.unknown)

    def __str__(self) -> str:
        return f"{self.answers:,} confirmed, {self.missing} missing, {self.twice} twice, {self.unknown} never sent"


def look_up(file: Path, confirmed: dict[Place, int], sent: dict[Place, int]) -> Found:
    """A stored revision may be newer than the confirmed one (its confirmation was lost), never older."""
    with closing(sqlite3.connect(f"file:{file}?mode=rw", uri=True)) as answers:
        rows = answers.execute("SELECT value FROM dialogues_answer").fetchall()
    stored: dict[Place, list[int]] = {}
    for (value,) in rows:
        person, question, rev = map(int, MARK.search(value).groups())
        stored.setdefault((person, question), []).append(rev)
    missing = sum(max(stored.get(place, [0])) < rev for place, rev in confirmed.items())
    twice = sum(len(revs) > 1 for revs in stored.values())
    unknown = sum(max(revs) > sent.get(place, 0) for place, revs in stored.items())
    return Found(len(confirmed), missing, twice, unknown)
