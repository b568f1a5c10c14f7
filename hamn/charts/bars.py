"""Choices and points: one bar per option, the largest first, its number at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hamn.charts.drawing import Drawing, key
from hamn.charts.figure import Figure, Table
from hamn.charts.measure import shorten, width
from hamn.charts.rows import CAPITAL, Plan, Room, Row, lay
from hamn.charts.stage import STAGES, Stage, Variant

# The wall shows what can be taken in from ten metres; the table has every option.
MOST_ON_THE_WALL = 8


@dataclass(frozen=True)
class Bar:
    """value is a count or a mean number of points; None where it may not be shown."""

    id: str
    label: str
    value: float | None


@dataclass(frozen=True)
class BarsWords:
    """Table heads, what a hidden value is called, how numbers are written, and what is said of the rest."""

    option: str
    value: str
    hidden: str
    number: Callable[[float], str]
    more: Callable[[int], str]


def bars(
    given: Sequence[Bar],
    title: str,
    sentence: str,
    words: BarsWords,
    variant: Variant = "page",
    full: float | None = None,
) -> Figure:
    """Bars of values that have already passed the gate.

    full is what a whole lane stands for, such as everybody who answered; the largest value if nothing is given.
    """
    _check(given, full)
    stage = STAGES[variant]
    ordered = sorted(given, key=lambda bar: (bar.value is None, -(bar.value or 0)))
    plan = lay([bar.label for bar in ordered], stage, _room(ordered, stage, variant, words))
    drawing = Drawing(width=stage.width, height=plan.height)
    rows = {bar.id: row for bar, row in zip(ordered, plan.rows, strict=False)}
    most = full or max((bar.value or 0 for bar in given), default=0) or 1
    # In the order given, not by size: a live page then moves no node, it only sees where each one stands.
    for bar in given:
        if bar.id in rows:
            _draw_bar(drawing, bar, rows[bar.id], most, stage, words, full is not None)
    _draw_shore(drawing, plan, stage)
    if plan.left_out:
        plan.draw_rest(drawing, stage, words.more(plan.left_out))
    return Figure(drawing, title, sentence, _table(ordered, words))


def _check(given: Sequence[Bar], full: float | None) -> None:
    if not given or len({bar.id for bar in given}) < len(given):
        raise ValueError(f"Bars need at least one option, each with an id of its own, got {len(given)}")
    known = [bar.value for bar in given if bar.value is not None]
    if any(value < 0 or (full is not None and value > full) for value in known):
        raise ValueError(f"Every value must be between 0 and what a full lane stands for, got {known}")


def _written(bar: Bar, words: BarsWords) -> str:
    return words.hidden if bar.value is None else words.number(bar.value)


def _room(ordered: Sequence[Bar], stage: Stage, variant: Variant, words: BarsWords) -> Room:
    numbers = [words.number(bar.value) for bar in ordered if bar.value is not None]
    after = max((width(number, stage.number, "display") for number in numbers), default=0) + stage.gap
    most = MOST_ON_THE_WALL if variant == "presenter" else len(ordered)
    return Room(0.55, after=after, lines=(3, 2, 1), most=most)


def _draw_bar(
    drawing: Drawing, bar: Bar, row: Row, most: float, stage: Stage, words: BarsWords, with_rail: bool
) -> None:
    row.draw_text(drawing, stage, key("label", bar.id))
    top = row.middle - stage.bar / 2
    if with_rail:
        drawing.rect("rail", row.left, top, row.right - row.left, stage.bar, key=key("rail", bar.id))
    long = (row.right - row.left) * (bar.value or 0) / most
    if bar.value is not None:
        drawing.rect("bar", row.left, top, long, stage.bar, key=key("bar", bar.id))
    _draw_number(drawing, bar, row, row.left + long, stage, words)


def _draw_number(drawing: Drawing, bar: Bar, row: Row, end: float, stage: Stage, words: BarsWords) -> None:
    x, name = end + stage.gap, key("value", bar.id)
    if bar.value is None:
        text = shorten(words.hidden, stage.note, stage.width - stage.edge - x)
        drawing.text(x, row.middle + stage.note * CAPITAL / 2, text, stage.note, "quiet", key=name)
        return
    number = words.number(bar.value)
    drawing.text(x, row.middle + stage.number * CAPITAL / 2, number, stage.number, "ink", "display", key=name)


def _draw_shore(drawing: Drawing, plan: Plan, stage: Stage) -> None:
    """The line that every bar starts from."""
    if stage.beside and plan.rows:
        first, last = plan.rows[0], plan.rows[-1]
        reach = stage.bar / 2 + stage.gap * 0.6
        drawing.line("axis", (first.left, first.middle - reach), (first.left, last.middle + reach), "shore")


def _table(ordered: Sequence[Bar], words: BarsWords) -> Table:
    return Table((words.option, words.value), [(bar.label, _written(bar, words)) for bar in ordered])
