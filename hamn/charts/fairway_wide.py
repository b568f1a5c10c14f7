"""The wide fairway: a printed chart with road, land, labels, lighthouse and legend."""

from collections.abc import Set
from dataclasses import dataclass

import numpy as np

from hamn.charts.drawing import Drawing
from hamn.charts.fairway_labels import Labels
from hamn.charts.fairway_lanes import draw_lanes, draw_lit_line, draw_markers, draw_months
from hamn.charts.fairway_legend import Legend
from hamn.charts.marks import lighthouse
from hamn.charts.measure import shorten, width, wrap
from hamn.charts.placing import Box, Space
from hamn.charts.road import Road, winding_rows
from hamn.charts.route import Route
from hamn.charts.terrain import Field, grid, paint, swell
from hamn.charts.voyage import FairwayWords, Voyage
from hamn.charts.waters import rng_of

WIDTH = 1440.0
TOP = 268.0
LANE_PITCH = 11.5
MARKER_GAP = 20.0
SIDE = 132.0
# The last stretch leaves the windings for the lighthouse in the upper right corner.
TO_LIGHTHOUSE = ((WIDTH - 290, TOP - 62), (WIDTH - 205, TOP - 102))
LIGHTHOUSE = (WIDTH - 112, TOP - 124)
TITLE_SIZE, SUBTITLE_SIZE, YEAR_SIZE = 52.0, 19.0, 34.0
LEVELS = {"deep": -0.9, "middle": -0.15, "shallow": 0.45, "land": 0.95, "hill": 1.9}


@dataclass(frozen=True)
class Scale:
    """How many times the road winds, and how far apart the windings lie."""

    rows: int
    pitch: float


# Up to so many milestones: enough road and enough water between for most of their labels.
# An odd number of rows lets the road start at the lower left and end at the upper right.
SCALES = ((14, Scale(3, 232)), (45, Scale(3, 300)), (80, Scale(5, 300)), (140, Scale(7, 300)), (10**6, Scale(9, 310)))


def wide_drawing(voyage: Voyage, words: FairwayWords, lit: Set[str]) -> Drawing:
    rng = rng_of(f"{voyage.title}{voyage.start}")
    scale = next(scale for most, scale in SCALES if len(voyage.milestones) <= most)
    legend = Legend(voyage, words, WIDTH)
    bottom = TOP + (scale.rows - 1) * scale.pitch
    height = bottom + 190 + legend.height
    windings = winding_rows(scale.rows, SIDE, WIDTH - SIDE, bottom, scale.pitch, rng)
    road = Road([*windings[:-1], *TO_LIGHTHOUSE])
    route = Route(voyage, words, road, LANE_PITCH, MARKER_GAP)
    drawing = Drawing(width=WIDTH, height=height)
    space = Space(WIDTH, height)
    _draw_land(drawing, road, rng)
    _reserve(space, route, voyage, legend.box(height))
    draw_lanes(drawing.group("dim") if lit else drawing, route)
    draw_months(drawing, route)
    draw_lit_line(drawing, route, lit)
    _draw_years(drawing, route, space)
    labels = Labels(route, words, space, lit)
    labels.draw_stems(drawing)
    draw_markers(drawing, route, words, lit, labels)
    labels.draw_gathered(drawing)
    _draw_vision(drawing, voyage)
    _draw_title(drawing, voyage)
    legend.draw(drawing, height)
    return drawing


def _draw_land(drawing: Drawing, road: Road, rng: np.random.Generator) -> None:
    # A taller chart is drawn from a coarser grid and with fewer points, so that its land does not outweigh its content.
    step, tolerance = (13, 1.1) if drawing.height < 1300 else (20, 1.5)
    x, y = grid(drawing.width, drawing.height, step)
    heights = (road.nearness(x, y) - 62) / 60 + swell(x, y, 320, rng) * 0.75
    drawing.rect("sea", 0, 0, drawing.width, drawing.height)
    paint(drawing, Field(x, y, np.asarray(heights)), LEVELS, tolerance)


def _reserve(space: Space, route: Route, voyage: Voyage, legend: Box) -> None:
    """Close the road itself, the title, the lighthouse and the legend to labels."""
    space.paint(route.road.points[::2], route.half + 7)
    space.take(Box(0, 0, _title_width(voyage) + 70, 138))
    space.take(legend)
    space.take(Box(LIGHTHOUSE[0] - 96, 0, WIDTH, LIGHTHOUSE[1] + 86))


def _title_width(voyage: Voyage) -> float:
    return max(width(_title(voyage), TITLE_SIZE, "display"), width(_subtitle(voyage), SUBTITLE_SIZE))


def _title(voyage: Voyage) -> str:
    return shorten(voyage.title, TITLE_SIZE, WIDTH * 0.62, "display")


def _subtitle(voyage: Voyage) -> str:
    return shorten(voyage.subtitle, SUBTITLE_SIZE, WIDTH * 0.62)


def _draw_title(drawing: Drawing, voyage: Voyage) -> None:
    drawing.text(46, 82, _title(voyage), TITLE_SIZE, "ink", "display", halo=9)
    drawing.text(48, 116, _subtitle(voyage), SUBTITLE_SIZE, "quiet", halo=6)


def _draw_vision(drawing: Drawing, voyage: Voyage) -> None:
    x, y = LIGHTHOUSE
    lighthouse(drawing, LIGHTHOUSE)
    title = wrap(voyage.vision_title, 20, 180, "display", 2)
    drawing.text(x, y + 27, title[0], 20, "ink", "display", "middle", 6, title[1:], 22)
    text = wrap(voyage.vision_text, 15, 190, "text", 2)
    drawing.text(x, y + 27 + 21 * len(title), text[0], 15, "quiet", "text", "middle", 5, text[1:], 18)


def _draw_years(drawing: Drawing, route: Route, space: Space) -> None:
    for year, distance in route.years():
        reach = route.half + 9
        drawing.line("year", route.road.at(distance, -reach), route.road.at(distance, reach))
        wide = width(str(year), YEAR_SIZE, "display")
        for x, y in _beside(route, distance):
            box = Box(x - wide / 2 - 5, y - 17, x + wide / 2 + 5, y + 17)
            if space.free(box):
                space.take(box)
                drawing.text(x, y + 12, str(year), YEAR_SIZE, "ink", "display", "middle", 7)
                break


def _beside(route: Route, distance: float) -> list[tuple[float, float]]:
    """Places for a year's number, nearest first: on either side of its line."""
    return [
        route.road.at(distance + along, side * (route.half + away))
        for away in (34, 44, 56, 70, 90, 112)
        for along in (0, 30, -30, 60, -60)
        for side in (1, -1)
    ]
