"""A ranking: options by their mean rank, 1 first, with the spread of the ranks they were given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hamn.charts.drawing import Drawing, Group, key
from hamn.charts.figure import Figure, Table
from hamn.charts.legend import Entry, draw_legend, legend_height
from hamn.charts.measure import shorten, width
from hamn.charts.rows import CAPITAL, Room, Row, lay
from hamn.charts.scales import along, draw_numbers, draw_scale
from hamn.charts.stage import STAGES, Stage, Variant

MOST_ON_THE_WALL = 7


@dataclass(frozen=True)
class Ranked:
    """mean, low and high are ranks from 1; None where they may not be shown.

    low and high are the spread, such as the middle half of all ranks given; firsts is how many ranked it first.
    """

    id: str
    label: str
    mean: float | None
    low: float | None = None
    high: float | None = None
    firsts: int | None = None


@dataclass(frozen=True)
class RankingWords:
    """Table heads (mean and spread also explain the signs), and how numbers are written.

    firsts is the short head over the number that ranked an option first; interval joins low and high.
    """

    option: str
    mean: str
    spread: str
    firsts: str
    hidden: str
    number: Callable[[float], str]
    interval: Callable[[str, str], str]
    more: Callable[[int], str]


def ranking(
    given: Sequence[Ranked], title: str, sentence: str, words: RankingWords, variant: Variant = "page"
) -> Figure:
    """Options from the best mean rank down, on a scale from 1 to the number of options."""
    _check(given)
    stage = STAGES[variant]
    ordered = sorted(given, key=lambda option: (option.mean is None, option.mean or 0))
    entries = _entries(stage, words)
    plan = lay([option.label for option in ordered], stage, _room(ordered, stage, variant, entries, words))
    drawing = Drawing(width=stage.width, height=plan.height)
    rows = {option.id: row for option, row in zip(ordered, plan.rows, strict=False)}
    _draw_head(drawing, plan.rows[0], len(given), stage, words)
    # In the order given, so that a live page moves no node.
    for option in given:
        if option.id in rows:
            _draw_option(drawing, option, rows[option.id], len(given), stage, words)
    if plan.left_out:
        plan.draw_rest(drawing, stage, words.more(plan.left_out))
    draw_legend(drawing, entries, stage, stage.note * 0.2, stage.edge)
    return Figure(drawing, title, sentence, _table(ordered, words))


def _check(given: Sequence[Ranked]) -> None:
    if not given or len({option.id for option in given}) < len(given):
        raise ValueError(f"A ranking needs at least one option, each with an id of its own, got {len(given)}")
    for option in given:
        if option.mean is not None and not 1 <= option.mean <= len(given):
            raise ValueError(f"A mean rank lies between 1 and {len(given)}, got {option.mean}")


def _room(
    ordered: Sequence[Ranked], stage: Stage, variant: Variant, entries: Sequence[Entry], words: RankingWords
) -> Room:
    numbers = [str(option.firsts) for option in ordered if option.firsts is not None]
    widest = max((width(number, stage.number, "display") for number in numbers), default=0)
    after = max(widest, width(words.firsts, stage.note, "strong")) + stage.mark + stage.gap * 2
    most = MOST_ON_THE_WALL if variant == "presenter" else len(ordered)
    top = legend_height(entries, stage) + stage.note * 1.9
    return Room(0.5, before=stage.mark, after=after, lines=(3, 2, 1), most=most, top=top, lane=stage.bar)


def _entries(stage: Stage, words: RankingWords) -> Sequence[Entry]:
    wide = stage.mark * 3
    return (
        Entry(words.mean, stage.mark * 2, lambda layer, at: _dot(layer, at[0] + stage.mark, at[1], stage)),
        Entry(words.spread, wide, lambda layer, at: _spread(layer, at[0], at[0] + wide, at[1], stage)),
    )


def _dot(layer: Group, x: float, y: float, stage: Stage, name: str = "") -> None:
    layer.circle("dot", (x, y), stage.mark, name)


def _spread(layer: Group, left: float, right: float, y: float, stage: Stage, name: str = "") -> None:
    high = stage.mark * 1.1
    layer.rect("spread", left, y - high / 2, right - left, high, high / 2, name)


def _draw_head(drawing: Drawing, first: Row, steps: int, stage: Stage, words: RankingWords) -> None:
    base = first.middle - _above(first, stage)
    draw_numbers(drawing, first, steps, stage, base)
    drawing.text(stage.width - stage.edge, base, words.firsts, stage.note, "quiet", "strong", "end")


def _above(first: Row, stage: Stage) -> float:
    """From the first lane up to the head, over a text that stands above the lane or is higher than it."""
    return max(stage.bar * 0.5, first.middle - first.base + stage.label) + stage.note * 0.5


def _draw_option(drawing: Drawing, option: Ranked, row: Row, steps: int, stage: Stage, words: RankingWords) -> None:
    row.draw_text(drawing, stage, key("label", option.id))
    if option.mean is None:
        text = shorten(words.hidden, stage.note, stage.width - stage.edge - row.left)
        drawing.text(row.left, row.middle + stage.note * CAPITAL / 2, text, stage.note, "quiet")
        return
    draw_scale(drawing, row, steps, stage, key("scale", option.id))
    if option.low is not None and option.high is not None:
        left, right = along(row, option.low, steps), along(row, option.high, steps)
        _spread(drawing, left - stage.mark / 2, right + stage.mark / 2, row.middle, stage, key("spread", option.id))
    _dot(drawing, along(row, option.mean, steps), row.middle, stage, key("mean", option.id))
    if option.firsts is not None:
        x, y = stage.width - stage.edge, row.middle + stage.number * CAPITAL / 2
        drawing.text(x, y, str(option.firsts), stage.number, "ink", "display", "end", key=key("firsts", option.id))


def _table(ordered: Sequence[Ranked], words: RankingWords) -> Table:
    def written(value: float | None) -> str:
        return words.hidden if value is None else words.number(value)

    def interval(option: Ranked) -> str:
        if option.low is None or option.high is None:
            return words.hidden
        return words.interval(words.number(option.low), words.number(option.high))

    rows = [
        (
            option.label,
            written(option.mean),
            interval(option),
            words.hidden if option.firsts is None else str(option.firsts),
        )
        for option in ordered
    ]
    return Table((words.option, words.mean, words.spread, words.firsts), rows)
