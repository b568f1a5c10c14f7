"""The same persons in two waves, each against themselves."""

import numpy as np
from numpy.typing import NDArray

from hamn.sensemaking.assessment.answers import Floats, Ints
from hamn.sensemaking.assessment.contrasts import judged
from hamn.sensemaking.assessment.levels import believe, quantiles
from hamn.sensemaking.assessment.permutation import exceeding, step_down
from hamn.sensemaking.assessment.results import Contrast

# Tosses for everybody at once, to bound memory.
TOSSES = 500


def linked_contrasts(
    before: Ints, after: Ints, scale: int, family: int, resamples: int, rng: np.random.Generator
) -> list[Contrast]:
    """Steps of the same persons, shape (persons, axes) each: whole persons are flipped, which keeps how axes hang together.

    Source: Wilcoxon (1945) with zeros as Pratt (1959) ranks them; matched-pairs rank biserial: Kerby (2014).
    """
    both = (before > 0) & (after > 0)
    moved = np.where(both, after - before, 0)
    signed = signed_ranks(moved, both)
    z = np.abs(_flipped(signed, resamples, rng)) / np.maximum(np.sqrt((signed**2).sum(axis=0)), 1)
    n = both.sum(axis=0)
    total = np.abs(signed).sum(axis=0)
    biserial = signed.sum(axis=0) / np.where(total > 0, total, 1)
    difference = moved.sum(axis=0) / np.maximum(n, 1)
    none = np.full(len(n), np.nan)
    ends = _intervals(moved, both, scale, resamples, rng)
    figures = np.column_stack([difference, *ends, biserial, none, none])
    return judged(np.stack([n, n]), "permuted", figures, exceeding(z), np.minimum(1, family * step_down(z)))


def signed_ranks(moved: Ints, both: NDArray[np.bool_]) -> Floats:
    """Ranks of how far each person moved, zeros ranked too but without a sign; per axis."""
    from scipy.stats import rankdata

    ranks = np.zeros(moved.shape)
    for axis in range(moved.shape[1]):
        ranks[both[:, axis], axis] = rankdata(np.abs(moved[both[:, axis], axis]))
    return ranks * np.sign(moved)


def _intervals(moved: Ints, both: NDArray[np.bool_], scale: int, draws: int, rng: np.random.Generator) -> Floats:
    """Low and high end at 95 %, then at 90 %; shape (4, axes). One more person may have moved from end to end."""
    columns = [moved[both[:, axis], axis] + scale - 1 for axis in range(both.shape[1])]
    beliefs = believe(np.array([np.bincount(column, minlength=2 * scale - 1) for column in columns]), draws, rng)
    low = quantiles(beliefs.lowest(), (0.025, 0.05)) - scale
    high = quantiles(beliefs.highest(), (0.975, 0.95)) - scale
    return np.stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]])


def _flipped(signed: Floats, resamples: int, rng: np.random.Generator) -> Floats:
    """Sums of signed ranks as they are (first) and when each person's direction is a toss; shape (1 + resamples, axes)."""
    sums = [signed.sum(axis=0)[None]]
    for start in range(0, resamples, TOSSES):
        tosses = rng.integers(0, 2, size=(min(TOSSES, resamples - start), len(signed)), dtype=np.int8) * 2.0 - 1
        # Doubled ranks are whole numbers, so that their sums are exact.
        sums.append(tosses @ (2 * signed) / 2)
    return np.concatenate(sums)
