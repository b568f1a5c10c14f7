"""L2: processor time per durable answer, beside what ordinary Django needs for the same, in one run.

Usage: python -m benchmarks.live.throughput [--seconds 8] [--no-yardstick] [--control after]
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.live import yardstick
from benchmarks.live.client import Phone, join_many, wires
from benchmarks.live.crowd import Sent, Window, pace, percentile, raise_limits, saturate, together
from benchmarks.live.report import Goal
from benchmarks.live.server import chosen

WIRES, PHONES, CALM_PER_S, WARM_UP_S = 200, 5000, 600, 1.5
# What others have measured or published (docs/live-protocol.md is ours; these are theirs, on other machines).
PUBLISHED = (
    ("Polis, its largest event (published)", "65 votes/s at 10,000 concurrent"),
    ("arsnova.eu, 600 simultaneous votes on 8 cores (published)", "p95 766 ms"),
    ("Particify, gateway limit (published)", "30 events per 2 s before it holds back"),
    ("LimeSurvey, one form response (measured earlier, not here)", "263 ms of processor"),
)


@dataclass(frozen=True)
class Cost:
    """What a server needed for its answers."""

    name: str
    answers: int
    refused: int
    seconds: float
    server_us: float
    client_us: float
    p50_ms: float
    p99_ms: float

    @classmethod
    def of(cls, name: str, window: Window) -> "Cost":
        sent: Sent = window.found[0]
        count = max(1, len(sent.due))
        waits = sent.waits_ms
        return cls(
            name,
            len(sent.due),
            sent.refused,
            window.seconds,
            window.server_s / count * 1e6,
            window.client_s[0] / count * 1e6,
            percentile(waits, 50),
            percentile(waits, 99),
        )

    def __str__(self) -> str:
        rate = self.answers / self.seconds
        return (
            f"{self.name:<34} {rate:8.0f}/s  {self.server_us:7.1f} us server  {self.client_us:5.1f} us client  "
            f"p50 {self.p50_ms:6.1f}  p99 {self.p99_ms:6.1f} ms  refused {self.refused}"
        )


def values(phones: list[Phone], question: int) -> Iterator[bytes]:
    """Phone by phone, each with a new answer on the scale."""
    order = phones[:]
    random.shuffle(order)
    while True:
        for phone in order:
            yield phone.answer(question, b"%d" % random.randint(1, 5))


def work(port: int, code: str, question: int, seconds: float, per_s: float = 0, is_real: bool = True):
    async def part(ready) -> Sent:
        over = await wires(port, WIRES)
        phones = await join_many(over, code, PHONES) if is_real else [Phone(code, f"ticket{n}") for n in range(PHONES)]
        answers = values(phones, question)
        await saturate(over, answers.__next__, WARM_UP_S)
        await ready()
        if per_s:
            return await pace(over, answers.__next__, per_s, seconds)
        return await saturate(over, answers.__next__, seconds)

    return part


def measure(name: str, server, code: str, question: int, seconds: float, is_real: bool = True) -> tuple[Cost, Cost]:
    full = together(server, work(server.port, code, question, seconds, 0, is_real))
    calm = together(server, work(server.port, code, question, seconds, CALM_PER_S, is_real))
    costs = Cost.of(f"{name}, saturated", full), Cost.of(f"{name}, {CALM_PER_S}/s", calm)
    for cost in costs:
        print(cost, flush=True)
    return costs


def yardsticks(seconds: float) -> dict[str, tuple[Cost, Cost]]:
    found = {}
    with tempfile.TemporaryDirectory(prefix="hamn-yardstick-") as folder:
        python = yardstick.environment(Path(folder) / "venv")
        if python is None:
            print("gunicorn cannot be fetched here: no yardstick.")
            return {}
        engines = ["sqlite", "postgresql"] if yardstick.has_postgres() else ["sqlite"]
        for engine in engines:
            with yardstick.Yardstick(python, engine) as server:
                found[engine] = measure(f"Django and {engine}", server, "YARD34", 1, seconds, is_real=False)
    return found


def main(words: list[str]) -> list[Goal]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--no-yardstick", action="store_true")
    parser.add_argument("--control")
    options = parser.parse_args(words)
    raise_limits()
    with chosen(words) as server:
        (room,) = server.shown_rooms()
        full, calm = measure("Hamn", server, room.code, room.first("scale"), options.seconds)
    beside = {} if options.no_yardstick else yardsticks(options.seconds)
    for name, figure in PUBLISHED:
        print(f"{name}: {figure}")
    return goals(full, calm, beside)


def goals(full: Cost, calm: Cost, beside: dict[str, tuple[Cost, Cost]]) -> list[Goal]:
    rate = full.answers / full.seconds
    found = [
        Goal("L2", "durable answers a second", f"{rate:,.0f}/s", ">= 10,000/s", rate >= 10_000),
        Goal("L2", "processor per durable answer", f"{full.server_us:.0f} µs", "", None),
        Goal("L2", f"the same at {CALM_PER_S}/s", f"{calm.server_us:.0f} µs, p99 {calm.p99_ms:.1f} ms", "", None),
        Goal("L2", "answers refused", str(full.refused + calm.refused), "0", full.refused + calm.refused == 0),
    ]
    for engine, least in (("sqlite", 15), ("postgresql", 30)):
        if engine not in beside:
            continue
        theirs, theirs_calm = beside[engine]
        found.append(ratio(f"Django and {engine}", theirs.server_us, full.server_us, least))
        least_calm = 6 if engine == "sqlite" else None
        found.append(ratio(f"Django and {engine} at {CALM_PER_S}/s", theirs_calm.server_us, calm.server_us, least_calm))
    return found


def ratio(name: str, theirs_us: float, ours_us: float, least: float | None) -> Goal:
    times = theirs_us / ours_us
    wanted = f">= {least}×" if least else ""
    return Goal("L2", f"{name}: {theirs_us:,.0f} µs", f"{times:.1f}×", wanted, times >= least if least else None)


if __name__ == "__main__":
    for goal in main(sys.argv[1:]):
        print(goal)
