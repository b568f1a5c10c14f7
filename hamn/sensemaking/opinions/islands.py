"""What a map of opinions may show: islands of people, the water between, and nobody who could be recognised.

A dot is not where a person stands: everyone in a cell of a coarse grid is scattered anew within it, in an order of its own.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from hamn.sensemaking.opinions.ballots import Floats
from hamn.sensemaking.opinions.consensus import bound
from hamn.sensemaking.opinions.null import Outcome
from hamn.sensemaking.opinions.represent import Counts
from hamn.sensemaking.opinions.result import Result

CELLS = 14
MOST_DOTS = 600
BRIDGE_STATEMENTS = 3


@dataclass(frozen=True)
class Dot:
    """x, y: 0..1. group: None where the map has no groups. people: how many the dot stands for (1, or more in a large crowd)."""

    x: float
    y: float
    group: int | None
    people: int


@dataclass(frozen=True)
class Island:
    """A group that may be shown. x, y: its middle, 0..1. reach: how far its people lie from it, on average. share: 0..1."""

    group: int
    x: float
    y: float
    reach: float
    size: int
    share: float


@dataclass(frozen=True)
class Bridge:
    """agreement: 1 minus the mean difference between two groups' agree shares. statements: ids that both surely agree on."""

    one: int
    other: int
    agreement: float
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Archipelago:
    """outcome: what may be said of groups. explained: share (0-1) of all difference that the map holds.

    hidden: whether a group is too small to show; how small is not told. straight: how many were set aside, or None
    where that is too few to tell.
    """

    outcome: Outcome | None
    dots: tuple[Dot, ...] = ()
    islands: tuple[Island, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    explained: float = 0.0
    hidden: bool = False
    straight: int | None = None


def archipelago(result: Result, threshold: int) -> Archipelago:
    """threshold: the fewest people that a figure may describe. Without so many on the map, there is none."""
    straight = int(result.straight.sum())
    told = straight if straight >= threshold else None
    if result.map is None or result.labels is None or int(result.clustered.sum()) < threshold:
        return Archipelago(result.outcome, straight=told)
    labels = result.labels if result.groups_found else np.where(result.labels >= 0, 0, -1)
    sizes = np.bincount(labels[labels >= 0])
    visible = _visible(sizes, threshold)
    points = _framed(result.map.points, labels)
    islands = _islands(points, labels, visible) if result.groups_found else ()
    return Archipelago(
        result.outcome,
        _dots(points, labels, visible, result),
        islands,
        _bridges(result, [island.group for island in islands], threshold),
        round(float(result.map.explained.sum()), 4),
        len(visible) < len(sizes),
        told,
    )


def _visible(sizes: np.ndarray, threshold: int) -> list[int]:
    """Groups that may be shown, so that what the whole has beside them is nobody or enough people."""
    shown = [int(group) for group in np.argsort(-sizes, kind="stable") if sizes[group] >= threshold]
    while shown and 0 < sizes.sum() - sizes[shown].sum() < threshold:
        shown = shown[:-1]
    return sorted(shown)


def _framed(points: Floats, labels: np.ndarray) -> Floats:
    """Into 0..1 both ways with the same scale, by those who are on the map; one far away does not squeeze the rest."""
    inside = points[labels >= 0]
    low, high = np.quantile(inside, 0.01, axis=0), np.quantile(inside, 0.99, axis=0)
    size = max(float((high - low).max()), 1e-9)
    answer: Floats = np.clip((points - (low + high) / 2) / size + 0.5, 0, 1)
    return answer


def _dots(points: Floats, labels: np.ndarray, visible: list[int], result: Result) -> tuple[Dot, ...]:
    rng = np.random.default_rng([result.options.seed, 14])
    people = int(np.isin(labels, visible).sum())
    each = max(1, -(-people // MOST_DOTS))
    dots = []
    for group in visible:
        inside = points[labels == group]
        cell = np.minimum(CELLS - 1, (inside * CELLS).astype(np.int64))
        cells, crowd = np.unique(cell, axis=0, return_counts=True)
        for place, count in zip(cells, crowd, strict=True):
            for _ in range(-(-int(count) // each)):
                x, y = (place + rng.random(2)) / CELLS
                dots.append(Dot(round(float(x), 4), round(float(y), 4), group if result.groups_found else None, each))
    return tuple(dots)


def _islands(points: Floats, labels: np.ndarray, visible: list[int]) -> tuple[Island, ...]:
    total = int((labels >= 0).sum())
    found = []
    for group in visible:
        inside = points[labels == group]
        middle = inside.mean(axis=0)
        reach = float(np.sqrt(((inside - middle) ** 2).sum(axis=1)).mean())
        size = len(inside)
        x, y = (round(float(value), 3) for value in middle)
        found.append(Island(group, x, y, round(reach, 3), size, round(size / total, 3)))
    return tuple(found)


def _bridges(result: Result, groups: list[int], threshold: int) -> tuple[Bridge, ...]:
    of = result.counts
    if of is None:
        return ()
    share = of.agree / np.maximum(1, of.seen)
    found = []
    for one, other in combinations(groups, 2):
        both = result.shown & (of.seen[one] >= threshold) & (of.seen[other] >= threshold)
        if both.any():
            alike = 1 - float(np.abs(share[one] - share[other])[both].mean())
            found.append(Bridge(one, other, round(alike, 3), _shared(result, of, one, other, both)))
    return tuple(found)


def _shared(result: Result, of: Counts, one: int, other: int, both: np.ndarray) -> tuple[str, ...]:
    pair = [one, other]
    low = np.where(both, bound(of.agree[pair], of.seen[pair], 0.1).min(axis=0), 0)
    order = [place for place in np.argsort(-np.round(low, 9), kind="stable") if low[place] > 0.5]
    return tuple(result.votes.statements[place] for place in order[:BRIDGE_STATEMENTS])
