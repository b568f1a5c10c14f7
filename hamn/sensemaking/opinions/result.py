"""What an analysis found. written.py gives it as JSON."""

from dataclasses import dataclass

import numpy as np

from hamn.sensemaking.opinions.ballots import Floats, Mask
from hamn.sensemaking.opinions.consensus import Common, Divisive, Majority
from hamn.sensemaking.opinions.crossfit import Crossfit
from hamn.sensemaking.opinions.grouping import Grouping
from hamn.sensemaking.opinions.ideal_point import Check
from hamn.sensemaking.opinions.kmeans import Labels
from hamn.sensemaking.opinions.null import Null, Outcome
from hamn.sensemaking.opinions.options import Earlier, Options
from hamn.sensemaking.opinions.represent import Counts, Representative
from hamn.sensemaking.opinions.scale import Check as ScaleCheck
from hamn.sensemaking.opinions.stability import Stability
from hamn.sensemaking.opinions.votes import Moderation, Votes

VERSION = "opinions 2"


@dataclass(frozen=True, eq=False)
class Totals:
    """Everybody's answers to each statement, (statements,)."""

    agree: Floats
    disagree: Floats
    passes: Floats
    seen: Floats


@dataclass(frozen=True, eq=False)
class Map:
    """points: (people, 2), of everybody. places: (statements, 2), nan for what has no place on the map.

    loadings: (2, statements), nan likewise. explained: share (0-1) of all difference along each direction.
    """

    points: Floats
    places: Floats
    loadings: Floats
    explained: Floats


@dataclass(frozen=True, eq=False)
class Result:
    """outcome: None as long as no test of it was asked for.

    shown: which statements take part (not moderated out, voted on). straight: who was set aside from the map.
    labels: the group of each person, -1 none. The labels stand also where the outcome is a spectrum or no structure:
    there they are what k-means made, and no page may call them groups; `groups_found` tells.
    """

    votes: Votes
    moderation: Moderation
    options: Options
    totals: Totals
    shown: Mask
    straight: Mask
    outcome: Outcome | None
    map: Map | None = None
    grouping: Grouping | None = None
    tried: tuple[Grouping, ...] = ()
    labels: Labels | None = None
    counts: Counts | None = None
    informed: Floats | None = None
    informed_disagree: Floats | None = None
    priority: Floats | None = None
    representative: tuple[tuple[Representative, ...], ...] = ()
    majority_agree: tuple[Majority, ...] = ()
    majority_disagree: tuple[Majority, ...] = ()
    common: tuple[Common, ...] = ()
    divisive: tuple[Divisive, ...] = ()
    null: Null | None = None
    stability: Stability | None = None
    crossfit: Crossfit | None = None
    check: Check | None = None
    scale: ScaleCheck | None = None

    @property
    def groups_found(self) -> bool:
        """Whether there are groups that a page may speak of."""
        if self.options.mode.value == "polis":
            return self.grouping is not None
        return self.outcome is Outcome.GROUPS

    @property
    def clustered(self) -> Mask:
        """Who took part in making the groups."""
        return np.zeros(len(self.votes.people), dtype=bool) if self.labels is None else self.labels >= 0

    def earlier(self) -> Earlier | None:
        """What the next analysis of the same conversation keeps, so that its map does not flip."""
        if self.map is None or self.labels is None:
            return None
        loadings = {
            name: (float(one), float(two))
            for name, one, two in zip(self.votes.statements, *self.map.loadings, strict=True)
            if not np.isnan(one)
        }
        groups = {name: int(group) for name, group in zip(self.votes.people, self.labels, strict=True) if group >= 0}
        return Earlier(loadings, groups, self.outcome)
