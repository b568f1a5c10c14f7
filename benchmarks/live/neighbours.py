"""L5: a hundred rooms side by side, pages being read beside a room, and an export running beside it.

Fifty people in each room listen and answer now and then. A room has two values: the p95 of its confirmations, and the p95 of
what its phones are shown (from the answer that completes it). Solo is a room with nobody else in the house. One journal and
one disk serve all rooms, so a confirmation that alone costs one sync waits for up to two when others write as well.

A hall's phones have processors of their own; here they would take the server's. So a few in each room are read by the clock,
and the others are read and thrown away by a process that gives way to everybody.

Usage: python -m benchmarks.live.neighbours [--seconds 10] [--control after]
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator
from functools import partial
from time import monotonic

from benchmarks.live.client import Stream, Wire, connect, events, get, join_many, listen, wires
from benchmarks.live.crowd import Sent, Window, pace, percentile, raise_limits, together
from benchmarks.live.latency import SETTLE_S, heard, lateness
from benchmarks.live.report import Goal
from benchmarks.live.rooms import Room
from benchmarks.live.server import Apart, chosen
from benchmarks.live.throughput import values

ROOMS, PEOPLE, EACH_ANSWERS_EVERY_S = 100, 50, 5.0
BY_THE_CLOCK, GIVING_WAY = 4, 19
PER_ROOM_S = PEOPLE / EACH_ANSWERS_EVERY_S
PAGES, PAGES_PER_S, BESIDE_PER_S, WIRES_A_ROOM = ("/", "/dialogues/", "/d/", "/about/"), 60, 300, 4


class Unread(asyncio.Protocol):
    """A phone that listens, and whose screen nobody times."""

    def __init__(self, request: bytes):
        self.request, self.is_there = request, False

    def connection_made(self, transport) -> None:
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        if b" 200 " in data[:16]:
            self.is_there = True

    def connection_lost(self, error) -> None:
        self.is_there = False


async def seated(port: int, room: Room, number: int) -> tuple[list[Wire], Iterator[bytes], list[Stream]]:
    """One room with everybody in it: wires to answer over, the answers, and those who listen by the clock."""
    over = await wires(port, WIRES_A_ROOM, number * WIRES_A_ROOM)
    phones = await join_many(over, room.code, PEOPLE)
    streams = await listen(port, [events(room.code)] * BY_THE_CLOCK, number * BY_THE_CLOCK)
    return over, values(phones, room.first("scale")), streams


def rooms_part(port: int, rooms: list[Room], seconds: float):
    async def part(ready) -> list[tuple[float, float, int]]:
        seats = [await seated(port, room, number) for number, room in enumerate(rooms)]
        await ready()
        sent = await asyncio.gather(*(pace(over, answers.__next__, PER_ROOM_S, seconds) for over, answers, _ in seats))
        await asyncio.sleep(SETTLE_S)
        return [values_of(each, streams) for each, (_, _, streams) in zip(sent, seats, strict=True)]

    return part


def unread_part(port: int, rooms: list[Room], seconds: float):
    """The other phones of the rooms. Returns how many were let in and still there at the end."""

    async def part(ready) -> int:
        os.nice(GIVING_WAY)
        requests = [events(room.code) for room in rooms for _ in range(PEOPLE - BY_THE_CLOCK)]
        there = [await connect(port, number, partial(Unread, each)) for number, each in enumerate(requests)]
        await ready()
        await asyncio.sleep(seconds + SETTLE_S)
        return sum(each.is_there for each in there)

    return part


def values_of(sent: Sent, streams: list[Stream]) -> tuple[float, float, int]:
    """A room's two values in milliseconds, and how many of its answers were refused."""
    shown, _every, _never = lateness(sent, heard(streams))
    return percentile(sent.waits_ms, 95), percentile(shown, 95), sent.refused


def one_room_part(port: int, room: Room, seconds: float):
    async def part(ready) -> Sent:
        over = await wires(port, 50)
        answers = values(await join_many(over, room.code, 1000), room.first("scale"))
        await ready()
        return await pace(over, answers.__next__, BESIDE_PER_S, seconds)

    return part


def pages_part(port: int, seconds: float):
    """Readers, whatever the server does; a page that comes late was late from when it was asked for."""

    async def part(ready) -> Sent:
        over = await wires(port, 30)
        asked = (get(path, "Accept-Language: sv") for _ in range(100_000) for path in PAGES)
        await ready()
        return await pace(over, asked.__next__, PAGES_PER_S, seconds)

    return part


def export_part(port: int, room: Room, seconds: float):
    """Export after export, by the room's leader. Returns the statuses that came."""

    async def part(ready) -> list[int]:
        wire = await connect(port, 0)
        asked = get(f"/dialogues/{room.dialogue}/export.xlsx", f"Cookie: {room.cookie}")
        statuses, end = [(await wire.fetch(asked))[0]], monotonic() + seconds
        await ready()
        while statuses[0] == 200 and monotonic() < end:
            statuses.append((await wire.fetch(asked))[0])
        await asyncio.sleep(max(0.0, end - monotonic()))
        return statuses

    return part


def side_by_side(server, seconds: float) -> list[Goal]:
    rooms = server.shown_rooms(ROOMS)
    solo = [peopled(server, [room], seconds).found[0][0] for room in rooms[:2]]
    window = peopled(server, rooms, seconds)
    answering, unread = (spent / window.seconds for spent in window.client_s)
    print(f"{ROOMS} rooms: server {window.cores:.2f} cores, answering {answering:.2f}, phones {unread:.2f}", flush=True)
    refused = sum(count for _, _, count in window.found[0])
    lost = ROOMS * (PEOPLE - BY_THE_CLOCK) - window.found[1]
    return [
        compared(name, [room[place] for room in solo], [room[place] for room in window.found[0]], refused + lost)
        for place, name in enumerate(("confirmed", "shown"))
    ]


def peopled(server, rooms: list[Room], seconds: float) -> Window:
    return together(server, rooms_part(server.port, rooms, seconds), unread_part(server.port, rooms, seconds))


def compared(name: str, solo: list[float], beside: list[float], refused: int) -> Goal:
    alone, each = max(solo), sorted(beside)
    measured = (
        f"p95 alone {alone:.1f} ms, middle {each[len(each) // 2]:.1f}, worst {each[-1]:.1f} ms, "
        f"{each[-1] / alone:.2f}×, {refused} refused or lost"
    )
    is_met = each[-1] <= 1.2 * alone and not refused
    return Goal("L5", f"{ROOMS} rooms × {PEOPLE} people, {name}", measured, "worst <= 1.20×", is_met)


def beside_pages(server, room: Room, seconds: float, how: str = "") -> list[Goal]:
    window = together(server, one_room_part(server.port, room, seconds), pages_part(server.pages_port, seconds))
    sent, pages = window.found
    p99 = percentile(sent.waits_ms, 99)
    print(f"pages: {dict(pages.statuses)}, server {window.cores:.2f} cores", flush=True)
    waited = f"waited for a core {window.waited_s / window.seconds:.0%} of the time"
    shown = f"p99 {p99:.1f} ms; {sum(pages.statuses.values()) / window.seconds:.0f} pages/s; {waited}"
    return [Goal("L5", f"confirmed beside {PAGES_PER_S} pages/s{how}", shown, "p99 <= 15 ms", p99 <= 15)]


def beside_export(server, room: Room, seconds: float, how: str = "") -> list[Goal]:
    calm = together(server, one_room_part(server.port, room, seconds)).found[0]
    sent, statuses = together(
        server, one_room_part(server.port, room, seconds), export_part(server.pages_port, room, seconds)
    ).found
    if statuses[0] != 200:
        return [Goal("L5", f"a running export{how}", f"no export here (status {statuses[0]})", "adds < 10 %", None)]
    before, after = percentile(calm.waits_ms, 95), percentile(sent.waits_ms, 95)
    measured = f"p95 {before:.1f} → {after:.1f} ms, {len(statuses)} exports"
    return [Goal("L5", f"a running export{how}", measured, "adds < 10 %", after < 1.1 * before)]


def main(words: list[str]) -> list[Goal]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--control")
    options = parser.parse_args(words)
    raise_limits()
    with chosen(words) as server:
        found = side_by_side(server, options.seconds)
        (room,) = server.shown_rooms()
        found += beside_export(server, room, options.seconds)
        found += beside_pages(server, room, options.seconds)
    return found if options.control else found + with_pages_apart(options.seconds)


def with_pages_apart(seconds: float) -> list[Goal]:
    with Apart() as server:
        (room,) = server.shown_rooms()
        apart = ", served apart"
        return beside_export(server, room, seconds, apart) + beside_pages(server, room, seconds, apart)


if __name__ == "__main__":
    for goal in main(sys.argv[1:]):
        print(goal)
