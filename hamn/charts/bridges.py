"""Bridges on the opinion map: what two groups agree on, from shore to shore."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hamn.charts.drawing import Drawing, Point, key
from hamn.charts.islands import Lands

# Points along the line between two islands where the shores are looked for.
SOUGHT = 80


@dataclass(frozen=True)
class Bridge:
    """A statement that two groups agree on."""

    id: str
    one: str
    other: str
    text: str


def draw_bridges(
    drawing: Drawing, bridges: Sequence[Bridge], centres: Mapping[str, Point], lands: Lands, stroke: float
) -> Mapping[str, Point]:
    """One line for every two islands that agree on something; the middle of each bridge by its id.

    centres: the islands that are drawn, in the order of the lands.
    """
    order = {island: number for number, island in enumerate(centres)}
    middles: dict[str, Point] = {}
    drawn: set[tuple[str, ...]] = set()
    for bridge in bridges:
        if bridge.one not in order or bridge.other not in order:
            continue
        pair = tuple(sorted((bridge.one, bridge.other)))
        one, other = pair
        start, end = _from_shore(centres[one], centres[other], order[one], order[other], lands)
        middles[bridge.id] = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        if pair not in drawn:
            _draw_bridge(drawing, start, end, pair, stroke)
            drawn.add(pair)
    return middles


def _draw_bridge(drawing: Drawing, start: Point, end: Point, pair: Sequence[str], stroke: float) -> None:
    drawing.line("casing", start, end, key("bridge", *pair, "casing"), stroke_width=stroke * 2.4)
    drawing.line("lit", start, end, key("bridge", *pair), stroke_width=stroke)
    for number, at in enumerate((start, end)):
        drawing.circle("light", at, stroke * 1.7, key("bridge", *pair, str(number)))


def _from_shore(start: Point, end: Point, one: int, other: int, lands: Lands) -> tuple[Point, Point]:
    """The part of a line between two islands that spans the water, with a foothold on either."""
    share = np.linspace(0, 1, SOUGHT + 1)
    along = np.array(start) + share[:, None] * (np.array(end) - np.array(start))
    own, others = np.flatnonzero(lands.is_land_of(one, along)), np.flatnonzero(lands.is_land_of(other, along))
    first = max(int(own[-1]) - 1, 0) if len(own) else 0
    last = min(int(others[0]) + 1, SOUGHT) if len(others) else SOUGHT
    if first >= last:
        first, last = SOUGHT // 4, SOUGHT * 3 // 4
    (x, y), (u, v) = along[first], along[last]
    return (float(x), float(y)), (float(u), float(v))
