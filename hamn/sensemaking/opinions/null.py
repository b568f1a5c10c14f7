"""Whether there is anything to see: the same votes, dealt out anew among those who voted on each statement.

Each statement keeps its voters and its result; only who said what is shuffled. What is left of spread and of groups is chance.
A second comparison guards against calling a scale groups: people spread evenly along a line look grouped to k-means too, so the
groups must also be clearer than those in a single cloud of the same width and height (after Liu et al. 2008, SigClust).
"""

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from hamn.sensemaking.opinions import pca
from hamn.sensemaking.opinions.ballots import Ballots, Floats
from hamn.sensemaking.opinions.grouping import Grouping, best, groupings
from hamn.sensemaking.opinions.picture import ROUGH, Picture, grouped, smallest_group

LEVEL = 0.05


class Outcome(Enum):
    TOO_FEW = "too_few"
    NO_STRUCTURE = "no_structure"
    SPECTRUM = "spectrum"
    GROUPS = "groups"


@dataclass(frozen=True)
class Null:
    """p of spread (the first direction) and of groups (silhouette): against shuffled votes, and against one cloud.

    A comparison ends as soon as its outcome is settled; runs say how many were made. nan: not needed.
    """

    outcome: Outcome
    runs: int
    spread_p: float
    shuffled_p: float
    cloud_p: float


def null(ballots: Ballots, seen: Picture, groups: Grouping | None, runs: int, seed: int) -> Null:
    """ballots: of the people who were grouped. seen: their picture. groups: their best grouping, if any."""
    rng = np.random.default_rng([seed, 99])
    dealer = _dealer(ballots)
    spread = silhouettes = made = 0
    settled = too_many(runs)
    for _ in range(runs):
        shuffled = replace(ballots, value=_dealt(ballots, dealer, rng))
        spread += _spread(shuffled, seen.means) >= float(seen.components.spread[0])
        if groups is not None and silhouettes < settled:
            silhouettes += _clearness(shuffled, seed) >= groups.silhouette
        made += 1
        if spread >= settled:
            break
    spread_p, shuffled_p = (1 + spread) / (1 + made), (1 + silhouettes) / (1 + made)
    if spread_p > LEVEL:
        return Null(Outcome.NO_STRUCTURE, made, spread_p, float("nan"), float("nan"))
    if groups is None or shuffled_p > LEVEL:
        return Null(Outcome.SPECTRUM, made, spread_p, shuffled_p if groups else float("nan"), float("nan"))
    cloud_p = _cloud_p(seen.points, groups, runs, seed)
    outcome = Outcome.GROUPS if cloud_p <= LEVEL else Outcome.SPECTRUM
    return Null(outcome, made, spread_p, shuffled_p, cloud_p)


def too_many(runs: int) -> int:
    """How many runs at least as extreme settle that the whole could not be significant any more."""
    return int(np.floor(LEVEL * (1 + runs)))


def _dealer(ballots: Ballots) -> np.ndarray:
    """The votes statement by statement."""
    return np.argsort(ballots.statement, kind="stable")


def _dealt(ballots: Ballots, dealer: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Values shuffled among the voters of each statement."""
    column = ballots.statement[dealer]
    mixed = np.argsort(column + rng.random(len(column)), kind="stable")
    value = np.empty_like(ballots.value)
    value[dealer] = ballots.value[dealer][mixed]
    return value


def _spread(ballots: Ballots, means: Floats) -> float:
    return float(pca.components(ballots.centred(means), tolerance=ROUGH).spread[0])


def _clearness(ballots: Ballots, seed: int) -> float:
    groups = grouped(ballots, seed)
    return groups.silhouette if groups else -1.0


def _cloud_p(points: Floats, groups: Grouping, runs: int, seed: int) -> float:
    rng = np.random.default_rng([seed, 98])
    width, size = points.std(axis=0), smallest_group(len(points))
    clearer = made = 0
    for _ in range(runs):
        cloud = rng.standard_normal(points.shape) * width
        found = best(groupings(cloud, seed, size))
        clearer += found is not None and found.silhouette >= groups.silhouette
        made += 1
        if clearer >= too_many(runs):
            break
    return (1 + clearer) / (1 + made)
