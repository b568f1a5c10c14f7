"""The time that a crew has agreed on. Pure: days in, days out; it measures time and never progress."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# A warning this early leaves room for one more docking.
WARN_DAYS = 14
# The scale bar is measured in percent of its own length, with one decimal.
LENGTH = 100


class Standing(StrEnum):
    UNSET = "unset"
    AHEAD = "ahead"
    OPEN = "open"
    SOON = "soon"
    OVER = "over"
    CLOSED = "closed"


@dataclass(frozen=True)
class TimeBox:
    """From the first day to the last, seen from one day. `is_closed` when the expedition has ended."""

    starts_on: date | None
    ends_on: date | None
    today: date
    is_closed: bool = False

    @property
    def days_left(self) -> int:
        """Whole days after today; 0 on the last day, negative when the time is out."""
        return (self.ends_on - self.today).days if self.ends_on else 0

    @property
    def weeks_left(self) -> int:
        return round(self.days_left / 7)

    @property
    def standing(self) -> Standing:
        if self.is_closed:
            return Standing.CLOSED
        if self.ends_on is None:
            return Standing.UNSET
        if self.days_left < 0:
            return Standing.OVER
        if self.days_left <= WARN_DAYS:
            return Standing.SOON
        if self.starts_on and self.today < self.starts_on:
            return Standing.AHEAD
        return Standing.OPEN

    @property
    def can_be_drawn(self) -> bool:
        return bool(self.starts_on and self.ends_on and self.starts_on < self.ends_on)

    @property
    def months(self) -> list[tuple[float, float]]:
        """Every second month as (start, width) on the scale bar, like the fathom scale of a sea chart."""
        edges = [self.starts_on, *month_starts(self.starts_on, self.ends_on), self.ends_on]
        places = [self.place(edge) for edge in edges]
        return [(low, round(high - low, 1)) for low, high in list(zip(places, places[1:], strict=False))[::2]]

    @property
    def now(self) -> float | None:
        """Where today stands on the scale bar, if it is inside the box and the work is still open."""
        inside = self.starts_on <= self.today <= self.ends_on
        return self.place(self.today) if inside and not self.is_closed else None

    def place(self, day: date) -> float:
        return round(LENGTH * (day - self.starts_on).days / (self.ends_on - self.starts_on).days, 1)


def month_starts(first: date, last: date) -> list[date]:
    """The first of every month strictly between the two days."""
    count = (last.year - first.year) * 12 + last.month - first.month
    months = [divmod(first.month + step, 12) for step in range(count)]
    starts = [date(first.year + year, month + 1, 1) for year, month in months]
    return [day for day in starts if first < day < last]
