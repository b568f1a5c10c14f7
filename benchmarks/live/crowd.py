"""A crowd at work: parts that each run in a process of their own, and the two ways of sending answers."""

import asyncio
import json
import multiprocessing
import random
import resource
import time
from array import array
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import BrokenBarrierError
from time import monotonic
from typing import Any

import numpy as np
import uvloop

from benchmarks.live.client import Wire

PATIENCE_S = 300
Part = Callable[[Callable[[], Awaitable[None]]], Awaitable[Any]]
# What a part sends next: a request, ready to go.
Next = Callable[[], bytes]


@dataclass
class Window:
    """What the parts found while all of them were at work."""

    found: list[Any]
    client_s: list[float]
    server_s: float
    waited_s: float
    seconds: float

    @property
    def cores(self) -> float:
        return self.server_s / self.seconds


def together(server, *parts: Part) -> Window:
    """Run each part in a process. `await ready()` in a part waits for all; the server's processor time counts from there."""
    context = multiprocessing.get_context("fork")
    gate = context.Barrier(len(parts) + 1, timeout=PATIENCE_S)
    ends = []
    for part in parts:
        ours, theirs = context.Pipe()
        process = context.Process(target=alone, args=(part, gate, theirs))
        process.start()
        theirs.close()
        ends.append((process, ours))
    try:
        with suppress(BrokenBarrierError):  # a part that failed says why below
            gate.wait()
        before, waited, began = server.processor_s(), server.waited_s(), monotonic()
        arrived = [end.recv() for _process, end in ends]
        server_s, seconds = server.processor_s() - before, monotonic() - began
        waited_s = server.waited_s() - waited
    finally:
        gate.abort()
        for process, _end in ends:
            process.join(10)
            process.kill()
    for found, _ in arrived:
        if isinstance(found, Exception):
            raise found
    return Window([found for found, _ in arrived], [spent for _, spent in arrived], server_s, waited_s, seconds)


def alone(part: Part, gate, end) -> None:
    """The part's whole process: what it found, and the processor time it took after the gate."""
    began = 0.0

    async def ready() -> None:
        nonlocal began
        await asyncio.get_running_loop().run_in_executor(None, gate.wait)
        began = time.process_time()

    try:
        found = uvloop.run(part(ready))
    except Exception as fault:
        gate.abort()
        found = RuntimeError(f"{type(fault).__name__}: {fault}")
    end.send((found, time.process_time() - began))


def raise_limits() -> None:
    """As many open sockets as the system lets us have; the server inherits it."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@dataclass
class Sent:
    """Every answer: when it was due, when it was confirmed, and the number from which it counts."""

    due: array = field(default_factory=lambda: array("d"))
    confirmed: array = field(default_factory=lambda: array("d"))
    numbers: array = field(default_factory=lambda: array("q"))
    statuses: Counter = field(default_factory=Counter)

    def take(self, due: float, status: int, body: bytes) -> None:
        self.statuses[status] += 1
        if status in (200, 201):
            self.due.append(due)
            self.confirmed.append(monotonic())
            self.numbers.append(json.loads(body)["seq"] if body[:1] == b"{" and b'"seq"' in body else 0)

    @property
    def waits_ms(self) -> np.ndarray:
        return (np.asarray(self.confirmed) - np.asarray(self.due)) * 1000

    @property
    def refused(self) -> int:
        return sum(count for status, count in self.statuses.items() if status not in (200, 201))


async def saturate(over: list[Wire], next_answer: Next, seconds: float) -> Sent:
    """Every wire sends again as soon as it is answered."""
    sent, end, finished = Sent(), monotonic() + seconds, asyncio.Event()
    busy = len(over)

    def start(wire: Wire) -> None:
        nonlocal busy
        now = monotonic()
        if now >= end:
            busy -= 1
            if not busy:
                finished.set()
            return
        wire.ask(next_answer(), lambda status, body: take(wire, now, status, body))

    def take(wire: Wire, due: float, status: int, body: bytes) -> None:
        sent.take(due, status, body)
        start(wire)

    for wire in over:
        start(wire)
    await asyncio.wait_for(finished.wait(), seconds + 30)
    return sent


async def pace(over: list[Wire], next_answer: Next, per_s: float, seconds: float) -> Sent:
    """So many a second whatever the server does: an answer that has to wait for a free wire is late from when it was due."""
    sent, free, waiting = Sent(), deque(over), deque()
    count, issued, answered, began = int(per_s * seconds), 0, 0, monotonic()

    def send(wire: Wire, due: float) -> None:
        wire.ask(next_answer(), lambda status, body: take(wire, due, status, body))

    def take(wire: Wire, due: float, status: int, body: bytes) -> None:
        nonlocal answered
        answered += 1
        sent.take(due, status, body)
        if waiting:
            send(wire, waiting.pop())
        else:
            free.append(wire)

    while issued < count:
        # At a chance moment of its own slot, so that many rooms do not all send at the same instant.
        due = began + (issued + random.random()) / per_s
        await asyncio.sleep(due - monotonic())
        if free:
            send(free.popleft(), due)
        else:
            waiting.appendleft(due)
        issued += 1
    end = monotonic() + 30
    while answered < count and monotonic() < end:
        await asyncio.sleep(0.01)
    sent.statuses["never answered"] += count - answered
    return sent


def percentile(values, percent: float) -> float:
    return float(np.percentile(values, percent)) if len(values) else float("nan")
