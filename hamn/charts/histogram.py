"""Answers on a scale: one bar per step, with the middle half of the answers marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hamn.charts.curves import polyline
from hamn.charts.drawing import Anchor, Drawing, Point, key
from hamn.charts.figure import Figure, Table
from hamn.charts.measure import shorten, width, wrap
from hamn.charts.stage import Variant

GAP_SHARE = 0.22
HIDDEN_SIGN = "–"


@dataclass(frozen=True)
class Form:
    """Measures of one variant; bars stand on base and reach up to top, aside is the room of the don't-knows."""

    width: float
    height: float
    left: float
    top: float
    base: float
    aside: float
    count: float
    label: float
    note: float

    @property
    def leading(self) -> float:
        return round(self.label * 1.14, 1)


FORMS: Mapping[Variant, Form] = {
    "page": Form(720, 380, 24, 92, 296, 96, 20, 17, 16),
    "presenter": Form(1600, 680, 24, 186, 498, 230, 54, 50, 42),
    "phone": Form(360, 330, 4, 84, 244, 66, 16, 15, 14),
}


@dataclass(frozen=True)
class HistogramWords:
    """Table heads, the words over the middle half, what stands for a hidden count, and for not knowing."""

    step: str
    count: str
    middle_half: str
    hidden: str
    dont_know: str = ""


@dataclass(frozen=True)
class Slots:
    """Where the steps stand, and how high a count reaches."""

    form: Form
    steps: int
    right: float
    most: int

    @property
    def wide(self) -> float:
        return (self.right - self.form.left) / self.steps

    def left(self, step: float) -> float:
        return self.form.left + self.wide * step

    def top(self, count: int) -> float:
        return self.form.base - (self.form.base - self.form.top) * count / self.most


def histogram(
    labels: Sequence[str],
    counts: Sequence[int | None],
    title: str,
    sentence: str,
    words: HistogramWords,
    variant: Variant = "page",
    dont_know: int | None = 0,
    ends: tuple[str, str] = ("", ""),
    middle: tuple[int, int] | None = None,
) -> Figure:
    """Bars for counts that have already passed the gate; None is a count that may not be shown.

    middle: first and last step, from 0, of the middle half of the answers; it is marked. None, as where a count is
    hidden: nothing is.
    dont_know stands apart from the scale, if words has a name for it; ends are words under the first and last step.
    """
    if len(labels) != len(counts) or not labels:
        raise ValueError(f"Every step needs a label and a count, got {len(labels)} and {len(counts)}")
    form = FORMS[variant]
    apart = [dont_know] if words.dont_know else []
    most = max((count or 0 for count in (*counts, *apart)), default=0) or 1
    slots = Slots(form, len(labels), form.width - form.left - (form.aside if apart else 0), most)
    drawing = Drawing(width=form.width, height=form.height)
    _draw_steps(drawing, slots, counts, middle)
    _draw_labels(drawing, slots, labels, ends)
    for count in apart:
        _draw_apart(drawing, slots, count, words)
    if middle:
        _draw_middle_half(drawing, slots, middle, words.middle_half)
    if None in counts:
        _draw_hidden(drawing, form, words.hidden)
    return Figure(drawing, title, sentence, _table(labels, counts, apart, words, ends))


def _draw_steps(drawing: Drawing, slots: Slots, counts: Sequence[int | None], middle: tuple[int, int] | None) -> None:
    for step, count in enumerate(counts):
        inside = middle is not None and middle[0] <= step <= middle[1]
        x, wide = slots.left(step + GAP_SHARE / 2), slots.wide * (1 - GAP_SHARE)
        _draw_bar(drawing, slots, "bar-middle" if inside else "bar", x, wide, count, str(step))
    drawing.line("rule", (slots.form.left, slots.form.base), (slots.right, slots.form.base))


def _draw_bar(drawing: Drawing, slots: Slots, style: str, x: float, wide: float, count: int | None, name: str) -> None:
    form, top = slots.form, slots.top(count or 0)
    if count is not None:
        drawing.rect(style, x, top, wide, form.base - top, 2, key("bar", name))
    text, above = HIDDEN_SIGN if count is None else str(count), form.count * 0.4
    style = "quiet" if count is None else "ink"
    drawing.text(x + wide / 2, top - above, text, form.count, style, "display", "middle", key=key("count", name))


def _draw_labels(drawing: Drawing, slots: Slots, labels: Sequence[str], ends: tuple[str, str]) -> None:
    form = slots.form
    for step, label in enumerate(labels):
        lines = wrap(label, form.label, slots.wide - form.label * 0.3, "text", 1 if any(ends) else 3)
        base = form.base + form.leading + form.label * 0.2
        x = slots.left(step + 0.5)
        drawing.text(x, base, lines[0], form.label, "ink", "text", "middle", 0, lines[1:], form.leading)
    places: Sequence[tuple[str, float, Anchor]] = ((ends[0], form.left, "start"), (ends[1], slots.right, "end"))
    for text, x, anchor in places:
        if text:
            _draw_end(drawing, slots, text, x, anchor)


def _draw_end(drawing: Drawing, slots: Slots, text: str, x: float, anchor: Anchor) -> None:
    """What the first or the last step means, beneath its number, with half the scale to spread in."""
    form = slots.form
    lines = wrap(text, form.note, (slots.right - form.left) / 2 - form.note, "text", 2)
    base = form.base + form.leading + form.label * 0.2 + form.note * 1.35
    drawing.text(x, base, lines[0], form.note, "quiet", "text", anchor, 0, lines[1:], form.note * 1.12)


def _draw_apart(drawing: Drawing, slots: Slots, count: int | None, words: HistogramWords) -> None:
    """Those who do not know are not on the scale: a hollow bar on a line of its own."""
    form = slots.form
    right = form.width - form.left
    wide = form.aside - form.label * 1.3
    bar = min(slots.wide * (1 - GAP_SHARE), wide * 0.6)
    middle = right - wide / 2
    drawing.line("rule", (right - wide, form.base), (right, form.base))
    base = form.base + form.leading + form.label * 0.2
    _draw_quiet(drawing, form, words.dont_know, (middle, base), wide)
    if count is None:
        lines = len(wrap(words.hidden, form.note, wide, "text", 3))
        top = form.base - form.note * (0.5 + 1.12 * (lines - 1))
        _draw_quiet(drawing, form, words.hidden, (middle, top), wide)
    else:
        _draw_bar(drawing, slots, "passed", middle - bar / 2, bar, count, "apart")


def _draw_quiet(drawing: Drawing, form: Form, text: str, at: Point, wide: float) -> None:
    lines = wrap(text, form.note, wide, "text", 3)
    drawing.text(*at, lines[0], form.note, "quiet", "text", "middle", 0, lines[1:], form.note * 1.12)


def _draw_middle_half(drawing: Drawing, slots: Slots, middle: tuple[int, int], text: str) -> None:
    """A bracket above the bars that hold the middle half."""
    form = slots.form
    left, right = slots.left(middle[0] + GAP_SHARE / 2), slots.left(middle[1] + 1 - GAP_SHARE / 2)
    y = form.top - form.count * 2.05
    drop = form.note * 0.6
    drawing.path("median", polyline([(left, y + drop), (left, y), (right, y), (right, y + drop)]), key("middle"))
    text = shorten(text, form.note, form.width - 2 * form.left, "strong")
    half = width(text, form.note, "strong") / 2
    x = min(max((left + right) / 2, form.left + half), form.width - form.left - half)
    drawing.text(x, y - form.note * 0.6, text, form.note, "mark", "strong", "middle", key=key("middle", "text"))


def _draw_hidden(drawing: Drawing, form: Form, text: str) -> None:
    """What the sign over a hidden count means; it has the place of the middle half, which is then unknown too."""
    shown = shorten(f"{HIDDEN_SIGN} {text}", form.note, form.width - 2 * form.left)
    drawing.text(form.left, form.note * 1.1, shown, form.note, "quiet")


def _table(
    labels: Sequence[str],
    counts: Sequence[int | None],
    apart: Sequence[int | None],
    words: HistogramWords,
    ends: tuple[str, str],
) -> Table:
    meanings = [ends[0], *[""] * (len(labels) - 2), ends[1]] if len(labels) > 1 else [ends[0]]
    steps = [f"{label} {meaning}".strip() for label, meaning in zip(labels, meanings, strict=True)]
    every = zip([*steps, *[words.dont_know] * len(apart)], [*counts, *apart], strict=True)
    rows = [(step, words.hidden if count is None else str(count)) for step, count in every]
    return Table((words.step, words.count), rows)
