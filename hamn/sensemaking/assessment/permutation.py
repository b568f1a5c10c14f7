"""Do groups differ at all, and on which axes? One set of permutations of whole respondents answers all of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hamn.sensemaking.assessment.answers import Floats, Ints

Marks = NDArray[np.float32]
# Numbers of one turn's arrays, small enough to stay in a processor's nearest memory.
AT_ONCE = 2_000_000
# Two statistics that only differ by rounding are the same.
SLACK = 1e-9


@dataclass(frozen=True, eq=False)
class GroupTest:
    """h, p, p_family, epsilon_squared, gap and chance_gap have one entry per axis; nan or 1 where an axis cannot be tested."""

    total_h: float
    total_p: float
    h: Floats
    p: Floats
    p_family: Floats
    epsilon_squared: Floats
    gap: Floats
    chance_gap: Floats


def permuted_counts(labels: Ints, groups: int, marks: Marks, resamples: int, rng: np.random.Generator) -> Marks:
    """Each group's column sums of the marks, as they are (first) and when labels are dealt out anew.

    labels: group of each row. marks: zeros and ones, shape (rows, columns). Returns: (1 + resamples, groups, columns).
    Sums of ones are exact below 2**24, in any order and with any number of threads.
    """
    sums = np.empty((resamples + 1, groups, marks.shape[1]), dtype=np.float32)
    names = np.arange(groups - 1, dtype=np.int8)[:, None]
    turn = max(1, AT_ONCE // max(1, len(labels) * groups))
    for start in range(0, resamples + 1, turn):
        part = np.tile(labels.astype(np.int8), (min(turn, resamples + 1 - start), 1))
        fixed = 0 if start else 1
        part[fixed:] = rng.permuted(part[fixed:], axis=1)
        mine = (part[:, None, :] == names).reshape(-1, len(labels)).astype(np.float32)
        sums[start : start + turn, :-1] = (mine @ marks).reshape(len(part), groups - 1, -1)
    sums[:, -1] = marks.sum(axis=0) - sums[:, :-1].sum(axis=1)
    return sums


def compare_groups(
    labels: Ints, groups: int, marks: Marks, scale: int, resamples: int, rng: np.random.Generator
) -> GroupTest:
    """Kruskal-Wallis on every axis, their sum for all axes together, and the gap beside what chance makes of it.

    A missing answer has no mark: ranks are among those who answered that axis.
    Source: Kruskal & Wallis (1952); Westfall & Young (1993), step-down maxT.
    """
    counts = permuted_counts(labels, groups, marks, resamples, rng).reshape(resamples + 1, groups, -1, scale)
    h = kruskal_wallis(counts)
    total = h.sum(axis=1)
    answered = counts[0].sum(axis=(0, 2)).astype(np.float64)
    gaps = spread(counts)
    return GroupTest(
        total_h=float(total[0]),
        total_p=float(exceeding(total[:, None])[0]),
        h=h[0],
        p=exceeding(h),
        p_family=step_down(h),
        epsilon_squared=h[0] / np.maximum(answered - 1, 1),
        gap=gaps[0],
        chance_gap=np.nan_to_num(gaps[1:], nan=0.0).mean(axis=0),
    )


def kruskal_wallis(counts: Marks) -> Floats:
    """H corrected for ties; counts: shape (resamples, groups, axes, steps), the same people in each resample."""
    by_step = counts[0].sum(axis=0).astype(np.float64)
    n = by_step.sum(axis=1)
    ranks = np.cumsum(by_step, axis=1) - by_step / 2 + 0.5
    sums = np.einsum("bgac,ac->bga", counts, ranks)
    sizes = counts.sum(axis=3, dtype=np.float64)
    between = (sums**2 / np.maximum(sizes, 1)).sum(axis=1) * 12 - 3 * n * (n + 1) ** 2
    # Where everybody gave the same answer the ranks say nothing, and neither do we.
    untied = n**3 - n - (by_step**3 - by_step).sum(axis=1)
    return np.asarray(between * (n - 1) / np.where(untied > 0, untied, np.inf))


def spread(counts: Marks) -> Floats:
    """Widest difference between two groups' means; shape (resamples, axes); nan where fewer than two groups answered."""
    sizes = counts.sum(axis=3, dtype=np.float64)
    steps = np.arange(1, counts.shape[3] + 1, dtype=np.float64)
    level = np.einsum("bgac,c->bga", counts, steps) / np.maximum(sizes, 1)
    highest = np.where(sizes > 0, level, -np.inf).max(axis=1)
    lowest = np.where(sizes > 0, level, np.inf).min(axis=1)
    return np.where((sizes > 0).sum(axis=1) > 1, highest - lowest, np.nan)


def exceeding(statistics: Floats) -> Floats:
    """Share of the draws that reach the first row, which counts as a draw itself; one per column."""
    return np.asarray((statistics >= statistics[0] - SLACK * (1 + np.abs(statistics[0]))).mean(axis=0))


def step_down(statistics: Floats) -> Floats:
    """Westfall-Young adjusted p-values: they hold for all columns together, however the columns hang together."""
    order = np.argsort(-statistics[0], kind="stable")
    adjusted = np.empty(len(order))
    highest = np.full(len(statistics), -np.inf)
    for column in order[::-1]:
        highest = np.maximum(highest, statistics[:, column])
        adjusted[column] = (highest >= statistics[0, column] - SLACK * (1 + abs(statistics[0, column]))).mean()
    adjusted[order] = np.maximum.accumulate(adjusted[order])
    return adjusted
