"""How long a spaning takes to compute, and scipy in a loop: `python benchmarks/sensemaking/assessment_speed.py`.

Processor seconds, one thread, best of three. scipy's loop is measured on few resamples and counted up.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np  # noqa: E402
from scipy import stats  # noqa: E402

from hamn.sensemaking.assessment import Responses, report  # noqa: E402
from hamn.sensemaking.assessment.agreement import van_der_eijk  # noqa: E402
from hamn.sensemaking.assessment.chance import generator  # noqa: E402
from hamn.sensemaking.assessment.permutation import compare_groups  # noqa: E402

RESAMPLES = 10_000
LOOPS = 40
AXES, GROUPS = 7, 5


def answers(people: int, waves: int) -> Responses:
    rng = np.random.default_rng(1)
    steps = rng.integers(0, 6, size=(people, AXES))
    group, wave = rng.integers(0, GROUPS, people), rng.integers(0, waves, people)
    return Responses(steps, group, wave, tuple("abcdefg"), tuple("ABCDE"), tuple(map(str, range(waves))), 5)


def best(work: Callable[[], object], rounds: int = 3) -> float:
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def kruskal_in_a_loop(given: Responses) -> None:
    rng = np.random.default_rng(1)
    for _ in range(LOOPS):
        dealt = rng.permutation(given.group)
        for axis in range(AXES):
            said = given.steps[:, axis] > 0
            stats.kruskal(*[given.steps[said & (dealt == group), axis] for group in range(GROUPS)])


def main() -> None:
    one = answers(1000, 1)
    marks = one.marks()
    ours = best(lambda: compare_groups(one.group, GROUPS, marks, 5, RESAMPLES, generator(1, "speed")))
    loop = best(lambda: kruskal_in_a_loop(one), 1) * RESAMPLES / LOOPS
    cells = np.random.default_rng(1).integers(0, 50, size=(RESAMPLES, AXES * GROUPS, 5))
    rows = [
        ("Kruskal-Wallis, sum, maxT and gap: 1,000 people × 7 × 5 groups × 10,000", ours, 0.2),
        (f"… scipy.stats.kruskal in a loop ({loop / ours:.0f} times as long)", loop, None),
        ("van der Eijk's A of 10,000 × 35 cells", best(lambda: van_der_eijk(cells)), None),
        ("whole report, 1,000 people over 3 waves", best(lambda: report(answers(1000, 3))), 1.0),
        ("whole report, 1,000 people in each of 3 waves", best(lambda: report(answers(3000, 3))), 1.0),
        ("whole report, a meeting of 43 in 5 groups", best(lambda: report(answers(43, 1))), None),
        ("a live update, 300 people, 1,000 resamples", best(lambda: report(answers(300, 1), resamples=1000)), 0.1),
    ]
    print("| what | seconds | goal |\n|---|---|---|")
    for what, seconds, goal in rows:
        print(f"| {what} | {seconds:.3f} | {'' if goal is None else f'≤ {goal}'} |")


if __name__ == "__main__":
    main()
