"""One group on a compass rose: its band, its line, its signs, and what lies behind it."""

from collections.abc import Sequence

from hamn.charts.axes import Look, Reading, Series, ghost_stroke, rough_stroke, sign
from hamn.charts.drawing import Drawing, Point, key, segment
from hamn.charts.rose import Rose, band, outline
from hamn.charts.stage import Stage


def draw_series(drawing: Drawing, rose: Rose, one: Series, look: Look, stage: Stage) -> None:
    bands = [reading.band for reading in one.readings]
    outer = [band and rose.at(axis, band[1]) for axis, band in enumerate(bands)]
    inner = [band and rose.at(axis, band[0]) for axis, band in enumerate(bands)]
    drawing.path(f"{look.colour}-band", band(outer, inner), key("band", one.id), fill_rule="evenodd")
    _draw_approximate(drawing, rose, one, look, stage)
    drawing.path("ghost", outline(_places(rose, one.behind)), key("behind", one.id), **ghost_stroke(stage))
    points = _places(rose, one.readings)
    lines = outline(points)
    drawing.path("casing", lines, key("casing", one.id), stroke_width=stage.stroke * 2)
    drawing.path(f"{look.colour}-lane", lines, key("line", one.id), **look.stroke(stage.stroke))
    for axis, point in enumerate(points):
        if point:
            sign(drawing, look, point, stage.mark, key("point", one.id, str(axis)))


def _places(rose: Rose, readings: Sequence[Reading]) -> list[Point | None]:
    return [None if reading.value is None else rose.at(axis, reading.value) for axis, reading in enumerate(readings)]


def _draw_approximate(drawing: Drawing, rose: Rose, one: Series, look: Look, stage: Stage) -> None:
    """Dashes along the axes whose band is not to be taken to the letter."""
    for axis, reading in enumerate(one.readings):
        if reading.band and reading.approximate:
            low, high = (rose.at(axis, end) for end in reading.band)
            name = key("approximate", one.id, str(axis))
            drawing.path(f"{look.colour}-dashed", segment(low, high), name, **rough_stroke(stage))
