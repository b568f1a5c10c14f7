"""How far people say it reaches: the share on every step, stacked along a lane, with those who do not know apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hamn.charts.drawing import Drawing, Group, Point, key
from hamn.charts.figure import Figure, Table
from hamn.charts.legend import Entry, draw_legend, legend_height
from hamn.charts.measure import plain, shorten, width
from hamn.charts.rows import CAPITAL, Room, Row, lay
from hamn.charts.stage import STAGES, Stage, Variant
from hamn.charts.styles import EXTENT_TEXTS

FEWEST_STEPS, MOST_STEPS = 2, 11
SHADES = 5
# Shares come rounded from the gate, so a row of them need not make exactly one.
ROUNDING = 0.06


@dataclass(frozen=True)
class Extent:
    """A group or an axis: the share of those who know on every step, and of all who do not know.

    shares is None where it may not be shown. people, if given, stands after the name.
    """

    id: str
    label: str
    shares: Sequence[float] | None
    dont_know: float | None = None
    people: int | None = None


@dataclass(frozen=True)
class ExtentWords:
    """Table heads, what either end of the scale means, and how a share is written.

    dont_know names those apart, hidden what may not be shown, more what is said of rows that found no room.
    """

    row: str
    low: str
    high: str
    dont_know: str
    hidden: str
    percent: Callable[[float], str]
    more: Callable[[int], str]


def extent_bars(
    given: Sequence[Extent],
    steps: int,
    title: str,
    sentence: str,
    words: ExtentWords,
    variant: Variant = "page",
) -> Figure:
    """A bar per group or axis, in the order given, from the lowest step to the highest."""
    _check(given, steps)
    stage = STAGES[variant]
    apart = [Entry(words.dont_know, stage.note * 0.6, _square(stage))] if _any_apart(given) else []
    scale = stage.note * 1.7
    top = scale + legend_height(apart, stage)
    room = Room(0.4, after=_room_apart(given, stage, words), lines=(2, 1), top=top)
    plan = lay([_named(each) for each in given], stage, room)
    drawing = Drawing(width=stage.width, height=plan.height)
    _draw_scale(drawing, steps, stage, words)
    draw_legend(drawing, apart, stage, scale, stage.edge)
    for each, row in zip(given, plan.rows, strict=False):
        _draw_row(drawing, each, steps, row, stage, words)
    if plan.left_out:
        plan.draw_rest(drawing, stage, words.more(plan.left_out))
    return Figure(drawing, title, sentence, _table(given, steps, words))


def _check(given: Sequence[Extent], steps: int) -> None:
    if not FEWEST_STEPS <= steps <= MOST_STEPS:
        raise ValueError(f"A scale has {FEWEST_STEPS} to {MOST_STEPS} steps, got {steps}")
    if len({each.id for each in given}) < len(given):
        raise ValueError("Every row needs an id of its own")
    for each in given:
        if each.shares is not None and len(each.shares) != steps:
            raise ValueError(f"Every step needs a share, got {len(each.shares)} for {steps} steps")
        if min(each.shares or [0]) < 0 or sum(each.shares or [0]) > 1 + ROUNDING:
            raise ValueError(f"Shares lie between 0 and 1 and make 1 together, got {each.shares}")
        if not 0 <= (each.dont_know or 0) <= 1:
            raise ValueError(f"A share lies between 0 and 1, got {each.dont_know}")


def _named(each: Extent) -> str:
    return each.label if each.people is None else f"{each.label} {each.people}"


def _any_apart(given: Sequence[Extent]) -> bool:
    return any(each.dont_know is not None for each in given)


def _room_apart(given: Sequence[Extent], stage: Stage, words: ExtentWords) -> float:
    widest = max((width(words.percent(each.dont_know or 0), stage.note, "strong") for each in given), default=0)
    return widest + stage.note * 0.6 + stage.gap * 2 if _any_apart(given) else 0


def shade(step: int, steps: int) -> str:
    """The style of a step from 0: five shades, evenly dealt out where there are more or fewer steps."""
    return f"extent-{1 + round(step * (SHADES - 1) / (steps - 1))}"


def _draw_scale(drawing: Drawing, steps: int, stage: Stage, words: ExtentWords) -> None:
    """What the shades mean, once: the lowest step in words, every step by its number, the highest in words."""
    size = stage.note
    box = max(width(str(steps), size, "strong") + size * 0.4, size * 1.25)
    most = (stage.width - 2 * stage.edge - box * steps - size) / 2
    low, high = (shorten(plain(text), size, most, "strong") for text in (words.low, words.high))
    x, base = stage.edge, size * 1.05
    drawing.text(x, base, low, size, "ink", "strong")
    x += width(low, size, "strong") + size * 0.5 * bool(low)
    for step in range(steps):
        style = shade(step, steps)
        drawing.rect(style, x, base - size * 0.98, box, size * 1.3)
        drawing.text(x + box / 2, base, str(step + 1), size, EXTENT_TEXTS[style], "strong", "middle")
        x += box
    drawing.text(x + size * 0.5, base, high, size, "ink", "strong")


def _square(stage: Stage) -> Callable[[Group, Point], None]:
    def draw(layer: Group, at: Point) -> None:
        side = stage.note * 0.55
        layer.rect("passed", at[0], at[1] - side / 2, side, side)

    return draw


def _draw_row(drawing: Drawing, each: Extent, steps: int, row: Row, stage: Stage, words: ExtentWords) -> None:
    row.draw_text(drawing, stage, key("text", each.id))
    base = row.middle + stage.note * CAPITAL / 2
    if each.shares is None:
        text = shorten(words.hidden, stage.note, row.right - row.left)
        drawing.text(row.left, base, text, stage.note, "quiet")
        x = row.left + width(text, stage.note) + stage.gap
        if x < row.right:
            drawing.line("stem-off", (x, row.middle), (row.right, row.middle))
    else:
        _draw_steps(drawing, each, each.shares, steps, row, stage, words)
    if each.dont_know is not None:
        text, side = words.percent(each.dont_know), stage.note * 0.55
        right = stage.width - stage.edge
        drawing.text(right, base, text, stage.note, "quiet", "strong", "end", key=key("apart", each.id))
        left = right - width(text, stage.note, "strong") - side - stage.note * 0.3
        drawing.rect("passed", left, row.middle - side / 2, side, side, key=key("apart", each.id, "sign"))


def _draw_steps(
    drawing: Drawing,
    each: Extent,
    shares: Sequence[float],
    steps: int,
    row: Row,
    stage: Stage,
    words: ExtentWords,
) -> None:
    """Every step has its node, also an empty one, so that it can grow."""
    unit, x = (row.right - row.left) / max(1, sum(shares)), row.left
    base = row.middle + stage.note * CAPITAL / 2
    for step, share in enumerate(shares):
        style, long = shade(step, steps), share * unit
        drawing.rect(style, x, row.middle - stage.bar / 2, long, stage.bar, key=key("step", each.id, str(step)))
        text = words.percent(share)
        if width(text, stage.note, "strong") + stage.note * 0.5 <= long:
            name = key("count", each.id, str(step))
            drawing.text(x + long / 2, base, text, stage.note, EXTENT_TEXTS[style], "strong", "middle", key=name)
        x += long


def _table(given: Sequence[Extent], steps: int, words: ExtentWords) -> Table:
    heads = [str(step + 1) for step in range(steps)]
    heads[0], heads[-1] = f"{heads[0]} {words.low}".strip(), f"{heads[-1]} {words.high}".strip()
    apart = _any_apart(given)
    rows = []
    for each in given:
        shares = [words.hidden] * steps if each.shares is None else [words.percent(share) for share in each.shares]
        last = words.hidden if each.dont_know is None else words.percent(each.dont_know)
        rows.append((_named(each), *shares, *((last,) if apart else ())))
    return Table((words.row, *heads, *((words.dont_know,) if apart else ())), rows)
