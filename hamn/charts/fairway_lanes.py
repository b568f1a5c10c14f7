"""The road's own lines: lanes, their patterns, months, the lit line and the markers."""

from collections.abc import Sequence, Set
from typing import Protocol

from hamn.charts.curves import curve
from hamn.charts.drawing import Drawing, Group, Point, segment
from hamn.charts.marks import arrow_head, ink_marker, state_marker
from hamn.charts.route import Route, Stop
from hamn.charts.styles import STYLES
from hamn.charts.voyage import FairwayWords

LANE_WIDTH_SHARE = 0.66
PATTERN_WIDTH = 1.7
LANE_STEP = 75.0
CASING = 5.0
MARKER_RADIUS = 7.0
MOVED_STUB = 34.0


def draw_lanes(layer: Group, route: Route) -> None:
    """A casing under the road, then every track's lane with its pattern."""
    spans = [route.span(track) for track in route.voyage.tracks]
    _draw_casing(layer, route, spans or [route.whole])
    for lane, (start, end) in enumerate(spans):
        colour = route.colour(route.voyage.tracks[lane].id)
        line = curve(route.road.stretch(start, end, route.offset(lane), LANE_STEP))
        layer.path(f"{colour}-lane", line, stroke_width=route.lane_pitch * LANE_WIDTH_SHARE)
        if f"{colour}-pattern" in STYLES:
            layer.path(f"{colour}-pattern", line, stroke_width=PATTERN_WIDTH)


def _draw_casing(layer: Group, route: Route, spans: Sequence[tuple[float, float]]) -> None:
    """One wide line where all lanes run, narrow ones where only some do."""
    first, last = max(start for start, _ in spans), min(end for _, end in spans)
    if first < last:
        wide = route.half * 2 + CASING
        layer.path("casing-flat", curve(route.road.stretch(first, last, 0, LANE_STEP)), stroke_width=wide)
    for lane, (start, end) in enumerate(spans):
        for begins, ends in ((start, min(first + 8, end)), (max(last - 8, start), end)):
            if ends > begins:
                points = route.road.stretch(begins, ends, route.offset(lane), LANE_STEP)
                layer.path("casing", curve(points), stroke_width=route.lane_pitch + CASING)


def draw_months(layer: Group, route: Route) -> None:
    """Small ticks on both edges at each quarter, so that uneven pace is seen for what it is."""
    ticks = []
    for month, share in route.pace.month_shares():
        if month.month % 3 == 1 and share > 0:
            distance = route.distance(share)
            for side in (-1, 1):
                near, far = (route.road.at(distance, side * (route.half + away)) for away in (2.5, 8))
                ticks.append(segment(near, far))
    layer.path("month", "".join(ticks))


def draw_lit_line(layer: Group, route: Route, lit: Set[str]) -> None:
    """The line through the lit milestones, along the road and in their order."""
    stops = [stop for stop in route.stops if stop.milestone.id in lit]
    points: list[Point] = []
    for stop, following in zip(stops, stops[1:], strict=False):
        count = max(3, int((following.distance - stop.distance) / 45) + 1)
        for step in range(count):
            share = step / count
            eased = share * share * (3 - 2 * share)
            offset = stop.offset + (following.offset - stop.offset) * eased
            points.append(route.road.at(stop.distance + (following.distance - stop.distance) * share, offset))
    if points:
        points.append(stops[-1].at)
        layer.path("casing", curve(points), stroke_width=13)
        layer.path("lit", curve(points), stroke_width=7)


class Labelled(Protocol):
    """What the markers need to know of the labels."""

    def draw_label(self, layer: Group, stop: Stop) -> None: ...

    def has_label(self, stop: Stop) -> bool: ...

    def is_gathered(self, stop: Stop) -> bool: ...


def draw_markers(drawing: Drawing, route: Route, words: FairwayWords, lit: Set[str], labels: Labelled) -> None:
    """Every milestone's marker; one with a label of its own is a link together with it."""
    for stop in route.stops:
        if stop.milestone.state == "moved":
            _draw_move(_layer(drawing, stop, lit), route, stop)
    for stop in route.stops:
        layer = _layer(drawing, stop, lit)
        if not labels.is_gathered(stop):
            layer = layer.link(stop.milestone.href, f"{words.dated(stop.milestone)}: {stop.milestone.title}")
            if not labels.has_label(stop):
                layer.circle("hit", stop.at, MARKER_RADIUS * 2)
        draw_marker(layer, stop)
        labels.draw_label(layer, stop)


def _layer(drawing: Group, stop: Stop, lit: Set[str]) -> Group:
    """What is not on the lit line steps back."""
    return drawing.group("dim") if lit and stop.milestone.id not in lit else drawing


def draw_marker(layer: Group, stop: Stop) -> None:
    state = stop.milestone.state
    if stop.colour:
        state_marker(layer, stop.shape, state, stop.at, MARKER_RADIUS, stop.colour)
    else:
        ink_marker(layer, stop.shape, state, stop.at, MARKER_RADIUS)


def _draw_move(layer: Group, route: Route, stop: Stop) -> None:
    """A dashed way along the lane to the new place, or a short one when that is not known."""
    end = stop.distance + MOVED_STUB
    if stop.milestone.moved_to:
        end = route.distance(route.pace.share(stop.milestone.moved_to))
    end = min(max(end, stop.distance + MOVED_STUB), route.road.length - 8)
    line = curve(route.road.stretch(stop.distance, end, stop.offset, 40))
    layer.path("casing", line, stroke_width=7)
    layer.path("moved", line)
    arrow_head(layer, route.road.at(end + 6, stop.offset), route.road.direction(end), 15)
