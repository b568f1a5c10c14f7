"""What all groups say alike, what divides them, and what everyone together says: each with its uncertainty."""

from dataclasses import dataclass

import numpy as np

from hamn.sensemaking.opinions.ballots import Ballots, Floats
from hamn.sensemaking.opinions.represent import SHOWN, Z90, Counts, share_z

# Half of one answer each way: Jeffreys' prior.
PRIOR = 0.5


@dataclass(frozen=True)
class Majority:
    """A statement that most of all people agree, or disagree, with."""

    statement: int
    people: int
    seen: int
    share: float
    share_z: float


@dataclass(frozen=True)
class Common:
    """A statement on which every group is on the same side. low: the lowest group's 10 % bound."""

    statement: int
    agrees: bool
    informed: float
    low: float


@dataclass(frozen=True)
class Divisive:
    """A statement on which two groups differ, beyond doubt: their 90 % intervals do not touch."""

    statement: int
    high_group: int
    low_group: int
    high: float
    low: float
    difference: float


def informed(people: Floats, seen: Floats) -> Floats:
    """Group-informed consensus: the product of each group's share, (statements,)."""
    answer: Floats = ((people + 1) / (seen + 2)).prod(axis=0)
    return answer


def majority(ballots: Ballots, value: int, allowed: np.ndarray) -> list[Majority]:
    """Up to five statements that most say this of, by all who voted; Polis' test and order."""
    people, seen = ballots.how_many(value).astype(float), ballots.seen.astype(float)
    share, z = (people + 1) / (seen + 2), share_z(people, seen)
    passing = allowed & (share > 0.5) & (z > Z90)
    order = [place for place in np.argsort(-(share * z), kind="stable") if passing[place]]
    return [
        Majority(int(place), int(people[place]), int(seen[place]), float(share[place]), float(z[place]))
        for place in order[:SHOWN]
    ]


def bound(people: Floats, seen: Floats, quantile: float) -> Floats:
    """Quantile of the share, given the answers: Beta(people + 1/2, others + 1/2)."""
    from scipy.special import betaincinv

    answer: Floats = betaincinv(people + PRIOR, seen - people + PRIOR, quantile)
    return answer


def common_ground(of: Counts, allowed: np.ndarray, fewest: int) -> list[Common]:
    """Statements on which every group is surely on one side; the most agreed upon first.

    fewest: how many of each group must have seen it.
    """
    enough = allowed & (of.seen >= fewest).all(axis=0)
    found = []
    for agrees, people in ((True, of.agree), (False, of.disagree)):
        low = bound(people, of.seen, 0.1).min(axis=0)
        rank = informed(people, of.seen)
        found += [
            Common(int(place), agrees, float(rank[place]), float(low[place]))
            for place in np.flatnonzero(enough & (low > 0.5))
        ]
    # A product of more groups is smaller, never larger, so the two sides may be compared.
    return sorted(found, key=lambda one: (-round(one.informed, 12), one.statement))


def divisive(of: Counts, allowed: np.ndarray, fewest: int) -> list[Divisive]:
    """Statements on which two groups surely differ in agreeing; the widest difference first."""
    low, high = bound(of.agree, of.seen, 0.05), bound(of.agree, of.seen, 0.95)
    share = of.agree / np.maximum(1, of.seen)
    found = []
    for place in np.flatnonzero(allowed):
        groups = np.flatnonzero(of.seen[:, place] >= fewest)
        if len(groups) < 2:
            continue
        top = int(groups[share[groups, place].argmax()])
        bottom = int(groups[share[groups, place].argmin()])
        if low[top, place] > high[bottom, place]:
            most, least = float(share[top, place]), float(share[bottom, place])
            found.append(Divisive(int(place), top, bottom, most, least, most - least))
    return sorted(found, key=lambda one: (-round(one.difference, 12), one.statement))


def split(agree: Floats, disagree: Floats, seen: Floats) -> Floats:
    """How evenly a group is divided within itself: 1 half and half, 0 all on one side or all passing."""
    answer: Floats = 2 * np.minimum(agree, disagree) / np.maximum(1, seen)
    return answer
