"""Many people as fewer weighted points, so that grouping a hundred thousand takes no longer than grouping a thousand."""

import numpy as np
from numpy.typing import NDArray

from hamn.sensemaking.opinions.ballots import Floats

# So many are grouped as they are; more of them on a grid with at most so many occupied cells.
EXACT = 1500
OCCUPIED = 700
FINEST = 96


def coreset(points: Floats) -> tuple[Floats, Floats]:
    """Points and weights: everyone as they are, or the means of the occupied cells of a grid."""
    if len(points) <= EXACT:
        return points, np.ones(len(points))
    steps = FINEST
    cell = _cells(points, steps)
    while len(np.unique(cell)) > OCCUPIED:
        steps = steps * 7 // 8
        cell = _cells(points, steps)
    _, place = np.unique(cell, return_inverse=True)
    weights = np.bincount(place).astype(np.float64)
    sums = np.stack([np.bincount(place, weights=points[:, axis]) for axis in (0, 1)], axis=1)
    return sums / weights[:, None], weights


def _cells(points: Floats, steps: int) -> NDArray[np.int64]:
    low, high = points.min(axis=0), points.max(axis=0)
    cell = np.minimum(steps - 1, ((points - low) / np.maximum(high - low, 1e-12) * steps).astype(np.int64))
    answer: NDArray[np.int64] = cell[:, 0] * steps + cell[:, 1]
    return answer
