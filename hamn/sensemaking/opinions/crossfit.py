"""Which statements tell a group from the rest, tested on votes that had no part in making the groups.

Groups made from the same votes that test them differ by construction: in pure noise Polis' rule finds seven to twenty-three
"representative" statements per group. Here one random half of the statements makes the groups and the other half is tested.
"""

from dataclasses import dataclass

import numpy as np

from hamn.sensemaking.opinions.ballots import Ballots, Floats, Mask
from hamn.sensemaking.opinions.grouping import Grouping, matched
from hamn.sensemaking.opinions.kmeans import Labels
from hamn.sensemaking.opinions.picture import grouped
from hamn.sensemaking.opinions.represent import counts, difference_z

FALSE_SHARE = 0.05
# Fewer than this in the group, or in the rest, and the normal approximation means nothing.
FEWEST = 5


@dataclass(frozen=True, eq=False)
class Crossfit:
    """p: median two-sided p over the splits, (groups, statements). z: median, above 0 where the group agrees more.

    found: what holds at a false discovery rate of 5 % over all statements and groups.
    """

    splits: int
    p: Floats
    z: Floats
    found: Mask


def crossfit(ballots: Ballots, groups: Grouping, splits: int, seed: int) -> Crossfit:
    """ballots: of the people who were grouped, in the order of their labels."""
    rng = np.random.default_rng([seed, 20])
    z = np.full((splits, groups.k, ballots.statements), np.nan)
    for split in range(splits):
        half = np.zeros(ballots.statements, dtype=bool)
        half[rng.permutation(ballots.statements)[: ballots.statements // 2]] = True
        for makes in (half, ~half):
            z[split][:, ~makes] = _tested(ballots, groups, makes, seed)
    p = np.nan_to_num(np.median(_two_sided(z), axis=0), nan=1.0)
    middle = np.nan_to_num(np.median(z, axis=0), nan=0.0)
    return Crossfit(splits, p, middle, discoveries(p))


def _tested(ballots: Ballots, groups: Grouping, makes: Mask, seed: int) -> Floats:
    """z of the statements that did not make the groups, (groups, statements)."""
    labels = _labels_from(ballots.of_statements(makes), groups, seed)
    tested = ballots.of_statements(~makes)
    if labels is None:
        return np.full((groups.k, tested.statements), 0.0)
    of = counts(tested, labels, groups.k)
    rest, rest_seen = of.agree.sum(axis=0) - of.agree, of.seen.sum(axis=0) - of.seen
    z = difference_z(of.agree, of.seen, rest, rest_seen)
    return np.where((of.seen >= FEWEST) & (rest_seen >= FEWEST), z, 0.0)


def _labels_from(half: Ballots, groups: Grouping, seed: int) -> Labels | None:
    """Groups made by half of the statements, under the names of the groups shown; -1 who voted on none of them."""
    voted = half.cast > 0
    again = grouped(half.of_people(voted), seed, only=groups.k) if voted.any() else None
    if again is None:
        return None
    labels = np.full(half.people, -1, dtype=np.int64)
    labels[voted] = matched(again.labels, groups.labels[voted], groups.k)[again.labels]
    return labels


def _two_sided(z: Floats) -> Floats:
    from scipy.special import ndtr

    answer: Floats = 2 * ndtr(-np.abs(z))
    return answer


def discoveries(p: Floats) -> Mask:
    """Benjamini & Hochberg (1995) over everything tested at once."""
    flat = np.sort(p.ravel())
    under = np.flatnonzero(flat <= FALSE_SHARE * np.arange(1, flat.size + 1) / max(1, flat.size))
    return p <= flat[under[-1]] if under.size else np.zeros(p.shape, dtype=bool)
