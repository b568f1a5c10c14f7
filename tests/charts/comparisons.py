"""Groups, rounds and maps for the chart tests, from throws of dice."""

import random
from collections.abc import Callable
from dataclasses import replace

from hamn.charts.axes import MOST_APART, Axis, CompassWords, Reading, Series
from hamn.charts.compasses import compasses
from hamn.charts.dot_twin import dot_twin
from hamn.charts.figure import Figure
from hamn.charts.stage import Variant

VERDICTS = ("differ", "alike", "unsure", "")
HEAD = ("Var står vi?", "En mening om vad som syns.")
GROUPS = (
    "Politik",
    "Tjänstepersoner i regionen",
    "Civilsamhälle",
    "Å",
    "Medarbetarskapsutvecklingsprocessansvarigkommittén",
    "Kommuner 🌊",
    "شبكة",
    "Unga i hela länet och i skärgården, även de allra minsta",
)


def readings(count: int, steps: int, rng: random.Random) -> list[Reading]:
    return [_reading(steps, rng) for _ in range(count)]


def _reading(steps: int, rng: random.Random) -> Reading:
    low, value, high = sorted(rng.uniform(1, steps) for _ in range(3))
    known = [Reading(value, low, high)] * 4
    return rng.choice([Reading(None), Reading(value), Reading(value, low, high, approximate=True), *known])


def groups(of_axes: int, steps: int, seed: int) -> list[Series]:
    """Four to eight groups; sometimes one of them is hidden, and sometimes an earlier round lies behind."""
    rng = random.Random(seed)
    count = (4, 8, 5, 4, 6, 7)[seed % 6] if seed else 4
    made = [
        Series(
            f"s{n}",
            GROUPS[n],
            readings(of_axes, steps, rng),
            rng.choice([None, 5, 14, 1250]),
            readings(of_axes, steps, rng) if seed % 2 else (),
        )
        for n in range(count)
    ]
    if seed % 3 == 1:
        made[2] = replace(made[2], readings=[Reading(None)] * of_axes, people=None, behind=())
    return made[:MOST_APART]


def comparisons(
    variant: Variant, seed: int, size: int, steps: int, axes: list[Axis], words: CompassWords
) -> dict[str, Callable[[], Figure]]:
    """Every figure that compares groups or rounds, with about so many rows."""
    many = groups(len(axes), steps, seed)
    verdicts = {axis.id: VERDICTS[(n + seed) % 4] for n, axis in enumerate(axes) if (n + seed) % 4 < 3}
    return {
        "twin of many": lambda: dot_twin(axes, many, steps, *HEAD, words, variant, verdicts),
        "compasses": lambda: compasses(axes, many, steps, *HEAD, words, variant),
    }
