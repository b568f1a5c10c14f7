"""What is asked, as the room knows it. `dialogues.live` makes these from its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Option:
    """An option, an axis or a statement: something within a question that has an id of its own."""

    id: str
    text: str
    about: str = ""


@dataclass(frozen=True)
class Pair:
    """The numbers of two questions whose words stand beside each other: what to do, and what to stop doing."""

    start: int
    stop: int


@dataclass(frozen=True)
class Question:
    """steps, low, high, words: of a scale. points: how many to share out. several: whether a choice may be more than one.

    comments: whether each axis may be commented on. about: the group that the others guess about; it is not asked itself.
    beside: whether its groups are laid beside each other. Nothing of it is told before it is closed for good, and never what
    everybody answered together, since subtracting would show a group that is hidden.
    pair: of the second of two such questions, which the wall shows together once both may be seen.
    """

    id: int
    kind: str
    text: str
    options: Sequence[Option] = ()
    several: bool = False
    steps: int = 5
    low: str = ""
    high: str = ""
    points: int = 100
    words: Sequence[str] = ()
    comments: bool = True
    about: str = ""
    beside: bool = False
    pair: Pair | None = None

    @property
    def shows(self) -> set[int]:
        """The numbers of the questions whose results its figure on the wall is made of."""
        return {self.id, self.pair.start, self.pair.stop} if self.pair else {self.id}

    @property
    def option_ids(self) -> list[str]:
        return [option.id for option in self.options]

    def options_as_told(self) -> list[dict[str, Any]]:
        return [
            {"id": each.id, "text": each.text} | ({"about": each.about} if each.about else {}) for each in self.options
        ]

    def scale_as_told(self) -> dict[str, Any]:
        told = {"steps": self.steps, "low": self.low, "high": self.high}
        return told | ({"words": list(self.words)} if self.words else {})


@dataclass(frozen=True)
class Group:
    """People who answer as something: staff, politicians, partners."""

    id: str
    text: str
