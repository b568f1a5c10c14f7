"""Where the names around a compass rose stand: one above, one below, the others down its sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sin

from hamn.charts.drawing import Anchor, Drawing
from hamn.charts.measure import width, wrap
from hamn.charts.rose import COLLAR, Rose
from hamn.charts.rows import CAPITAL
from hamn.charts.stage import Stage

SMALLEST = 0.82
# An axis closer to upright than this has its name above or below the rose.
SIDEWAYS = 0.01


@dataclass(frozen=True)
class Label:
    lines: Sequence[str]
    x: float
    base: float
    anchor: Anchor


def laid_out(
    names: Sequence[str], steps: int, card: float, stage: Stage, smallest: float = SMALLEST
) -> tuple[Rose, Sequence[Label]]:
    """The largest rose that leaves room for a label above, one below and the others beside it.

    smallest: how much of its height the rose keeps, however long the words beside it are.
    """
    count = len(names)
    above = [wrap(names[0], stage.label, stage.width * 0.5, "strong", 1)]
    below = [wrap(names[count // 2], stage.label, stage.width * 0.5, "strong", 1)] if count % 2 == 0 else []
    line = stage.leading + stage.gap * 0.8
    top, bottom = line, line if below else stage.gap
    collar = _collar(names, (card - top - bottom) / 2, stage, smallest)
    rose = Rose((stage.width / 2, (top + card - bottom) / 2), collar / COLLAR, count, steps)
    base = rose.centre[1] - collar - stage.gap * 0.8 - stage.label * 0.15
    labels: dict[int, Label] = {0: Label(above[0], rose.centre[0], base, "middle")}
    if below:
        base = rose.centre[1] + collar + stage.gap * 0.6 + stage.label * 0.8
        labels[count // 2] = Label(below[0], rose.centre[0], base, "middle")
    right = [axis for axis in range(1, count) if axis < count / 2]
    left = [axis for axis in range(count - 1, 0, -1) if axis > count / 2]
    for side, direction in ((right, 1), (left, -1)):
        labels |= _beside(side, direction, names, rose, collar, stage)
    return rose, [labels[axis] for axis in range(count)]


def draw_label(drawing: Drawing, label: Label, stage: Stage, key: str) -> None:
    first, *more = label.lines
    drawing.text(label.x, label.base, first, stage.label, "ink", "strong", label.anchor, 0, more, stage.leading, key)


def _collar(names: Sequence[str], most: float, stage: Stage, smallest: float) -> float:
    """The rose gives way to the longest word beside it, but stays the larger of the two."""
    fitting = [most]
    for axis, name in enumerate(names):
        sideways = abs(sin(2 * pi * axis / len(names)))
        word = max((width(word, stage.label, "strong") for word in name.split()), default=0)
        if sideways > SIDEWAYS:
            fitting.append((stage.width / 2 - stage.edge - stage.gap * 2 - word - 1) / sideways)
    return max(most * smallest, min(fitting))


def _beside(
    side: Sequence[int], direction: int, names: Sequence[str], rose: Rose, collar: float, stage: Stage
) -> dict[int, Label]:
    """Labels down one side of the rose, each at its axis or pushed a little from its neighbours."""
    gap, middles = stage.gap, [rose.out(axis, collar)[1] for axis in side]
    reach = [abs(rose.out(axis, collar)[0] - rose.centre[0]) for axis in side]
    blocks: list[Sequence[str]] = []
    for most in (2, 1):
        blocks = [
            wrap(names[axis], stage.label, stage.width / 2 - out - gap * 2 - stage.edge, "strong", most)
            for axis, out in zip(side, reach, strict=True)
        ]
        if sum(_high(block, stage) for block in blocks) <= 2 * collar:
            break
    middles = _pushed(middles, [_high(block, stage) for block in blocks], rose.centre[1] - collar, 2 * collar)
    labels: dict[int, Label] = {}
    for axis, block, middle in zip(side, blocks, middles, strict=True):
        labels[axis] = _side_label(block, middle, direction, rose, collar, stage)
    return labels


def _high(block: Sequence[str], stage: Stage) -> float:
    return len(block) * stage.leading + stage.gap * 0.3


def _pushed(middles: Sequence[float], heights: Sequence[float], top: float, space: float) -> list[float]:
    """Each block where it wants to be, or just beneath the one before, or just above the one after."""
    placed: list[float] = []
    edge = top
    for middle, high in zip(middles, heights, strict=True):
        placed.append(max(middle, edge + high / 2))
        edge = placed[-1] + high / 2
    edge = top + space
    for number in reversed(range(len(placed))):
        placed[number] = min(placed[number], edge - heights[number] / 2)
        edge = placed[number] - heights[number] / 2
    return placed


def _side_label(block: Sequence[str], middle: float, direction: int, rose: Rose, collar: float, stage: Stage) -> Label:
    high = (len(block) - 1) * stage.leading + stage.label * CAPITAL
    # Clear of the circle along the whole height of the block.
    nearest = min(max(rose.centre[1], middle - high / 2), middle + high / 2)
    out = rose.half_width(nearest, collar) + stage.gap
    widest = max(width(line, stage.label, "strong") for line in block)
    out = min(out, stage.width / 2 - stage.edge - widest)
    base = middle - high / 2 + stage.label * CAPITAL
    return Label(block, rose.centre[0] + direction * out, base, "start" if direction > 0 else "end")
