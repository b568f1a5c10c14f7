"""The compass rose a radar is drawn on: where a value stands, and the card with its rings and points."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from hamn.charts.curves import polygon, polyline
from hamn.charts.drawing import Drawing, Point, segment

DEGREES = 72
# The degrees reach this far beyond the outermost ring.
COLLAR = 1.09


@dataclass(frozen=True)
class Rose:
    """Axes in equal steps clockwise from the top, values 1..steps from near the middle outwards."""

    centre: Point
    radius: float
    axes: int
    steps: int

    def at(self, axis: float, value: float) -> Point:
        """Where a value stands on an axis; the middle itself would be 0."""
        return self.out(axis, self.radius * value / self.steps)

    def out(self, axis: float, distance: float) -> Point:
        angle = 2 * pi * axis / self.axes
        return self.centre[0] + distance * sin(angle), self.centre[1] - distance * cos(angle)

    def half_width(self, y: float, radius: float) -> float:
        """How far a circle about the middle reaches sideways at this height; 0 outside it."""
        up = y - self.centre[1]
        return (radius**2 - up**2) ** 0.5 if abs(up) < radius else 0.0


def draw_card(drawing: Drawing, rose: Rose, dashed: Sequence[int]) -> None:
    """Water, a star whose points are the axes, rings for the steps, and degrees around; some axes are dashed."""
    drawing.circle("shallow", rose.centre, rose.radius)
    _draw_star(drawing, rose)
    for step in range(1, rose.steps):
        drawing.circle("isobath", rose.centre, rose.radius * step / rose.steps)
    drawing.circle("isobath", rose.centre, rose.radius * COLLAR)
    _draw_degrees(drawing, rose)
    for axis in range(rose.axes):
        drawing.line("stem-off" if axis in dashed else "isobath", rose.centre, rose.at(axis, rose.steps))
    drawing.circle("rim", rose.centre, rose.radius)


def _draw_star(drawing: Drawing, rose: Rose) -> None:
    """Each point is half light, half dark, as engravers draw them."""
    tip, waist = rose.radius * 0.97, rose.radius * 0.17
    light, dark = [], []
    for axis in range(rose.axes):
        corners = rose.centre, rose.out(axis, tip)
        light.append(polygon([*corners, rose.out(axis - 0.5, waist)]))
        dark.append(polygon([*corners, rose.out(axis + 0.5, waist)]))
    drawing.path("star-light", "".join(light))
    drawing.path("star-dark", "".join(dark))


def _draw_degrees(drawing: Drawing, rose: Rose) -> None:
    marks = []
    for number in range(DEGREES):
        place, long = number * rose.axes / DEGREES, 0.045 if number % 2 else 0.075
        marks.append(segment(rose.out(place, rose.radius * COLLAR), rose.out(place, rose.radius * (COLLAR - long))))
    drawing.path("isobath", "".join(marks))


def outline(points: Sequence[Point | None]) -> str:
    """A line around the rose through the points that are there, broken where one is missing."""
    draw = polygon if all(points) else polyline
    runs = ([points[number] for number in run] for run in _runs(points))
    return "".join(draw([point for point in run if point]) for run in runs if len(run) > 1)


def band(outer: Sequence[Point | None], inner: Sequence[Point | None]) -> str:
    """The area between two such lines."""
    if all(outer):
        return outline(outer) + outline(inner)
    parts = []
    for run in _runs(outer):
        there = [outer[number] for number in run] + [inner[number] for number in reversed(run)]
        parts.append(polygon([point for point in there if point]) if len(run) > 1 else "")
    return "".join(parts)


def _runs(points: Sequence[Point | None]) -> list[list[int]]:
    """Neighbours around the circle that are all there, as runs of their numbers; a whole circle is one run."""
    count = len(points)
    if all(points):
        return [list(range(count))]
    runs: list[list[int]] = []
    start = next(number for number, point in enumerate(points) if not point)
    for step in range(1, count + 1):
        number = (start + step) % count
        if not points[number]:
            continue
        if points[number - 1]:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
