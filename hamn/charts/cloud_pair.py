"""Two clouds side by side, such as what to start doing and what to stop doing, and the tensions between their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import sqrt
from typing import Literal

import numpy as np

from hamn.charts.cloud import Format, Positions, Sounding, Word, WordState, draw_depths, draw_word, place, state_sign
from hamn.charts.curves import Floats, polygon
from hamn.charts.drawing import Anchor, Drawing, Group, Point, key, number
from hamn.charts.figure import Figure, Table
from hamn.charts.legend import Entry, draw_legend, legend_height
from hamn.charts.measure import plain, shorten, width
from hamn.charts.rows import CAPITAL
from hamn.charts.stage import STAGES, Variant

Side = Literal["start", "stop"]
SIDES: Sequence[Side] = ("start", "stop")
PAIR_ANCHORS: Mapping[Side, Anchor] = {"start": "end", "stop": "start"}
CURVE_POINTS = 40
# The dots at the ends of a tension, in sizes of a count.
END = 0.24
LIST_LEADING = 1.7
# Two scales that differ by less are one.
ALIKE = 1.001


@dataclass(frozen=True)
class Tension:
    """Two words that pull in different directions, one from each side, by their ids."""

    id: str
    start: str
    stop: str


@dataclass(frozen=True)
class PairWords:
    """Headings of both sides, table heads, what a hidden count and the two states are called, and what the line between
    two words means."""

    start: str
    stop: str
    side: str
    word: str
    count: str
    hidden: str
    tension: str
    state: str = ""
    states: Mapping[WordState, str] = field(default_factory=dict)

    def name(self, side: Side) -> str:
        return self.start if side == "start" else self.stop


@dataclass(frozen=True)
class Spread:
    """Measures of one variant: the size of the headings, where each side has its corner, and the cloud itself."""

    width: float
    height: float
    heading: float
    corners: Mapping[Side, Point]
    form: Format


def _spread(variant: Variant, form: Format, heading: float, below: float) -> Spread:
    head = heading * 1.5
    if variant == "phone":
        corners: Mapping[Side, Point] = {"start": (0, head), "stop": (0, form.height + 2 * head)}
        return Spread(form.width, 2 * (form.height + head) + below, heading, corners, form)
    corners = {"start": (0, head), "stop": (form.width, head)}
    return Spread(form.width * 2, form.height + head + below, heading, corners, form)


SPREADS: Mapping[Variant, Spread] = {
    "page": _spread("page", Format(600, 480, 22, 74, 17, 400, 60, legend=0), 30, 40),
    # A heading of 5.5 % of the wall; nothing under 4 %.
    "presenter": _spread("presenter", Format(800, 540, 42, 104, 42, 5, 20, legend=0), 54, 59),
    "phone": _spread("phone", Format(360, 320, 17, 42, 14, 400, 30, legend=0), 19, 30),
}


def cloud_pair(
    start: Sequence[Word],
    stop: Sequence[Word],
    previous: Positions | None,
    title: str,
    sentence: str,
    words: PairWords,
    variant: Variant = "page",
    tensions: Sequence[Tension] = (),
) -> tuple[Figure, Positions]:
    """Both clouds on one scale, and where each word stands: hand the positions in again for the next drawing.

    Words that find no room are left to the table, which has them all, ranked, one side after the other.
    """
    _check(start, stop, tensions)
    spread = SPREADS[variant]
    listed = len(tensions) * spread.form.count * LIST_LEADING if variant == "phone" else 0
    ranked = {side: _ranked(side, given) for side, given in zip(SIDES, (start, stop), strict=True)}
    placed = _placed(ranked, previous or {}, spread.form)
    standing = {side: [_moved(each, spread.corners[side]) for each in placed[side]] for side in SIDES}
    # On a phone a line would run through every word between; there the pairs are listed.
    lines = {} if listed else _lines(tensions, standing, spread.form.count * END)
    legend = _legend(standing, spread, words, bool(lines or listed))
    stage = replace(STAGES[variant], width=spread.width, note=spread.form.count)
    # Beneath the clouds there is room for one line of it.
    spread = replace(spread, height=spread.height + max(0.0, legend_height(legend, stage) - stage.note * 1.5))
    drawing = Drawing(width=spread.width, height=spread.height + listed)
    for side in SIDES:
        draw_depths(drawing, placed[side], spread.form, spread.corners[side], key("water", side))
        _draw_heading(drawing, side, spread, words)
    _draw_divide(drawing, spread)
    _draw_words(drawing, standing, lines, spread, words)
    draw_legend(drawing, legend, stage, spread.height - legend_height(legend, stage) + stage.note * 0.1)
    if listed:
        _draw_list(drawing, tensions, ranked, spread)
    positions = {each.word.id: each.at for side in SIDES for each in placed[side]}
    return Figure(drawing, title, sentence, _table(ranked, words)), positions


def _draw_words(
    drawing: Drawing,
    standing: Mapping[Side, Sequence[Sounding]],
    lines: Mapping[str, Sequence[Point]],
    spread: Spread,
    words: PairWords,
) -> None:
    """The tensions first, so that words stand upon them, with a halo where one runs behind."""
    for name, points in lines.items():
        _draw_tension(drawing, name, points, spread)
    for side in SIDES:
        for rank, sounding in enumerate(standing[side]):
            crossed = any(_crossed(sounding, points) for points in lines.values())
            halo = spread.form.count * 0.3 if crossed else 0
            draw_word(drawing, sounding, rank, spread.form, _name(sounding.word, words, side), halo)


def _legend(
    standing: Mapping[Side, Sequence[Sounding]], spread: Spread, words: PairWords, with_tensions: bool
) -> Sequence[Entry]:
    """What the signs mean, only when they are there to be read."""
    size = spread.form.count
    drawn = {each.word.state for side in SIDES for each in standing[side]}
    found = [
        Entry(words.states[state], size * 0.9, partial(_state_sign, state=state, size=size))
        for state in words.states
        if state and state in drawn
    ]
    return [*found, Entry(words.tension, size * 3, partial(_tension_sign, size=size))] if with_tensions else found


def _check(start: Sequence[Word], stop: Sequence[Word], tensions: Sequence[Tension]) -> None:
    ids = [{word.id for word in side} for side in (start, stop)]
    if len(ids[0]) < len(start) or len(ids[1]) < len(stop) or len({each.id for each in tensions}) < len(tensions):
        raise ValueError("Every word of a side and every tension needs an id of its own")
    for each in tensions:
        if each.start not in ids[0] or each.stop not in ids[1]:
            raise ValueError(f"A tension joins a word of each side, got {each.start!r} and {each.stop!r}")


def _ranked(side: Side, given: Sequence[Word]) -> list[Word]:
    # The same word may be said on both sides, and is then two.
    named = [replace(word, id=key(side, word.id)) for word in given]
    return sorted(named, key=lambda word: (-(word.count or 0), word.text, word.id))


def _placed(
    ranked: Mapping[Side, Sequence[Word]], previous: Positions, form: Format
) -> Mapping[Side, Sequence[Sounding]]:
    """Both sides on one scale, by the most said of both: where one has so many words that all shrink, the other follows."""
    most = max((word.count or 1 for side in SIDES for word in ranked[side]), default=1)
    found = {side: _side(ranked[side], previous, form, form.largest / sqrt(most)) for side in SIDES}
    unit = min((_unit(placed[0]) for placed in found.values() if placed), default=0.0)
    return {
        side: placed if not placed or _unit(placed[0]) <= unit * ALIKE else _side(ranked[side], previous, form, unit)
        for side, placed in found.items()
    }


def _side(ranked: Sequence[Word], previous: Positions, form: Format, unit: float) -> Sequence[Sounding]:
    """One side; unit: the size of a word that one has said."""
    own = max((word.count or 1 for word in ranked), default=1)
    return place(ranked[: form.most], previous, replace(form, largest=max(unit * sqrt(own), form.smallest)))


def _unit(largest: Sounding) -> float:
    return largest.size / sqrt(largest.word.count or 1)


def _moved(sounding: Sounding, corner: Point) -> Sounding:
    (x, y), box = sounding.at, sounding.box
    dx, dy = corner
    box = replace(box, left=box.left + dx, right=box.right + dx, top=box.top + dy, bottom=box.bottom + dy)
    return replace(sounding, at=(x + dx, y + dy), box=box)


def _draw_heading(drawing: Drawing, side: Side, spread: Spread, words: PairWords) -> None:
    """More of it and less of it: a plus and a minus before the words."""
    (left, top), size = spread.corners[side], spread.heading
    most, reach = spread.form.width - size * 2.2, size * 0.3
    text = shorten(plain(words.name(side)), size, most, "display")
    x = left + (spread.form.width - width(text, size, "display") - size * 0.9) / 2
    base = top - size * 0.45
    middle = x + reach, base - size * CAPITAL / 2
    _sign(drawing, side, middle, reach)
    drawing.text(x + size * 0.9, base, text, size, "ink", "display", key=key("label", side))


def _sign(drawing: Drawing, side: Side, at: Point, reach: float) -> None:
    (x, y), thick = at, reach * 0.3
    drawing.rect("light", x - reach, y - thick, 2 * reach, 2 * thick)
    if side == "start":
        drawing.rect("light", x - thick, y - reach, 2 * thick, 2 * reach)


def _draw_divide(drawing: Drawing, spread: Spread) -> None:
    (_, top), (x, y) = spread.corners["start"], spread.corners["stop"]
    if x:
        drawing.line("stem-off", (x, spread.heading * 0.3), (x, top + spread.form.height * 0.96))
    else:
        level = y - spread.heading * 1.5
        drawing.line("stem-off", (spread.width * 0.05, level), (spread.width * 0.95, level))


def _lines(
    tensions: Sequence[Tension], standing: Mapping[Side, Sequence[Sounding]], clear: float
) -> Mapping[str, Sequence[Point]]:
    """A curve for every tension whose two words are both drawn, from beside the one to beside the other."""
    boxes = {each.word.id: each.box for side in SIDES for each in standing[side]}
    lines = {}
    for each in tensions:
        one, other = boxes.get(key("start", each.start)), boxes.get(key("stop", each.stop))
        if one and other:
            start = one.right + clear, (one.top + one.bottom) / 2
            end = other.left - clear, (other.top + other.bottom) / 2
            lines[each.id] = _bezier(start, end, ((end[0] - start[0]) * 0.5, 0.0))
    return lines


def _bezier(start: Point, end: Point, pull: Point) -> Sequence[Point]:
    """Start, both handles and end of a curve that leaves and arrives along the pull."""
    return start, (start[0] + pull[0], start[1] + pull[1]), (end[0] - pull[0], end[1] - pull[1]), end


def _draw_tension(drawing: Drawing, name: str, points: Sequence[Point], spread: Spread) -> None:
    start, *others = points
    further = " ".join(f"{number(x)} {number(y)}" for x, y in others)
    d = f"M{number(start[0])} {number(start[1])}C{further}"
    wide, end = spread.form.count * 0.13, spread.form.count * END
    drawing.path("casing", d, key("tension", name, "casing"), stroke_width=wide * 2.6)
    drawing.path("lit", d, key("tension", name), stroke_width=wide)
    for at, which in ((start, "start"), (points[-1], "stop")):
        drawing.circle("light", at, end, key("tension", name, which))


def _crossed(sounding: Sounding, points: Sequence[Point]) -> bool:
    """Whether the curve passes behind the word, other than where it begins and ends."""
    box = sounding.box
    inside = [box.left < x < box.right and box.top < y < box.bottom for x, y in _along(points)]
    return any(inside)


def _along(points: Sequence[Point]) -> Floats:
    t = np.linspace(0.02, 0.98, CURVE_POINTS)[:, None]
    a, b, c, d = (np.array(point) for point in points)
    curve: Floats = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
    return curve


def _draw_list(
    drawing: Drawing, tensions: Sequence[Tension], ranked: Mapping[Side, Sequence[Word]], spread: Spread
) -> None:
    """Each pair of words on a line of its own, with the line between them."""
    texts = {word.id: plain(word.text) for side in SIDES for word in ranked[side]}
    size, middle = spread.form.count, spread.width / 2
    most = middle - size * 2.6
    for line, each in enumerate(tensions):
        base = spread.height + (line + 0.75) * size * LIST_LEADING
        _tension_sign(drawing, (middle - size * 1.5, base - size * CAPITAL / 2), size)
        _draw_word_of_pair(drawing, texts[key("start", each.start)], (middle - size * 2.1, base), most, each, "start")
        _draw_word_of_pair(drawing, texts[key("stop", each.stop)], (middle + size * 2.1, base), most, each, "stop")


def _draw_word_of_pair(drawing: Drawing, text: str, at: Point, most: float, tension: Tension, side: Side) -> None:
    size, anchor = SPREADS["phone"].form.count, PAIR_ANCHORS[side]
    shown = shorten(text, size, most, "strong")
    drawing.text(*at, shown, size, "ink", "strong", anchor, key=key("pair", tension.id, side))


def _tension_sign(layer: Group, at: Point, size: float) -> None:
    x, y = at
    wide, thick = size * 3, size * 0.065
    corners = [(x, y - thick), (x + wide, y - thick), (x + wide, y + thick), (x, y + thick)]
    layer.path("light", polygon(corners))
    layer.circle("light", (x, y), size * 0.25).circle("light", (x + wide, y), size * 0.25)


def _state_sign(layer: Group, at: Point, state: WordState, size: float) -> None:
    x, y = at
    state_sign(layer, state, (x + size * 0.42, y), size * 0.42)


def _name(word: Word, words: PairWords, side: Side) -> str:
    count = words.hidden if word.count is None else str(word.count)
    return ", ".join([words.name(side), word.text, count, *([words.states[word.state]] if word.state else [])])


def _table(ranked: Mapping[Side, Sequence[Word]], words: PairWords) -> Table:
    with_states = any(word.state for side in SIDES for word in ranked[side])
    rows = [
        (
            words.name(side),
            word.text,
            words.hidden if word.count is None else str(word.count),
            *((words.states[word.state],) if with_states else ()),
        )
        for side in SIDES
        for word in ranked[side]
    ]
    return Table((words.side, words.word, words.count, *((words.state,) if with_states else ())), rows)
