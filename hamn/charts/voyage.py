"""What the fairway draws: a voyage with its tracks, its milestones and where it is heading."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year"]
State = Literal["planned", "moved", "cancelled", "held"]


@dataclass(frozen=True)
class Track:
    """One lane of the fairway; without dates it runs the whole voyage."""

    id: str
    name: str
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Milestone:
    """Something along the way. `on` is where it was first set; `moved_to` where it went instead."""

    id: str
    title: str
    on: date
    precision: Precision
    track: str | None
    kind: str
    state: State
    href: str
    moved_to: date | None = None


@dataclass(frozen=True)
class Voyage:
    title: str
    subtitle: str
    start: date
    end: date
    tracks: Sequence[Track]
    milestones: Sequence[Milestone]
    vision_title: str
    vision_text: str

    def in_order(self) -> Sequence[Milestone]:
        return sorted(self.milestones, key=lambda milestone: (milestone.on, milestone.id))


@dataclass(frozen=True)
class FairwayWords:
    """Every text the fairway draws or says, in the reader's language.

    kinds, states: label per value; the order of kinds decides their shapes.
    month: a date as people write it, no finer than its precision.
    gathered: name of a mark that stands for so many milestones of that month.
    list_href: where the list of that month's milestones is.
    moved_to: says that something was moved to that date; without it only the state is said.
    """

    sentence: str
    when: str
    track: str
    event: str
    state: str
    all_tracks: str
    kinds: Mapping[str, str]
    states: Mapping[str, str]
    month: Callable[[date, Precision], str]
    gathered: Callable[[int, str], str]
    list_href: Callable[[date], str]
    moved_to: Callable[[str], str] | None = None

    def dated(self, milestone: Milestone) -> str:
        """The date, and the state where it is not simply held."""
        when = self.month(milestone.on, milestone.precision)
        if milestone.state == "held":
            return when
        state = self.states[milestone.state]
        if milestone.moved_to and self.moved_to:
            return f"{when} · {self.moved_to(self.month(milestone.moved_to, milestone.precision))}"
        return f"{when} · {state}"
