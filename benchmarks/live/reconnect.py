"""L4: five thousand phones lose the network at the same moment. How many are back within ten seconds, with the right state?

Back means: a stream that has told the whole snapshot, open as before, with the phone's own answer in it. Each phone waits a
random moment first, as the protocol asks. Then the same with the server killed and started again, from when it answers.

Usage: python -m benchmarks.live.reconnect [--people 5000] [--control after]
"""

import argparse
import asyncio
import random
import sys
from time import monotonic

import uvloop

from benchmarks.live.client import LOST, Phone, Stream, connect, events, join_many, read_event, wires
from benchmarks.live.crowd import percentile, raise_limits
from benchmarks.live.report import Goal
from benchmarks.live.rooms import Room
from benchmarks.live.server import Server, chosen

WIRES, JITTER_S, WITHIN_S, PATIENCE_S, WANTED = 200, 3.0, 10.0, 40.0, 0.999


class Comer:
    """One phone: its answer, its stream, and when it was back in the right state."""

    def __init__(self, port: int, number: int, phone: Phone, question: int):
        self.port, self.number, self.phone, self.question = port, number, phone, question
        self.value = 1 + number % 5
        self.stream: Stream | None = None
        self.back_at, self.wrong, self.tries = 0.0, "", 0

    async def listen(self, after: str = "") -> bool:
        self.stream = Stream(events(self.phone.code, self.phone.ticket, after))
        self.stream.on_event = self.read
        self.tries += 1
        try:
            await connect(self.port, self.number, lambda: self.stream)
        except OSError:
            return False
        return True

    def read(self, event: bytes) -> None:
        name, data = read_event(event)
        if name != "snapshot" or self.back_at:
            return
        own = data.get("own", {}).get(str(self.question), {})
        if data["state"] == "open" and own == {"": self.value}:
            self.back_at = monotonic()
        else:
            self.wrong = f"state {data['state']}, own {own}, wanted {self.value}"
        self.stream.on_event = None

    async def come_back(self, began: float) -> None:
        """With a random wait before every try, and an old number, as a phone that has missed something."""
        self.back_at, self.wrong = 0.0, ""
        while not self.back_at and not self.wrong and monotonic() - began < PATIENCE_S:
            await asyncio.sleep(random.random() * JITTER_S)
            if await self.listen("old.1"):
                await self.settled()

    async def settled(self) -> None:
        """Until the snapshot is here, or the stream is gone, or it takes too long."""
        end = monotonic() + WITHIN_S
        while not self.back_at and not self.wrong and self.stream.transport and monotonic() < end:
            await asyncio.sleep(0.02)


async def answered(over, comers: list[Comer]) -> None:
    """Each stores the answer that it must find again."""

    async def some(wire, share: list[Comer]) -> None:
        for comer in share:
            status = LOST
            while status not in (200, 201):
                status, _body = await wire.fetch(comer.phone.answer(comer.question, b"%d" % comer.value))

    await asyncio.gather(*(some(wire, comers[number :: len(over)]) for number, wire in enumerate(over)))


async def scene(server: Server, room: Room, people: int, is_killed: bool) -> dict:
    """Everybody listens; then all are gone at once and come back. What came of it, and the server's seconds for it."""
    over = await wires(server.port, WIRES)
    phones = await join_many(over, room.code, people)
    question = room.first("scale")
    comers = [Comer(server.port, number, phone, question) for number, phone in enumerate(phones)]
    await answered(over, comers)
    for start in range(0, people, 100):
        await asyncio.gather(*(comer.listen() for comer in comers[start : start + 100]))
    await asyncio.sleep(1)
    if is_killed:
        server.kill()
        await asyncio.to_thread(server.start)
    else:
        for comer in comers:
            comer.stream.drop()
    before, began = server.processor_s(), monotonic()
    await asyncio.gather(*(comer.come_back(began) for comer in comers))
    return {
        "waits": [comer.back_at - began for comer in comers if comer.back_at],
        "wrong": [comer.wrong for comer in comers if comer.wrong],
        "tries": sum(comer.tries - 1 for comer in comers),
        "server_us": (server.processor_s() - before) / people * 1e6,
    }


def goal_of(name: str, people: int, outcome: dict) -> Goal:
    waits, wrong = outcome["waits"], outcome["wrong"]
    share = sum(wait <= WITHIN_S for wait in waits) / people
    print(
        f"{name}: p50 {percentile(waits, 50):.2f} s, {outcome['tries']} tries, {outcome['server_us']:.0f} us server each, "
        f"wrong {wrong[:3]}",
        flush=True,
    )
    measured = f"{share:.2%} back, p99 {percentile(waits, 99):.1f} s, {len(wrong)} in a wrong state"
    return Goal("L4", f"{people:,} {name}", measured, "99.9 % within 10 s", share >= WANTED)


def main(words: list[str]) -> list[Goal]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--control")
    options = parser.parse_args(words)
    raise_limits()
    found = []
    with chosen(words) as server:
        for name, is_killed in (("dropped clients", False), ("clients of a killed server, from its answering", True)):
            (room,) = server.rooms()
            outcome = uvloop.run(scene(server, room, options.people, is_killed))
            found.append(goal_of(name, options.people, outcome))
    return found


if __name__ == "__main__":
    for goal in main(sys.argv[1:]):
        print(goal)
