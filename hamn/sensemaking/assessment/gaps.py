"""Did the gap between two groups close from one wave to a later one?"""

from itertools import combinations

import numpy as np

from hamn.sensemaking.assessment.answers import Floats, Responses
from hamn.sensemaking.assessment.contrasts import ALIKE, RISK, holm
from hamn.sensemaking.assessment.results import GapChange
from hamn.sensemaking.assessment.samples import Cells
from hamn.sensemaking.assessment.waves import steps_between


def gap_changes(responses: Responses, cells: Cells) -> list[GapChange]:
    """Every pair of groups, axis and step between waves; p_family holds over all of them.

    Which pair is looked at is never chosen by how wide its gap was: the widest of many shrinks by chance alone.
    """
    found = [
        (axis, first, second, earlier, later, _four(cells, axis, first, second, earlier, later))
        for earlier, later in steps_between(len(responses.waves))
        for first, second in combinations(range(len(responses.groups)), 2)
        for axis in range(len(responses.axes))
        if cells.counts[[earlier, earlier, later, later], [first, second] * 2, axis].sum(axis=1).min() > 1
    ]
    if not found:
        return []
    p = np.array([figures[-1] for *_, figures in found])
    return [
        _record(responses, place, figures, float(p_family))
        for (*place, figures), p_family in zip(found, holm(p), strict=True)
    ]


def _four(cells: Cells, axis: int, first: int, second: int, earlier: int, later: int) -> Floats:
    """Earlier gap, later gap, change with its 95 and 90 % half widths, and p; Welch (1947) over four cells."""
    from scipy.special import stdtr, stdtrit

    counts = cells.counts[[earlier, earlier, later, later], [first, second] * 2, axis].astype(float)
    n = counts.sum(axis=1)
    steps = np.arange(1, counts.shape[1] + 1)
    level = counts @ steps / n
    # One more person, evenly spread over the scale, keeps a unanimous cell from looking certain.
    padded = (counts + 1 / len(steps)) / (n + 1)[:, None]
    error = (padded @ steps**2 - (padded @ steps) ** 2) / n
    df = error.sum() ** 2 / (error**2 / (n - 1)).sum()
    before, after = level[0] - level[1], level[2] - level[3]
    way = -1.0 if before < 0 else 1.0
    change, deviation = way * (after - before), np.sqrt(error.sum())
    halves = stdtrit(df, np.array([0.975, 0.95])) * deviation
    return np.array([way * before, way * after, change, *halves, 2 * stdtr(df, -abs(change) / deviation)])


def _record(responses: Responses, place: list[int], figures: Floats, p_family: float) -> GapChange:
    axis, first, second, earlier, later = place
    before, after, change, half, half_90, p = (float(figure) for figure in figures)
    if abs(change) + half_90 < ALIKE:
        verdict = "unchanged"
    elif p_family > RISK:
        verdict = "too_few"
    else:
        # A gap that turned around and is as wide the other way has not closed.
        verdict = "closing" if abs(after) < abs(before) else "widening"
    return GapChange(
        responses.axes[axis],
        responses.groups[first],
        responses.groups[second],
        responses.waves[earlier],
        responses.waves[later],
        before,
        after,
        change,
        change - half,
        change + half,
        p,
        p_family,
        verdict,  # type: ignore[arg-type]
    )
