"""The one gate that every figure about people leaves through. The rules and their limits: docs/methods/disclosure.md.

It never sees an answer: only a mark of each (equal answers of a person have equal marks), and who has any at all.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

# No installation, and no dialogue, goes below this.
SMALLEST_THRESHOLD = 3

Person = Hashable
Mark = Hashable
Marks = Mapping[Person, Mark]
# What each person's mark became, and in which view that was first seen. None: they had taken their answer back.
Ledger = Mapping[Person, Sequence[tuple[int, Mark | None]]]


class Verdict(Enum):
    HOLD = "hold"  # what was shown last still stands
    SHOW = "show"  # everything as it is now may be shown, as a new view
    HIDE = "hide"  # too few are left: nothing is shown, as a new view


@dataclass(frozen=True)
class Gate:
    """threshold: the smallest group of people that a figure may describe.

    recognisable: an open dialogue, chosen before anybody answered, where everything is shown.
    """

    threshold: int
    recognisable: bool = False

    def __post_init__(self) -> None:
        if self.threshold < SMALLEST_THRESHOLD:
            raise ValueError(f"The threshold must be at least {SMALLEST_THRESHOLD} people, got {self.threshold}.")

    def opens_for(self, people: int) -> bool:
        """Whether so many people may be described at all."""
        return people > 0 if self.recognisable else people >= self.threshold

    def verdict(self, now: Marks, ledger: Ledger, views: int, closing: bool = False) -> Verdict:
        """What may be shown of one question, given everything that was shown of it before.

        now: the mark of each person who has an answer at this moment.
        ledger, views: the earlier views, numbered 1 to views; view 0 is that nothing was shown.
        closing: no more answers can come.
        """
        if self.recognisable:
            return Verdict.SHOW
        moved = people_between(now, ledger, views)
        if not moved[views]:
            return Verdict.HOLD
        if closing:
            # The whole result is owed to those who answered: at closing the remainder shows, however small it is.
            return Verdict.SHOW if self.opens_for(len(now)) else Verdict.HIDE
        if moved[views] < self.threshold:
            return Verdict.HOLD
        if not self.opens_for(len(now)):
            # Nothing at all differs from each earlier view by everybody in it, so it never isolates anyone.
            return Verdict.HIDE
        return Verdict.HOLD if any(0 < people < self.threshold for people in moved) else Verdict.SHOW

    def may_stand_under(self, said_by: int, answered: int) -> bool:
        """Whether a text may stand under a group's own heading: so many of the group said it, so many answered."""
        return self.recognisable or (self.opens_for(answered) and said_by >= SMALLEST_THRESHOLD)

    def count(self, people: int) -> int | None:
        """The number itself, or None where the page says *a few*."""
        return people if people == 0 or self.opens_for(people) else None


def people_between(now: Marks, ledger: Ledger, views: int) -> list[int]:
    """How many people's answers differ between now and each earlier view; index 0 is the empty one.

    One pass over what changed, however many views there were.
    """
    # Each stretch of views in which a person's mark differs from today's adds one at its start and takes it away after its end.
    steps = [0] * (views + 2)
    for person in now.keys() | ledger.keys():
        today = now.get(person)
        stretches = [(0, None), *ledger.get(person, ())]
        ends = [since for since, _mark in stretches[1:]] + [views + 1]
        for (since, mark), end in zip(stretches, ends, strict=True):
            if mark != today:
                steps[since] += 1
                steps[end] -= 1
    people, total = [], 0
    for step in steps[: views + 1]:
        total += step
        people.append(total)
    return people


def changes(now: Marks, ledger: Ledger) -> dict[Person, Mark | None]:
    """What a new view adds to the ledger: everybody whose mark is not the one that was shown last."""
    changed: dict[Person, Mark | None] = {}
    for person in now.keys() | ledger.keys():
        shown = ledger[person][-1][1] if ledger.get(person) else None
        if now.get(person) != shown:
            changed[person] = now.get(person)
    return changed
