"""How fast a conversation becomes map, groups and lists: `python benchmarks/sensemaking/opinions_speed.py [--long]`.

Vote arrays in, everything of the core pass out, in polis mode and on one thread. Where red-dwarf is installed (the group
`reference` of pyproject.toml) it is measured in the same run. --long also lets it take minutes and gigabytes for the largest.
Writes benchmarks/sensemaking/opinions_speed.md. Wall times depend on what else the machine does; CPU ratios much less.
"""

import os

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import statistics  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
import tracemalloc  # noqa: E402
from pathlib import Path  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from hamn.sensemaking.opinions.analyse import analyse  # noqa: E402
from hamn.sensemaking.opinions.options import Mode, Options  # noqa: E402
from hamn.sensemaking.opinions.polis_export import read_export  # noqa: E402
from hamn.sensemaking.opinions.votes import Moderation, Votes  # noqa: E402

BIODIVERSITY = ROOT / "tests" / "data" / "polis" / "scoop-hivemind.biodiversity"
# Name: people, statements, votes; and how many times each side runs.
MADE = {"2,000 × 900": (2_000, 900, 225_000), "100,000 × 1,000": (100_000, 1_000, 5_000_000)}
ROUNDS = {"biodiversity": (15, 5), "2,000 × 900": (7, 3), "100,000 × 1,000": (3, 1)}


def made(people, statements, votes, seed=0):
    """Lognormal votes per person, popular statements, four latent traits, 12 % passes."""
    rng = np.random.default_rng(seed)
    each = rng.lognormal(0, 0.8, people)
    each = np.minimum(statements, np.maximum(1, each * votes / each.sum())).astype(int)
    popular = rng.lognormal(0, 0.5, statements)
    place = np.repeat(np.arange(people), each) * np.int64(statements)
    place += rng.choice(statements, each.sum(), p=popular / popular.sum())
    place = np.unique(place)
    person, statement = (place // statements).astype(np.int32), (place % statements).astype(np.int32)
    traits, pull = (
        rng.standard_normal((people, 4)) + 1.5 * rng.integers(-1, 2, (people, 1)),
        rng.normal(0, 0.7, (statements, 4)),
    )
    easy = rng.normal(0.5, 1, statements)
    chance = 1 / (1 + np.exp(-(np.einsum("ij,ij->i", traits[person], pull[statement]) + easy[statement])))
    value = np.where(rng.random(len(place)) < chance, 1, -1).astype(np.int8)
    value[rng.random(len(place)) < 0.12] = 0
    return Votes(tuple(map(str, range(people))), tuple(map(str, range(statements))), person, statement, value)


def conversation(name):
    if name != "biodiversity":
        return made(*MADE[name]), Moderation()
    export = read_export(BIODIVERSITY)
    return export.votes, export.moderation


def measured(run, rounds):
    """Median wall and CPU seconds, and the peak of memory (MB) that one run takes beside its input."""
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        run()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    return statistics.median(walls), statistics.median(cpus), peak


def ours(name):
    votes, moderation = conversation(name)
    options = Options(mode=Mode.POLIS)
    analyse(*conversation("biodiversity"), options)  # libraries are loaded before the clock starts
    return measured(lambda: analyse(votes, moderation, options), ROUNDS[name][0])


def reference(name):
    from reddwarf.implementations.polis import run_pipeline

    votes, moderation = conversation(name)
    rows = [
        {
            "participant_id": int(person),
            "statement_id": int(votes.statements[statement]),
            "vote": int(value),
            "modified": 0,
        }
        for person, statement, value in zip(votes.person, votes.statement, votes.value, strict=True)
    ]
    voted = set(np.unique(votes.statement).tolist())
    out = [int(votes.statements[place]) for place in voted if votes.statements[place] in moderation.out]
    if name == "biodiversity":
        run_pipeline(votes=rows, mod_out_statement_ids=out, random_state=0)
    return measured(lambda: run_pipeline(votes=rows, mod_out_statement_ids=out, random_state=0), ROUNDS[name][1])


def apart(side, name):
    """Each in a process of its own, so that the peaks of memory do not mix."""
    finished = subprocess.run([sys.executable, __file__, side, name], capture_output=True, text=True, check=False)
    return tuple(map(float, finished.stdout.split()[-3:])) if finished.returncode == 0 else None


def told(figures):
    return (
        "not measured | | "
        if figures is None
        else f"{figures[0] * 1000:,.0f} | {figures[1] * 1000:,.0f} | {figures[2]:,.0f} "
    )


def main():
    if len(sys.argv) == 3:
        print(*(ours if sys.argv[1] == "ours" else reference)(sys.argv[2]))
        return
    rows = []
    for name in ROUNDS:
        mine = apart("ours", name)
        other = None if name.startswith("100") and "--long" not in sys.argv else apart("reference", name)
        ratio = f"{other[0] / mine[0]:.1f} / {other[1] / mine[1]:.1f}" if other else ""
        rows.append(f"| {name} | {told(mine)}| {told(other)}| {ratio} |")
        print(rows[-1], flush=True)
    head = [
        "# How fast the analysis of opinions is",
        "",
        "Median milliseconds of the core pass, one thread; MB at the peak, beside the votes themselves.",
        "",
        "| conversation | our wall | our CPU | our MB | reference wall | reference CPU | reference MB | ratio, wall / CPU |",
        "|---|---|---|---|---|---|---|---|",
    ]
    Path(__file__).with_suffix(".md").write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
