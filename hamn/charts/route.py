"""Where everything of a voyage lies along a road: lanes, milestones, years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hamn.charts.drawing import Point
from hamn.charts.marks import SHAPES
from hamn.charts.pace import Pace
from hamn.charts.placing import spread
from hamn.charts.road import Road
from hamn.charts.styles import TRACK_COUNT
from hamn.charts.voyage import FairwayWords, Milestone, Track, Voyage


@dataclass(frozen=True)
class Stop:
    """A milestone with its place: distance along the road, and its point on the lane."""

    milestone: Milestone
    number: int
    distance: float
    offset: float
    at: Point
    shape: str
    colour: str


class Route:
    """A voyage laid out along a road."""

    def __init__(
        self,
        voyage: Voyage,
        words: FairwayWords,
        road: Road,
        lane_pitch: float,
        gap: float,
        distances: Mapping[int, float] | None = None,
    ) -> None:
        """gap: least distance between markers of one lane; distances: places by number, if already known."""
        self.voyage, self.road, self.lane_pitch = voyage, road, lane_pitch
        self.pace = Pace(voyage)
        self._shapes = {kind: SHAPES[i % len(SHAPES)] for i, kind in enumerate(words.kinds)}
        self._lanes = {track.id: lane for lane, track in enumerate(voyage.tracks)}
        self._usable = road.length - 30
        self.stops = self._stops(gap, distances)

    @property
    def half(self) -> float:
        """Half the width of the road."""
        return max(len(self.voyage.tracks), 1) * self.lane_pitch / 2

    def lane_of(self, track: str | None) -> float:
        """The lane's number; what belongs to no track goes in the middle."""
        return self._lanes.get(track or "", (len(self._lanes) - 1) / 2)

    def offset(self, lane: float) -> float:
        return (lane - (len(self._lanes) - 1) / 2) * self.lane_pitch

    def colour(self, track: str | None) -> str:
        """The colour name of a track, or nothing for what belongs to all."""
        return f"g{self._lanes[track] % TRACK_COUNT + 1}" if track in self._lanes else ""

    def distance(self, share: float) -> float:
        return 12 + share * (self._usable - 12)

    @property
    def whole(self) -> tuple[float, float]:
        return 0.0, self._usable

    def span(self, track: Track) -> tuple[float, float]:
        """From where to where a track's lane runs; never shorter than its milestones."""
        own = [stop.distance for stop in self.stops if stop.milestone.track == track.id]
        begins = self.distance(self.pace.share(track.begins)) if track.begins else 0.0
        ends = self.distance(self.pace.share(track.ends)) if track.ends else self._usable
        return min([begins, *(place - 14 for place in own)]), max([ends, begins + 20, *own])

    def years(self) -> Sequence[tuple[int, float]]:
        """Each year with the place where it begins."""
        first = self.voyage.start.year
        starts = [(first, 0.0)] + [
            (year, self.pace.share(date(year, 1, 1))) for year in range(first + 1, self.voyage.end.year + 1)
        ]
        return [(year, self.distance(share)) for year, share in starts]

    def _stops(self, gap: float, distances: Mapping[int, float] | None) -> Sequence[Stop]:
        milestones = self.voyage.in_order()
        if not distances:
            distances = self._by_calendar(milestones, gap)
        stops = [self._stop(milestone, n, distances[n]) for n, milestone in enumerate(milestones, 1)]
        return sorted(stops, key=lambda stop: stop.distance)

    def _stop(self, milestone: Milestone, number: int, distance: float) -> Stop:
        offset = self.offset(self.lane_of(milestone.track))
        shape = self._shapes.get(milestone.kind, SHAPES[0])
        at = self.road.at(distance, offset)
        return Stop(milestone, number, distance, offset, at, shape, self.colour(milestone.track))

    def _by_calendar(self, milestones: Sequence[Milestone], gap: float) -> Mapping[int, float]:
        """Places by number, pushed apart where they would cover each other."""
        in_time = sorted(enumerate(milestones, 1), key=lambda pair: (self.pace.milestone(pair[1]), pair[0]))
        lanes = [self.lane_of(milestone.track) for _, milestone in in_time]
        wanted = [self.distance(self.pace.milestone(milestone)) for _, milestone in in_time]
        places = spread(wanted, lanes, (gap, gap * 0.7), self._usable)
        return {number: place for (number, _), place in zip(in_time, places, strict=True)}
