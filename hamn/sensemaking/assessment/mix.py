"""All groups together between two waves, each with the same weight in both, so that who came is no movement."""

import numpy as np

from hamn.sensemaking.assessment.answers import Floats, Ints, Responses
from hamn.sensemaking.assessment.contrasts import ENOUGH, holm, judged
from hamn.sensemaking.assessment.levels import Draws, quantiles
from hamn.sensemaking.assessment.permutation import exceeding, permuted_counts, step_down
from hamn.sensemaking.assessment.results import Contrast
from hamn.sensemaking.assessment.samples import Cells


def standardised(
    responses: Responses, cells: Cells, earlier: int, later: int, family: int, resamples: int, rng: np.random.Generator
) -> list[Contrast]:
    """One contrast per axis, later minus earlier, over the groups that answered the axis in both waves."""
    counts = cells.counts[[earlier, later]]
    sizes = counts.sum(axis=3)
    inside = (sizes > 0).all(axis=0)
    weights = np.where(inside, sizes.sum(axis=0), 0.0)
    weights = weights / np.maximum(weights.sum(axis=0), 1)
    difference, error = _difference(counts, weights), _squared_error(counts, weights)
    permuted = bool(inside.any() and sizes[:, inside].min() < ENOUGH)
    if permuted:
        drawn = _dealt(responses, cells, earlier, later, weights, resamples, rng)
        z = np.abs(np.vstack([difference, drawn])) / np.maximum(np.sqrt(error), 1e-9)
        p, within = exceeding(z), step_down(z)
    else:
        p, within = _by_normal(difference, error)
    none = np.full(len(difference), np.nan)
    figures = np.column_stack([difference, *_intervals(cells, weights, earlier, later), none, none, none])
    n = np.where(inside, sizes, 0).sum(axis=1)[::-1]
    return judged(n, "permuted" if permuted else "t", figures, p, np.minimum(1, family * within))


def _difference(counts: Floats | Ints, weights: Floats) -> Floats:
    """counts: (2, groups, axes, steps), earlier first."""
    steps = np.arange(1, counts.shape[-1] + 1)
    level = (counts @ steps) / np.maximum(counts.sum(axis=-1), 1)
    return np.asarray((weights * (level[1] - level[0])).sum(axis=0))


def _squared_error(counts: Ints, weights: Floats) -> Floats:
    """Of the weighted difference, with the two waves of a group taken together as they are when nothing has moved."""
    together = counts.sum(axis=0)
    n = np.maximum(together.sum(axis=-1), 1)
    steps = np.arange(1, counts.shape[-1] + 1)
    variance = (together @ steps**2) / n - ((together @ steps) / n) ** 2
    variance = variance * n / np.maximum(n - 1, 1)
    sizes = np.maximum(counts.sum(axis=-1), 1)
    return np.asarray((weights**2 * variance * (1 / sizes[0] + 1 / sizes[1])).sum(axis=0))


def _by_normal(difference: Floats, squared_error: Floats) -> tuple[Floats, Floats]:
    from scipy.special import ndtr

    z = np.abs(difference) / np.sqrt(np.where(squared_error > 0, squared_error, np.inf))
    p = 2 * ndtr(-z)
    return p, holm(p)


def _dealt(
    responses: Responses,
    cells: Cells,
    earlier: int,
    later: int,
    weights: Floats,
    resamples: int,
    rng: np.random.Generator,
) -> Floats:
    """The weighted difference when each group's answers are dealt out anew between its two waves; (resamples, axes)."""
    total = np.zeros((resamples, len(responses.axes)))
    for group in np.flatnonzero(weights.any(axis=1)):
        rows = np.concatenate([responses.rows(earlier, int(group)), responses.rows(later, int(group))])
        labels = (responses.wave[rows] == later).astype(np.int64)
        counts = permuted_counts(labels, 2, cells.samples.marks[rows], resamples, rng)[1:]
        counts = counts.reshape(resamples, 2, -1, responses.scale)
        level = (counts @ np.arange(1, responses.scale + 1)) / np.maximum(counts.sum(axis=-1), 1)
        total += weights[group] * (level[:, 1] - level[:, 0])
    return total


def _intervals(cells: Cells, weights: Floats, earlier: int, later: int) -> Floats:
    """Low and high end at 95 %, then at 90 %; shape (4, axes). In each cell one more person stands at the far end."""
    beliefs = cells.samples.beliefs
    least: Draws = np.zeros((weights.shape[1], beliefs.unseen.shape[1]), dtype=np.float32)
    most = np.zeros_like(least)
    for group in np.flatnonzero(weights.any(axis=1)):
        before, after = (cells.samples.cells(cells.of(wave, int(group))) for wave in (earlier, later))
        weight = weights[group][:, None].astype(np.float32)
        least += weight * (beliefs.lowest(after) - beliefs.highest(before))
        most += weight * (beliefs.highest(after) - beliefs.lowest(before))
    low, high = quantiles(least, (0.025, 0.05)), quantiles(most, (0.975, 0.95))
    return np.stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]])
