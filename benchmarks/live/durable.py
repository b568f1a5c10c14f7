"""L1: answers stream in while the server is killed (-9) at random moments and started again; then everything is looked up.

Usage: python -m benchmarks.live.durable [--kills 5] [--answers 15000] [--control before]
The long run of the goal: --kills 50 --answers 1000000. A control that confirms before it has written must fail.
"""

import argparse
import asyncio
import random
import sys
from time import monotonic

import uvloop

from benchmarks.live.crowd import raise_limits
from benchmarks.live.report import Goal
from benchmarks.live.restless import PEOPLE_PER_ROOM, Found, Memory, Restless, look_up
from benchmarks.live.server import Control, Server, chosen

QUESTIONS, LONGEST_LIFE_S = 20, 90


async def through_kills(server: Server, crowd: Restless, kills: int, answers: int) -> None:
    """Each life of the server lasts a random number of answers, of which the whole run has `answers`."""
    working = asyncio.create_task(crowd.work())
    try:
        for life in range(1, kills + 2):
            wanted = crowd.memory.count + round(answers / (kills + 1) * random.uniform(0.5, 1.5))
            await until(working, lambda wanted=wanted: crowd.memory.count >= wanted, LONGEST_LIFE_S)
            await asyncio.sleep(random.random() * 0.05)
            if life <= kills:
                server.kill()
                took_s = await asyncio.to_thread(server.start)
                print(f"kill {life}: {crowd.memory.count:,} confirmed, back after {took_s:.1f} s", flush=True)
    finally:
        crowd.is_over = True
        await asyncio.wait_for(working, 60)


async def until(working: asyncio.Task, is_so, patience_s: float) -> None:
    end = monotonic() + patience_s
    while not is_so() and monotonic() < end and not working.done():
        await asyncio.sleep(0.002)


def run(server: Server, kills: int, answers: int) -> tuple[Memory, Found]:
    rooms = server.rooms(answers // QUESTIONS // PEOPLE_PER_ROOM + 2, "text " * QUESTIONS)
    crowd = Restless(server.port, rooms)
    uvloop.run(through_kills(server, crowd, kills, answers))
    server.kill()
    return crowd.memory, look_up(server.answers, crowd.memory.confirmed, crowd.memory.sent)


def main(words: list[str]) -> list[Goal]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--answers", type=int, default=15_000)
    parser.add_argument("--no-control", action="store_true", help="leave out the control that must fail")
    parser.add_argument("--control")
    options = parser.parse_args(words)
    raise_limits()
    with chosen(words) as server:
        memory, found = run(server, options.kills, options.answers)
    print(f"{found}; {dict(memory.statuses)}")
    return [*goals(options.kills, memory, found), *([] if options.no_control else [control_fails()])]


def goals(kills: int, memory: Memory, found: Found) -> list[Goal]:
    return [
        Goal(
            "L1",
            f"{kills} kills: confirmed and missing",
            f"{found.missing} of {found.answers:,}",
            "0",
            not found.missing,
        ),
        Goal(
            "L1", "stored twice, or never sent", f"{found.twice}, {found.unknown}", "0", not found.twice + found.unknown
        ),
        Goal("L1", "repeated later and stored anew", str(memory.stored_again), "0", not memory.stored_again),
        Goal("L1", "tickets forgotten at a kill", str(memory.forgotten_tickets), "0", not memory.forgotten_tickets),
    ]


def control_fails() -> Goal:
    """The same check must find what a server loses that confirms before it has written."""
    with Control("--confirm", "before") as server:
        _memory, found = run(server, 3, 6000)
    print(f"control that confirms first: {found}")
    return Goal("L1", "control that confirms before it writes", f"{found.missing} missing", "> 0", found.missing > 0)


if __name__ == "__main__":
    for goal in main(sys.argv[1:]):
        print(goal)
