"""The room's time on a page without scripts, where nothing counts down: when it is up, and what the time is now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Clock:
    """Both are said, since a phone's own clock may be wrong."""

    now: datetime
    ends: datetime

    @property
    def is_over(self) -> bool:
        return self.ends <= self.now


def clock_of(left: float | None) -> Clock | None:
    """left: seconds; None without a time."""
    if left is None:
        return None
    now = timezone.localtime()
    return Clock(now, now + timedelta(seconds=left))
