"""Which people stand together on the map, for two to five groups, and how many groups fit best."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hamn.sensemaking.opinions.ballots import Floats
from hamn.sensemaking.opinions.coreset import coreset
from hamn.sensemaking.opinions.kmeans import Labels, nearest, partitions, refined
from hamn.sensemaking.opinions.silhouette import distances, silhouette

MOST = 5


@dataclass(frozen=True, eq=False)
class Grouping:
    """labels: the group of each point, the largest group is 0. silhouette: -1..1. inertia: sum of squares."""

    k: int
    labels: Labels
    centres: Floats
    silhouette: float
    inertia: float

    def sizes(self) -> list[int]:
        return [int(size) for size in np.bincount(self.labels, minlength=self.k)]


def groupings(
    points: Floats, seed: int, smallest: int = 1, only: int | None = None, limit: int | None = None
) -> dict[int, Grouping]:
    """The best grouping for each number of groups for which one exists; `only` asks for one number.

    smallest: no group may have fewer people. limit: the most groups; two and one for every twelve people, but five.
    """
    few, weights = coreset(points)
    most = min(limit or 2 + len(points) // 12, MOST, len(np.unique(np.round(few, 9), axis=0)))
    wanted = range(2, most + 1) if only is None else range(only, min(only, most) + 1)
    apart = distances(few) if len(wanted) and only is None else np.zeros((0, 0))
    found = {}
    for k in wanted:
        grouping = _grouping(points, few, weights, apart, k, seed, smallest)
        if grouping is not None:
            found[k] = grouping
    return found


def best(found: Mapping[int, Grouping]) -> Grouping | None:
    """The clearest; of equals the one with fewer groups."""
    return max(found.values(), key=lambda grouping: (round(grouping.silhouette, 9), -grouping.k), default=None)


def _grouping(
    points: Floats, few: Floats, weights: Floats, apart: Floats, k: int, seed: int, smallest: int
) -> Grouping | None:
    labels, centres, inertia = partitions(few, weights, k, np.random.default_rng([seed, k]))
    sizes = np.stack([np.bincount(row, weights=weights, minlength=k) for row in labels])
    allowed = sizes.min(axis=1) >= smallest
    if not allowed.any():
        return None
    start = int(np.where(allowed, inertia.round(9), np.inf).argmin())
    own, middles = refined(few, weights, labels[start], centres[start])
    if np.bincount(own, weights=weights, minlength=k).min() < smallest:
        own, middles = labels[start], centres[start]
    shape = silhouette(apart, weights, own, k) if len(apart) else float("nan")
    return _by_size(points, middles, shape)


def _by_size(points: Floats, centres: Floats, shape: float) -> Grouping:
    """Largest first; of equals the one with the lowest number of a person."""
    labels = nearest(points, centres[None])[0]
    k = len(centres)
    size = np.bincount(labels, minlength=k)
    first = [int(np.flatnonzero(labels == group)[0]) if size[group] else len(labels) for group in range(k)]
    order = np.lexsort((np.array(first), -size))
    number = np.argsort(order)
    inertia = float(((points - centres[labels]) ** 2).sum())
    return Grouping(k, number[labels], centres[order], shape, inertia)


def matched(labels: Labels, earlier: Labels, k: int) -> Labels:
    """New number of each group, so that as many people as possible keep the number they had.

    labels, earlier: for the same people; a negative number is no group. Returns: (k,), new number of each old one.
    """
    from scipy.optimize import linear_sum_assignment

    size = max(k, int(earlier.max(initial=-1)) + 1)
    both = (labels >= 0) & (earlier >= 0)
    overlap = np.zeros((size, size))
    np.add.at(overlap, (labels[both], earlier[both]), 1)
    # Without any overlap to speak of, a group keeps its own number.
    overlap += 1e-6 * np.eye(size)
    number = np.zeros(size, dtype=np.int64)
    rows, columns = linear_sum_assignment(-overlap)
    number[rows] = columns
    # Numbers stay 0..k-1 also when there are fewer groups than before.
    return np.argsort(np.argsort(number[:k]))


def agreement(one: Labels, other: Labels) -> float:
    """Adjusted Rand index (Hubert & Arabie 1985): 1 the same groups, 0 no more alike than by chance."""
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    together = _pairs(table).sum()
    rows, columns = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    chance = rows * columns / max(1.0, float(_pairs(np.array(float(len(one))))))
    most = (rows + columns) / 2
    return 1.0 if most == chance else float((together - chance) / (most - chance))


def _pairs(count: Floats) -> Floats:
    answer: Floats = count * (count - 1) / 2
    return answer
