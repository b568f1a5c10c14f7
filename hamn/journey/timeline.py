"""One track over the years in three lanes: rows in, years out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from hamn.journey.milestones import Milestone
from hamn.journey.zoom import years_of

LANES = {
    "structure": _("Structure"),
    "culture": _("Culture"),
    "method": _("Way of working"),
}


@dataclass(frozen=True)
class Point:
    """A milestone in its lane, with what was said when it was moved or called off."""

    milestone: Milestone
    turns: tuple

    @property
    def lane_words(self):
        return LANES[self.milestone.lane]


@dataclass(frozen=True)
class Timeline:
    years: tuple[tuple[int, tuple[Point, ...]], ...]
    all_years: tuple[int, ...]
    lane: str = ""
    year: int | None = None

    @classmethod
    def of(cls, asked: Mapping, road: Iterable[Milestone], turns: Mapping) -> "Timeline":
        road = list(road)
        lane = asked.get("lane", "") if asked.get("lane") in LANES else ""
        year = next((year for year in years_of(road) if str(year) == asked.get("year")), None)
        chosen = [each for each in road if each.lane == (lane or each.lane) and each.year == (year or each.year)]
        points = [Point(milestone, tuple(turns.get(milestone.noun_key, ()))) for milestone in chosen]
        grouped = groupby(points, key=lambda point: point.milestone.year)
        return cls(tuple((year, tuple(group)) for year, group in grouped), tuple(years_of(road)), lane, year)
