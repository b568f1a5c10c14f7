"""A goal, what was measured, and whether it was reached; and the page that says so."""

import os
import tempfile
import time
from dataclasses import dataclass

SYNCS = 100


@dataclass(frozen=True)
class Goal:
    """`is_met` None is a figure that stands beside, without a goal of its own."""

    number: str
    what: str
    measured: str
    wanted: str
    is_met: bool | None

    @property
    def verdict(self) -> str:
        return {True: "reached", False: "**not reached**", None: ""}[self.is_met]

    def __str__(self) -> str:
        return f"{self.number}  {self.what}: {self.measured}  (goal {self.wanted or '-'})  {self.verdict.strip('*')}"

    def row(self) -> str:
        return f"| {self.number} | {self.what} | {self.measured} | {self.wanted} | {self.verdict} |"


def disk() -> str:
    """What one sync of a page to the disk costs right now, where the data folder will be: every confirmation waits for one."""
    took = []
    with tempfile.NamedTemporaryFile() as file:
        for _ in range(SYNCS):
            file.write(bytes(4096))
            file.flush()
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return f"a sync of 4 kB took {took[SYNCS // 2]:.1f} ms in the middle and {took[-2]:.1f} ms at worst"


def page(goals: list[Goal], remarks: list[str], cores: int) -> str:
    day = time.strftime("%Y-%m-%d")
    missed = sum(goal.is_met is False for goal in goals)
    judged = sum(goal.is_met is not None for goal in goals)
    lines = [
        "# The live room, measured",
        "",
        f"By `python -m benchmarks.live.run`, {day}, on {cores} cores that others may share.",
        "Client and server share the machine, so rates and waits are those of a busy one. Ratios are between two sides of the",
        "same run, and processor time is the server's own, with its children's, from `/proc`. Where the server had to wait for a",
        "core for more than a few percent of the time, waits say more about the machine than about Hamn.",
        "",
        "| Goal | What | Measured | Wanted | Verdict |",
        "|---|---|---|---|---|",
        *(goal.row() for goal in goals),
        "",
        f"{judged - missed} of {judged} reached.",
        *([""] + [f"- {remark}" for remark in remarks] if remarks else []),
        "",
    ]
    return "\n".join(lines)
