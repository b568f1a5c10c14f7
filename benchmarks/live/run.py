"""Measures every goal of the live room and writes RESULTS.md: about ten minutes, or many hours with --long.

Usage: python -m benchmarks.live.run [--long] [--only L1 L3 …]
"""

import argparse
import os
import time
from pathlib import Path

from benchmarks.live import (
    abuse,
    durable,
    latency,
    neighbours,
    offline,
    phone_weight,
    power_loss,
    reconnect,
    report,
    soak,
    throughput,
)

# Goal, program, short and long settings.
PROGRAMS = (
    ("L1", durable, "--kills 4 --answers 12000", "--kills 60 --answers 1000000"),
    ("L1", power_loss, "--losses 15 --seconds 6", "--losses 60 --seconds 60"),
    ("L2", throughput, "--seconds 6", "--seconds 20"),
    ("L3", latency, "--seconds 10", "--seconds 60"),
    ("L4", reconnect, "", ""),
    ("L5", neighbours, "--seconds 8", "--seconds 30"),
    ("L6", soak, "--minutes 1.5", "--hours 8"),
    ("L7", phone_weight, "", ""),
    ("abuse", abuse, "--seconds 5", "--seconds 30"),
    ("L8", offline, "--seconds 15", "--minutes 60"),
)
RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="the goals' own lengths: a night")
    parser.add_argument("--only", nargs="+", default=[], help="some goals, as L1 L3; writes nothing")
    options = parser.parse_args()
    goals, remarks = [], []
    for number, program, short, long in PROGRAMS:
        if options.only and number not in options.only:
            continue
        words = (long if options.long else short).split()
        name = program.__name__.rpartition(".")[2]
        disk = report.disk()
        print(f"\n== {number} {name} {' '.join(words)}; {disk}", flush=True)
        began = time.monotonic()
        try:
            goals += program.main(words)
        except (Exception, SystemExit) as fault:  # the others are measured all the same, and this is told
            print(f"{name} stopped: {type(fault).__name__}: {fault}", flush=True)
            goals.append(report.Goal(number, name, f"stopped: {type(fault).__name__}", "", False))
        took_s, load = time.monotonic() - began, os.getloadavg()[0]
        remarks.append(
            f"`{' '.join([name, *words])}` took {took_s:.0f} s; before it {disk}; load of the machine {load:.1f}."
        )
    for goal in goals:
        print(goal)
    if not options.only:
        published = [f"For orientation, not measured here: {name}: {figure}." for name, figure in throughput.PUBLISHED]
        RESULTS.write_text(report.page(goals, [*remarks, *published], os.cpu_count() or 1), encoding="utf-8")


if __name__ == "__main__":
    main()
