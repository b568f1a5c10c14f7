"""The figure we steer by: how much of what people said has got an answer, and how soon. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True)
class AnsweringBack:
    """answered of groups; days: the median from showing to first reply, None while nothing is answered."""

    answered: int
    groups: int
    days: int | None

    @property
    def share(self) -> float:
        return self.answered / self.groups if self.groups else 0.0

    @property
    def percent(self) -> int:
        return round(100 * self.share)

    @property
    def unanswered(self) -> int:
        return self.groups - self.answered


def answering_back(groups: Sequence[tuple[date, date | None]]) -> AnsweringBack:
    """groups: for each group of answers the day it was shown, and the day of its first reply or None.

    A reasoned no is an answer. A reply dated before the showing counts as the same day.
    """
    waits = [max(0, (replied - shown).days) for shown, replied in groups if replied]
    # Half a day is no news: the median of an even number is rounded up, never in our own favour.
    days = -int(-median(waits) // 1) if waits else None
    return AnsweringBack(len(waits), len(groups), days)
