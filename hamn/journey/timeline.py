"""One track over the years in three lanes: rows in, years out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from hamn.journey.milestones import Milestone
from hamn.journey.zoom import years_of

AT_ONCE = 40
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
    """Part of the road, a page at a time."""

    page: Page
    all_years: tuple[int, ...]
    lane: str = ""
    year: int | None = None

    @classmethod
    def of(cls, asked: Mapping, road: Iterable[Milestone]) -> "Timeline":
        road = list(road)
        lane = asked.get("lane", "") if asked.get("lane") in LANES else ""
        year = next((year for year in years_of(road) if str(year) == asked.get("year")), None)
        chosen = [each for each in road if each.lane == (lane or each.lane) and each.year == (year or each.year)]
        page = Paginator(chosen, AT_ONCE).get_page(asked.get("page"))
        return cls(page, tuple(years_of(road)), lane, year)

    def years(self, turns: Mapping) -> list[tuple[int, list[Point]]]:
        """The page's milestones by year, each with its turns."""
        points = [Point(milestone, tuple(turns.get(milestone.noun_key, ()))) for milestone in self.page]
        return [(year, list(group)) for year, group in groupby(points, key=lambda point: point.milestone.year)]
