"""Has it moved between two waves? Linked persons against themselves, everybody else as groups of a fixed mix."""

from itertools import pairwise

import numpy as np

from hamn.sensemaking.assessment.answers import Ints, Responses
from hamn.sensemaking.assessment.contrasts import contrast
from hamn.sensemaking.assessment.linked import linked_contrasts
from hamn.sensemaking.assessment.mix import standardised
from hamn.sensemaking.assessment.results import Change, Contrast
from hamn.sensemaking.assessment.samples import Cells

# So many of the same persons, and half of the smaller wave, are needed before the rest is left out.
LINKED_AT_LEAST = 5


def steps_between(waves: int) -> list[tuple[int, int]]:
    """Each wave to the next, and the first to the last."""
    near = list(pairwise(range(waves)))
    return near if waves < 3 else [*near, (0, waves - 1)]


def changes(responses: Responses, cells: Cells, resamples: int, rng: np.random.Generator) -> list[Change]:
    """Per step between waves: every group for itself, then all groups together with their mix held fixed."""
    places = _places(responses)
    found = []
    for earlier, later, group in places:
        linked, contrasts = _contrasts(responses, cells, earlier, later, group, len(places), resamples, rng)
        name = None if group is None else responses.groups[group]
        inside = _in_both(responses, earlier, later) if group is None else [group]
        groups = tuple(responses.groups[one] for one in inside)
        between = responses.waves[earlier], responses.waves[later]
        found += [
            Change(axis, name, groups, *between, linked, one)
            for axis, one in zip(responses.axes, contrasts, strict=True)
        ]
    return found


def _places(responses: Responses) -> list[tuple[int, int, int | None]]:
    """Earlier wave, later wave, and a group that is in both; None for all of them, where they are two or more."""
    found: list[tuple[int, int, int | None]] = []
    for earlier, later in steps_between(len(responses.waves)):
        inside = _in_both(responses, earlier, later)
        found += [(earlier, later, group) for group in inside]
        if len(inside) > 1:
            found.append((earlier, later, None))
    return found


def _contrasts(
    responses: Responses,
    cells: Cells,
    earlier: int,
    later: int,
    group: int | None,
    family: int,
    resamples: int,
    rng: np.random.Generator,
) -> tuple[bool, list[Contrast]]:
    """Whether persons were followed, and one contrast per axis."""
    described = group is not None and cells.described(later, group) and cells.described(earlier, group)
    followed = None if described else linked_rows(responses, earlier, later, group)
    if followed is not None:
        before, after = (responses.steps[rows] for rows in followed)
        return True, linked_contrasts(before, after, responses.scale, family, resamples, rng)
    if group is None:
        return False, standardised(responses, cells, earlier, later, family, resamples, rng)
    ends = cells.of(later, group), cells.of(earlier, group)
    return False, contrast(cells.samples, *ends, family, resamples, rng, described)


def _in_both(responses: Responses, earlier: int, later: int) -> list[int]:
    return [
        g for g in range(len(responses.groups)) if len(responses.rows(earlier, g)) and len(responses.rows(later, g))
    ]


def linked_rows(responses: Responses, earlier: int, later: int, group: int | None) -> tuple[Ints, Ints] | None:
    """Rows of the persons who are in both waves, and in the same group, if they are enough to stand for the rest."""
    before, after = responses.pairs(earlier, later)
    stayed = responses.group[before] == responses.group[after]
    if group is not None:
        stayed &= responses.group[before] == group
    smaller = min(len(responses.rows(wave, group)) for wave in (earlier, later))
    if stayed.sum() < max(LINKED_AT_LEAST, smaller / 2):
        return None
    return before[stayed], after[stayed]
