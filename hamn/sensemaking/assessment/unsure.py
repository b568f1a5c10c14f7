"""Does one group answer *don't know* more often than another? Exactly, however few there are."""

from itertools import combinations

import numpy as np

from hamn.sensemaking.assessment.answers import Floats, Ints, Responses
from hamn.sensemaking.assessment.contrasts import RISK, holm
from hamn.sensemaking.assessment.levels import share_interval
from hamn.sensemaking.assessment.results import Unsure
from hamn.sensemaking.assessment.samples import Cells

# Two splits are as unlikely as each other if they only differ by rounding.
SLACK = 1e-7


def unsure_pairs(responses: Responses, cells: Cells) -> list[Unsure]:
    """Every axis of each pair of groups in each wave; p_family holds over all of them.

    A pair where even the most uneven split would not reach 5 % takes no part in the family: it can never differ.
    Source: Fisher (1935); Tarone (1990), Biometrics 46, 515-522; Holm (1979).
    """
    unsure = responses.unsure()
    asked = cells.counts.sum(axis=3) + unsure
    waves, groups, axes = asked.shape
    places = [
        (wave, first, second, axis)
        for wave in range(waves)
        for first, second in combinations(range(groups), 2)
        for axis in range(axes)
        if asked[wave, first, axis] and asked[wave, second, axis]
    ]
    described = np.array([cells.described(wave, first, second) for wave, first, second, _axis in places], dtype=bool)
    tables = np.array(
        [[[unsure[w, g, a], asked[w, g, a]] for g in (first, second)] for w, first, second, a in places], dtype=np.int64
    ).reshape(-1, 2, 2)
    p, p_family = _tested(tables, described)
    return [
        _record(responses, place, table, *figures)
        for place, table, *figures in zip(places, tables, p, p_family, described, strict=True)
    ]


def fisher(first: int, of_first: int, second: int, of_second: int) -> tuple[float, float]:
    """Two-sided p of this split of those who do not know, and of the most uneven one that was possible."""
    from scipy.special import gammaln

    some = first + second
    split = np.arange(max(0, some - of_second), min(some, of_first) + 1)

    def ways(of: int, chosen: Ints) -> Floats:
        return np.asarray(gammaln(of + 1) - gammaln(chosen + 1) - gammaln(of - chosen + 1))

    weight = np.exp(ways(of_first, split) + ways(of_second, some - split) - ways(of_first + of_second, np.array(some)))
    seen = weight[split == first][0]

    def reached(by: float) -> float:
        return min(1.0, float(weight[weight <= by * (1 + SLACK)].sum()))

    return reached(float(seen)), reached(float(weight.min()))


def share_difference(tables: Ints) -> Floats:
    """First share - second share and its 95 % interval; tables: (pairs, 2, 2), those who do not know and all, per group.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    share = tables[..., 0] / tables[..., 1]
    ends = share_interval(tables[..., 0], tables[..., 1])
    below, above = share - ends[..., 0], ends[..., 1] - share
    difference = share[:, 0] - share[:, 1]
    low = difference - np.hypot(below[:, 0], above[:, 1])
    high = difference + np.hypot(above[:, 0], below[:, 1])
    return np.column_stack([difference, low, high])


def _tested(tables: Ints, described: Ints) -> tuple[Floats, Floats]:
    found = [fisher(*table.ravel().tolist()) for table in tables]
    p, least = np.array(found, dtype=np.float64).reshape(-1, 2).T
    inside = np.flatnonzero(~described & (least <= RISK))
    p_family = np.ones(len(p))
    p_family[inside] = holm(p[inside])
    return p, p_family


def _record(
    responses: Responses, place: tuple[int, int, int, int], table: Ints, p: float, p_family: float, described: bool
) -> Unsure:
    wave, first, second, axis = place
    difference, low, high = (float(figure) for figure in share_difference(table[None])[0])
    is_sure = p_family <= RISK and (low > 0 or high < 0)
    return Unsure(
        responses.axes[axis],
        responses.waves[wave],
        responses.groups[first],
        responses.groups[second],
        share_first=float(table[0, 0] / table[0, 1]),
        share_second=float(table[1, 0] / table[1, 1]),
        difference=difference,
        low=None if described else low,
        high=None if described else high,
        p=None if described else float(p),
        p_family=None if described else float(p_family),
        verdict="described" if described else "differ" if is_sure else "too_few",
    )
