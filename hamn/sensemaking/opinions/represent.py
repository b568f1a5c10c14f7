"""Which statements tell a group from the rest, counted as Polis does. The honest version is crossfit.py."""

from dataclasses import dataclass

import numpy as np

from hamn.sensemaking.opinions.ballots import Ballots, Floats
from hamn.sensemaking.opinions.kmeans import Labels

# The 90 % point of the normal distribution, one-sided.
Z90 = 1.2816
SHOWN = 5


@dataclass(frozen=True, eq=False)
class Counts:
    """How many in each group agreed, disagreed, passed or either, (groups, statements)."""

    agree: Floats
    disagree: Floats
    seen: Floats


@dataclass(frozen=True, eq=False)
class Represented:
    """For agreeing, or disagreeing, (groups, statements): share, its z, ratio to the rest and z of the difference."""

    share: Floats
    share_z: Floats
    ratio: Floats
    ratio_z: Floats

    def passes(self) -> np.ndarray:
        return (self.share_z > Z90) & (self.ratio_z > Z90)

    def weight(self) -> Floats:
        return self.ratio * self.ratio_z * self.share * self.share_z


@dataclass(frozen=True)
class Representative:
    """statement: its number. agrees: whether the group is known for agreeing, else for disagreeing."""

    statement: int
    agrees: bool
    people: int
    seen: int
    share: float
    share_z: float
    ratio: float
    ratio_z: float
    best_agree: bool = False


def counts(ballots: Ballots, labels: Labels, k: int) -> Counts:
    """labels: the group of each person; a negative number is no group."""
    # Those without a group are counted as one more, which is then left out.
    group = np.where(labels < 0, k, labels)[ballots.person]
    place = (group * ballots.statements + ballots.statement) * 3 + (ballots.value + 1)
    table = np.bincount(place, minlength=3 * (k + 1) * ballots.statements)
    said = table.reshape(k + 1, ballots.statements, 3)[:k].astype(np.float64)
    return Counts(said[:, :, 2], said[:, :, 0], said.sum(axis=2))


def share_z(people: Floats, seen: Floats) -> Floats:
    """Whether more than half of those who saw it, in standard deviations."""
    answer: Floats = 2 * np.sqrt(seen + 1) * ((people + 1) / (seen + 1) - 0.5)
    return answer


def difference_z(people: Floats, seen: Floats, rest: Floats, rest_seen: Floats) -> Floats:
    """Whether a larger share of the group than of the rest, in standard deviations (two-proportion test)."""
    n, n_rest = seen + 1, rest_seen + 1
    pooled = (people + rest + 2) / (n + n_rest)
    # Whoever all say it has no variance to divide by; nor may a rounding error make it negative.
    variance = np.maximum(0, pooled * (1 - pooled)) * (1 / n + 1 / n_rest)
    safe = np.where(variance > 0, variance, 1)
    return np.where(variance > 0, ((people + 1) / n - (rest + 1) / n_rest) / np.sqrt(safe), 0.0)


def represented(people: Floats, seen: Floats) -> Represented:
    rest, rest_seen = people.sum(axis=0) - people, seen.sum(axis=0) - seen
    share = (people + 1) / (seen + 2)
    return Represented(
        share,
        share_z(people, seen),
        share / ((rest + 1) / (rest_seen + 2)),
        difference_z(people, seen, rest, rest_seen),
    )


def representative(of: Counts, allowed: np.ndarray) -> list[list[Representative]]:
    """Up to five statements for each group, in Polis' order. allowed: which statements may be shown."""
    agree, disagree = represented(of.agree, of.seen), represented(of.disagree, of.seen)
    return [_selected(of, agree, disagree, group, allowed) for group in range(len(of.seen))]


def _selected(
    of: Counts, agree: Represented, disagree: Represented, group: int, allowed: np.ndarray
) -> list[Representative]:
    towards = agree.ratio_z[group] > disagree.ratio_z[group]
    passing = allowed & np.where(towards, agree.passes()[group], disagree.passes()[group])
    weight = np.where(towards, agree.weight()[group], disagree.weight()[group])
    first = _best_agree(of, agree, group, allowed)
    chosen = [int(place) for place in np.argsort(-weight, kind="stable") if passing[place] and place != first]
    if first is not None:
        chosen = [first, *chosen]
    elif not chosen:
        chosen = _clearest(agree, disagree, group, allowed)
    rows = [
        _row(of, agree if place == first or towards[place] else disagree, group, place, place == first, towards)
        for place in chosen[:SHOWN]
    ]
    return sorted(rows, key=lambda row: not row.agrees)


def _best_agree(of: Counts, agree: Represented, group: int, allowed: np.ndarray) -> int | None:
    """The statement that the group agrees with and is known by; scanned in order, as Polis does."""
    ratio, weight = agree.ratio[group], agree.weight()[group]
    plain = agree.share[group] * agree.share_z[group]
    fits = (agree.share_z[group] > Z90) | ((ratio > 1) & (agree.share[group] > 0.5))
    fits &= allowed & (of.agree[group] + of.disagree[group] > 0)
    current: int | None = None
    for place in np.flatnonzero(fits):
        if current is None:
            current = int(place)
            continue
        by = weight if ratio[current] > 1 else plain
        if by[place] > by[current]:
            current = int(place)
    return current


def _clearest(agree: Represented, disagree: Represented, group: int, allowed: np.ndarray) -> list[int]:
    best = np.where(allowed, np.maximum(agree.ratio_z[group], disagree.ratio_z[group]), -np.inf)
    return [int(best.argmax())] if allowed.any() else []


def _row(of: Counts, side: Represented, group: int, place: int, best: bool, towards: np.ndarray) -> Representative:
    agrees = bool(best or towards[place])
    people = of.agree if agrees else of.disagree
    return Representative(
        place,
        agrees,
        int(people[group, place]),
        int(of.seen[group, place]),
        float(side.share[group, place]),
        float(side.share_z[group, place]),
        float(side.ratio[group, place]),
        float(side.ratio_z[group, place]),
        best,
    )
