"""Groups beside each other, axis by axis: which may be shown, so that no hidden group and no person can be worked out.

What is published of a group on an axis is how many of it gave each step. Everything else that is said of it (mean, interval,
verdict) is computed from that, so the rules need to hold for those counts alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hamn.sensemaking.disclosure.gate import UNANIMOUS, Gate

# Nobody may place the mean of a hidden group within less than this, in steps of the scale.
FREE_STEPS = 1.0

Counts = np.ndarray


@dataclass(frozen=True)
class Cell:
    """How the people of one group, or of several taken together, answered on one axis.

    groups: places of the groups in it. counts: people by step, from the lowest. dont_know: people who said so.
    """

    groups: tuple[int, ...]
    counts: tuple[int, ...]
    dont_know: int

    @property
    def people(self) -> int:
        """Those who gave a step."""
        return sum(self.counts)


@dataclass(frozen=True)
class Margin:
    """One axis. hidden: groups of which nothing may be shown; whether they are few or of one mind, the page says the same.

    others: hidden groups that may be shown together. whole: everybody; only where nothing can be worked out from it.
    """

    cells: tuple[Cell, ...]
    hidden: tuple[int, ...]
    others: Cell | None = None
    whole: Cell | None = None

    def cell(self, group: int) -> Cell | None:
        return next((cell for cell in self.cells if cell.groups == (group,)), None)


@dataclass(frozen=True)
class Table:
    """What may be shown of a round: one margin for each axis."""

    margins: tuple[Margin, ...]

    def shown(self, groups: int) -> np.ndarray:
        """Which group is shown on which axis; booleans, shape (groups, axes)."""
        return np.array([[margin.cell(group) is not None for margin in self.margins] for group in range(groups)])

    def to_json(self) -> list[dict[str, Any]]:
        return [
            {
                "cells": [_cell_as_json(cell) for cell in margin.cells],
                "hidden": list(margin.hidden),
                "others": margin.others and _cell_as_json(margin.others),
                "whole": margin.whole and _cell_as_json(margin.whole),
            }
            for margin in self.margins
        ]

    @classmethod
    def from_json(cls, told: Sequence[Mapping[str, Any]]) -> "Table":
        return cls(
            tuple(
                Margin(
                    tuple(_cell_from_json(cell) for cell in margin["cells"]),
                    tuple(margin["hidden"]),
                    margin["others"] and _cell_from_json(margin["others"]),
                    margin["whole"] and _cell_from_json(margin["whole"]),
                )
                for margin in told
            )
        )


def disclose(gate: Gate, counts: Counts, before: Table | None = None) -> Table:
    """What may be shown now.

    counts: people, integers, shape (groups, axes, steps + 1); the last place is *don't know*. Those who belong to no group
    are a group too. before: what was shown of the same answers earlier; an axis moves only when that isolates nobody.
    Raises: ValueError when the shapes do not fit, or a count is negative.
    """
    table = np.asarray(counts)
    if table.ndim != 3 or table.shape[2] < 3 or (table < 0).any():
        raise ValueError(f"Expected people by group, axis and step, none negative; got the shape {table.shape}.")
    if before is not None and len(before.margins) != table.shape[1]:
        raise ValueError(f"Expected {len(before.margins)} axes, as was shown before; got {table.shape[1]}.")
    margins = [_margin(gate, table[:, axis]) for axis in range(table.shape[1])]
    if before is not None:
        margins = [_moved(gate, now, was) for now, was in zip(margins, before.margins, strict=True)]
    return Table(tuple(margins))


def axes_shown(gate: Gate, counts: Mapping[str, Mapping[str, Sequence[int]]]) -> dict[str, set[str]]:
    """On which axes each group may be told. counts: by group and axis, people by step with *don't know* last."""
    groups = list(counts)
    axes = list(counts[groups[0]]) if groups else []
    if not axes:
        return {group: set() for group in groups}
    table = disclose(gate, np.array([[counts[group][axis] for axis in axes] for group in groups]))
    return {
        group: {axis for axis, is_shown in zip(axes, row, strict=True) if is_shown}
        for group, row in zip(groups, table.shown(len(groups)), strict=True)
    }


def _margin(gate: Gate, counts: Counts) -> Margin:
    """One axis; counts of shape (groups, steps + 1)."""
    answered = [group for group in range(len(counts)) if counts[group].any()]
    shown = [group for group in answered if _may_be_shown(gate, counts[group])]
    hidden = [group for group in answered if group not in shown]
    cells = tuple(_cell(counts, [group]) for group in shown)
    others = _cell(counts, hidden) if _may_be_merged(gate, counts, hidden) else None
    # Beside the groups that are shown, everybody together tells what those that are not have answered together.
    whole = _cell(counts, answered) if shown and (others or not hidden) else None
    return Margin(cells, tuple(hidden), others, whole)


def _may_be_shown(gate: Gate, counts: Counts) -> bool:
    steps = counts[:-1]
    people = int(steps.sum())
    if gate.recognisable:
        return bool(counts.any())
    return gate.opens_for(people) and not _is_of_one_mind(steps)


def _is_of_one_mind(steps: Counts) -> bool:
    return 0 < int(steps.sum()) < UNANIMOUS and int((steps > 0).sum()) == 1


def _may_be_merged(gate: Gate, counts: Counts, hidden: Sequence[int]) -> bool:
    """Whether hidden groups may be shown as one, and so whether everybody may."""
    sizes = [int(counts[group, :-1].sum()) for group in hidden]
    together = counts[list(hidden), :-1].sum(axis=0) if hidden else np.zeros(1, dtype=int)
    # One that is large enough by itself is hidden because it is of one mind, which whoever knows the rule then knows.
    if sum(size > 0 for size in sizes) < 2 or any(gate.opens_for(size) for size in sizes):
        return False
    if not gate.opens_for(sum(sizes)) or _is_of_one_mind(together):
        return False
    return all(free_steps(together, size) >= FREE_STEPS for size in sizes if size)


def free_steps(together: Counts, size: int) -> float:
    """How far apart the lowest and the highest mean are that so many of these people could have, in steps.

    together: people by step, shape (steps,). size: how many of them, 1 or more.
    """
    answers = np.repeat(np.arange(len(together)), together)
    return float((answers[-size:].sum() - answers[:size].sum()) / size)


def _moved(gate: Gate, now: Margin, was: Margin) -> Margin:
    """The new margin where it differs from what was shown by nobody or by enough people, else the old one."""
    if gate.recognisable or not was.cells:
        return now
    if [cell.groups for cell in now.cells] != [cell.groups for cell in was.cells] or _kind(now) != _kind(was):
        return was
    pairs = [(new, old) for new, old in zip(_published(now), _published(was), strict=True)]
    moves = [people_moved(new, old) for new, old in pairs]
    return now if all(not moved or gate.opens_for(moved) for moved in moves) else was


def _kind(margin: Margin) -> tuple[object, ...]:
    return margin.hidden, margin.others is None, margin.whole is None


def _published(margin: Margin) -> list[Cell]:
    return [cell for cell in (*margin.cells, margin.others, margin.whole) if cell]


def people_moved(new: Cell, old: Cell) -> int:
    """The fewest people whose answers can differ between the two."""
    change = np.array([*new.counts, new.dont_know]) - np.array([*old.counts, old.dont_know])
    return int(max(change[change > 0].sum(), -change[change < 0].sum()))


def _cell(counts: Counts, groups: Sequence[int]) -> Cell:
    people = counts[list(groups)].sum(axis=0)
    return Cell(tuple(groups), tuple(int(count) for count in people[:-1]), int(people[-1]))


def _cell_as_json(cell: Cell) -> dict[str, Any]:
    return {"groups": list(cell.groups), "counts": list(cell.counts), "dont_know": cell.dont_know}


def _cell_from_json(told: Mapping[str, Any]) -> Cell:
    return Cell(tuple(told["groups"]), tuple(told["counts"]), int(told["dont_know"]))
