"""Did the gap between two groups close from one wave to a later one?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from hamn.sensemaking.assessment.answers import Floats, Ints, Responses
from hamn.sensemaking.assessment.contrasts import ALIKE, ENOUGH, RISK, holm
from hamn.sensemaking.assessment.permutation import Marks, exceeding, permuted_counts, step_down
from hamn.sensemaking.assessment.results import GapChange
from hamn.sensemaking.assessment.samples import Cells
from hamn.sensemaking.assessment.waves import LINKED_AT_LEAST, linked_rows, steps_between


def gap_changes(responses: Responses, cells: Cells, resamples: int, rng: np.random.Generator) -> list[GapChange]:
    """Every pair of groups, axis and step between waves; p_family holds over all of them.

    Which pair is looked at is never chosen by how wide its gap was: the widest of many shrinks by chance alone.
    """
    found: list[GapChange] = []
    asked = [
        (earlier, later, first, second)
        for earlier, later in steps_between(len(responses.waves))
        for first, second in combinations(range(len(responses.groups)), 2)
        if _usable(cells, earlier, later, first, second).any()
    ]
    dealt: dict[tuple[int, int, int], tuple[Floats, Ints | None]] = {}
    for earlier, later, first, second in asked:
        for group in (first, second):
            if (earlier, later, group) not in dealt:
                dealt[earlier, later, group] = _moves(responses, cells, earlier, later, group, resamples, rng)
        (one, one_known), (other, other_known) = dealt[earlier, later, first], dealt[earlier, later, second]
        usable = _usable(cells, earlier, later, first, second)
        p, within = _test(one, other, usable, _small(cells, earlier, later, first, second, usable))
        level = _levels(cells, earlier, later, first) - _levels(cells, earlier, later, second)
        half_widths = _half_widths(one[0], other[0])
        for axis in np.flatnonzero(usable):
            before, after = (float(gap) for gap in level[:, axis])
            place = (
                responses.axes[axis],
                responses.groups[first],
                responses.groups[second],
                responses.waves[earlier],
                responses.waves[later],
            )
            p_family = min(1.0, float(within[axis]) * len(asked))
            known = [None if some is None else int(some[axis]) for some in (one_known, other_known)]
            found.append(_record(place, before, after, half_widths[:, axis], float(p[axis]), p_family, known))
    return found


def _persons(responses: Responses, before: Ints, after: Ints) -> Ints | None:
    both = (responses.steps[before] > 0) & (responses.steps[after] > 0)
    return np.asarray(both.sum(axis=0)) if len(before) else None


def _usable(cells: Cells, earlier: int, later: int, first: int, second: int) -> np.ndarray:
    return np.asarray(cells.counts[[earlier, earlier, later, later], [first, second] * 2].sum(axis=2).min(axis=0) > 1)


def _small(cells: Cells, earlier: int, later: int, first: int, second: int, usable: np.ndarray) -> bool:
    sizes = cells.counts[[earlier, earlier, later, later], [first, second] * 2].sum(axis=2)
    return bool(sizes[:, usable].min() < ENOUGH)


def _levels(cells: Cells, earlier: int, later: int, group: int) -> Floats:
    counts = cells.counts[[earlier, later], group]
    return np.asarray(counts @ np.arange(1, counts.shape[-1] + 1) / np.maximum(counts.sum(axis=-1), 1))


def _moves(
    responses: Responses, cells: Cells, earlier: int, later: int, group: int, resamples: int, rng: np.random.Generator
) -> tuple[Floats, Ints | None]:
    """One group's movement, its squared error and the degrees' part, as it is (first) and when nothing moves.

    Returns: shape (1 + resamples, 3, axes), and how many are followed on each axis; None for two crowds.
    A group with many answers in both waves is drawn from the normal instead.
    """
    pairs = followed(responses, earlier, later, group)
    is_large = cells.counts[[earlier, later], group].sum(axis=2).min() >= ENOUGH
    dealt = _dealt(responses, cells.samples.marks, (earlier, later), group, pairs, 0 if is_large else resamples, rng)
    found, persons = _movement(dealt), _persons(responses, *pairs)
    if not is_large:
        return found, persons
    drawn = np.repeat(found, resamples, axis=0)
    drawn[:, 0] = rng.standard_normal(drawn[:, 0].shape) * np.sqrt(found[:, 1])
    return np.concatenate([found, drawn]), persons


def followed(responses: Responses, earlier: int, later: int, group: int) -> tuple[Ints, Ints]:
    """Rows of those who are in the group in both waves; nobody's where they are too few to stand for the rest, or nearly all.

    Of a rest of one to four, too much could be worked out from an interval that knows who is who.
    """
    found = linked_rows(responses, earlier, later, group)
    rest = [len(responses.rows(wave, group)) - len(found[0]) for wave in (earlier, later)] if found else []
    if found is None or any(0 < some < LINKED_AT_LEAST for some in rest):
        none = np.zeros(0, dtype=np.int64)
        return none, none
    return found


@dataclass(frozen=True, eq=False)
class _Dealt:
    """A group's two waves as counts, as they are (first) and dealt out anew; shape (draws, 2, axes, steps), earlier first.

    paired: of these, whoever answered the axis in both. products: sum over them of earlier times later step, per axis.
    """

    whole: Floats
    paired: Floats
    products: Floats


def _dealt(
    responses: Responses,
    marks: Marks,
    waves: tuple[int, int],
    group: int,
    pairs: tuple[Ints, Ints],
    resamples: int,
    rng: np.random.Generator,
) -> _Dealt:
    """Whoever is followed may change their two answers' places; the others' waves are dealt out among them."""
    shape = (resamples + 1, 2, len(responses.axes), responses.scale)
    rest = [np.setdiff1d(responses.rows(wave, group), own) for wave, own in zip(waves, pairs, strict=True)]
    rows, labels = np.concatenate(rest), np.repeat([0, 1], [len(some) for some in rest])
    whole = np.zeros(shape)
    if len(rows):
        whole += permuted_counts(labels, 2, marks[rows], resamples, rng).reshape(shape)
    before, after = (responses.steps[own] for own in pairs)
    both = (before > 0) & (after > 0)
    tosses = rng.integers(0, 2, size=(resamples + 1, len(both)), dtype=np.int8).astype(np.float32)
    tosses[0] = 0
    asked = np.repeat(both, responses.scale, axis=1)
    whole += _changed_places(marks[pairs[0]], marks[pairs[1]], tosses).reshape(shape)
    paired = _changed_places(marks[pairs[0]] * asked, marks[pairs[1]] * asked, tosses).reshape(shape)
    return _Dealt(whole, paired, (before * after * both).sum(axis=0))


def _changed_places(before: Marks, after: Marks, tosses: Marks) -> Floats:
    """Sums of both waves where each person's answers change places if their toss is one; shape (draws, 2, columns)."""
    first = before.sum(axis=0) + tosses @ (after - before)
    return np.stack([first, before.sum(axis=0) + after.sum(axis=0) - first], axis=1).astype(np.float64)


def _movement(dealt: _Dealt) -> Floats:
    """Returns: (draws, 3, axes). The error of two samples that share some persons, as in Derrick, Toher & White (2017).

    One more person, evenly spread over the scale, keeps a unanimous cell from looking certain; one more pair, those who
    all moved alike.
    """
    sizes = dealt.whole.sum(axis=-1)
    steps = np.arange(1, dealt.whole.shape[-1] + 1, dtype=np.float64)
    # What one more step in one answer adds to the difference between the waves.
    weight = np.array([-1.0, 1.0])[:, None] / np.maximum(sizes, 1)
    rest = dealt.whole - dealt.paired
    alone = rest.sum(axis=-1)
    padded = (rest + 1 / len(steps)) / (alone + 1)[..., None]
    errors = alone * (padded @ steps**2 - (padded @ steps) ** 2) * weight**2
    error, degrees = errors.sum(axis=1), (errors**2 / np.maximum(alone - 1, 1)).sum(axis=1)
    together = dealt.paired[:, 0].sum(axis=-1)
    if together.any():
        middle, square = steps.mean(), (steps**2).mean()
        mean = ((dealt.paired @ steps + middle) * weight).sum(axis=1) / (together + 1)
        squares = ((dealt.paired @ steps**2 + square) * weight**2).sum(axis=1)
        squares += 2 * (dealt.products + middle**2) * weight.prod(axis=1)
        own = together * (squares / (together + 1) - mean**2)
        error, degrees = error + own, degrees + own**2 / np.maximum(together - 1, 1)
    return np.stack([((dealt.whole @ steps) * weight).sum(axis=1), error, degrees], axis=1)


def _test(first: Floats, second: Floats, usable: np.ndarray, permuted: bool) -> tuple[Floats, Floats]:
    """p, and p within the axes: Welch (1947) over four cells, each group's waves dealt out anew where a cell is small."""
    from scipy.special import stdtr

    error = first[:, 1] + second[:, 1]
    t = np.where(usable, np.abs(first[:, 0] - second[:, 0]) / np.sqrt(error), 0)
    if permuted:
        return exceeding(t), step_down(t)
    p = 2 * stdtr(error[0] ** 2 / (first[0, 2] + second[0, 2]), -t[0])
    within = np.ones(len(p))
    within[usable] = holm(p[usable])
    return p, within


def _half_widths(first: Floats, second: Floats) -> Floats:
    """Half of the 95 and the 90 % interval; shape (2, axes)."""
    from scipy.special import stdtrit

    error = first[1] + second[1]
    return np.asarray(stdtrit(error**2 / (first[2] + second[2]), np.array([[0.975], [0.95]])) * np.sqrt(error))


def _record(
    place: tuple[str, str, str, str, str],
    before: float,
    after: float,
    half_widths: Floats,
    p: float,
    p_family: float,
    known: Sequence[int | None],
) -> GapChange:
    way = -1.0 if before < 0 else 1.0
    before, after = way * before, way * after
    change = after - before
    half, half_90 = (float(width) for width in half_widths)
    verdict: Literal["closing", "widening", "unchanged", "too_few"] = "too_few"
    if abs(change) + half_90 < ALIKE:
        verdict = "unchanged"
    elif p_family <= RISK and abs(change) > half:
        # A gap that turned around and is as wide the other way has not closed.
        verdict = "closing" if abs(after) < abs(before) else "widening"
    return GapChange(*place, before, after, change, change - half, change + half, p, p_family, verdict, *known)
