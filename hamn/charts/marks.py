"""The small signs a chart is read by: markers of kind and state, lighthouse, arrow."""

from collections.abc import Sequence
from math import atan2, cos, pi, sin

from hamn.charts.curves import polygon
from hamn.charts.drawing import Group, Point, segment

SHAPES = ("circle", "square", "diamond", "triangle", "kite", "hexagon", "plus", "star")


def marker(layer: Group, shape: str, at: Point, radius: float, style: str, key: str = "") -> None:
    """A shape of about equal weight whichever it is."""
    if shape == "circle":
        layer.circle(style, at, radius, key)
    else:
        layer.path(style, polygon(_corners(shape, at, radius)), key)


def _corners(shape: str, at: Point, radius: float) -> Sequence[Point]:
    x, y = at
    if shape == "square":
        side = radius * 0.92
        return [(x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side)]
    if shape == "diamond":
        tip = radius * 1.28
        return [(x, y - tip), (x + tip, y), (x, y + tip), (x - tip, y)]
    if shape == "triangle":
        return [(x, y - radius * 1.25), (x + radius * 1.2, y + radius * 0.85), (x - radius * 1.2, y + radius * 0.85)]
    if shape == "kite":
        return [(x, y + radius * 1.25), (x + radius * 1.2, y - radius * 0.85), (x - radius * 1.2, y - radius * 0.85)]
    if shape == "plus":
        long, thin = radius * 1.25, radius * 0.48
        quarter = [(-thin, -long), (thin, -long), (thin, -thin)]
        turns = [(1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0)]
        return [(x + a * dx + b * dy, y + c * dx + d * dy) for a, b, c, d in turns for dx, dy in quarter]
    if shape == "star":
        reach = [radius * (1.45 if k % 2 == 0 else 0.66) for k in range(10)]
        return [(x + reach[k] * sin(k * pi / 5), y - reach[k] * cos(k * pi / 5)) for k in range(10)]
    return [(x + radius * 1.1 * cos(k * pi / 3), y + radius * 1.1 * sin(k * pi / 3)) for k in range(6)]


def state_marker(layer: Group, shape: str, state: str, at: Point, radius: float, colour: str) -> None:
    """Held is filled, planned and moved are hollow, cancelled is hollow and crossed out."""
    _sign(layer, shape, state, at, radius, f"{colour}-solid" if state == "held" else f"{colour}-hollow")


def ink_marker(layer: Group, shape: str, state: str, at: Point, radius: float) -> None:
    """The same without a track's colour, for what belongs to all tracks and for the legend."""
    _sign(layer, shape, state, at, radius, "solid" if state == "held" else "hollow")


def _sign(layer: Group, shape: str, state: str, at: Point, radius: float, style: str) -> None:
    # The shape itself says nothing of its colour: that is the sign's, so that one shape serves every track.
    sign = layer.sign(style, at)
    marker(sign, shape, (0, 0), radius + 3.4, "backing")
    marker(sign, shape, (0, 0), radius, "")
    if state == "cancelled":
        cross(sign, (0, 0), radius * 1.15)


def cross(layer: Group, at: Point, reach: float) -> None:
    (x, y), r = at, reach
    strokes = segment((x - r, y - r), (x + r, y + r)) + segment((x + r, y - r), (x - r, y + r))
    layer.path("casing", strokes, stroke_width=5.5)
    layer.path("cross", strokes)


def arrow_head(layer: Group, tip: Point, towards: Point, size: float, style: str = "solid") -> None:
    """A filled head whose tip points in the direction of the vector towards."""
    angle = atan2(towards[1], towards[0])
    wings = [(tip[0] - size * cos(angle + turn), tip[1] - size * sin(angle + turn)) for turn in (0.5, -0.5)]
    layer.path(style, polygon([tip, *wings]))


def lighthouse(layer: Group, foot: Point, height: float = 78) -> None:
    """The desired state: a lit lighthouse standing on its foot point."""
    x, y = foot
    unit = height / 78
    lamp = y - 62 * unit
    layer.circle("glow", (x, lamp), 52 * unit).circle("glow", (x, lamp), 30 * unit)
    tower = [(-12, 0), (-7.5, -54), (7.5, -54), (12, 0)]
    band = [(-10.4, -18), (-9, -34), (9, -34), (10.4, -18)]
    roof = [(-10, -69), (0, -80), (10, -69)]
    gallery = [(-11, -54), (-11, -57), (11, -57), (11, -54)]
    for style, corners in (("solid", tower), ("paper", band), ("solid", roof), ("solid", gallery)):
        layer.path(style, polygon([(x + dx * unit, y + dy * unit) for dx, dy in corners]))
    layer.rect("light", x - 7 * unit, y - 69 * unit, 14 * unit, 12 * unit)
