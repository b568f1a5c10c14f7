"""Did the gap between two groups close from one wave to a later one?"""

from itertools import combinations
from typing import Literal

import numpy as np

from hamn.sensemaking.assessment.answers import Floats, Ints, Responses
from hamn.sensemaking.assessment.contrasts import ALIKE, ENOUGH, RISK, holm
from hamn.sensemaking.assessment.permutation import Marks, exceeding, permuted_counts, step_down
from hamn.sensemaking.assessment.results import GapChange
from hamn.sensemaking.assessment.samples import Cells
from hamn.sensemaking.assessment.waves import steps_between


def gap_changes(responses: Responses, cells: Cells, resamples: int, rng: np.random.Generator) -> list[GapChange]:
    """Every pair of groups, axis and step between waves; p_family holds over all of them.

    Which pair is looked at is never chosen by how wide its gap was: the widest of many shrinks by chance alone.
    """
    found: list[GapChange] = []
    asked = [
        (earlier, later, first, second)
        for earlier, later in steps_between(len(responses.waves))
        for first, second in combinations(range(len(responses.groups)), 2)
        if _usable(cells, earlier, later, first, second).any()
    ]
    dealt: dict[tuple[int, int, int], Floats] = {}
    for earlier, later, first, second in asked:
        for group in (first, second):
            if (earlier, later, group) not in dealt:
                dealt[earlier, later, group] = _moves(responses, cells, earlier, later, group, resamples, rng)
        moves = dealt[earlier, later, first], dealt[earlier, later, second]
        usable = _usable(cells, earlier, later, first, second)
        p, within = _test(*moves, usable, _small(cells, earlier, later, first, second, usable))
        level = _levels(cells, earlier, later, first) - _levels(cells, earlier, later, second)
        half_widths = _half_widths(moves[0][0], moves[1][0])
        for axis in np.flatnonzero(usable):
            before, after = (float(gap) for gap in level[:, axis])
            place = (
                responses.axes[axis],
                responses.groups[first],
                responses.groups[second],
                responses.waves[earlier],
                responses.waves[later],
            )
            p_family = min(1.0, float(within[axis]) * len(asked))
            found.append(_record(place, before, after, half_widths[:, axis], float(p[axis]), p_family))
    return found


def _usable(cells: Cells, earlier: int, later: int, first: int, second: int) -> np.ndarray:
    return np.asarray(cells.counts[[earlier, earlier, later, later], [first, second] * 2].sum(axis=2).min(axis=0) > 1)


def _small(cells: Cells, earlier: int, later: int, first: int, second: int, usable: np.ndarray) -> bool:
    sizes = cells.counts[[earlier, earlier, later, later], [first, second] * 2].sum(axis=2)
    return bool(sizes[:, usable].min() < ENOUGH)


def _levels(cells: Cells, earlier: int, later: int, group: int) -> Floats:
    counts = cells.counts[[earlier, later], group]
    return np.asarray(counts @ np.arange(1, counts.shape[-1] + 1) / np.maximum(counts.sum(axis=-1), 1))


def _moves(
    responses: Responses, cells: Cells, earlier: int, later: int, group: int, resamples: int, rng: np.random.Generator
) -> Floats:
    """One group's movement, its squared error and the degrees' part, as it is (first) and when nothing moves.

    Returns: shape (1 + resamples, 3, axes). A group with many answers in both waves is drawn from the normal instead.
    """
    counts = cells.counts[[earlier, later], group]
    own = _movement(counts[None])
    if counts.sum(axis=2).min() >= ENOUGH:
        drawn = np.repeat(own, resamples, axis=0)
        drawn[:, 0] = rng.standard_normal(drawn[:, 0].shape) * np.sqrt(own[:, 1])
        return np.concatenate([own, drawn])
    rows = np.concatenate([responses.rows(earlier, group), responses.rows(later, group)])
    labels = (responses.wave[rows] == later).astype(np.int64)
    dealt = permuted_counts(labels, 2, cells.samples.marks[rows], resamples, rng)
    return _movement(dealt.reshape(resamples + 1, 2, -1, responses.scale))


def _movement(counts: Floats | Ints | Marks) -> Floats:
    """counts: (draws, 2, axes, steps), earlier first. Returns: (draws, 3, axes)."""
    sizes = np.asarray(counts.sum(axis=-1), dtype=np.float64)
    n = np.maximum(sizes, 1)
    steps = np.arange(1, counts.shape[-1] + 1, dtype=np.float64)
    level = counts @ steps / n
    # One more person, evenly spread over the scale, keeps a unanimous cell from looking certain.
    padded = (counts + 1 / len(steps)) / (sizes + 1)[..., None]
    error = (padded @ steps**2 - (padded @ steps) ** 2) / n
    return np.stack(
        [level[:, 1] - level[:, 0], error.sum(axis=1), (error**2 / np.maximum(n - 1, 1)).sum(axis=1)], axis=1
    )


def _test(first: Floats, second: Floats, usable: np.ndarray, permuted: bool) -> tuple[Floats, Floats]:
    """p, and p within the axes: Welch (1947) over four cells, each group's waves dealt out anew where a cell is small."""
    from scipy.special import stdtr

    error = first[:, 1] + second[:, 1]
    t = np.where(usable, np.abs(first[:, 0] - second[:, 0]) / np.sqrt(error), 0)
    if permuted:
        return exceeding(t), step_down(t)
    p = 2 * stdtr(error[0] ** 2 / (first[0, 2] + second[0, 2]), -t[0])
    within = np.ones(len(p))
    within[usable] = holm(p[usable])
    return p, within


def _half_widths(first: Floats, second: Floats) -> Floats:
    """Half of the 95 and the 90 % interval; shape (2, axes)."""
    from scipy.special import stdtrit

    error = first[1] + second[1]
    return np.asarray(stdtrit(error**2 / (first[2] + second[2]), np.array([[0.975], [0.95]])) * np.sqrt(error))


def _record(
    place: tuple[str, str, str, str, str], before: float, after: float, half_widths: Floats, p: float, p_family: float
) -> GapChange:
    way = -1.0 if before < 0 else 1.0
    before, after = way * before, way * after
    change = after - before
    half, half_90 = (float(width) for width in half_widths)
    verdict: Literal["closing", "widening", "unchanged", "too_few"] = "too_few"
    if abs(change) + half_90 < ALIKE:
        verdict = "unchanged"
    elif p_family <= RISK and abs(change) > half:
        # A gap that turned around and is as wide the other way has not closed.
        verdict = "closing" if abs(after) < abs(before) else "widening"
    return GapChange(*place, before, after, change, change - half, change + half, p, p_family, verdict)
