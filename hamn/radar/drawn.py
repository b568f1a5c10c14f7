"""A comparison's figures as its page has them: it never changes, so they are drawn once for all who read one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hamn.charts.figure import Figure
from hamn.radar.figures import Shown
from hamn.web.figures import figure_html
from hamn.web.wordings import overlay

# For a desk, and for a phone.
Both = tuple[SafeString, SafeString]
_drawing = Lock()


@dataclass(frozen=True)
class Drawn:
    """beside: every group's picture, and the same in rows. extents: how the answers lie, by the area's key."""

    beside: Sequence[Both]
    extents: Mapping[str, Both]
    guessed: Sequence[SafeString]
    gaps: Both | None


@dataclass(frozen=True)
class Wanted:
    """What makes two drawings the same; the words of figures are among those that an installation may write itself."""

    comparison: int
    computed_at: datetime
    language: str | None
    words: Any
    shown: Shown = field(compare=False)


def drawn(shown: Shown) -> Drawn:
    made = shown.comparison
    # Whoever comes while it is being drawn waits for that, instead of drawing it again.
    with _drawing:
        return once(Wanted(made.pk, made.computed_at, get_language(), overlay.stamp, shown))


@lru_cache(maxsize=32)
def once(wanted: Wanted) -> Drawn:
    shown = wanted.shown
    return Drawn(
        [both("compasses", shown.compasses), both("twin", shown.twin)],
        {each.key: both(f"extents-{each.key}", shown.extents, each) for each in shown.differences},
        [figure_html(figure, f"guessed-{number}") for number, figure in enumerate(shown.guessed, 1)],
        both("gaps", shown.gaps) if shown.gaps() else None,
    )


def both(uid: str, draw: Any, *of: Any) -> Both:
    wide: Figure = draw(*of, "page")
    narrow: Figure = draw(*of, "phone")
    return figure_html(wide, uid), figure_html(narrow, f"{uid}-phone")
