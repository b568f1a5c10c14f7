"""L6: a thousand people who come, answer, leave and come back, for a long time; an idle stream's memory; a full room.

Usage: python -m benchmarks.live.soak [--minutes 15 | --hours 8] [--control after]
"""

import argparse
import asyncio
import random
import statistics
import sys
from collections import Counter
from time import monotonic

import uvloop

from benchmarks.live.client import Phone, Stream, connect, events, join_many, listen, post, wires
from benchmarks.live.crowd import raise_limits
from benchmarks.live.report import Goal
from benchmarks.live.rooms import Room
from benchmarks.live.server import Server, chosen

PEOPLE, ANSWERS_EVERY_S, LEAVES_EVERY_S, LOOK_EVERY_S = 1000, 20.0, 120.0, 5.0
IDLE, WARM, MOST_JOINS, WIRES = 2000, 1000, 25_000, 50
GROWTH_MB, STREAM_KB = 32, 8


class Soak:
    def __init__(self, server: Server, room: Room):
        self.server, self.room, self.statuses = server, room, Counter()
        self.lost, self.memory_mb = 0, []

    async def run(self, seconds: float) -> None:
        end = monotonic() + seconds
        over = await wires(self.server.port, WIRES)
        phones = await join_many(over, self.room.code, PEOPLE)
        for wire in over:
            wire.drop()
        people = [self.person(number, phone, end) for number, phone in enumerate(phones)]
        await asyncio.gather(self.watch(end), *people)

    async def person(self, number: int, phone: Phone, end: float) -> None:
        """Listens, answers now and then, and is away for a moment every other minute. Comes in gradually."""
        await asyncio.sleep(random.random() * 10)
        while monotonic() < end:
            (stream,) = await listen(self.server.port, [events(phone.code, phone.ticket)], number)
            leaves = min(end, monotonic() + random.expovariate(1 / LEAVES_EVERY_S))
            await self.answers(number, phone, stream, leaves)
            self.lost += stream.transport is None
            stream.drop()
            await asyncio.sleep(random.random() * 5)

    async def answers(self, number: int, phone: Phone, stream: Stream, leaves: float) -> None:
        wire = await connect(self.server.port, number)
        question = self.room.first("scale")
        while (left := leaves - monotonic()) > 0 and stream.transport:
            await asyncio.sleep(min(left, random.expovariate(1 / ANSWERS_EVERY_S)))
            if wire.transport is None:
                wire = await connect(self.server.port, number)
            status, _body = await wire.fetch(phone.answer(question, b"%d" % random.randint(1, 5)))
            self.statuses[status] += 1
        wire.drop()

    async def watch(self, end: float) -> None:
        while monotonic() < end:
            self.memory_mb.append(self.server.memory_kb() / 1024)
            await asyncio.sleep(LOOK_EVERY_S)

    @property
    def growth_mb(self) -> float:
        """From when everybody had come (a fifth into it) to the last fifth."""
        fifth = max(1, len(self.memory_mb) // 5)
        settled = self.memory_mb[fifth : 2 * fifth] or self.memory_mb
        return statistics.median(self.memory_mb[-fifth:]) - statistics.median(settled)

    @property
    def faults(self) -> int:
        return sum(count for status, count in self.statuses.items() if status not in (200, 201)) + self.lost


async def idle_streams(server: Server, room: Room) -> float:
    """Kilobytes of the server per stream that only listens, once the first ones have made it load what it needs."""
    streams = await listen(server.port, [events(room.code)] * WARM)
    await asyncio.sleep(3)
    before = server.memory_kb()
    streams += await listen(server.port, [events(room.code)] * IDLE, WARM)
    await asyncio.sleep(3)
    after, open_ones = server.memory_kb(), sum(stream.status == 200 for stream in streams)
    for stream in streams:
        stream.drop()
    return (after - before) / max(1, open_ones - WARM)


async def until_full(server: Server, room: Room) -> tuple[int, int, str, bool]:
    """Joins until the room says stop: how many were let in, the status, the word, and whether it says when to come again."""
    over = await wires(server.port, WIRES)
    for count in range(0, MOST_JOINS, WIRES):
        answers = await asyncio.gather(*(wire.fetch(post(f"/live/v1/rooms/{room.code}/join", b"{}")) for wire in over))
        for number, (status, body) in enumerate(answers):
            if status != 201:
                return count + number, status, body.decode()[:160], status == 503 and b"full" in body
    return MOST_JOINS, 0, "never full", False


def main(words: list[str]) -> list[Goal]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--hours", type=float, default=0)
    parser.add_argument("--control")
    options = parser.parse_args(words)
    minutes = options.hours * 60 or options.minutes
    raise_limits()
    with chosen(words) as server:
        one, other, third = server.rooms(3)
        kb = uvloop.run(idle_streams(server, other))
        soak = Soak(server, one)
        uvloop.run(soak.run(minutes * 60))
        let_in, status, said, is_polite = uvloop.run(until_full(server, third))
    print(
        f"statuses {dict(soak.statuses)}, streams lost {soak.lost}; memory {soak.memory_mb[0]:.0f} MB at first",
        flush=True,
    )
    grew = f"{soak.growth_mb:+.1f} MB, {soak.faults} faults, {sum(soak.statuses.values()):,} answers"
    is_level = soak.growth_mb < GROWTH_MB and not soak.faults
    full = f"{let_in:,} let in, then {status}: {said}"
    return [
        Goal("L6", f"{minutes:.0f} minutes with {PEOPLE:,} people", grew, f"< {GROWTH_MB} MB, 0 faults", is_level),
        Goal("L6", f"{IDLE:,} idle streams", f"{kb:.1f} kB each", f"<= {STREAM_KB} kB", kb <= STREAM_KB),
        Goal("L6", "a room past its cap", full.replace("|", "/"), "503 full", is_polite),
    ]


if __name__ == "__main__":
    for goal in main(sys.argv[1:]):
        print(goal)
