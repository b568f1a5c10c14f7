"""Two sets of answers against each other: how far apart, how surely, and whether they are surely near each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hamn.sensemaking.assessment.answers import Floats, Ints
from hamn.sensemaking.assessment.levels import FEW, Beliefs, means, quantiles
from hamn.sensemaking.assessment.permutation import Marks, exceeding, permuted_counts, step_down
from hamn.sensemaking.assessment.results import Contrast, Verdict

# Half a step apart, at most, is alike.
ALIKE = 0.5
RISK = 0.05
# From this many answers on each side, Brunner and Munzel's t is good enough; under it, the labels are permuted.
ENOUGH = 20


@dataclass(frozen=True, eq=False)
class Samples:
    """Sets of answers over the same axes. rows: of the marks, per sample; counts: (samples, axes, scale)."""

    marks: Marks
    rows: Sequence[Ints]
    counts: Ints
    beliefs: Beliefs

    def cells(self, sample: int) -> slice:
        axes = self.counts.shape[1]
        return slice(sample * axes, (sample + 1) * axes)


def contrast(
    samples: Samples,
    first: int,
    second: int,
    family: int,
    resamples: int,
    rng: np.random.Generator,
    described: bool = False,
) -> list[Contrast]:
    """One contrast per axis. family: how many such contrasts are made in all; p_family is adjusted for all of their axes."""
    sizes = samples.counts[[first, second]].sum(axis=2)
    usable = sizes.min(axis=0) > 0
    permuted = bool(usable.any() and sizes[:, usable].min() < ENOUGH)
    p, within = np.ones((2, len(usable)))
    if usable.any() and not described:
        test = _permuted if permuted else _by_t
        p, within = test(samples, first, second, usable, resamples, rng)
    figures = _figures(samples, first, second)
    if described:
        return [_described(sizes[:, axis], figures[axis]) for axis in range(len(usable))]
    return judged(sizes, "permuted" if permuted else "t", figures, p, np.minimum(1, family * within))


def judged(
    sizes: Ints, method: Literal["permuted", "t"], figures: Floats, p: Floats, p_family: Floats
) -> list[Contrast]:
    """One contrast per axis, with its verdict.

    sizes: (2, axes). figures: (axes, 8), difference, its 95 and 90 % intervals, superiority and its interval, or nan.
    """
    return [
        _judged(sizes[:, axis], method, figures[axis], float(p[axis]), float(p_family[axis])) for axis in range(len(p))
    ]


def brunner_munzel(first: Marks | Ints, second: Marks | Ints) -> tuple[Floats, Floats, Floats]:
    """t, its degrees of freedom and the probability of superiority of the first, from counts of shape (..., steps).

    t > 0 where the first lies higher. Source: Brunner & Munzel (2000), Biometrical Journal 42, 17-25.
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    n_a, n_b = np.maximum(a.sum(axis=-1), 1), np.maximum(b.sum(axis=-1), 1)
    place_a = (np.cumsum(b, axis=-1) - b / 2) / n_b[..., None]
    place_b = (np.cumsum(a, axis=-1) - a / 2) / n_a[..., None]
    superiority = (a * place_a).sum(axis=-1) / n_a
    v_a = _variance(a, place_a, superiority, n_a) / n_a
    v_b = _variance(b, place_b, 1 - superiority, n_b) / n_b
    # Fully apart, the spread of placements is zero: half of the smallest possible change stands in for it.
    least = (0.5 / (n_a * n_b)) ** 2
    t = (superiority - 0.5) / np.sqrt(np.maximum(v_a + v_b, least))
    below = v_a**2 / np.maximum(n_a - 1, 1) + v_b**2 / np.maximum(n_b - 1, 1)
    df = np.where(below > 0, (v_a + v_b) ** 2 / np.where(below > 0, below, 1), np.maximum(n_a + n_b - 2, 1))
    return t, df, superiority


def holm(p: Floats) -> Floats:
    """Adjusted for as many as there are, however they hang together. Source: Holm (1979)."""
    order = np.argsort(p, kind="stable")
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(1, np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)))
    return adjusted


def verdict_of(p_family: float, interval: tuple[float, float], interval_90: tuple[float, float]) -> Verdict:
    """Alike needs its own proof; differ needs the test and an interval that agrees with it; otherwise we are too few."""
    if interval_90[0] > -ALIKE and interval_90[1] < ALIKE:
        return "alike"
    if p_family <= RISK and (interval[0] > 0 or interval[1] < 0):
        return "differ"
    return "too_few"


def _variance(counts: Floats, placement: Floats, mean: Floats, n: Floats) -> Floats:
    return np.asarray((counts * (placement - mean[..., None]) ** 2).sum(axis=-1) / np.maximum(n - 1, 1))


def _permuted(
    samples: Samples, first: int, second: int, usable: NDArray[np.bool_], resamples: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    # Only these two are dealt out anew: that the other groups differ says nothing about whether these do.
    rows = np.concatenate([samples.rows[first], samples.rows[second]])
    labels = np.repeat([0, 1], [len(samples.rows[first]), len(samples.rows[second])])
    shape = (resamples + 1, 2, *samples.counts.shape[1:])
    counts = permuted_counts(labels, 2, samples.marks[rows], resamples, rng).reshape(shape)
    t = np.abs(brunner_munzel(counts[:, 0], counts[:, 1])[0])
    t[:, ~usable] = 0
    return exceeding(t), step_down(t)


def _by_t(
    samples: Samples, first: int, second: int, usable: NDArray[np.bool_], resamples: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    from scipy.special import stdtr

    t, df, _ = brunner_munzel(samples.counts[first], samples.counts[second])
    p = np.where(usable, 2 * stdtr(df, -np.abs(t)), 1.0)
    within = np.ones(len(p))
    within[usable] = holm(p[usable])
    return p, within


def _figures(samples: Samples, first: int, second: int) -> Floats:
    """Per axis: difference, its 95 % and 90 % intervals, superiority and its interval."""
    one, other = samples.cells(first), samples.cells(second)
    beliefs = samples.beliefs
    lows = beliefs.lowest(one) - beliefs.highest(other)
    highs = beliefs.highest(one) - beliefs.lowest(other)
    low, high = quantiles(lows, (0.025, 0.05)), quantiles(highs, (0.975, 0.95))
    plain = means(samples.counts[first]) - means(samples.counts[second])
    delta = 2 * brunner_munzel(samples.counts[first], samples.counts[second])[2] - 1
    least, most = beliefs.superiority(one, other)
    ends = np.column_stack([quantiles(least, (0.025,)), quantiles(most, (0.975,))])
    return np.column_stack([plain, low[:, 0], high[:, 0], low[:, 1], high[:, 1], delta, ends])


def _judged(sizes: Ints, method: Literal["permuted", "t"], figures: Floats, p: float, p_family: float) -> Contrast:
    n_first, n_second = (int(size) for size in sizes)
    if not min(n_first, n_second):
        return Contrast(n_first, n_second, method, "too_few", approximate=True)
    difference, low, high, low_90, high_90, *superiority = (None if np.isnan(one) else float(one) for one in figures)
    verdict = verdict_of(p_family, (figures[1], figures[2]), (figures[3], figures[4]))
    approximate = min(n_first, n_second) < FEW
    ends = (difference, low, high, low_90, high_90)
    delta, delta_low, delta_high = superiority
    return Contrast(n_first, n_second, method, verdict, approximate, *ends, delta, delta_low, delta_high, p, p_family)


def _described(sizes: Ints, figures: Floats) -> Contrast:
    n_first, n_second = (int(size) for size in sizes)
    if not min(n_first, n_second):
        return Contrast(n_first, n_second, "t", "too_few", approximate=True)
    apart, delta = float(figures[0]), float(figures[5])
    return Contrast(n_first, n_second, "t", "described", False, difference=apart, superiority=delta)
