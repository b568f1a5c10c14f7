"""Counting: a number per cell. Adding, taking away and merging commute, so that any order, and any process, agree."""

import json
from collections.abc import Hashable, Iterable, Iterator

from hamn.live.as_json import as_json

# What is counted: an option, a step of an axis, a wording …; the first part names which sort.
Cell = tuple[Hashable, ...]
Weighed = tuple[Cell, int]


class Tally:
    """The sum of everybody's cells in one question. A cell that nobody has is not there."""

    __slots__ = ("counts",)

    def __init__(self, counts: dict[Cell, int] | None = None) -> None:
        self.counts = counts if counts is not None else {}

    def add(self, cells: Iterable[Weighed], sign: int = 1) -> None:
        counts = self.counts
        for cell, weight in cells:
            total = counts.get(cell, 0) + sign * weight
            if total:
                counts[cell] = total
            else:
                counts.pop(cell, None)

    def remove(self, cells: Iterable[Weighed]) -> None:
        self.add(cells, -1)

    def merge(self, other: "Tally") -> None:
        self.add(other.counts.items())

    def copy(self) -> "Tally":
        return Tally(dict(self.counts))

    def __getitem__(self, cell: Cell) -> int:
        return self.counts.get(cell, 0)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and self.counts == other.counts

    __hash__ = None  # type: ignore[assignment]

    def of(self, sort: str) -> Iterator[tuple[Cell, int]]:
        """Every cell of that sort, without the sort's name."""
        return ((cell[1:], count) for cell, count in self.counts.items() if cell[0] == sort)

    def as_json(self) -> str:
        return as_json([[*cell, count] for cell, count in self.counts.items()])

    @classmethod
    def from_json(cls, text: str) -> "Tally":
        return cls({tuple(cell): count for *cell, count in json.loads(text)})
