"""The compass's twin: the same numbers as dots with intervals, a row per axis, where length is length."""

from collections.abc import Sequence
from dataclasses import replace

from hamn.charts.axes import LOOKS, Axis, CompassWords, Look, Series, check, entries, finely, sign, table
from hamn.charts.drawing import Drawing, key
from hamn.charts.figure import Figure
from hamn.charts.legend import draw_legend, legend_height
from hamn.charts.measure import shorten
from hamn.charts.rows import CAPITAL, Room, Row, lay
from hamn.charts.scales import along, draw_numbers, draw_scale
from hamn.charts.stage import STAGES, Stage, Variant

# More rows than this stand in two columns on the wall.
ONE_COLUMN = 6


def dot_twin(
    axes: Sequence[Axis],
    series: Sequence[Series],
    steps: int,
    title: str,
    sentence: str,
    words: CompassWords,
    variant: Variant = "page",
) -> Figure:
    """Rows in the order of the axes, series under each other within a row."""
    check(axes, series, steps)
    fine = finely(STAGES[variant])
    # Two columns of six rows stand under the longest legend.
    stage = replace(fine, pad=fine.pad * 0.6) if fine.height else fine
    legend = entries(series, words, stage, _partly_hidden(len(axes), series))
    top = legend_height(legend, stage) + stage.note * 2
    rows, height = _laid_out([axis.label for axis in axes], len(series), top, stage)
    drawing = Drawing(width=stage.width, height=height)
    draw_legend(drawing, legend, stage, 0, stage.edge)
    for row in {row.left: row for row in reversed(rows)}.values():
        draw_numbers(drawing, row, steps, stage, _head(row, stage))
    for number, (axis, row) in enumerate(zip(axes, rows, strict=True)):
        _draw_axis(drawing, axis, number, row, series, steps, words, stage)
    return Figure(drawing, title, sentence, table(axes, series, words))


def _partly_hidden(axes: int, series: Sequence[Series]) -> bool:
    """Whether some axis shows one group but not another; an axis that shows none says so in words itself."""
    shown = [[one.readings[number].value is not None for one in series] for number in range(axes)]
    return any(any(row) and not all(row) for row in shown)


def _laid_out(labels: Sequence[str], series: int, top: float, stage: Stage) -> tuple[Sequence[Row], float]:
    lane = max(stage.bar, _apart(stage) * series)
    room = Room(0.5, before=stage.mark * 2, after=stage.mark * 2, lines=(2, 1), top=top, lane=lane)
    if not stage.height or len(labels) <= ONE_COLUMN:
        plan = lay(labels, stage, room)
        return plan.rows, plan.height
    half = (len(labels) + 1) // 2
    narrow = replace(stage, width=stage.width / 2)
    # An empty text keeps the two columns in step where their lengths differ.
    columns = [lay([*part, *[""] * (half - len(part))], narrow, room).rows for part in (labels[:half], labels[half:])]
    right = [
        replace(row, x=row.x + narrow.width, left=row.left + narrow.width, right=row.right + narrow.width)
        for row in columns[1]
    ]
    return [*columns[0], *right][: len(labels)], stage.height


def _apart(stage: Stage) -> float:
    return stage.mark * 1.6


def _head(first: Row, stage: Stage) -> float:
    return first.middle - max(stage.bar * 0.5, first.middle - first.base + stage.label) - stage.note * 0.5


def _draw_axis(
    drawing: Drawing,
    axis: Axis,
    number: int,
    row: Row,
    series: Sequence[Series],
    steps: int,
    words: CompassWords,
    stage: Stage,
) -> None:
    row.draw_text(drawing, stage, key("axis", axis.id))
    if all(one.readings[number].value is None for one in series):
        text = shorten(words.hidden, stage.note, row.right - row.left)
        drawing.text(row.left, row.middle + stage.note * CAPITAL / 2, text, stage.note, "quiet")
        return
    draw_scale(drawing, row, steps, stage, key("scale", axis.id))
    first = row.middle - _apart(stage) * (len(series) - 1) / 2
    for place, (one, look) in enumerate(zip(series, LOOKS, strict=False)):
        _draw_dot(drawing, one, look, number, row, first + place * _apart(stage), steps, stage)


def _draw_dot(
    drawing: Drawing, one: Series, look: Look, number: int, row: Row, y: float, steps: int, stage: Stage
) -> None:
    reading, name = one.readings[number], str(number)
    if reading.value is None:
        drawing.line("stem-off", (row.left, y), (row.right, y))
        return
    if reading.band:
        left, right = (along(row, end, steps) for end in reading.band)
        high = stage.mark * 0.7
        drawing.rect(
            f"{look.colour}-interval", left, y - high / 2, right - left, high, high / 2, key("band", one.id, name)
        )
    sign(drawing, look, (along(row, reading.value, steps), y), stage.mark * 0.85, key("point", one.id, name))
