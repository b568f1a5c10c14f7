"""Whether the gap between groups closed: per axis, how wide it was in every round, narrowing like a fairway or not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from hamn.charts.axes import LOOKS, Reading, approximate_sign, finely, rough_stroke, sign, written
from hamn.charts.curves import polygon, polyline
from hamn.charts.drawing import Anchor, Drawing, Group, Point, key, segment
from hamn.charts.figure import Figure, Table
from hamn.charts.legend import Entry, draw_legend, legend_height
from hamn.charts.marks import marker
from hamn.charts.measure import shorten, width, wrap
from hamn.charts.stage import STAGES, Stage, Variant
from hamn.charts.verdicts import Change, draw_verdict_at, verdict_size

ACROSS: dict[Variant, int] = {"page": 3, "presenter": 3, "phone": 2}
# What is read at ten metres without any word cut; the table has every axis.
MOST: dict[Variant, int] = {"page": 100, "presenter": 3, "phone": 100}
# An axis and the two groups with the gap between them.
LINES = 4
CHART = {"page": 92.0, "presenter": 230.0, "phone": 70.0}
LOOK = LOOKS[0]


@dataclass(frozen=True)
class GapRow:
    """An axis with the gap of every round, in steps, the earliest first; the change is None where none is judged.

    A gap's value is None where it may not be shown, or where that round did not ask.
    """

    id: str
    label: str
    gaps: Sequence[Reading]
    change: Change | None = None


@dataclass(frozen=True)
class GapWords:
    """Table heads, how numbers and intervals are written, and what the signs mean.

    level names the line where there is no gap. changes are the five in words.
    """

    axis: str
    change: str
    level: str
    band: str
    approximate: str
    hidden: str
    changes: Mapping[Change, str]
    number: Callable[[float], str]
    interval: Callable[[str, str], str]
    more: Callable[[int], str]


@dataclass(frozen=True)
class Panel:
    """One axis: where its texts begin, and the water between the rounds."""

    left: float
    right: float
    top: float
    lines: int
    level: float
    ceiling: float
    waves: int
    most: float

    def at(self, wave: int, value: float) -> Point:
        inset = (self.right - self.left) * 0.14
        share = wave / (self.waves - 1) if self.waves > 1 else 0.5
        x = self.left + inset + (self.right - self.left - 2 * inset) * share
        return x, self.level - (self.level - self.ceiling) * min(value / self.most, 1)


def gap_over_waves(
    given: Sequence[GapRow],
    waves: Sequence[str],
    title: str,
    sentence: str,
    words: GapWords,
    variant: Variant = "page",
    most: float | None = None,
) -> Figure:
    """Small panels with one scale, in the order given; most is the widest gap there can be, if that is to be the scale."""
    _check(given, waves, most)
    stage = finely(STAGES[variant])
    legend = _entries(given, words, stage)
    kept = given[: MOST[variant]]
    scale = most or max((_top(gap) for row in given for gap in row.gaps), default=0) or 1
    below = legend_height(legend, stage) + (stage.note * 1.6 if len(kept) < len(given) else 0)
    panels, height = _panels(kept, waves, scale, below, stage, variant)
    drawing = Drawing(width=stage.width, height=height)
    for row, panel in zip(kept, panels, strict=True):
        _draw_panel(drawing, row, waves, panel, words, stage)
    draw_legend(drawing, legend, stage, height - below)
    if len(kept) < len(given):
        text = shorten(words.more(len(given) - len(kept)), stage.note, stage.width - 2 * stage.edge)
        drawing.text(stage.edge, height - stage.note * 0.4, text, stage.note, "quiet", key="rest")
    return Figure(drawing, title, sentence, _table(given, waves, words))


def _check(given: Sequence[GapRow], waves: Sequence[str], most: float | None) -> None:
    if not waves or not given:
        raise ValueError(f"There must be a round and an axis, got {len(waves)} and {len(given)}")
    if len({row.id for row in given}) < len(given):
        raise ValueError("Every axis needs an id of its own")
    for row in given:
        if len(row.gaps) != len(waves):
            raise ValueError(f"Every round needs a gap, got {len(row.gaps)} for {len(waves)} rounds")
        for gap in row.gaps:
            if min(gap.value or 0, *(gap.band or (0,))) < 0 or (most is not None and _top(gap) > most):
                raise ValueError(f"A gap is not less than 0, nor more than the widest there can be, got {gap}")


def _top(gap: Reading) -> float:
    return max(gap.value or 0, *(gap.band or (0,)))


def _panels(
    kept: Sequence[GapRow], waves: Sequence[str], most: float, below: float, stage: Stage, variant: Variant
) -> tuple[Sequence[Panel], float]:
    """Panels row by row; on the wall as high as there is room for, on a page as high as their texts."""
    across = min(ACROSS[variant], len(kept))
    wide, down = stage.width / across, -(-len(kept) // across)
    room = wide - stage.edge - stage.gap * 1.5
    lines = max(len(wrap(row.label, stage.label, room, "text", LINES)) for row in kept)
    named = max(len(name) for name in _named(waves, room, stage))
    said = verdict_size(stage) * 1.35 if any(row.change for row in kept) else 0
    # Label, change, the number above the highest dot, the water, and the rounds beneath.
    texts = lines * stage.leading + said + stage.note * 1.3
    chart, under = CHART[variant], stage.note * (0.5 + 1.1 * named)
    if stage.height:
        chart = min(chart, stage.height - below - texts - under)
    high = texts + chart + under + (0 if stage.height else stage.pad)
    start = max((stage.height - below - high) / 2, 0)
    panels = []
    for number in range(len(kept)):
        line, column = divmod(number, across)
        left, top = column * wide + stage.edge, start + line * high
        level = top + texts + chart
        panels.append(Panel(left, left + room, top, lines, level, level - chart, len(waves), most))
    return panels, stage.height or down * high + below


def _draw_panel(
    drawing: Drawing, row: GapRow, waves: Sequence[str], panel: Panel, words: GapWords, stage: Stage
) -> None:
    room = panel.right - panel.left
    first, *more = wrap(row.label, stage.label, room, "text", panel.lines)
    base = panel.top + stage.label * 0.9
    drawing.text(panel.left, base, first, stage.label, more=more, leading=stage.leading, key=key("axis", row.id))
    if row.change:
        at = panel.left, base + len(more) * stage.leading + verdict_size(stage) * 1.25
        draw_verdict_at(drawing, row.change, words.changes[row.change], at, row.id, stage, panel.right)
    _draw_water(drawing, row, panel, stage)
    _draw_waves(drawing, waves, panel, stage)
    _draw_dots(drawing, row, panel, words, stage)


def _draw_water(drawing: Drawing, row: GapRow, panel: Panel, stage: Stage) -> None:
    """A line for no gap, a faint one for every whole step, and the intervals as one band where rounds are known."""
    steps = [segment((panel.left, y), (panel.right, y)) for y in _whole_steps(panel, stage)]
    drawing.path("isobath", "".join(steps))
    drawing.line("axis", (panel.left, panel.level), (panel.right, panel.level))
    bands = [(wave, gap.band) for wave, gap in enumerate(row.gaps) if gap.band and not gap.approximate]
    for number, ((wave, band), (after, other)) in enumerate(zip(bands, bands[1:], strict=False)):
        if after == wave + 1 and band and other:
            corners = [
                panel.at(wave, band[0]),
                panel.at(wave, band[1]),
                panel.at(after, other[1]),
                panel.at(after, other[0]),
            ]
            drawing.path(f"{LOOK.colour}-band", polygon(corners), key("band", row.id, str(number)))


def _whole_steps(panel: Panel, stage: Stage) -> Sequence[float]:
    apart = (panel.level - panel.ceiling) / panel.most
    every = max(int(stage.note * 0.8 / apart), 1) if apart else 1
    return [panel.at(0, step)[1] for step in range(every, int(panel.most) + 1, every)]


def _draw_waves(drawing: Drawing, waves: Sequence[str], panel: Panel, stage: Stage) -> None:
    """The first and the last round by name, with a tick for every one."""
    ticks = []
    for wave in range(len(waves)):
        x, y = panel.at(wave, 0)
        ticks.append(segment((x, y), (x, y + stage.note * 0.25)))
    drawing.path("axis", "".join(ticks))
    base, names = panel.level + stage.note * 1.2, _named(waves, panel.right - panel.left, stage)
    middle: tuple[float, Anchor] = ((panel.left + panel.right) / 2, "middle")
    ends: Sequence[tuple[float, Anchor]] = ((panel.left, "start"), (panel.right, "end"))
    for (first, *more), (x, anchor) in zip(names, ends if len(names) > 1 else [middle], strict=True):
        drawing.text(x, base, first, stage.note, "quiet", "strong", anchor, more=more, leading=stage.note * 1.1)


def _named(waves: Sequence[str], room: float, stage: Stage) -> Sequence[Sequence[str]]:
    """The lines of the first round's name and of the last's."""
    most = room / 2 - stage.note * 0.2 if len(waves) > 1 else room
    return [wrap(name, stage.note, most, "strong", 2) for name in dict.fromkeys((waves[0], waves[-1]))]


def _draw_dots(drawing: Drawing, row: GapRow, panel: Panel, words: GapWords, stage: Stage) -> None:
    """Hollow for earlier rounds, filled for the last, joined where two follow each other."""
    at = [None if gap.value is None else panel.at(wave, gap.value) for wave, gap in enumerate(row.gaps)]
    for wave, (gap, point) in enumerate(zip(row.gaps, at, strict=True)):
        name = key("whisker", row.id, str(wave))
        if point is None:
            drawing.line("stem-off", panel.at(wave, 0), panel.at(wave, panel.most), name)
        elif gap.band:
            ends = [panel.at(wave, end) for end in gap.band]
            stroke = rough_stroke(stage) if gap.approximate else {"stroke_width": stage.stroke * 0.8}
            drawing.path(f"{LOOK.colour}-dashed", polyline(ends), name, **stroke)
    pairs = [(one, two) for one, two in zip(at, at[1:], strict=False) if one and two]
    line = "".join(segment(one, two) for one, two in pairs)
    drawing.path(f"{LOOK.colour}-lane", line, key("line", row.id), stroke_width=stage.stroke)
    last = max((wave for wave, point in enumerate(at) if point), default=0)
    for wave, point in enumerate(at):
        if point and wave == last:
            sign(drawing, LOOK, point, stage.mark, key("point", row.id, str(wave)))
        elif point:
            marker(
                drawing, "circle", point, stage.mark * 1.05, f"{LOOK.colour}-hollow", key("point", row.id, str(wave))
            )
    _draw_numbers(drawing, row, at, panel, words, stage)


def _draw_numbers(
    drawing: Drawing,
    row: GapRow,
    at: Sequence[Point | None],
    panel: Panel,
    words: GapWords,
    stage: Stage,
) -> None:
    """The first and the last gap in figures, above what stands there."""
    known = [wave for wave, point in enumerate(at) if point]
    shown = sorted({known[0], known[-1]}) if known else []
    taken = -1.0
    for wave in shown:
        gap = row.gaps[wave]
        x, y = panel.at(wave, _top(gap))
        text = words.number(gap.value or 0)
        half = width(text, stage.note, "strong") / 2
        # Two numbers that would stand upon each other say less than one.
        if x - half <= taken:
            continue
        taken = x + half + stage.note * 0.2
        base = min(y, panel.at(wave, gap.value or 0)[1] - stage.mark) - stage.note * 0.3
        name = key("count", row.id, str(wave))
        drawing.text(x, base, text, stage.note, "ink", "strong", "middle", stage.note * 0.3, key=name)


def _entries(given: Sequence[GapRow], words: GapWords, stage: Stage) -> Sequence[Entry]:
    gaps = [gap for row in given for gap in row.gaps]
    wide = stage.mark * 3.4
    found = [Entry(words.level, wide, partial(_level_sign, wide=wide))]
    if any(gap.band and not gap.approximate for gap in gaps):
        found.append(Entry(words.band, wide, partial(_band_sign, stage=stage)))
    if any(gap.band and gap.approximate for gap in gaps):
        found.append(Entry(words.approximate, wide, partial(approximate_sign, stage=stage)))
    if any(gap.value is None for gap in gaps):
        found.append(Entry(words.hidden, wide, partial(_hidden_sign, wide=wide)))
    return [entry for entry in found if entry.text]


def _level_sign(layer: Group, at: Point, wide: float) -> None:
    layer.line("axis", at, (at[0] + wide, at[1]))


def _hidden_sign(layer: Group, at: Point, wide: float) -> None:
    layer.line("stem-off", at, (at[0] + wide, at[1]))


def _band_sign(layer: Group, at: Point, stage: Stage) -> None:
    high = stage.mark * 1.8
    layer.rect(f"{LOOK.colour}-band", at[0], at[1] - high / 2, stage.mark * 3.4, high)


def _table(given: Sequence[GapRow], waves: Sequence[str], words: GapWords) -> Table:
    judged = any(row.change for row in given)
    rows = []
    for row in given:
        change = (words.changes[row.change] if row.change else "",) if judged else ()
        rows.append((row.label, *(written(gap, words) for gap in row.gaps), *change))
    return Table((words.axis, *waves, *((words.change,) if judged else ())), rows)
