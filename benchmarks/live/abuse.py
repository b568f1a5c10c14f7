"""Abuse: a room answers calmly while somebody guesses codes, sends megabytes, joins without end or never finishes a sentence.

Usage: python -m benchmarks.live.abuse [--seconds 8] [--guesses 100000] [--joins 10000]
"""

import argparse
import asyncio
import itertools
import random
from collections import Counter
from collections.abc import Callable

from benchmarks.live.client import Phone, Wire, get, join_many, post, wires
from benchmarks.live.crowd import Sent, pace, percentile, raise_limits, together
from benchmarks.live.report import Goal
from benchmarks.live.server import Server

PHONES, WIRES, CALM_PER_S = 400, 100, 200
ATTACK_WIRES, LETTERS = 40, "34679CDFGHJKMNPQRTVWXY"
MEGABYTE = b'{"id":"' + b"0" * 1_000_000 + b'"}'


def calm(port: int, code: str, question: int, seconds: float):
    """Everyone else's room."""

    async def part(ready) -> Sent:
        over = await wires(port, WIRES)
        phones = itertools.cycle(await join_many(over, code, PHONES))
        await ready()
        return await pace(
            over, lambda: next(phones).answer(question, b"%d" % random.randint(1, 5)), CALM_PER_S, seconds
        )

    return part


def attack(port: int, request: Callable[[], bytes], most: int, seconds: float):
    """So many requests at most, as fast as they are answered, and not longer than the room is watched."""

    async def part(ready) -> Counter:
        over, statuses, left = await wires(port, ATTACK_WIRES, first=8000), Counter(), itertools.count()
        await ready()
        end = asyncio.get_running_loop().time() + seconds

        async def one(wire: Wire) -> None:
            while next(left) < most and asyncio.get_running_loop().time() < end:
                statuses[(await wire.fetch(request()))[0]] += 1

        await asyncio.gather(*map(one, over))
        return statuses

    return part


def never_finished(port: int, count: int, seconds: float):
    """Requests that say a letter now and then: each holds a place, and no more than that."""

    async def part(ready) -> Counter:
        doors = [await asyncio.open_connection("127.0.0.1", port) for _number in range(count)]
        await ready()
        for _reader, writer in doors:
            writer.write(b"GET /live/v1/rooms/")
        end = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < end:
            await asyncio.sleep(1)
            for _reader, writer in doors:
                writer.write(b"A")
        return Counter(held=len(doors))

    return part


def guess() -> bytes:
    return get("/live/v1/rooms/" + "".join(random.choices(LETTERS, k=6)))


def attacks(port: int, code: str, options) -> dict[str, object]:
    stranger = Phone(code, "a-ticket-of-nobody")
    seconds = options.seconds
    return {
        "nobody disturbs": None,
        f"{options.guesses:,} guessed codes at most": attack(port, guess, options.guesses, seconds),
        "answers of 1 MB": attack(port, lambda: post(f"/live/v1/rooms/{code}/answers", MEGABYTE), 2000, seconds),
        f"{options.joins:,} joins at most, one address": attack(
            port, lambda: post(f"/live/v1/rooms/{code}/join", b"{}"), options.joins, seconds
        ),
        "answers without a ticket": attack(port, lambda: stranger.answer(1, b"3"), 10**9, seconds),
        "400 requests that never end": never_finished(port, 400, seconds),
    }


def main(words: list[str]) -> list[Goal]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--guesses", type=int, default=100_000)
    parser.add_argument("--joins", type=int, default=10_000)
    options = parser.parse_args(words)
    raise_limits()
    goals, alone_ms = [], 0.0
    with Server() as server:
        room, crowd_room = server.shown_rooms(2)
        for name, attacker in attacks(server.port, crowd_room.code, options).items():
            parts = [calm(server.port, room.code, room.first("scale"), options.seconds)]
            window = together(server, *parts, *([attacker] if attacker else []))
            sent = window.found[0]
            p99_ms = percentile(sent.waits_ms, 99)
            alone_ms = alone_ms or p99_ms
            met = f" while {dict(window.found[1])}" if attacker else ""
            measured = f"confirmed p99 {p99_ms:.1f} ms ({p99_ms / alone_ms:.1f}×), {sent.refused} refused{met}"
            goals.append(Goal("abuse", name, measured, "0 refused", sent.refused == 0))
            print(goals[-1], flush=True)
    return goals


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
