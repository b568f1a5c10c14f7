"""From dates to places along a road, with more road where more happened."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from math import sqrt

from hamn.charts.voyage import Milestone, Voyage

# A quiet month still gets its stretch; busy ones grow with the root, so that one wild month
# cannot squeeze the rest of the journey away.
BUSY_WEIGHT = 0.55
MIDDLE = {"day": (None, None), "month": (None, 15), "year": (7, 1)}


class Pace:
    """Share of the road, 0 to 1, for any date of the voyage."""

    def __init__(self, voyage: Voyage) -> None:
        first = _month_number(voyage.start)
        last = max(_month_number(voyage.end), first)
        counts = Counter(_month_number(milestone.on) for milestone in voyage.milestones)
        lengths = [1 + BUSY_WEIGHT * sqrt(counts[month]) for month in range(first, last + 1)]
        self._first = first
        self._edges = [0.0, *accumulate(lengths)]

    def share(self, day: date) -> float:
        index = _month_number(day) - self._first
        if index < 0:
            return 0.0
        if index >= len(self._edges) - 1:
            return 1.0
        into = (day.day - 1) / 31
        along = self._edges[index] + into * (self._edges[index + 1] - self._edges[index])
        return along / self._edges[-1]

    def milestone(self, milestone: Milestone) -> float:
        month, day = MIDDLE[milestone.precision]
        return self.share(milestone.on.replace(month=month or milestone.on.month, day=day or milestone.on.day))

    def month_shares(self) -> Sequence[tuple[date, float]]:
        """The first day of every month with its place."""
        total = self._edges[-1]
        return [(_first_day(self._first + i), edge / total) for i, edge in enumerate(self._edges[:-1])]


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
