"""The fairway's legend: a card along the bottom that says what every line and sign means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hamn.charts.drawing import Drawing, Group, Point
from hamn.charts.fairway_lanes import PATTERN_WIDTH
from hamn.charts.marks import SHAPES, arrow_head, ink_marker
from hamn.charts.measure import plain, shorten, width
from hamn.charts.placing import Box
from hamn.charts.styles import STYLES, TRACK_COUNT
from hamn.charts.voyage import FairwayWords, Voyage

SIZE = 15.0
LINE = 28.0
EDGE, PADDING = 40.0, 20.0
SAMPLE = 34.0
SPACE_AFTER = 30.0
WIDEST_NAME = 330.0


@dataclass(frozen=True)
class Entry:
    """A sample and the words beside it."""

    text: str
    sample: float
    draw: Callable[[Group, Point], None]

    @property
    def width(self) -> float:
        return self.sample + 10 + width(self.text, SIZE) + SPACE_AFTER


class Legend:
    def __init__(self, voyage: Voyage, words: FairwayWords, full: float, edge: float = EDGE) -> None:
        self._left, self._wide = edge, full - 2 * edge
        room = self._wide - 2 * PADDING
        tracks, signs = _track_entries(voyage, room), _sign_entries(voyage, words, room)
        self._lines = [*_balanced(tracks, room), *_balanced(signs, room)]

    @property
    def height(self) -> float:
        return len(self._lines) * LINE + PADDING + 28

    def box(self, drawing_height: float) -> Box:
        return Box(0, drawing_height - self.height - 8, self._left * 2 + self._wide, drawing_height)

    def draw(self, drawing: Drawing, height: float) -> None:
        top = height - self.height
        drawing.rect("plate", self._left, top, self._wide, self.height - 20, 6)
        for index, line in enumerate(self._lines):
            x, y = self._left + PADDING, top + PADDING / 2 + LINE * (index + 0.5) + 2
            for entry in line:
                entry.draw(drawing, (x, y))
                drawing.text(x + entry.sample + 10, y + 5, entry.text, SIZE, "ink")
                x += entry.width


def _balanced(entries: Sequence[Entry], room: float) -> list[list[Entry]]:
    """The fewest lines that hold all entries, none much longer than the others."""
    best = _flow(entries, room)
    for narrower in range(int(room), 0, -20):
        lines = _flow(entries, narrower)
        if len(lines) > len(best):
            break
        best = lines
    return best


def _flow(entries: Sequence[Entry], room: float) -> list[list[Entry]]:
    lines: list[list[Entry]] = [[]]
    used = 0.0
    for entry in entries:
        if lines[-1] and used + entry.width - SPACE_AFTER > room:
            lines.append([])
            used = 0.0
        lines[-1].append(entry)
        used += entry.width
    return [line for line in lines if line]


def _track_entries(voyage: Voyage, room: float) -> Sequence[Entry]:
    def entry(lane: int, name: str) -> Entry:
        colour = f"g{lane % TRACK_COUNT + 1}"

        def draw(layer: Group, at: Point) -> None:
            end = at[0] + SAMPLE, at[1]
            layer.line(f"{colour}-lane", at, end, stroke_width=9)
            if f"{colour}-pattern" in STYLES:
                layer.line(f"{colour}-pattern", at, end, stroke_width=PATTERN_WIDTH)

        return Entry(shorten(plain(name), SIZE, min(WIDEST_NAME, room - SAMPLE - 20)), SAMPLE + 4, draw)

    return [entry(lane, track.name) for lane, track in enumerate(voyage.tracks)]


def _sign_entries(voyage: Voyage, words: FairwayWords, room: float) -> Sequence[Entry]:
    """Only the kinds and states that this voyage has: a legend is read, so it must be short."""

    def entry(text: str, shape: str, state: str) -> Entry:
        def draw(layer: Group, at: Point) -> None:
            if state == "moved":
                layer.line("moved", (at[0] + 8, at[1]), (at[0] + 32, at[1]))
                arrow_head(layer, (at[0] + 42, at[1]), (1, 0), 13)
            ink_marker(layer, shape, state, (at[0] + 8, at[1]), 6.5)

        return Entry(shorten(plain(text), SIZE, min(WIDEST_NAME, room - 60)), 44 if state == "moved" else 16, draw)

    kinds = {milestone.kind for milestone in voyage.milestones}
    states = {milestone.state for milestone in voyage.milestones}
    shapes = [
        entry(text, SHAPES[i % len(SHAPES)], "held")
        for i, (kind, text) in enumerate(words.kinds.items())
        if kind in kinds
    ]
    signs = [
        entry(text, SHAPES[0], state) for state, text in words.states.items() if state in states and state != "held"
    ]
    return [*shapes, *signs]
