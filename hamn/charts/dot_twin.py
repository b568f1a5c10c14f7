"""The compass's twin: the same numbers as dots with intervals, a row per axis, where length is length."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hamn.charts.axes import (
    LOOKS,
    MOST_APART,
    Axis,
    CompassWords,
    Look,
    Reading,
    Series,
    check,
    draw_approximate,
    entries,
    finely,
    hollow_sign,
    sign,
    table,
)
from hamn.charts.drawing import Drawing, key
from hamn.charts.figure import Figure
from hamn.charts.legend import draw_legend, legend_height
from hamn.charts.measure import shorten
from hamn.charts.rows import CAPITAL, Plan, Room, Row, lay_in_columns
from hamn.charts.scales import along, draw_numbers, draw_scale
from hamn.charts.stage import STAGES, Stage, Variant
from hamn.charts.verdicts import Verdict, draw_verdict, verdict_room

# More groups than this stand closer.
FEW = 4
# A legend of more lines has its texts shortened.
MOST_LINES = 4


def dot_twin(
    axes: Sequence[Axis],
    series: Sequence[Series],
    steps: int,
    title: str,
    sentence: str,
    words: CompassWords,
    variant: Variant = "page",
    verdicts: Mapping[str, Verdict] | None = None,
) -> Figure:
    """Rows in the order of the axes, series under each other within a row; on the wall as many as find room.

    verdicts: by the id of an axis, for the axes that have one.
    """
    # Rows may be shown a few at a time, as no rose can.
    check(axes, series, steps, MOST_APART, fewest=1)
    fine = finely(STAGES[variant])
    # Two columns of six rows, or of four with verdicts, stand under the longest legend.
    stage = replace(fine, pad=fine.pad * (0 if verdicts else 0.6)) if fine.height else fine
    legend = entries(series, words, stage, _partly_hidden(len(axes), series))
    across = 2 if legend_height(legend, stage) <= MOST_LINES * stage.note * 1.5 else 3
    top = legend_height(legend, stage, across) + stage.note * 1.7
    under = verdict_room(words.verdicts, stage) if verdicts else (0.0, 0.0)
    plan = _laid_out([axis.label for axis in axes], len(series), top, under, stage)
    drawing = Drawing(width=stage.width, height=plan.height)
    draw_legend(drawing, legend, stage, 0, stage.edge, across)
    for row in {row.left: row for row in reversed(plan.rows)}.values():
        draw_numbers(drawing, row, steps, stage, _head(row, len(series), stage))
    for number, (axis, row) in enumerate(zip(axes, plan.rows, strict=False)):
        _draw_axis(drawing, axis, number, row, series, steps, words, stage)
        if verdicts and axis.id in verdicts:
            verdict = verdicts[axis.id]
            right = row.left - stage.gap if stage.beside else row.right
            draw_verdict(drawing, verdict, words.verdicts[verdict], row, axis.id, stage, right)
    if plan.left_out:
        plan.draw_rest(drawing, stage, words.more(plan.left_out))
    return Figure(drawing, title, sentence, table(axes, series, words, verdicts))


def _partly_hidden(axes: int, series: Sequence[Series]) -> bool:
    """Whether some axis shows one group but not another; an axis that shows none says so in words itself."""
    shown = [[one.readings[number].value is not None for one in series] for number in range(axes)]
    return any(any(row) and not all(row) for row in shown)


def _laid_out(labels: Sequence[str], series: int, top: float, under: tuple[float, float], stage: Stage) -> Plan:
    lane = max(stage.bar, _apart(series, stage) * series + stage.mark * (series > FEW))
    room = Room(0.5, before=stage.mark * 2, after=stage.mark * 2, lines=(2, 1), top=top, lane=lane, under=under)
    return lay_in_columns(labels, stage, room)


def _apart(series: int, stage: Stage) -> float:
    return stage.mark * (1.6 if series <= FEW else 1.35)


def _head(first: Row, series: int, stage: Stage) -> float:
    """Above the first row of a column, clear of its text and of its topmost dot."""
    text, dots = first.middle - first.base + stage.label, _apart(series, stage) * series / 2
    return first.middle - max(stage.bar * 0.5, text, dots) - stage.note * 0.5


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
    apart = _apart(len(series), stage)
    first = row.middle - apart * (len(series) - 1) / 2
    for place, (one, look) in enumerate(zip(series, LOOKS, strict=False)):
        _draw_dot(drawing, one, look, number, row, first + place * apart, steps, stage)


def _draw_dot(
    drawing: Drawing, one: Series, look: Look, number: int, row: Row, y: float, steps: int, stage: Stage
) -> None:
    reading, name = one.readings[number], str(number)
    if reading.value is None:
        drawing.line("stem-off", (row.left, y), (row.right, y))
        return
    draw_interval(drawing, reading, look, row, y, steps, stage, key("band", one.id, name))
    before = one.behind[number].value if one.behind else None
    if before is not None:
        hollow_sign(drawing, look, (along(row, before, steps), y), stage.mark * 0.85, key("behind", one.id, name))
    sign(drawing, look, (along(row, reading.value, steps), y), stage.mark * 0.85, key("point", one.id, name))


def draw_interval(
    drawing: Drawing, reading: Reading, look: Look, row: Row, y: float, steps: int, stage: Stage, name: str
) -> None:
    """The reading's band along its lane, dashed where it is only approximate."""
    if not reading.band:
        return
    left, right = (along(row, end, steps) for end in reading.band)
    if reading.approximate:
        # Another kind of node may not have the same name, or the page could not let either glide.
        draw_approximate(drawing, look, left, right, y, stage, f"{name}:rough")
        return
    high = stage.mark * 0.7
    drawing.rect(f"{look.colour}-interval", left, y - high / 2, right - left, high, high / 2, name)
