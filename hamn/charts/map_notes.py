"""Texts on a map: the names of islands, and plates with what joins them, each where there is room for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hamn.charts.curves import Floats
from hamn.charts.drawing import Drawing, Point, key
from hamn.charts.measure import metrics, plain, shorten, width, wrap
from hamn.charts.placing import Box, Space

# How far from its place a plate may stand, in shares of the map's width.
FARTHEST = 0.2
# A plate that would cost more says too little of its place, or hides too many people.
MOST_COST = 0.17
PLATE_WIDTH = 0.24
LEADING = 1.18
MOST_LINES = 3
SPOTS = 60
# A name of so many letter heights stands on one line with its number.
SHORT = 2.5
COST_OF_A_DOT = 0.012


@dataclass(frozen=True)
class Plate:
    """A text in a box beside the place it speaks of."""

    id: str
    lines: Sequence[str]
    box: Box
    place: Point

    @property
    def middle(self) -> Point:
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2


def name_box(name: str, below: str, sizes: tuple[float, float], one_line: bool = False) -> tuple[float, float]:
    """Width and height of a name with a smaller line beneath it, or beside it where both are short."""
    large, small = width(name, sizes[0], "display"), width(below, sizes[1], "strong")
    if one_line and large < sizes[0] * SHORT:
        return large + small + sizes[0] * 0.9, sizes[0] * 1.2
    return max(large, small) + sizes[0] * 0.3, sizes[0] * 1.12 + sizes[1] * 1.2


def free_spot(
    size: tuple[float, float], wanted: Sequence[Point], space: Space, area: tuple[float, float], dots: Floats
) -> Box:
    """Where a box of this size is free, near what is wanted first and over as few dots as may be.

    Where nothing at all is free the box stands as it was wanted first.
    """
    across, down = (np.linspace(0, end, SPOTS) for end in area)
    grid = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    middles = np.vstack([np.array(wanted), grid])
    boxes = _boxes(middles, *size)
    best = _best(boxes, middles, wanted, space, area[0], dots)
    return _box(boxes[0 if best is None else best])


def plate_near(
    name: str, text: str, place: Point, size: float, space: Space, area: tuple[float, float], dots: Floats
) -> Plate | None:
    """A plate as close to its place as there is room, or nothing if it would stand too far away to belong there."""
    block = wrap(text, size, area[0] * PLATE_WIDTH, "strong", MOST_LINES)
    wide = max(width(line, size, "strong") for line in block) + size * 1.1
    high = len(block) * size * LEADING + size * 0.6
    around = _around(place, area[0] * FARTHEST)
    boxes = _boxes(around, wide, high)
    best = _best(boxes, around, [place], space, area[0], dots, MOST_COST)
    if best is None:
        return None
    box = _box(boxes[best])
    space.take(box)
    return Plate(name, block, box, place)


def _best(
    boxes: Floats,
    middles: Floats,
    wanted: Sequence[Point],
    space: Space,
    wide: float,
    dots: Floats,
    most: float = np.inf,
) -> int | None:
    """The free box with the least distance, counting every dot it covers as some distance more; none beyond most."""
    free = np.flatnonzero(space.all_free(boxes))
    if not len(free):
        return None
    away = np.linalg.norm(middles[free][:, None] - np.array(wanted), axis=2).min(axis=1) / wide
    left, top, right, bottom = (boxes[free][:, [edge]] for edge in range(4))
    x, y = dots[:, 0], dots[:, 1]
    covered = ((x > left) & (x < right) & (y > top) & (y < bottom)).sum(axis=1)
    cost = away + covered * COST_OF_A_DOT
    best = int(np.argmin(cost))
    return int(free[best]) if cost[best] <= most else None


def _box(edges: Floats) -> Box:
    return Box(*(float(edge) for edge in edges))


def _around(place: Point, farthest: float) -> Floats:
    """The place itself, and rings around it outwards."""
    rings = [np.array([place])]
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    for reach in np.linspace(0, farthest, 16)[1:]:
        ring = np.stack([np.cos(angles), np.sin(angles) * 0.8], axis=1) * reach
        rings.append(ring + np.array(place))
    return np.vstack(rings)


def _boxes(middles: Floats, wide: float, high: float) -> Floats:
    half = np.array([wide / 2, high / 2])
    return np.hstack([middles - half, middles + half])


def draw_plate(drawing: Drawing, plate: Plate, size: float) -> None:
    box = plate.box
    wide, high = box.right - box.left, box.bottom - box.top
    drawing.rect("plate", box.left, box.top, wide, high, size * 0.35, key("plate", plate.id))
    first, *more = plate.lines
    face = metrics("strong")
    base = box.top + size * 0.3 + (size * LEADING + (face.ascent - face.descent) * size / 1000) / 2
    x = plate.middle[0]
    name = key("note", plate.id)
    drawing.text(x, base, first, size, "ink", "strong", "middle", 0, more, size * LEADING, name)


def draw_stem(drawing: Drawing, plate: Plate, clear: float) -> None:
    """A line from the place to its plate, where the plate does not stand upon it."""
    (x, y), box = plate.place, plate.box
    if not (box.left - clear < x < box.right + clear and box.top - clear < y < box.bottom + clear):
        drawing.line("stem", plate.place, plate.middle, key("stem", plate.id))


def draw_name(
    drawing: Drawing, name: str, below: str, box: Box, sizes: tuple[float, float], id: str, href: str = ""
) -> None:
    """A name with a smaller line beneath, as a link where there is somewhere to go."""
    (large, small), style = sizes, "ink title" if href else "ink"
    layer = drawing.link(href, ", ".join(part for part in (name, below) if part), key("island", id))
    halos, names = (round(large * 0.16), round(small * 0.24)), (key("label", id), key("count", id))
    if box.bottom - box.top < large * 1.3:
        base, x = box.top + large * 0.92, box.left + large * 0.2
        layer.text(x, base, name, large, style, "display", "start", halos[0], key=names[0])
        beside = x + width(name, large, "display") + large * 0.4
        layer.text(beside, base, below, small, "ink", "strong", "start", halos[1], key=names[1])
        return
    middle, base = (box.left + box.right) / 2, box.top + large * 0.88
    layer.text(middle, base, name, large, style, "display", "middle", halos[0], key=names[0])
    y = box.top + large * 1.12 + small * 0.86
    layer.text(middle, y, below, small, "ink", "strong", "middle", halos[1], key=names[1])


def draw_foot(
    drawing: Drawing, foot: Sequence[str], listed: Sequence[tuple[str, str]], top: float, size: float, one_line: bool
) -> float:
    """Under the map: how much of all it shows, who is not on it, and the texts that have a number there."""
    edge = size * 0.5
    base = top + size * 1.25
    if one_line and len(foot) > 1:
        foot = [" · ".join(foot)]
    for line in foot:
        drawing.text(edge, base, shorten(plain(line), size, drawing.width - 2 * edge), size, "quiet")
        base += size * 1.4
    base += size * 0.2 * bool(listed)
    for number, text in listed:
        room = width("00", size, "display") + size * 0.7
        first, *more = wrap(text, size, drawing.width - room - 2 * edge, "text", 3)
        drawing.text(edge, base, number, size, "depth", "display")
        drawing.text(edge + room, base, first, size, more=more, leading=size * 1.18)
        base += size * (1.18 * len(more) + 1.5)
    return base - size * 0.8
