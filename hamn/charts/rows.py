"""Rows of answers: each has its text, and a lane beside or beneath it for what is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hamn.charts.drawing import Drawing
from hamn.charts.measure import plain, shorten, width, wrap
from hamn.charts.stage import Stage

# Height of a capital, in both fonts about two thirds of the size.
CAPITAL = 0.66
# A row may stretch where there is room to spare, but not so far that rows no longer belong together.
MOST_STRETCH = 0.9
# More rows than this stand in two columns on the wall.
ONE_COLUMN = 6


@dataclass(frozen=True)
class Room:
    """What rows ask for.

    share: how much of the width the texts may take where the lane stands beside them.
    before, after: room kept free on either side of the lane.
    indent: room kept free to the left of text and lane alike.
    aside: room kept free to the right of a text above its lane.
    lines: how many lines a text may take; fewer are tried where the rows would not fit.
    top, bottom: room kept free above and below all rows.
    under: width and height of what stands beneath every text, such as a verdict.
    """

    share: float = 0.5
    indent: float = 0
    before: float = 0
    after: float = 0
    aside: float = 0
    lines: Sequence[int] = (3,)
    most: int = 100
    top: float = 0
    bottom: float = 0
    lane: float = 0
    stacked: bool = False
    under: tuple[float, float] = (0, 0)


@dataclass(frozen=True)
class Row:
    lines: Sequence[str]
    x: float
    base: float
    left: float
    right: float
    middle: float

    def draw_text(self, drawing: Drawing, stage: Stage, key: str, style: str = "ink") -> None:
        first, *more = self.lines
        drawing.text(self.x, self.base, first, stage.label, style, more=more, leading=stage.leading, key=key)

    def under(self, stage: Stage, size: float) -> float:
        """The base line of what stands beneath the text."""
        return self.base + (len(self.lines) - 1) * stage.leading + size * 1.25


@dataclass(frozen=True)
class Plan:
    """Where the rows stand, how many found no room, and how high the drawing becomes."""

    rows: Sequence[Row]
    left_out: int
    height: float

    @property
    def top(self) -> float:
        return min((row.middle for row in self.rows), default=0)

    def draw_rest(self, drawing: Drawing, stage: Stage, text: str) -> None:
        """How many more there are, beneath the rows."""
        base = drawing.height - stage.note * 0.4
        most = stage.width - 2 * stage.edge
        drawing.text(stage.edge, base, shorten(text, stage.note, most), stage.note, "quiet", key="rest")


def lay(texts: Sequence[str], stage: Stage, room: Room) -> Plan:
    """Rows from the top down; where the height is given, as many as find room, evenly spread."""
    beside = stage.beside and not room.stacked
    column = _column(texts, stage, room) if beside else 0
    wide = column - stage.gap if beside else stage.width - 2 * stage.edge - room.indent - room.aside
    for lines in room.lines:
        blocks = [wrap(text, stage.label, wide, "text", lines) for text in texts[: room.most]]
        heights = [_height(block, stage, room, beside) for block in blocks]
        kept = _kept(heights, len(texts), stage, room)
        if kept == len(blocks):
            break
    rest = _rest(stage) if kept < len(texts) else 0
    top, stretch = _spread(heights[:kept], rest, stage, room)
    rows = []
    for block, height in zip(blocks[:kept], heights[:kept], strict=True):
        rows.append(_row(block, top, height + stretch, stage, room, column))
        top += height + stretch
    return Plan(rows, len(texts) - kept, stage.height or top + rest + room.bottom)


def lay_in_columns(texts: Sequence[str], stage: Stage, room: Room) -> Plan:
    """Rows as by lay, but in two columns on the wall where there are many, the left one first."""
    plan = lay(texts, stage, room)
    if not stage.height or (len(texts) <= ONE_COLUMN and not plan.left_out):
        return plan
    narrow = replace(stage, width=stage.width / 2)
    for half in range((len(texts) + 1) // 2, 0, -1):
        left_out = max(len(texts) - 2 * half, 0)
        fitting = replace(room, bottom=_rest(stage) if left_out else room.bottom)
        # An empty text keeps the two columns in step where their lengths differ.
        parts = texts[:half], [*texts[half : 2 * half], *[""] * max(2 * half - len(texts), 0)]
        columns = [lay(part, narrow, fitting) for part in parts]
        if half == 1 or not any(column.left_out for column in columns):
            break
    right = [
        replace(row, x=row.x + narrow.width, left=row.left + narrow.width, right=row.right + narrow.width)
        for row in columns[1].rows
    ]
    return Plan([*columns[0].rows, *right][: len(texts)], left_out, stage.height)


def _rest(stage: Stage) -> float:
    return stage.note * 1.6


def _column(texts: Sequence[str], stage: Stage, room: Room) -> float:
    """As wide as the longest text, so that short texts leave their room to the lanes."""
    longest = max([room.under[0], *(width(plain(text), stage.label) for text in texts)])
    return min((stage.width - 2 * stage.edge) * room.share, longest + stage.gap * 2)


def _height(block: Sequence[str], stage: Stage, room: Room, beside: bool) -> float:
    text = len(block) * stage.leading + room.under[1]
    lane = room.lane or stage.bar
    return (max(text, lane) if beside else text + stage.gap * 0.4 + lane) + stage.pad


def _kept(heights: Sequence[float], total: int, stage: Stage, room: Room) -> int:
    """How many rows fit, counting the line that says how many did not."""
    if not stage.height:
        return len(heights)
    space = stage.height - room.top - room.bottom
    kept = len(heights)
    while kept and sum(heights[:kept]) > space - (_rest(stage) if kept < total else 0):
        kept -= 1
    return kept


def _spread(heights: Sequence[float], rest: float, stage: Stage, room: Room) -> tuple[float, float]:
    """Where the first row begins, and how much higher each row becomes."""
    if not stage.height or not heights:
        return room.top, 0
    free = stage.height - room.top - room.bottom - rest - sum(heights)
    stretch = min(free / len(heights), stage.label * MOST_STRETCH)
    return room.top + (free - stretch * len(heights)) / 2, stretch


def _row(block: Sequence[str], top: float, height: float, stage: Stage, room: Room, column: float) -> Row:
    start = stage.edge + room.indent
    left, right = start + room.before, stage.width - stage.edge - room.after
    lane = room.lane or stage.bar
    text = (len(block) - 1) * stage.leading + stage.label * CAPITAL
    if column:
        middle = top + height / 2
        base = middle - (text + room.under[1]) / 2 + stage.label * CAPITAL
        return Row(block, start, base, left + column, right, middle)
    slack = height - len(block) * stage.leading - room.under[1] - stage.gap * 0.4 - lane
    base = top + slack / 2 + stage.label * 0.9
    text += room.under[1]
    middle = base + text - stage.label * CAPITAL + stage.label * 0.3 + stage.gap * 0.4 + lane / 2
    return Row(block, start, base, left, right, middle)
