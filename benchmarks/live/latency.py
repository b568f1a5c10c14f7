"""L3: from an answer to its confirmation, to the wall screen and to every phone; and five thousand who join at once.

Two ways to say how late a shown result is, both from the moment when the answer was due to be sent:
- *completing*: from the latest answer that an event covers (its `seq` is at most the event's number) to the event;
- *every*: from each answer to the first event that covers it. It holds the gate's wait for a group too, and is stricter.

Usage: python -m benchmarks.live.latency [--seconds 15] [--rooms 1000:300 4000:600 10000:1000] [--control after]
"""

import argparse
import asyncio
import random
import sys
from time import monotonic

import numpy as np

from benchmarks.live.client import Stream, connect, events, get, join, join_many, listen, wires
from benchmarks.live.crowd import Sent, Window, pace, percentile, raise_limits, together
from benchmarks.live.report import Goal
from benchmarks.live.server import chosen
from benchmarks.live.throughput import values

WIRES, SETTLE_S, LISTENERS_PER_PROCESS = 200, 2.0, 5000
JOINS, JOIN_WITHIN_S = 5000, 30
# People, answers a second: confirmed p99, presenter p99, phones p99, cores. None is not judged.
WANTED = {1000: (25, 80, 150, 0.4), 4000: (None, None, 250, None), 10000: (None, None, None, None)}
Heard = list[tuple[list[int], list[float]]]


def phones_part(port: int, code: str, count: int, first: int, seconds: float):
    """So many phones that listen. Each keeps when it heard which number."""

    async def part(ready) -> tuple[Heard, int]:
        streams = await listen(port, [events(code)] * count, first)
        await ready()
        await asyncio.sleep(seconds + SETTLE_S)
        return heard(streams), sum(stream.transport is None or stream.status != 200 for stream in streams)

    return part


def heard(streams: list[Stream]) -> Heard:
    return [(stream.numbers, stream.times) for stream in streams]


def answering_part(port: int, code: str, question: int, people: int, per_s: float, seconds: float):
    """The answers, over a few wires, and the wall screen's stream beside them."""

    async def part(ready) -> tuple[Sent, Heard]:
        over = await wires(port, WIRES)
        answers = values(await join_many(over, code, people), question)
        (screen,) = await listen(port, [get(f"/present/{code}/events?question={question}")], 0, b"event: figure")
        await ready()
        sent = await pace(over, answers.__next__, per_s, seconds)
        await asyncio.sleep(SETTLE_S)
        return sent, heard([screen])

    return part


def lateness(sent: Sent, listeners: Heard) -> tuple[np.ndarray, np.ndarray, int]:
    """Milliseconds *completing* and *every*, and how many answers some listener never saw covered."""
    numbers, due = np.asarray(sent.numbers), np.asarray(sent.due)
    order = np.lexsort((due, numbers))
    numbers, due = numbers[order], due[order]
    latest = np.maximum.accumulate(due)
    completing, every, never = [], [], 0
    for seen, times in listeners:
        if not seen:
            never += len(numbers)
            continue
        seen, times = np.asarray(seen), np.asarray(times)
        covered = np.searchsorted(numbers, seen, side="right")
        is_news = covered > np.concatenate(([0], np.maximum.accumulate(covered)[:-1]))
        completing.append((times[is_news] - latest[covered[is_news] - 1]) * 1000)
        first = np.searchsorted(np.maximum.accumulate(seen), numbers, side="left")
        is_covered = first < len(seen)
        never += int((~is_covered).sum())
        every.append((times[first[is_covered]] - due[is_covered]) * 1000)
    return np.concatenate(completing or [[]]), np.concatenate(every or [[]]), never


def room_of(server, people: int, per_s: float, seconds: float) -> list[Goal]:
    (room,) = server.shown_rooms()
    parts = [answering_part(server.port, room.code, room.first("scale"), people, per_s, seconds)]
    for first in range(0, people, LISTENERS_PER_PROCESS):
        count = min(LISTENERS_PER_PROCESS, people - first)
        parts.append(phones_part(server.port, room.code, count, first, seconds))
    window = together(server, *parts)
    return goals_of(people, per_s, seconds, window)


def goals_of(people: int, per_s: float, seconds: float, window: Window) -> list[Goal]:
    sent, screen = window.found[0]
    phones: Heard = [each for found, _lost in window.found[1:] for each in found]
    lost = sum(lost for _found, lost in window.found[1:])
    screen_done, screen_every, _ = lateness(sent, screen)
    phone_done, phone_every, never = lateness(sent, phones)
    cores = window.server_s / seconds
    name = f"{people:,} phones, {per_s:.0f} answers/s"
    confirmed, presenter, shown, most_cores = WANTED.get(people, (None,) * 4)
    waits = sent.waits_ms
    client = sum(window.client_s) / (seconds + SETTLE_S)
    print(
        f"{name}: confirmed p50 {percentile(waits, 50):.1f} p99 {percentile(waits, 99):.1f} ms, events per phone "
        f"{np.mean([len(numbers) for numbers, _ in phones]):.0f}, server {cores:.2f} cores, "
        f"client {client:.2f} cores, the server waited {window.waited_s:.1f} s for a core, "
        f"statuses {dict(sent.statuses)}, last number not seen by a phone {never}",
        flush=True,
    )
    return [
        under(f"{name}: confirmed p99", percentile(waits, 99), confirmed),
        under(f"{name}: wall screen p99, completing", percentile(screen_done, 99), presenter),
        under(f"{name}: wall screen p99, every answer", percentile(screen_every, 99), None),
        under(f"{name}: phones p99, completing", percentile(phone_done, 99), shown),
        under(f"{name}: phones p99, every answer", percentile(phone_every, 99), None),
        under(f"{name}: server", cores, most_cores, "cores"),
        Goal(
            "L3",
            f"{name}: the server waited for a core",
            f"{window.waited_s / window.seconds:.0%} of the time",
            "",
            None,
        ),
        Goal("L3", f"{name}: refused answers, lost streams", f"{sent.refused}, {lost}", "0", sent.refused + lost == 0),
    ]


def under(what: str, value: float, most: float | None, unit: str = "ms") -> Goal:
    shown = f"{value:.2f} {unit}" if unit == "cores" else f"{value:.0f} {unit}"
    return Goal("L3", what, shown, f"<= {most} {unit}" if most else "", value <= most if most else None)


def joining_part(port: int, code: str):
    """Each with a connection of its own, spread over the time as people are when they have read a code from a wall."""

    async def one(number: int, waits: list[float], faults: list[str]) -> None:
        await asyncio.sleep(random.random() * JOIN_WITHIN_S * 0.9)
        began = monotonic()
        try:
            wire = await connect(port, number)
            await join(wire, code)
            waits.append((monotonic() - began) * 1000)
            wire.drop()
        except (OSError, RuntimeError) as fault:
            faults.append(str(fault))

    async def part(ready) -> tuple[list[float], list[str]]:
        waits: list[float] = []
        faults: list[str] = []
        await ready()
        await asyncio.gather(*(one(number, waits, faults) for number in range(JOINS)))
        return waits, faults

    return part


def joins(server) -> list[Goal]:
    (room,) = server.shown_rooms()
    window = together(server, joining_part(server.port, room.code))
    waits, faults = window.found[0]
    p95 = percentile(waits, 95)
    each_us = window.server_s / max(1, len(waits)) * 1e6
    print(f"{JOINS} joins in {window.seconds:.0f} s: p95 {p95:.0f} ms, {each_us:.0f} us server each, {faults[:2]}")
    is_met = p95 < 800 and not faults and window.seconds <= JOIN_WITHIN_S + 1
    measured = f"p95 {p95:.0f} ms, {len(faults)} refused, {window.seconds:.0f} s"
    return [Goal("L3", f"{JOINS:,} join", measured, f"p95 < 800 ms within {JOIN_WITHIN_S} s", is_met)]


def main(words: list[str]) -> list[Goal]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--rooms", nargs="+", default=["1000:300", "4000:600", "10000:1000"])
    parser.add_argument("--no-joins", action="store_true")
    parser.add_argument("--control")
    options = parser.parse_args(words)
    raise_limits()
    found = []
    with chosen(words) as server:
        for size in options.rooms:
            people, per_s = size.split(":")
            found += room_of(server, int(people), float(per_s), options.seconds)
        if not options.no_joins:
            found += joins(server)
    return found


if __name__ == "__main__":
    for goal in main(sys.argv[1:]):
        print(goal)
