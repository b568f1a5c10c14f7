"""Every cell of a report as a sample: one per wave and group, over all axes."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from hamn.sensemaking.assessment.answers import Ints, Responses
from hamn.sensemaking.assessment.contrasts import Samples
from hamn.sensemaking.assessment.levels import believe

# A group where everybody answered, in every wave or in one: "Ledningsgruppen", or ("Ledningsgruppen", "2021").
Everyone = Collection[str | tuple[str, str]]


@dataclass(frozen=True, eq=False)
class Cells:
    """counts: shape (waves, groups, axes, scale). everyone: (wave, group) by index, where every member has answered."""

    counts: Ints
    samples: Samples
    everyone: frozenset[tuple[int, int]]

    def of(self, wave: int, group: int) -> int:
        """Which sample is this group in this wave?"""
        return wave * int(self.counts.shape[1]) + group

    def described(self, wave: int, *groups: int) -> bool:
        return all((wave, group) in self.everyone for group in groups)


def cells(responses: Responses, everyone: Everyone, draws: int, rng: np.random.Generator) -> Cells:
    counts = responses.counts()
    waves, groups, axes, scale = counts.shape
    beliefs = believe(counts.reshape(-1, scale), draws, rng)
    rows = [responses.rows(wave, group) for wave in range(waves) for group in range(groups)]
    samples = Samples(responses.marks(), rows, counts.reshape(waves * groups, axes, scale), beliefs)
    return Cells(counts, samples, _places(responses, everyone))


def _places(responses: Responses, everyone: Everyone) -> frozenset[tuple[int, int]]:
    named = {
        (wave, group): (responses.groups[group], responses.waves[wave])
        for wave in range(len(responses.waves))
        for group in range(len(responses.groups))
    }
    known = {*responses.groups, *named.values()}
    if unknown := [name for name in everyone if name not in known]:
        raise ValueError(f"Everyone has answered in {unknown[0]}, but there is no such group.")
    return frozenset(place for place, name in named.items() if name in everyone or name[0] in everyone)
