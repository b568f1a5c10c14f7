"""The narrow fairway: from the first milestone at the top down to the lighthouse, beside a numbered list.

Rows follow the order of the list rather than the calendar, so that a thumb finds the same
number in both. All text is at least 12 px when the drawing is 320 px wide.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from math import ceil, sin

import numpy as np

from hamn.charts.drawing import Drawing, Group
from hamn.charts.fairway_lanes import draw_lanes, draw_lit_line, draw_marker
from hamn.charts.fairway_legend import Legend
from hamn.charts.marks import lighthouse
from hamn.charts.measure import width, wrap
from hamn.charts.road import Road
from hamn.charts.route import Route, Stop
from hamn.charts.terrain import Field, grid, paint, swell
from hamn.charts.voyage import FairwayWords, Voyage
from hamn.charts.waters import rng_of

WIDTH = 320.0
TOP, ROW, YEAR_ROW = 40.0, 44.0, 52.0
VISION = 220.0
LANE_PITCH = 8.0
SWAY, SWAY_LENGTH = 42.0, 95.0
NUMBER_SIZE, YEAR_SIZE = 15.0, 24.0
MOST_ROWS = 60
LEVELS = {"deep": -0.7, "middle": 0.1, "shallow": 0.7, "land": 1.15, "hill": 2.3}


@dataclass(frozen=True)
class Row:
    """One height of the drawing: a year, or one or more milestones in order."""

    y: float
    year: int = 0
    numbers: Sequence[int] = ()


def phone_drawing(voyage: Voyage, words: FairwayWords, lit: Set[str]) -> Drawing:
    rows = _rows(voyage)
    end = (rows[-1].y if rows else TOP) + VISION
    legend = Legend(voyage, words, WIDTH, edge=8)
    drawing = Drawing(width=WIDTH, height=end + legend.height + 8)
    road = Road(_controls(end - 138))
    _draw_land(drawing, road, voyage)
    route = Route(voyage, words, road, LANE_PITCH, 0, _distances(rows, road))
    draw_lanes(drawing.group("dim") if lit else drawing, route)
    draw_lit_line(drawing, route, lit)
    stops = {stop.number: stop for stop in route.stops}
    for row in rows:
        if row.year:
            _draw_year(drawing, route, row)
        else:
            _draw_stops(drawing, route, words, [stops[number] for number in row.numbers], lit)
    _draw_vision(drawing, voyage, end - 70)
    legend.draw(drawing, drawing.height)
    return drawing


def _rows(voyage: Voyage) -> Sequence[Row]:
    """Years and milestones from the top; many milestones share rows rather than shrink."""
    together = max(1, ceil(len(voyage.milestones) / MOST_ROWS))
    rows: list[Row] = []
    y, year, numbers = TOP, 0, list[int]()
    for number, milestone in enumerate(voyage.in_order(), 1):
        if numbers and (milestone.on.year != year or len(numbers) == together):
            rows.append(Row(y, 0, numbers))
            y, numbers = y + ROW, []
        if milestone.on.year != year:
            year = milestone.on.year
            rows.append(Row(y, year))
            y += YEAR_ROW
        numbers.append(number)
    return [*rows, Row(y, 0, numbers)] if numbers else rows


def _controls(end: float) -> list[tuple[float, float]]:
    heights = np.arange(-30, end, 60)
    return [(WIDTH / 2 + SWAY * sin(float(y) / SWAY_LENGTH), float(y)) for y in heights] + [(WIDTH / 2, end)]


def _distances(rows: Sequence[Row], road: Road) -> dict[int, float]:
    """Where each numbered milestone lies along the road; those of one row stand close together."""
    places: dict[int, float] = {}
    for row in rows:
        middle = (len(row.numbers) - 1) / 2
        step = min(12.0, 24.0 / max(len(row.numbers), 1))
        for index, number in enumerate(row.numbers):
            places[number] = road.distance_at(row.y + (index - middle) * step)
    return places


def _draw_land(drawing: Drawing, road: Road, voyage: Voyage) -> None:
    x, y = grid(drawing.width, drawing.height, 16)
    waves = swell(x, y, 190, rng_of(f"{voyage.title}{voyage.start}"))
    heights = (road.nearness(x, y) - 50) / 52 + waves * 0.7
    drawing.rect("sea", 0, 0, drawing.width, drawing.height)
    paint(drawing, Field(x, y, np.asarray(heights)), LEVELS, tolerance=1.6)


def _draw_year(drawing: Drawing, route: Route, row: Row) -> None:
    distance = route.road.distance_at(row.y)
    x, y = route.road.at(distance)
    reach = route.half + 7
    drawing.line("year", (x - reach, y), (x + reach, y))
    half = width(str(row.year), YEAR_SIZE, "display") / 2
    aside = x - reach - half - 8 if x > WIDTH / 2 else x + reach + half + 8
    drawing.text(aside, y + 8, str(row.year), YEAR_SIZE, "ink", "display", "middle", 6)


def _draw_stops(drawing: Drawing, route: Route, words: FairwayWords, stops: Sequence[Stop], lit: Set[str]) -> None:
    """The markers of one row, with their numbers in the list beside the road."""
    link = _link(drawing, words, stops)
    # Only the signs step back; the number stays readable, since the list needs it.
    dimmed = bool(lit) and not any(stop.milestone.id in lit for stop in stops)
    signs = link.group("dim") if dimmed else link
    middle = stops[len(stops) // 2]
    x, y = route.road.at(middle.distance)
    left = x > WIDTH / 2
    edge = x + (-1 if left else 1) * (route.half + 14)
    off = all(stop.milestone.state == "cancelled" for stop in stops)
    signs.line("casing", middle.at, (edge, y), stroke_width=4)
    signs.line("stem-off" if off else "stem", middle.at, (edge, y))
    for stop in stops:
        draw_marker(signs, stop)
    first, last = stops[0].number, stops[-1].number
    text = str(first) if first == last else f"{first}–{last}"
    link.circle("hit", (edge + (-14 if left else 14), y), 22)
    link.text(edge + (-5 if left else 5), y + 5, text, NUMBER_SIZE, "ink", "strong", "end" if left else "start", 5)


def _link(layer: Group, words: FairwayWords, stops: Sequence[Stop]) -> Group:
    first = stops[0].milestone
    if len(stops) == 1:
        return layer.link(first.href, f"{stops[0].number}. {words.dated(first)}: {first.title}")
    month = words.month(first.on, "month")
    return layer.link(words.list_href(first.on.replace(day=1)), words.gathered(len(stops), month))


def _draw_vision(drawing: Drawing, voyage: Voyage, y: float) -> None:
    lighthouse(drawing, (WIDTH / 2, y + 4), 66)
    title = wrap(voyage.vision_title, 18, 280, "display", 2)
    drawing.text(WIDTH / 2, y + 26, title[0], 18, "ink", "display", "middle", 6, title[1:], 20)
    text = wrap(voyage.vision_text, 14, 280, "text", 2)
    drawing.text(WIDTH / 2, y + 27 + 19 * len(title), text[0], 14, "quiet", "text", "middle", 5, text[1:], 17)
