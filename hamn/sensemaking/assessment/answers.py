"""The answers of a spaning as arrays: who (by group and wave) chose which step on each axis."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

DONT_KNOW = 0
NOT_ANSWERED = -1
UNLINKED = -1
# Ten steps and "0-10" are the longest scales that anyone has asked us for.
MOST_STEPS = 11
MOST_GROUPS = 100


@dataclass(frozen=True, eq=False)
class Responses:
    """Everything that was answered, one row per person and wave.

    steps: shape (people, axes): 1..scale a step, 0 "don't know", -1 not answered.
    group, wave: index into groups and waves, per person.
    link: the same number in two waves is the same person, by a phrase of their own; -1 for everyone else.
    scale: how many steps the scale has.
    """

    steps: Ints
    group: Ints
    wave: Ints
    axes: tuple[str, ...]
    groups: tuple[str, ...]
    waves: tuple[str, ...]
    scale: int
    link: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", _whole("steps", self.steps).reshape(-1, max(1, len(self.axes))))
        for name in ("group", "wave", "link"):
            object.__setattr__(self, name, _whole(name, getattr(self, name)))
        if not self.link.size:
            object.__setattr__(self, "link", np.full(len(self.steps), UNLINKED))
        self._check()
        order = np.lexsort((*self.steps.T[::-1], self.group, self.wave))
        for name in ("steps", "group", "wave", "link"):
            value = getattr(self, name)[order]
            value.flags.writeable = False
            object.__setattr__(self, name, value)

    @property
    def people(self) -> int:
        return len(self.steps)

    def counts(self) -> Ints:
        """How many chose each step; shape (waves, groups, axes, scale)."""
        found = np.zeros((len(self.waves), len(self.groups), len(self.axes), self.scale), dtype=np.int64)
        row, axis = np.nonzero(self.steps > 0)
        np.add.at(found, (self.wave[row], self.group[row], axis, self.steps[row, axis] - 1), 1)
        return found

    def unsure(self) -> Ints:
        """How many said that they do not know; shape (waves, groups, axes)."""
        found = np.zeros((len(self.waves), len(self.groups), len(self.axes)), dtype=np.int64)
        np.add.at(found, (self.wave, self.group), self.steps == DONT_KNOW)
        return found

    def marks(self) -> NDArray[np.float32]:
        """A one where a person chose a step; shape (people, axes * scale). Sums of these are exact."""
        chosen = self.steps[:, :, None] == np.arange(1, self.scale + 1)
        return np.asarray(chosen.reshape(self.people, len(self.axes) * self.scale), dtype=np.float32)

    def rows(self, wave: int, group: int | None = None) -> Ints:
        """The rows of a wave, or of one group in it."""
        inside = self.wave == wave
        return np.flatnonzero(inside if group is None else inside & (self.group == group))

    def pairs(self, earlier: int, later: int) -> tuple[Ints, Ints]:
        """Rows of the same persons in two waves, in an order that does not depend on the links' numbers."""
        before, after = self.rows(earlier), self.rows(later)
        before, after = before[self.link[before] >= 0], after[self.link[after] >= 0]
        _, i, j = np.intersect1d(self.link[before], self.link[after], return_indices=True)
        before, after = before[i], after[j]
        keys = (*self.steps[after].T, *self.steps[before].T, self.group[after], self.group[before])
        order = np.lexsort(keys)
        return before[order], after[order]

    def digest(self) -> str:
        """SHA-256 of the answers in canonical order: the same for the same answers, in whatever order they came.

        A link that joins nothing is the same as none.
        """
        persons: dict[int, list[str]] = {}
        alone = []
        for wave, group, link, steps in zip(self.wave, self.group, self.link, self.steps.tolist(), strict=True):
            row = f"{wave}:{group}:{','.join(map(str, steps))}"
            if link == UNLINKED:
                alone.append(row)
            else:
                persons.setdefault(int(link), []).append(row)
        lines = sorted([*alone, *("|".join(sorted(rows)) for rows in persons.values())])
        head = repr((self.axes, self.groups, self.waves, self.scale))
        return hashlib.sha256("\n".join([head, *lines]).encode()).hexdigest()

    def _check(self) -> None:
        if not 2 <= self.scale <= MOST_STEPS:
            raise ValueError(f"A scale has 2 to {MOST_STEPS} steps, got {self.scale}.")
        if len(self.groups) > MOST_GROUPS:
            raise ValueError(f"At most {MOST_GROUPS} groups can be compared, got {len(self.groups)}.")
        for kind, names in (("axis", self.axes), ("group", self.groups), ("wave", self.waves)):
            if not names:
                raise ValueError(f"There must be at least one {kind}.")
            if len(set(names)) < len(names):
                raise ValueError(f"Each {kind} needs a name of its own, got {', '.join(names)}.")
        for name, limit in (("group", len(self.groups)), ("wave", len(self.waves))):
            index = getattr(self, name)
            if len(index) != self.people:
                raise ValueError(f"There are {self.people} people but {len(index)} entries in {name}.")
            if self.people and not (index.min() >= 0 and index.max() < limit):
                raise ValueError(f"{name} must be an index from 0 to {limit - 1}.")
        if self.people and not (self.steps.min() >= NOT_ANSWERED and self.steps.max() <= self.scale):
            raise ValueError(f"A step is -1, 0 or 1 to {self.scale}, got {self.steps.min()} to {self.steps.max()}.")
        self._check_links()

    def _check_links(self) -> None:
        if len(self.link) != self.people:
            raise ValueError(f"There are {self.people} people but {len(self.link)} entries in link.")
        linked = self.link >= 0
        seen = np.column_stack([self.link[linked], self.wave[linked]])
        if len(np.unique(seen, axis=0)) < len(seen):
            raise ValueError("The same person is linked twice in one wave.")


def _whole(name: str, values: object) -> Ints:
    array = np.asarray(values)
    whole = array.astype(np.int64)
    if array.size and not np.array_equal(array, whole):
        raise ValueError(f"{name} must be whole numbers.")
    return whole.copy()


def shown_groups_only(
    responses: Responses, groups: Sequence[str], merged: Mapping[str, str] | None = None
) -> Responses:
    """The same answers of these groups alone, after some were merged under another name.

    For the caller who lets the gate decide first which groups may be described: tests over all groups must not use the others.
    """
    names = [(merged or {}).get(name, name) for name in responses.groups]
    place = {name: index for index, name in enumerate(groups)}
    index = np.array([place.get(name, -1) for name in names])
    group = index[responses.group] if responses.people else responses.group
    kept = group >= 0
    return Responses(
        responses.steps[kept],
        group[kept],
        responses.wave[kept],
        responses.axes,
        tuple(groups),
        responses.waves,
        responses.scale,
        responses.link[kept],
    )
