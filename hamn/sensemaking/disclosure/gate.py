"""What may be shown of one question while answers come and go, and which groups may stand beside the whole.

It never sees an answer: only a mark of each (equal answers of a person have equal marks), and who has any at all.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

# No installation, and no dialogue, goes below this.
SMALLEST_THRESHOLD = 3
# A group where all gave the same answer discloses each of them, unless it is so large that this is no secret.
UNANIMOUS = 10
# Under a group's heading a word needs so many people of that group, whatever the threshold.
SAYING_A_WORD = 3

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

    def verdict(self, moved: Sequence[int] | np.ndarray, people: int, closing: bool = False) -> Verdict:
        """What may be shown of one question, given everything that was shown of it before.

        moved: how many people's answers differ between now and each earlier view; the first view is the empty one.
        people: how many have an answer now.
        closing: no more answers can come.
        """
        changed = int(moved[-1])
        if not changed:
            return Verdict.HOLD
        if self.recognisable:
            return Verdict.SHOW
        if closing:
            # The whole result is owed to those who answered: at closing the remainder shows, however small it is.
            return Verdict.SHOW if self.opens_for(people) else Verdict.HIDE
        if changed < self.threshold:
            return Verdict.HOLD
        if not self.opens_for(people):
            # Nothing at all differs from each earlier view by everybody in it, so it never isolates anyone.
            return Verdict.HIDE
        return Verdict.SHOW if self.isolates_nobody(moved) else Verdict.HOLD

    def isolates_nobody(self, moved: Sequence[int] | np.ndarray) -> bool:
        """Whether the difference to each earlier view is nobody, or enough people."""
        people = np.asarray(moved)
        return not bool(np.any((people > 0) & (people < self.threshold)))

    def count(self, people: int) -> int | None:
        """The number itself, or None where the page says *a few*, which it also says for none at all."""
        return people if self.opens_for(people) else None

    def word_may_stand(self, saying: int, answered: int) -> bool:
        """Whether a word may stand under a group's heading: three of that group said it, and enough of it answered.

        Where everybody in a small group said the same, that would tell what each of them said.
        """
        if self.recognisable:
            return saying > 0
        of_one_mind = saying == answered < UNANIMOUS
        return self.opens_for(answered) and saying >= SAYING_A_WORD and not of_one_mind

    def groups_shown(self, sizes: Mapping[Hashable, int]) -> set[Hashable]:
        """Which groups of a room may be described beside the whole, so that what is left out isolates nobody.

        sizes: people who answered, by group; who belongs to none is a group too. When somebody is left out, at least
        two groups are, with at least the threshold of people together.
        """
        if self.recognisable:
            return {group for group, people in sizes.items() if people}
        hidden = {group for group, people in sizes.items() if 0 < people < self.threshold}
        shown = sorted((group for group in sizes if sizes[group] >= self.threshold), key=lambda g: (sizes[g], str(g)))
        while hidden and shown and (len(hidden) < 2 or sum(sizes[group] for group in hidden) < self.threshold):
            hidden.add(shown.pop(0))
        return set(shown)


class Watch:
    """The gate over one question while answers come and go, kept up to date one change at a time.

    Looking back at every earlier view costs one pass over an array of numbers, however many people there are.
    """

    def __init__(self, gate: Gate, ledger: Mapping[Person, Iterable[tuple[int, Mark | None]]] | None = None) -> None:
        self.gate = gate
        self.ledger: dict[Person, list[tuple[int, Mark | None]]] = {
            person: list(seen) for person, seen in (ledger or {}).items()
        }
        self.views = max((seen[-1][0] for seen in self.ledger.values() if seen), default=0)
        self.now: dict[Person, Mark] = {}
        # For each view, from the empty one on: how many people's marks are not what they are now.
        self._moved = np.zeros(max(16, self.views + 1), dtype=np.int64)
        self._changed: set[Person] = set()
        for person, seen in self.ledger.items():
            # Nobody has an answer yet, so everybody differs from each view that they were seen in.
            for (since, mark), until in zip(seen, [*(view for view, _ in seen[1:]), self.views + 1], strict=True):
                self._moved[since:until] += mark is not None
            self._note(person)

    @property
    def people(self) -> int:
        return len(self.now)

    @property
    def moved(self) -> np.ndarray:
        """People whose answer differs from now, per view; shape (views + 1,)."""
        return self._moved[: self.views + 1]

    def change(self, person: Person, mark: Mark | None) -> None:
        """Somebody's mark is this from now on; None when they have no answer left."""
        before = self.now.get(person)
        if mark == before:
            return
        self._recount(person, before, mark)
        if mark is None:
            del self.now[person]
        else:
            self.now[person] = mark
        self._note(person)

    def verdict(self, closing: bool = False) -> Verdict:
        return self.gate.verdict(self.moved, self.people, closing)

    def show(self, verdict: Verdict) -> dict[Person, Mark | None]:
        """Count what is let out as a new view; returns what it adds to the ledger, to be stored before anyone sees it."""
        shown = self.now if verdict is Verdict.SHOW else {}
        people = self._changed if verdict is Verdict.SHOW else self.ledger.keys() | self._changed
        added = {person: shown.get(person) for person in people if shown.get(person) != self._last(person)}
        self.views += 1
        if self.views >= len(self._moved):
            self._moved = np.concatenate([self._moved, np.zeros_like(self._moved)])
        for person, mark in added.items():
            self.ledger.setdefault(person, []).append((self.views, mark))
        self._moved[self.views] = 0 if verdict is Verdict.SHOW else self.people
        self._changed = set() if verdict is Verdict.SHOW else set(self.now)
        return added

    def isolates_nobody(self, members: Iterable[Person]) -> bool:
        """Whether these people alone, as they answer now, may be set beside every earlier view."""
        marks = {person: self.now[person] for person in members if person in self.now}
        return self.gate.recognisable or self.gate.isolates_nobody(people_between(marks, self.ledger, self.views))

    def _last(self, person: Person) -> Mark | None:
        seen = self.ledger.get(person)
        return seen[-1][1] if seen else None

    def _note(self, person: Person) -> None:
        if self.now.get(person) != self._last(person):
            self._changed.add(person)
        else:
            self._changed.discard(person)

    def _recount(self, person: Person, before: Mark | None, now: Mark | None) -> None:
        """Move this person from the views that looked like `now` to those that looked like `before`."""
        start, was = 0, None
        for since, became in (*self.ledger.get(person, ()), (self.views + 1, None)):
            if was == before:
                self._moved[start:since] += 1
            elif was == now:
                self._moved[start:since] -= 1
            start, was = since, became


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
