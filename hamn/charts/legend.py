"""What the signs of a figure mean: sign and word after each other, on as many lines as they need."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hamn.charts.drawing import Drawing, Group, Point
from hamn.charts.measure import plain, shorten, width, wrap
from hamn.charts.rows import CAPITAL
from hamn.charts.stage import Stage


@dataclass(frozen=True)
class Entry:
    """sign draws itself with its left edge at the point it is handed; wide is how much room it takes."""

    text: str
    wide: float
    sign: Callable[[Group, Point], None]


def legend_height(entries: Sequence[Entry], stage: Stage, across: int = 2) -> float:
    return len(_lines(entries, stage, across)) * stage.note * 1.5


def draw_legend(
    drawing: Drawing, entries: Sequence[Entry], stage: Stage, top: float, left: float = 0, across: int = 2
) -> None:
    """The entries from this height downwards, the lines centred unless they begin somewhere."""
    for number, line in enumerate(_lines(entries, stage, across)):
        base = top + number * stage.note * 1.5 + stage.note
        x = left or (stage.width - sum(_room(entry, stage, across) for entry in line) + stage.note) / 2
        for entry in line:
            entry.sign(drawing, (x, base - stage.note * CAPITAL / 2))
            drawing.text(
                x + entry.wide + stage.note * 0.5, base, _text(entry, stage, across), stage.note, "ink", "strong"
            )
            x += _room(entry, stage, across)


def draw_column(drawing: Drawing, entries: Sequence[Entry], stage: Stage, left: float, wide: float) -> None:
    """The entries under each other, in the middle of the drawing's height."""
    inner = [wide - entry.wide - stage.note * 0.5 for entry in entries]
    blocks = [wrap(entry.text, stage.note, room, "strong", 2) for entry, room in zip(entries, inner, strict=True)]
    line, between = stage.note * 1.15, stage.note * 0.7
    high = sum(len(block) * line + between for block in blocks) - between
    base = (drawing.height - high) / 2 + stage.note * 0.9
    for entry, (first, *more) in zip(entries, blocks, strict=True):
        entry.sign(drawing, (left, base - stage.note * CAPITAL / 2))
        drawing.text(
            left + entry.wide + stage.note * 0.5, base, first, stage.note, "ink", "strong", more=more, leading=line
        )
        base += (1 + len(more)) * line + between


def _text(entry: Entry, stage: Stage, across: int) -> str:
    # Where the height is given, two entries or more stand on every line, so that the legend never takes the figure's room.
    share = 0.9 / across if stage.height else 0.8
    return shorten(plain(entry.text), stage.note, stage.width * share - entry.wide - stage.note * 1.7, "strong")


def _room(entry: Entry, stage: Stage, across: int) -> float:
    return entry.wide + width(_text(entry, stage, across), stage.note, "strong") + stage.note * 1.7


def _lines(entries: Sequence[Entry], stage: Stage, across: int) -> list[list[Entry]]:
    lines: list[list[Entry]] = []
    used = stage.width
    for entry in entries:
        room = _room(entry, stage, across)
        if used + room > stage.width - 2 * stage.edge + stage.note:
            lines.append([])
            used = 0
        lines[-1].append(entry)
        used += room
    return lines
