"""What an analysis may be asked for, and what it may remember of the one before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from hamn.sensemaking.opinions.null import Outcome


class Mode(Enum):
    POLIS = "polis"
    DEFAULT = "default"


@dataclass(frozen=True)
class Earlier:
    """loadings: per statement id, its part in the two directions. groups: per person id, the number of the group.

    outcome: of the last analysis that tested it; a pass that tests nothing relies on it.
    """

    loadings: Mapping[str, tuple[float, float]]
    groups: Mapping[str, int]
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Options:
    """threshold: the fewest people of a group who must have seen a statement for it to be told of.

    permutations, subsamples, splits: how many runs the null test, the stability and the cross-fitting make; 0 leaves it out.
    ideal_point: whether to hold the groups against a single scale, which may take their place, and against a model that predicts
    votes.
    """

    mode: Mode = Mode.DEFAULT
    seed: int = 0
    threshold: int = 5
    permutations: int = 99
    subsamples: int = 100
    splits: int = 20
    ideal_point: bool = False
    earlier: Earlier | None = None

    def core(self) -> "Options":
        """Only what can follow every vote; the tests of honesty run in the background."""
        return replace(self, permutations=0, subsamples=0, splits=0, ideal_point=False)
