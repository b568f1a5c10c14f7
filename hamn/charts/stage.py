"""Where the figures of a room are drawn: a page, the wall, a phone, each with its own measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Variant = Literal["page", "presenter", "phone"]


@dataclass(frozen=True)
class Stage:
    """Measures in the drawing's own units; without a height the drawing is as high as its rows.

    beside: whether what is drawn stands beside its text, or beneath it where that is too narrow.
    """

    width: float
    height: float
    label: float
    number: float
    note: float
    edge: float
    pad: float
    bar: float
    mark: float
    stroke: float
    beside: bool

    @property
    def leading(self) -> float:
        return round(self.label * 1.14, 1)

    @property
    def least(self) -> float:
        """The smallest text: on a wall 4 % of its height also where a margin beside the drawing makes all of it smaller."""
        return self.note * 0.92 if self.height else self.note

    @property
    def gap(self) -> float:
        """Between things that belong together."""
        return self.label * 0.4


STAGES: Mapping[Variant, Stage] = {
    "page": Stage(760, 0, 18, 20, 15, 6, 14, 22, 6.5, 2.5, True),
    # The wall is 1600 × 900, with the question above and the way in beneath. Read from ten metres,
    # nothing may be under 4 % of 900 and no label that matters under 5.5 %. A question of three lines leaves the
    # drawing nine tenths of its room, and nothing may fall under 4 % then either.
    "presenter": Stage(1600, 680, 50, 54, 42, 24, 18, 44, 15, 5.5, True),
    "phone": Stage(360, 0, 16, 17, 14, 4, 16, 16, 6, 2.2, False),
}
