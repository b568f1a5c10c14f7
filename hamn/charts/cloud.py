"""Words on open water: where each finds room, and how it is drawn with its count as a depth.

A word keeps its place while counts change, because a cloud that jumps cannot be read together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np

from hamn.charts.curves import Floats
from hamn.charts.drawing import Drawing, Group, Point, key
from hamn.charts.marks import arrow_head, marker
from hamn.charts.measure import metrics, plain, shorten, width
from hamn.charts.placing import Box, Space
from hamn.charts.terrain import Field, grid, paint
from hamn.charts.waters import rng_of

WordState = Literal["", "answered", "unanswered"]
Positions = Mapping[str, Point]


@dataclass(frozen=True)
class Word:
    """count is None where the smallest group that may be shown hides it; href may be empty."""

    id: str
    text: str
    count: int | None
    href: str = ""
    state: WordState = ""


@dataclass(frozen=True)
class Format:
    """Measures of one variant in the drawing's own units; only so many words are counted and drawn.

    legend: the share of the height beneath the words that is kept for what the signs mean.
    """

    width: float
    height: float
    smallest: float
    largest: float
    count: float
    counted: int
    most: int
    legend: float = 0.085


LEVELS = {"deep": 0.3, "middle": 0.05}
TURNS = np.arange(0, 2400) * 0.24
SPIRAL_PITCH = 0.0021
SPOTS_AT_ONCE = 300
STEP = 0.92
STEPS_TO_KEEP = 7
COUNT_GAP = 0.08


@dataclass(frozen=True)
class Sounding:
    word: Word
    text: str
    at: Point
    size: float
    box: Box


def place(ranked: Sequence[Word], previous: Positions, form: Format) -> list[Sounding]:
    """Everything at the largest scale where it fits and where every word keeps its old place.

    Shrinking a little is better than moving: eyes find a word again where they left it.
    """
    largest = form.largest
    while not _fits(placed := _at_scale(ranked, previous, form, largest, whole=True), ranked):
        if largest <= form.smallest * 1.2:
            placed = _at_scale(ranked, previous, form, largest)
            break
        largest *= STEP
    for _ in range(STEPS_TO_KEEP):
        if _kept(placed, previous) == sum(word.id in previous for word in ranked):
            break
        largest *= STEP
        smaller = _at_scale(ranked, previous, form, largest)
        if (len(smaller), _kept(smaller, previous)) > (len(placed), _kept(placed, previous)):
            placed = smaller
    return placed


def _fits(placed: Sequence[Sounding], ranked: Sequence[Word]) -> bool:
    return len(placed) == len(ranked)


def _kept(placed: Sequence[Sounding], previous: Positions) -> int:
    return sum(previous.get(sounding.word.id) == sounding.at for sounding in placed)


def _space(form: Format) -> Space:
    space = Space(form.width, form.height, margin=form.smallest * 0.3)
    if form.legend:
        space.take(Box(0, form.height * (1 - form.legend) - form.count * 0.2, form.width, form.height))
    return space


def _at_scale(
    ranked: Sequence[Word], previous: Positions, form: Format, largest: float, whole: bool = False
) -> list[Sounding]:
    """The words that find room at this scale; with whole, giving up at the first that does not."""
    space = _space(form)
    most = max((word.count or 1 for word in ranked), default=1)
    placed: dict[str, Sounding] = {}
    # First those who keep their place, so that no newcomer takes it from them.
    for keep in (True, False):
        for rank, word in enumerate(ranked):
            if word.id in placed or (keep and word.id not in previous):
                continue
            size = max(form.smallest, largest * sqrt((word.count or 1) / most))
            spots = np.array([previous[word.id]]) if keep else _spiral(word, previous, form)
            sounding = _first_free(word, rank, size, spots, form, space)
            if sounding:
                placed[word.id] = sounding
                space.take(sounding.box)
            elif whole and not keep:
                return []
    return [placed[word.id] for word in ranked if word.id in placed]


def _spiral(word: Word, previous: Positions, form: Format) -> Floats:
    """Places from the word's old one, or the middle, outwards; a word always tries the same ones."""
    centre = previous.get(word.id, (form.width / 2, form.height * (1 - form.legend) / 2 + form.height * 0.03))
    start = rng_of(word.id).uniform(0, 2 * np.pi)
    reach = SPIRAL_PITCH * form.height * TURNS
    stretch = max(1.0, form.width / form.height * 0.85) if form.width > form.height else 0.75
    return np.stack(
        [centre[0] + stretch * reach * np.cos(TURNS + start), centre[1] + reach * np.sin(TURNS + start)], axis=1
    )


def _first_free(word: Word, rank: int, size: float, spots: Floats, form: Format, space: Space) -> Sounding | None:
    text = plain(word.text)
    size = min(size, max(form.smallest, size * form.width * 0.8 / max(width(text, size, "display"), 1)))
    text = shorten(text, size, form.width * 0.86, "display")
    left, above, right, below = _extent(word, text, size, form, rank < form.counted)
    boxes = np.stack([spots[:, 0] - left, spots[:, 1] - above, spots[:, 0] + right, spots[:, 1] + below], axis=1)
    # The nearest spots first, some hundred at a time: most words find room among them.
    for start in range(0, len(spots), SPOTS_AT_ONCE):
        free = np.flatnonzero(space.all_free(boxes[start : start + SPOTS_AT_ONCE]))
        if len(free):
            x, y = (round(float(value), 1) for value in spots[start + free[0]])
            return Sounding(word, text, (x, y), size, Box(x - left, y - above, x + right, y + below))
    return None


def _extent(word: Word, text: str, size: float, form: Format, counted: bool) -> tuple[float, float, float, float]:
    """How far a word reaches left, up, right and down from the middle of its base line."""
    face = metrics("display")
    half, gap = width(text, size, "display") / 2, size * 0.08
    sign = _sign_size(size) * 2.6 if word.state else 0
    count = 0.0
    if word.count and counted:
        count = width(str(word.count), _count_size(size, form), "strong") + size * COUNT_GAP
    above, below = face.ascent * size / 1000, face.descent * size / 1000
    return half + gap + sign, above + gap, half + gap + count, max(below, _count_drop(size)) + gap


def _sign_size(size: float) -> float:
    # Beside small words a little larger, so that a flag is a flag from the back of a room.
    return max(6.0, min(size * 0.24, 10.5), size * 0.13)


def _count_size(size: float, form: Format) -> float:
    return max(form.count, size * 0.22)


def _count_drop(size: float) -> float:
    return size * 0.12


def draw_depths(
    drawing: Drawing, placed: Sequence[Sounding], form: Format, corner: Point = (0, 0), name: str = "water"
) -> None:
    """Depth curves around the words: the more is said somewhere, the deeper the water."""
    x, y = grid(form.width, form.height, form.height / 44)
    heights = np.zeros((len(y), len(x)))
    for sounding in placed:
        (cx, cy), size = sounding.at, sounding.size
        half = (sounding.box.right - sounding.box.left) / 2
        for along in np.linspace(-0.8, 0.8, max(1, int(half / 45))):
            across = ((x[None, :] - cx - along * half) / (size * 1.15)) ** 2
            down = ((y[:, None] - cy + size * 0.3) / (size * 0.85)) ** 2
            heights += size**2 * np.exp(-(across + down))
    # Nothing may run out of the picture: towards its edges the water is always shallow.
    heights *= _fade(x, form.width)[None, :] * _fade(y, form.height)[:, None]
    top = float(heights.max())
    if top > 0:
        paint(
            drawing,
            Field(x + corner[0], y + corner[1], heights),
            {"middle": LEVELS["middle"] * top, "deep": LEVELS["deep"] * top},
            name=name,
        )


def _fade(values: Floats, size: float) -> Floats:
    """1 inside the picture, falling to 0 at its edge."""
    return np.clip(np.minimum(values, size - values) / (size * 0.04), 0, 1)


def draw_word(layer: Group, sounding: Sounding, rank: int, form: Format, label: str, halo: float = 0) -> None:
    """The word as a link named label if it has an address; the most said stand out."""
    word, (x, y), size = sounding.word, sounding.at, sounding.size
    layer = layer.link(word.href, label, key("word", word.id))
    half = width(sounding.text, size, "display") / 2
    style = "mark" if rank == 0 else "ink" if rank < 6 else "depth" if rank < 14 else "quiet"
    if word.state:
        reach = _sign_size(size)
        state_sign(layer, word.state, (x - half - reach * 1.5, y - size * 0.28), reach)
    layer.text(x, y, sounding.text, size, f"{style} title", "display", "middle", halo, key=key("text", word.id))
    if word.count and rank < form.counted:
        layer.text(
            x + half + size * COUNT_GAP,
            y + _count_drop(size),
            str(word.count),
            _count_size(size, form),
            "quiet",
            "strong",
            key=key("count", word.id),
        )


def state_sign(layer: Group, state: WordState, at: Point, reach: float) -> None:
    """Answered: a filled buoy with a pennant. Unanswered: an empty ring, still waiting."""
    x, y = at
    if state == "unanswered":
        marker(layer, "circle", at, reach * 0.85, "hollow")
        return
    layer.line("stem", (x, y + reach), (x, y - reach * 1.3))
    marker(layer, "triangle", (x, y + reach * 0.55), reach * 0.62, "solid")
    arrow_head(layer, (x + reach * 1.15, y - reach * 0.85), (1, 0), reach * 1.1)
