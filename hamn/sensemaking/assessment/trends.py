"""Three waves or more: does a group go one way? Page's test for linked persons, Jonckheere and Terpstra's for the rest."""

import numpy as np

from hamn.sensemaking.assessment.answers import Floats, Ints, Responses
from hamn.sensemaking.assessment.contrasts import ENOUGH, RISK, holm
from hamn.sensemaking.assessment.permutation import Marks, exceeding, permuted_counts, step_down
from hamn.sensemaking.assessment.results import Trend
from hamn.sensemaking.assessment.samples import Cells
from hamn.sensemaking.assessment.waves import LINKED_AT_LEAST


def trends(responses: Responses, cells: Cells, resamples: int, rng: np.random.Generator) -> list[Trend]:
    """One per axis for every group that answered in three waves or more; p_family holds over groups and axes."""
    waves = {group: _answered_waves(responses, group) for group in range(len(responses.groups))}
    long = [group for group, present in waves.items() if len(present) >= 3]
    found = []
    for group in long:
        persons = _linked_through(responses, group, waves[group])
        if persons is not None:
            z, p, within, n = page(persons, resamples, rng)
        else:
            z, p, within, n = jonckheere(responses, cells, group, waves[group], resamples, rng)
        names = tuple(responses.waves[wave] for wave in waves[group])
        for axis, name in enumerate(responses.axes):
            p_family = min(1.0, float(within[axis]) * len(long))
            found.append(
                Trend(
                    name,
                    responses.groups[group],
                    names,
                    int(n[axis]),
                    "jonckheere" if persons is None else "page",
                    float(z[axis]),
                    float(p[axis]),
                    p_family,
                    "too_few" if p_family > RISK else "rising" if z[axis] > 0 else "falling",
                )
            )
    return found


def page(persons: Ints, resamples: int, rng: np.random.Generator) -> tuple[Floats, Floats, Floats, Ints]:
    """z, p, p within the axes and how many; persons: steps of the same people, shape (persons, waves, axes).

    Whoever misses a wave on an axis is left out of that axis. Source: Page (1963), JASA 58, 216-230.
    """
    from scipy.special import ndtr
    from scipy.stats import rankdata

    whole = np.asarray((persons > 0).all(axis=1))
    waves = persons.shape[1]
    # Doubled, ranks and places are whole numbers: sums are exact in any order.
    ranks = (2 * rankdata(persons, axis=1) - (waves + 1)) * whole[:, None, :]
    place = 2.0 * np.arange(waves) - (waves - 1)
    scale = np.sqrt((place**2).sum() / (waves - 1) * (ranks**2).sum(axis=(0, 1)))
    scale = np.where(scale > 0, scale, np.inf)
    z = np.einsum("w,pwa->a", place, ranks) / scale
    if len(persons) >= ENOUGH:
        p = 2 * ndtr(-np.abs(z))
        return z, p, holm(p), whole.sum(axis=0)
    dealt = rng.permuted(np.broadcast_to(place, (resamples, len(persons), waves)).copy(), axis=2)
    drawn = dealt.reshape(resamples, -1) @ ranks.reshape(-1, ranks.shape[2]) / scale
    both = np.abs(np.vstack([z, drawn]))
    return z, exceeding(both), step_down(both), whole.sum(axis=0)


def jonckheere(
    responses: Responses, cells: Cells, group: int, waves: list[int], resamples: int, rng: np.random.Generator
) -> tuple[Floats, Floats, Floats, Ints]:
    """The same for people who cannot be followed; with ties as in Hollander & Wolfe, section 6.2."""
    from scipy.special import ndtr

    counts = cells.counts[waves, group]
    score, deviation = later_is_higher(counts[None])[0], _deviation(counts)
    z = score / deviation
    n = counts.sum(axis=(0, 2))
    if counts.sum(axis=2).min() >= ENOUGH:
        p = 2 * ndtr(-np.abs(z))
        return z, p, holm(p), n
    rows = np.concatenate([responses.rows(wave, group) for wave in waves])
    labels = np.repeat(np.arange(len(waves)), [len(responses.rows(wave, group)) for wave in waves])
    drawn = permuted_counts(labels, len(waves), cells.samples.marks[rows], resamples, rng)
    both = np.abs(later_is_higher(drawn.reshape(resamples + 1, len(waves), -1, responses.scale))) / deviation
    return z, exceeding(both), step_down(both), n


def later_is_higher(counts: Floats | Ints | Marks) -> Floats:
    """Jonckheere's J minus its expectation; counts: (resamples, waves, axes, steps), earliest wave first."""
    below = np.zeros((len(counts), *counts.shape[2:]))
    score = np.zeros((len(counts), counts.shape[2]))
    for wave in range(counts.shape[1]):
        now = np.asarray(counts[:, wave], dtype=np.float64)
        placed = np.cumsum(below, axis=-1) - below / 2 - below.sum(axis=-1, keepdims=True) / 2
        score += (now * placed).sum(axis=-1)
        below += now
    return score


def _deviation(counts: Ints) -> Floats:
    """Standard deviation of J when nothing moves; counts: (waves, axes, steps)."""
    size, tied = counts.sum(axis=2).astype(float), counts.sum(axis=0).astype(float)
    n = tied.sum(axis=1)

    def cubic(k: Floats) -> Floats:
        return np.asarray(k * (k - 1) * (2 * k + 5))

    def thirds(k: Floats) -> Floats:
        return np.asarray(k * (k - 1) * (k - 2))

    def twos(k: Floats) -> Floats:
        return np.asarray(k * (k - 1))

    variance = (cubic(n) - cubic(size).sum(axis=0) - cubic(tied).sum(axis=1)) / 72
    variance += thirds(size).sum(axis=0) * thirds(tied).sum(axis=1) / (36 * np.maximum(thirds(n), 1))
    variance += twos(size).sum(axis=0) * twos(tied).sum(axis=1) / (8 * np.maximum(twos(n), 1))
    return np.sqrt(np.where(variance > 1e-9, variance, np.inf))


def _answered_waves(responses: Responses, group: int) -> list[int]:
    return [wave for wave in range(len(responses.waves)) if len(responses.rows(wave, group))]


def _linked_through(responses: Responses, group: int, waves: list[int]) -> Ints | None:
    """Steps of those who can be followed through all of the waves, if they are enough to stand for the rest."""
    rows = [responses.rows(wave, group) for wave in waves]
    linked = [{int(responses.link[row]): row for row in some if responses.link[row] >= 0} for some in rows]
    same = set.intersection(*(set(some) for some in linked))
    if len(same) < max(LINKED_AT_LEAST, min(len(some) for some in rows) / 2):
        return None
    persons = np.array([[responses.steps[some[link]] for some in linked] for link in same])
    flat = persons.reshape(len(persons), -1)
    return persons[np.lexsort(flat.T[::-1])]
