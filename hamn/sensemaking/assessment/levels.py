"""Where a group stands on an axis, and how far the answers can carry that: intervals for means and medians.

The interval asks what would be so if one more person had answered, at the very bottom for its lower end and at the very
top for its upper one. docs/methods/assessment.md compares it with the simpler Dirichlet(1/C).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hamn.sensemaking.assessment.answers import Floats, Ints

Draws = NDArray[np.float32]
EVERY = slice(None)
# Under this many answers a page says that the interval is approximate.
FEW = 10


@dataclass(frozen=True, eq=False)
class Beliefs:
    """Draws of what a cell's people in general would answer; the first index is the cell.

    weights: shape (cells, steps, draws), what each step has got. unseen: shape (cells, draws), what the one more weighs.
    Both are divided so that they add up to one.
    """

    weights: Draws
    unseen: Draws

    def lowest(self, cells: slice = EVERY) -> Draws:
        """Means, the unseen person at the lowest step; shape (cells, draws)."""
        return self._seen(cells) + self.unseen[cells]

    def highest(self, cells: slice = EVERY) -> Draws:
        return self._seen(cells) + self.unseen[cells] * np.float32(self.weights.shape[1])

    def superiority(self, first: slice, second: slice) -> tuple[Draws, Draws]:
        """Cliff's delta of the first over the second, at least and at most; the unseen persons stand at opposite ends."""
        chosen, other = self.weights[first], self.weights[second]
        one, two = self.unseen[first], self.unseen[second]
        both = np.zeros_like(one)
        upto = np.zeros_like(one)
        for step in range(chosen.shape[1]):
            # Whom a person on this step stands above, minus whom they stand below, among those seen.
            both += chosen[:, step] * (2 * upto + other[:, step] - (1 - two))
            upto += other[:, step]
        # An unseen one at the bottom stands above nobody; at the top, below nobody.
        least = both - (1 - one) * two - one * (1 - other[:, 0])
        most = both + (1 - one) * two + one * (1 - other[:, -1])
        return least + two * chosen[:, -1], most - two * chosen[:, 0]

    def _seen(self, cells: slice) -> Draws:
        steps = np.arange(1, self.weights.shape[1] + 1, dtype=np.float32)
        return np.asarray(np.einsum("kcd,c->kd", self.weights[cells], steps), dtype=np.float32)


def believe(counts: Ints, draws: int, rng: np.random.Generator) -> Beliefs:
    """Dirichlet draws from the counts of each cell and one more person. counts: shape (cells, steps)."""
    shape = (*counts.shape, draws)
    weights = rng.standard_gamma(np.asarray(counts, dtype=np.float32)[..., None], size=shape, dtype=np.float32)
    unseen = rng.standard_exponential(size=(len(counts), draws), dtype=np.float32)
    total = weights.sum(axis=1) + unseen
    weights /= total[:, None, :]
    return Beliefs(weights, unseen / total)


def mean_interval(beliefs: Beliefs, level: float = 0.95) -> Floats:
    """Low and high end for each cell's mean; shape (cells, 2). It never has zero width.

    Source: the Dirichlet bound of Learned-Miller & Thomas (2019), arXiv 1905.06208, at both ends; for two steps it is
    Clopper & Pearson (1934).
    """
    tail = (1 - level) / 2
    low = quantiles(beliefs.lowest(), (tail,))[:, 0]
    high = quantiles(beliefs.highest(), (1 - tail,))[:, 0]
    return np.asarray(np.clip(np.column_stack([low, high]), 1, beliefs.weights.shape[1]))


def median_interval(beliefs: Beliefs, level: float = 0.95) -> Ints:
    """The steps between which the median lies; shape (cells, 2). One step wide in itself, so both may be the same."""
    tail = (1 - level) / 2
    low, high = np.zeros((2, len(beliefs.unseen)), dtype=np.int64)
    below = np.zeros_like(beliefs.unseen)
    for step in range(beliefs.weights.shape[1]):
        # The median is above this step where less than half lies on it or below.
        below += beliefs.weights[:, step]
        low += (below + beliefs.unseen < 0.5).mean(axis=1) > 1 - tail
        high += (below < 0.5).mean(axis=1) > tail
    last = beliefs.weights.shape[1]
    return np.minimum(np.column_stack([low, high]) + 1, last)


def quantiles(draws: Draws, shares: tuple[float, ...]) -> Floats:
    """Quantiles of each row, as a draw that was really drawn; shape (rows, shares)."""
    places = [min(max(round(share * (draws.shape[1] - 1)), 0), draws.shape[1] - 1) for share in shares]
    return np.asarray(np.partition(draws, places, axis=1)[:, places], dtype=np.float64)


def means(counts: Ints | Floats) -> Floats:
    """Plain means of the answers, which anyone can count again; nan where nobody answered. counts: (..., steps)."""
    total = counts.sum(axis=-1)
    steps = np.arange(1, counts.shape[-1] + 1)
    return np.asarray(np.divide(counts @ steps, total, out=np.full(total.shape, np.nan), where=total > 0))


def medians(counts: Ints) -> Floats:
    """Plain medians; halfway between two steps where as many stand on either side. nan where nobody answered."""
    total = counts.sum(axis=-1)
    upto = np.cumsum(counts, axis=-1)
    lower = (2 * upto < total[..., None]).sum(axis=-1) + 1
    upper = (2 * upto <= total[..., None]).sum(axis=-1) + 1
    return np.where(total > 0, (lower + upper) / 2, np.nan)


def share_interval(some: Ints, of: Ints, z: float = 1.959964) -> Floats:
    """Wilson's interval for a share; shape (..., 2), nan where nobody was asked. Source: Wilson (1927), JASA 22, 209-212."""
    asked = np.where(of > 0, of, 1)
    share = some / asked
    middle = (share + z * z / (2 * asked)) / (1 + z * z / asked)
    half = z * np.sqrt(share * (1 - share) / asked + z * z / (4 * asked**2)) / (1 + z * z / asked)
    ends = np.stack([np.maximum(middle - half, 0), np.minimum(middle + half, 1)], axis=-1)
    return np.where((of > 0)[..., None], ends, np.nan)
