"""Which part of the road is looked at: one track, one year, or all of it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from hamn.journey.milestones import Milestone

# A road of a few years is listed whole; a longer one a page at a time. A sheet of five hundred is neither read nor fast.
LISTED_AT_ONCE = 60


@dataclass(frozen=True)
class Choice:
    """One way to look, as a link."""

    words: str
    query: str
    is_chosen: bool
    number: int = 0


@dataclass(frozen=True)
class Zoom:
    tracks: tuple
    road: tuple[Milestone, ...]
    track: object | None = None
    year: int | None = None

    @classmethod
    def of(cls, asked, tracks, road) -> "Zoom":
        """From a page's address; what it does not know is the whole road."""
        tracks, road = tuple(tracks), tuple(road)
        track = next((track for track in tracks if str(track.pk) == asked.get("track")), None)
        year = next((year for year in years_of(road) if str(year) == asked.get("year")), None)
        return cls(tracks, road, track, year)

    @property
    def seen_tracks(self) -> tuple:
        return (self.track,) if self.track else self.tracks

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        return tuple(milestone for milestone in self.road if self._holds(milestone))

    def _holds(self, milestone: Milestone) -> bool:
        on_track = self.track is None or milestone.track == self.track.pk
        return on_track and (self.year is None or milestone.year == self.year)

    @property
    def query(self) -> str:
        return self._query(self.track, self.year)

    @property
    def track_choices(self) -> list[Choice]:
        return [
            Choice(track.name, self._query(track, self.year), track == self.track, number)
            for number, track in enumerate(self.tracks, 1)
        ]

    @property
    def all_tracks(self) -> Choice:
        return Choice("", self._query(None, self.year), self.track is None)

    @property
    def year_choices(self) -> list[Choice]:
        return [Choice(str(year), self._query(self.track, year), year == self.year) for year in years_of(self.road)]

    @property
    def all_years(self) -> Choice:
        return Choice("", self._query(self.track, None), self.year is None)

    @staticmethod
    def _query(track, year) -> str:
        chosen = {"track": track.pk if track else None, "year": year}
        return urlencode({name: value for name, value in chosen.items() if value is not None})


def years_of(road) -> list[int]:
    return sorted({milestone.year for milestone in road})


@dataclass(frozen=True)
class Entry:
    """A milestone in the list, with its number on the drawing for phones.

    The first of its month on the page carries the mark that the drawing points at.
    """

    number: int
    milestone: Milestone
    anchor: str
    track_name: str
    track_number: int


def place_in_list(milestones, on: date) -> dict[str, int]:
    """The page of the list on which a month begins, as it stands in the address."""
    before = sum(milestone.on < on.replace(day=1) for milestone in milestones)
    page = before // LISTED_AT_ONCE + 1
    return {"page": page} if page > 1 else {}


def by_year(milestones, tracks, first: int = 1) -> list[tuple[int, list[Entry]]]:
    """Part of the list, numbered from its first."""
    names = {track.pk: (track.name, number) for number, track in enumerate(tracks, 1)}
    marked: set[str] = set()
    entries = []
    for number, milestone in enumerate(milestones, first):
        month = f"in-{milestone.on:%Y-%m}"
        entries.append(Entry(number, milestone, "" if month in marked else month, *names.get(milestone.track, ("", 0))))
        marked.add(month)
    return [(year, list(group)) for year, group in groupby(entries, key=lambda entry: entry.milestone.year)]
