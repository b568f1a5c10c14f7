"""Has it moved between two waves? Linked persons against themselves, everybody else as groups of a fixed mix."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hamn.sensemaking.assessment.answers import Floats, Ints, Responses
from hamn.sensemaking.assessment.contrasts import ENOUGH, contrast, holm, verdict_of
from hamn.sensemaking.assessment.levels import FEW, Beliefs, believe, quantiles
from hamn.sensemaking.assessment.permutation import exceeding, permuted_counts, step_down
from hamn.sensemaking.assessment.results import Change, Contrast
from hamn.sensemaking.assessment.samples import Cells

# So many of the same persons, and half of the smaller wave, are needed before the rest is left out.
LINKED_AT_LEAST = 5
# Tosses for everybody at once, to bound memory.
TOSSES = 500


def steps_between(waves: int) -> list[tuple[int, int]]:
    """Each wave to the next, and the first to the last."""
    near = list(pairwise(range(waves)))
    return near if waves < 3 else [*near, (0, waves - 1)]


def changes(responses: Responses, cells: Cells, resamples: int, rng: np.random.Generator) -> list[Change]:
    """Per step between waves: every group for itself, then all groups together with their mix held fixed."""
    between = steps_between(len(responses.waves))
    found = []
    places = [
        (earlier, later, group)
        for earlier, later in between
        for group in [*range(len(responses.groups)), None]
        if all(len(responses.rows(wave, group)) for wave in (earlier, later))
        and (group is not None or len(_in_both(responses, earlier, later)) > 1)
    ]
    for earlier, later, group in places:
        linked = _linked(responses, earlier, later, group)
        if linked is not None:
            contrasts = linked_contrasts(
                responses.steps[linked[0]], responses.steps[linked[1]], responses.scale, len(places), resamples, rng
            )
        elif group is not None:
            contrasts = contrast(
                cells.samples,
                cells.of(later, group),
                cells.of(earlier, group),
                len(places),
                resamples,
                rng,
                cells.described(later, group) and cells.described(earlier, group),
            )
        else:
            contrasts = standardised(responses, cells, earlier, later, len(places), resamples, rng)
        inside = [group] if group is not None else _in_both(responses, earlier, later)
        found += [
            Change(
                axis,
                None if group is None else responses.groups[group],
                tuple(responses.groups[g] for g in inside),
                responses.waves[earlier],
                responses.waves[later],
                linked is not None,
                result,
            )
            for axis, result in zip(responses.axes, contrasts, strict=True)
        ]
    return found


def linked_contrasts(
    before: Ints, after: Ints, scale: int, family: int, resamples: int, rng: np.random.Generator
) -> list[Contrast]:
    """The same persons twice, shape (persons, axes) each: sign flips of whole persons keep how their axes hang together.

    Source: Wilcoxon (1945) with zeros as Pratt (1959) ranks them; matched-pairs rank biserial: Kerby (2014).
    """
    both = (before > 0) & (after > 0)
    moved = np.where(both, after - before, 0)
    signed = signed_ranks(moved, both)
    z = np.abs(_flipped(signed, resamples, rng)) / np.maximum(np.sqrt((signed**2).sum(axis=0)), 1)
    p, p_family = exceeding(z), np.minimum(1, family * step_down(z))
    counts = np.array(
        [np.bincount(moved[both[:, a], a] + scale - 1, minlength=2 * scale - 1) for a in range(both.shape[1])]
    )
    beliefs = believe(counts, resamples, rng)
    low = quantiles(beliefs.lowest(), (0.025, 0.05)) - scale
    high = quantiles(beliefs.highest(), (0.95, 0.975)) - scale
    total = np.abs(signed).sum(axis=0)
    biserial = np.divide(signed.sum(axis=0), total, out=np.zeros(len(total)), where=total > 0)
    n = both.sum(axis=0)
    records = []
    for a in range(len(n)):
        if not n[a]:
            records.append(Contrast(0, 0, "permuted", "too_few", True))
            continue
        ends = (float(low[a, 0]), float(high[a, 1])), (float(low[a, 1]), float(high[a, 0]))
        records.append(
            Contrast(
                int(n[a]),
                int(n[a]),
                "permuted",
                verdict_of(p_family[a], *ends),
                bool(n[a] < FEW),
                float(moved[both[:, a], a].mean()),
                *ends[0],
                *ends[1],
                float(biserial[a]),
                None,
                None,
                float(p[a]),
                float(p_family[a]),
            )
        )
    return records


def _flipped(signed: Floats, resamples: int, rng: np.random.Generator) -> Floats:
    """Sums of signed ranks as they are (first) and when each person's direction is a toss; shape (1 + resamples, axes)."""
    sums = [signed.sum(axis=0)[None]]
    for start in range(0, resamples, TOSSES):
        tosses = rng.integers(0, 2, size=(min(TOSSES, resamples - start), len(signed)), dtype=np.int8) * 2.0 - 1
        # Doubled ranks are whole numbers, so that their sums are exact.
        sums.append(tosses @ (2 * signed) / 2)
    return np.concatenate(sums)


def signed_ranks(moved: Ints, both: NDArray[np.bool_]) -> Floats:
    """Ranks of how far each person moved, zeros ranked too but without a sign; per axis."""
    from scipy.stats import rankdata

    ranks = np.zeros(moved.shape)
    for axis in range(moved.shape[1]):
        ranks[both[:, axis], axis] = rankdata(np.abs(moved[both[:, axis], axis]))
    return ranks * np.sign(moved)


def standardised(
    responses: Responses, cells: Cells, earlier: int, later: int, family: int, resamples: int, rng: np.random.Generator
) -> list[Contrast]:
    """All groups together, each with the same weight in both waves, so that who came does not look like a movement."""
    counts = cells.counts[[earlier, later]]
    sizes = counts.sum(axis=3)
    inside = (sizes > 0).all(axis=0)
    weights = np.where(inside, sizes.sum(axis=0), 0.0)
    weights = weights / np.maximum(weights.sum(axis=0), 1)
    low, high = (
        _weighted(cells, weights, *pair, kind) for pair, kind in (((later, earlier), -1), ((later, earlier), 1))
    )
    difference = _difference(counts, weights)
    smallest = sizes[:, inside].min() if inside.any() else 0
    permuted = bool(0 < smallest < ENOUGH)
    if permuted:
        drawn = _dealt(responses, cells, earlier, later, weights, resamples, rng)
        scale = np.maximum(np.sqrt(_squared_error(counts, weights)), 1e-9)
        z = np.abs(np.vstack([difference, drawn])) / scale
        p, within = exceeding(z), step_down(z)
    else:
        p, within = _by_normal(difference, _squared_error(counts, weights))
    p_family = np.minimum(1, family * within)
    lows, highs = quantiles(low, (0.025, 0.05)), quantiles(high, (0.95, 0.975))
    n = np.where(inside, sizes, 0).sum(axis=1)
    return [
        Contrast(
            int(n[1, a]),
            int(n[0, a]),
            "permuted" if permuted else "t",
            verdict_of(p_family[a], (lows[a, 0], highs[a, 1]), (lows[a, 1], highs[a, 0])),
            bool(n[:, a].min() < FEW),
            float(difference[a]),
            float(lows[a, 0]),
            float(highs[a, 1]),
            float(lows[a, 1]),
            float(highs[a, 0]),
            None,
            None,
            None,
            float(p[a]),
            float(p_family[a]),
        )
        if n[:, a].min()
        else Contrast(int(n[1, a]), int(n[0, a]), "t", "too_few", True)
        for a in range(len(responses.axes))
    ]


def _in_both(responses: Responses, earlier: int, later: int) -> list[int]:
    return [
        g for g in range(len(responses.groups)) if len(responses.rows(earlier, g)) and len(responses.rows(later, g))
    ]


def _linked(responses: Responses, earlier: int, later: int, group: int | None) -> tuple[Ints, Ints] | None:
    """Rows of the persons who are in both waves, and in the same group, if they are enough to stand for the rest."""
    before, after = responses.pairs(earlier, later)
    stayed = responses.group[before] == responses.group[after]
    if group is not None:
        stayed &= responses.group[before] == group
    smaller = min(len(responses.rows(wave, group)) for wave in (earlier, later))
    if stayed.sum() < max(LINKED_AT_LEAST, smaller / 2):
        return None
    return before[stayed], after[stayed]


def _difference(counts: Floats | Ints, weights: Floats) -> Floats:
    """counts: (2, groups, axes, steps), earlier first."""
    steps = np.arange(1, counts.shape[-1] + 1)
    level = (counts @ steps) / np.maximum(counts.sum(axis=-1), 1)
    return np.asarray((weights * (level[1] - level[0])).sum(axis=0))


def _squared_error(counts: Ints, weights: Floats) -> Floats:
    """Of the weighted difference, with the two waves of a group taken together as they are when nothing has moved."""
    together = counts.sum(axis=0)
    n = np.maximum(together.sum(axis=-1), 1)
    steps = np.arange(1, counts.shape[-1] + 1)
    variance = (together @ steps**2) / n - ((together @ steps) / n) ** 2
    variance = variance * n / np.maximum(n - 1, 1)
    sizes = np.maximum(counts.sum(axis=-1), 1)
    return np.asarray((weights**2 * variance * (1 / sizes[0] + 1 / sizes[1])).sum(axis=0))


def _by_normal(difference: Floats, squared_error: Floats) -> tuple[Floats, Floats]:
    from scipy.special import ndtr

    z = np.abs(difference) / np.sqrt(np.where(squared_error > 0, squared_error, np.inf))
    p = 2 * ndtr(-z)
    return p, holm(p)


def _dealt(
    responses: Responses,
    cells: Cells,
    earlier: int,
    later: int,
    weights: Floats,
    resamples: int,
    rng: np.random.Generator,
) -> Floats:
    """The weighted difference when each group's answers are dealt out anew between its two waves; (resamples, axes)."""
    total = np.zeros((resamples, len(responses.axes)))
    steps = np.arange(1, responses.scale + 1)
    for group in _in_both(responses, earlier, later):
        rows = np.concatenate([responses.rows(earlier, group), responses.rows(later, group)])
        labels = (responses.wave[rows] == later).astype(np.int64)
        counts = permuted_counts(labels, 2, cells.samples.marks[rows], resamples, rng)[1:]
        counts = counts.reshape(resamples, 2, -1, responses.scale)
        level = (counts @ steps) / np.maximum(counts.sum(axis=-1), 1)
        total += weights[group] * (level[:, 1] - level[:, 0])
    return total


def _weighted(cells: Cells, weights: Floats, later: int, earlier: int, end: int) -> NDArray[np.float32]:
    """Draws of the weighted difference at its lower (-1) or upper (1) end; shape (axes, draws)."""
    beliefs: Beliefs = cells.samples.beliefs
    total = np.zeros((weights.shape[1], beliefs.unseen.shape[1]), dtype=np.float32)
    for group in np.flatnonzero(weights.any(axis=1)):
        after, before = (cells.samples.cells(cells.of(wave, int(group))) for wave in (later, earlier))
        up, down = (
            (beliefs.lowest(after), beliefs.highest(before))
            if end < 0
            else (beliefs.highest(after), beliefs.lowest(before))
        )
        total += weights[group][:, None].astype(np.float32) * (up - down)
    return total
