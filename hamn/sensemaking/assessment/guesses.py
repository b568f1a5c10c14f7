"""What one group believed that another would answer, against what that group did answer."""

from dataclasses import dataclass

import numpy as np

from hamn.sensemaking.assessment.answers import Ints, Responses
from hamn.sensemaking.assessment.contrasts import Samples, contrast
from hamn.sensemaking.assessment.levels import believe
from hamn.sensemaking.assessment.results import GuessGap


@dataclass(frozen=True, eq=False)
class Guesses:
    """Guesses over the same axes, groups, waves and scale as the responses they belong to.

    steps: shape (guesses, axes), as in `Responses`. by, about, wave: whose guess, about which group, when; indices.
    """

    steps: Ints
    by: Ints
    about: Ints
    wave: Ints

    def digest(self) -> str:
        """What was guessed, in an order of its own, for the hash of a report's input."""
        order = np.lexsort((*self.steps.T[::-1], self.about, self.by, self.wave))
        table = np.column_stack([self.wave, self.by, self.about, self.steps])[order]
        return repr(table.tolist())


def guess_gaps(responses: Responses, guesses: Guesses, resamples: int, rng: np.random.Generator) -> list[GuessGap]:
    """One per axis for each group that guessed about another in a wave; p_family holds over all of them.

    Whoever guesses about their own group stands on both sides and is left out: answers and guesses must be different people's.
    """
    _check(responses, guesses)
    found = sorted(
        {
            (int(wave), int(by), int(about))
            for wave, by, about in zip(guesses.wave, guesses.by, guesses.about, strict=True)
            if by != about and len(responses.rows(int(wave), int(about)))
        }
    )
    samples = _samples(responses, guesses, found, resamples, rng)
    results = []
    for place, (wave, by, about) in enumerate(found):
        contrasts = contrast(samples, 2 * place, 2 * place + 1, len(found), resamples, rng)
        results += [
            GuessGap(axis, responses.waves[wave], responses.groups[by], responses.groups[about], one)
            for axis, one in zip(responses.axes, contrasts, strict=True)
        ]
    return results


def _check(responses: Responses, guesses: Guesses) -> None:
    if guesses.steps.ndim != 2 or guesses.steps.shape[1] != len(responses.axes):
        raise ValueError(f"Guesses must cover the same {len(responses.axes)} axes as the answers.")
    if guesses.steps.size and not (guesses.steps.min() >= -1 and guesses.steps.max() <= responses.scale):
        raise ValueError(f"A guessed step is -1, 0 or 1 to {responses.scale}.")
    for index, names in (
        (guesses.by, responses.groups),
        (guesses.about, responses.groups),
        (guesses.wave, responses.waves),
    ):
        if len(index) != len(guesses.steps) or not np.isin(index, np.arange(len(names))).all():
            raise ValueError(
                "Each guess needs a known group that guesses, a known group it is about, and a known wave."
            )


def _samples(
    responses: Responses, guesses: Guesses, found: list[tuple[int, int, int]], draws: int, rng: np.random.Generator
) -> Samples:
    """Guess and answer by turns: the marks of answers first, those of guesses after them."""
    marks = guesses.steps[:, :, None] == np.arange(1, responses.scale + 1)
    marks = np.vstack(
        [responses.marks(), marks.reshape(len(marks), len(responses.axes) * responses.scale).astype(np.float32)]
    )
    rows = []
    for wave, by, about in found:
        mine = np.flatnonzero((guesses.wave == wave) & (guesses.by == by) & (guesses.about == about))
        mine = mine[np.lexsort(guesses.steps[mine].T[::-1])]
        rows += [responses.people + mine, responses.rows(wave, about)]
    shape = (len(rows), len(responses.axes), responses.scale)
    counts = np.array([marks[some].sum(axis=0) for some in rows]).astype(np.int64).reshape(shape)
    return Samples(marks, rows, counts, believe(counts.reshape(-1, responses.scale), draws, rng))
