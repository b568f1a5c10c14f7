"""Is a group of one mind or split? Two measures of agreement on an ordered scale, from counts alone."""

from functools import cache
from itertools import combinations

import numpy as np

from hamn.sensemaking.assessment.answers import Floats, Ints


def van_der_eijk(counts: Ints | Floats) -> Floats:
    """Agreement A: 1 all on one step, 0 evenly spread, -1 half at each end.

    counts: shape (..., steps), whole numbers or weights. Returns: shape (...); nan where nobody answered.
    Source: van der Eijk (2001), Quality & Quantity 35, 325-341.
    """
    left = np.array(counts, dtype=np.float64)
    total = left.sum(axis=-1)
    worth = _worth_of_patterns(left.shape[-1])
    bits = 1 << np.arange(left.shape[-1])
    agreement = np.zeros(total.shape)
    # Each round takes the lowest layer off every step that still has people; a scale of C steps has at most C layers.
    for _ in range(left.shape[-1]):
        there = left > 0
        height = np.where(there, left, np.inf).min(axis=-1)
        height = np.where(np.isfinite(height), height, 0.0)
        agreement += height * there.sum(axis=-1) * worth[there @ bits]
        left = np.where(there, left - height[..., None], 0.0)
        left[left < 1e-12 * np.maximum(total, 1)[..., None]] = 0.0
    return np.asarray(np.divide(agreement, total, out=np.full(total.shape, np.nan), where=total > 0))


def tastle_wierman(counts: Ints | Floats) -> Floats:
    """Consensus: 1 all on one step, 0 half at each end. Shapes as above.

    Source: Tastle & Wierman (2007), Int. J. Approximate Reasoning 45, 531-545.
    """
    weights = np.asarray(counts, dtype=np.float64)
    steps = np.arange(weights.shape[-1], dtype=np.float64)
    total = weights.sum(axis=-1)
    share = np.divide(weights, total[..., None], out=np.zeros_like(weights), where=total[..., None] > 0)
    away = np.abs(steps - (share * steps).sum(axis=-1)[..., None]) / (len(steps) - 1)
    # A step that nobody chose has no say, also where its distance would make the logarithm infinite.
    said = share * np.log2(np.where(share > 0, 1 - away, 1.0))
    return np.where(total > 0, 1 + said.sum(axis=-1), np.nan)


@cache
def _worth_of_patterns(steps: int) -> Floats:
    """Agreement of each pattern of empty and non-empty steps, with step i as bit i."""
    worth = np.zeros(2**steps)
    for pattern in range(1, 2**steps):
        full = [bool(pattern >> step & 1) for step in range(steps)]
        worth[pattern] = _unimodality(full) * (1 - (sum(full) - 1) / (steps - 1))
    return worth


def _unimodality(full: list[bool]) -> float:
    steps = len(full)
    if sum(full) in (1, steps):
        return 1.0 if sum(full) == 1 else 0.0
    triples = list(combinations(full, 3))
    one_top = triples.count((True, True, False)) + triples.count((False, True, True))
    two_tops = triples.count((True, False, True))
    if not one_top + two_tops:
        return 1.0
    return ((steps - 2) * one_top - (steps - 1) * two_tops) / ((steps - 2) * (one_top + two_tops))
