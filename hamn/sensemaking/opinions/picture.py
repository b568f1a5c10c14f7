"""Votes to map to groups: the few lines that every test of honesty repeats."""

from dataclasses import dataclass

from hamn.sensemaking.opinions import pca, projection
from hamn.sensemaking.opinions.ballots import Ballots, Floats
from hamn.sensemaking.opinions.grouping import Grouping, best, groupings

# A repeated run needs the groups, not the tenth decimal of the map.
ROUGH = 1e-5


@dataclass(frozen=True, eq=False)
class Picture:
    """means: of each statement. points: (people, 2)."""

    means: Floats
    components: pca.Components
    points: Floats


def picture(ballots: Ballots, before: Floats | None = None, tolerance: float = 1e-13) -> Picture:
    means = ballots.means()
    found = pca.components(ballots.centred(means), before, tolerance)
    return Picture(means, found, projection.people(ballots, means, found.loadings))


def smallest_group(people: int) -> int:
    """One odd person is no group: at least five people, and at least one in twenty."""
    return max(5, -(-people // 20))


def grouped(ballots: Ballots, seed: int, only: int | None = None) -> Grouping | None:
    """The groups of these people by themselves, or None where there are none."""
    points = picture(ballots, tolerance=ROUGH).points
    return best(groupings(points, seed, smallest_group(ballots.people), only))
