"""Are the figures of a spaning honest? `python benchmarks/sensemaking/assessment_coverage.py` (some minutes).

Simulates answers whose truth is known and writes what came out between the marks in docs/methods/assessment.md.
"""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from hamn.sensemaking.assessment import report  # noqa: E402
from hamn.sensemaking.sentences.assessment import sentences  # noqa: E402
from tests.sensemaking.assessment.simulated import SHAPES, level_coverage, people  # noqa: E402

SEED = 4
SIZES = (5, 6, 8, 9, 10, 12, 16, 20, 30, 50)
METHODS = ("t", "Dirichlet(1/C)", "one more person")
PAGE = ROOT / "docs" / "methods" / "assessment.md"
START, END = "<!-- figures: benchmarks/sensemaking/assessment_coverage.py -->", "<!-- end of figures -->"
FIVE = [shape for shape in SHAPES if len(shape) == 5]
GROUPS = (8, 8, 12, 20, 50)
# Everyone in general, near-unanimous, split in two: three very different worlds without a gap.
WORLDS = {
    "ordinary": FIVE[:7],
    "near-unanimous": [FIVE[11], FIVE[9], FIVE[10]] * 2 + [FIVE[12]],
    "split": [FIVE[7], FIVE[8]] * 3 + [FIVE[7]],
}

RESAMPLES = 1999
ALARMS_HEAD = [
    "### False alarms, at most 5 % allowed",
    "",
    f"Groups of {', '.join(map(str, GROUPS))}, seven axes correlated by .5, a tenth missing, three waves. Share of data sets",
    "with any false alarm of its kind; the standard error of .05 with 150 data sets is .018.",
    "",
    "| world | pairs | axis tests, one wave | movements | gaps that change | trends | the sentence |",
    "|---|---|---|---|---|---|---|",
]
PLANTED_HEAD = [
    "### Planted gaps",
    "",
    "One of three groups lies 1.3 to 1.4 steps lower on one of seven axes; one wave.",
    "",
    "| people per group | the sentence names the right axis and group | names any gap |",
    "|---|---|---|",
]


def coverage(datasets: int, draws: int) -> list[str]:
    rng = np.random.default_rng(SEED)
    lines = [
        "| n | " + " | ".join(f"{name}: mean / worst / worst if shown / width" for name in METHODS) + " |",
        "|---" * (len(METHODS) + 1) + "|",
    ]
    overall, least = {name: [] for name in METHODS}, np.inf
    worst = (1.0, "")
    for n in SIZES:
        found = [level_coverage(shape, n, datasets, draws, rng) for shape in SHAPES]
        cells = []
        for name in METHODS:
            covered, shown, width, narrowest = np.array([one[name] for one in found]).T
            overall[name] += list(covered)
            cells.append(f"{covered.mean():.3f} / {covered.min():.3f} / {np.nanmin(shown):.3f} / {width.mean():.2f}")
            if name == METHODS[-1]:
                least = min(least, narrowest.min())
                place = int(np.nanargmin(shown))
                worst = min(worst, (float(shown[place]), f"n = {n}, {np.round(SHAPES[place], 2).tolist()}"))
        lines.append(f"| {n} | " + " | ".join(cells) + " |")
    means = ", ".join(f"{name} {np.mean(values):.3f}" for name, values in overall.items())
    return [
        f"Thirty shapes, {datasets} data sets each, {draws} draws, seed {SEED}. "
        "*If shown*: a unanimous cell under ten people is hidden.",
        "",
        *lines,
        "",
        f"Mean over all shapes and n: {means}. Worst of *one more person* given that it is shown: {worst[0]:.3f} at {worst[1]}. "
        f"Narrowest interval: {least:.3f} steps.",
    ]


def alarms(shapes: list, rounds: int, resamples: int, shifted: bool) -> dict[str, float]:
    """Share of data sets with any false alarm among what is truly equal, by kind of figure."""
    rng = np.random.default_rng(SEED)
    counted = {"pairs": 0, "axis_tests": 0, "changes": 0, "gap_changes": 0, "trends": 0, "sentence": 0}
    for turn in range(rounds):
        # When one group truly lies apart on every axis, only what does not concern it can be a false alarm.
        shifts = [(w, 4, axis, shape[::-1]) for w in range(3) for axis, shape in enumerate(shapes)] if shifted else []
        found = report(people(shapes, GROUPS, rng, ("1", "2", "3"), shifts=shifts), resamples=resamples, seed=turn)
        apart = [
            p for p in found.pairs if p.contrast.verdict == "differ" and not (shifted and "Unga" in (p.first, p.second))
        ]
        counted["pairs"] += bool(apart)
        counted["axis_tests"] += any(test.wave == "3" and (test.p_family or 1) <= 0.05 for test in found.axis_tests)
        counted["changes"] += any(one.contrast.verdict == "differ" for one in found.changes)
        counted["gap_changes"] += any(one.verdict in ("closing", "widening") for one in found.gap_changes)
        counted["trends"] += any(one.verdict != "too_few" for one in found.trends)
        whole = sentences(found, "sv")[0]
        counted["sentence"] += whole.verdict == "differ" or "olika" in whole.text
    return {kind: count / rounds for kind, count in counted.items()}


def planted(rounds: int, resamples: int, n: int) -> tuple[float, float]:
    """How often the sentence names the right axis and groups: one group of n among three lies 1.3 steps lower on one axis."""
    rng = np.random.default_rng(SEED)
    usual, low = np.array([0.05, 0.1, 0.3, 0.35, 0.2]), np.array([0.3, 0.35, 0.25, 0.1, 0.0])
    right = named = 0
    for turn in range(rounds):
        axis, group = turn % 7, turn % 3
        found = report(
            people([usual] * 7, (n, n, n), rng, shifts=[(0, group, axis, low)]), resamples=resamples, seed=turn
        )
        whole = sentences(found, "sv")[0]
        named += whole.verdict == "differ"
        widest = sentences(found, "sv")[1]
        right += widest.verdict == "differ" and widest.axis == found.axes[axis] and found.groups[group] in widest.groups
    return right / rounds, named / rounds


def main() -> None:
    quick = "--quick" in sys.argv
    datasets, draws, rounds = (200, 1000, 20) if quick else (500, 1500, 150)
    if "--rounds" in sys.argv:
        rounds = int(sys.argv[sys.argv.index("--rounds") + 1])
    began = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        worlds = [(world, pool.submit(alarms, shapes, rounds, RESAMPLES, False)) for world, shapes in WORLDS.items()]
        apart = pool.submit(alarms, WORLDS["ordinary"][1:] + WORLDS["ordinary"][1:2], rounds, RESAMPLES, True)
        named = [(n, pool.submit(planted, rounds, RESAMPLES, n)) for n in (8, 12, 16, 20, 30)]
        held = pool.submit(coverage, datasets, draws)
        lines = ["### Intervals of means, nominal 95 %", "", *held.result(), "", *ALARMS_HEAD]
        lines[-2:-2] = [f"{rounds} data sets each, {RESAMPLES:,} resamples, seed {SEED}.", ""]
        lines += [
            f"| {world} | " + " | ".join(f"{share:.3f}" for share in one.result().values()) + " |"
            for world, one in worlds
        ]
        kept = " | ".join(f"{apart.result()[kind]:.3f}" for kind in ("changes", "gap_changes", "trends"))
        lines += [
            f"| one group apart, the others equal | {apart.result()['pairs']:.3f} | – | {kept} | – |",
            "",
            *PLANTED_HEAD,
        ]
        lines += [f"| {n} | " + " | ".join(f"{share:.3f}" for share in one.result()) + " |" for n, one in named]
    print("\n".join(lines))
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    if not quick:
        before, rest = PAGE.read_text(encoding="utf-8").split(START)
        PAGE.write_text(f"{before}{START}\n" + "\n".join(lines) + f"\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
