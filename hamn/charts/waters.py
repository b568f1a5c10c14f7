"""Generated waters: a piece of sea chart that belongs to one challenge alone."""

import hashlib

import numpy as np

from hamn.charts.drawing import Drawing
from hamn.charts.figure import Figure, Table
from hamn.charts.terrain import Field, grid, paint, swell

LEVELS = {"deep": -0.6, "isobath": -0.3, "middle": 0.0, "shallow": 0.5, "land": 1.0, "hill": 1.7}
DEPTHS = 90
DEPTH_SIZE = 12.0
NEAREST_DEPTHS = 60.0


def waters(seed: str | int, width: float = 1600, height: float = 340) -> Figure:
    """Scenery without meaning: the same seed always gives the same waters."""
    rng = rng_of(seed)
    drawing = Drawing(width=width, height=height)
    x, y = grid(width, height, 14)
    # Rising towards the right leaves open water at the left, where the heading stands.
    rise = (x[None, :] / width - 0.42) * 1.9
    field = Field(x, y, swell(x, y, 360, rng) + rise)
    drawing.rect("sea", 0, 0, width, height)
    paint(drawing, field, LEVELS, tolerance=1.4)
    _depth_figures(drawing, field, rng)
    return Figure(drawing, "", "", Table((), ()))


def rng_of(seed: str | int) -> np.random.Generator:
    """A generator that is the same on every machine for the same seed."""
    digest = hashlib.sha256(str(seed).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def _depth_figures(drawing: Drawing, field: Field, rng: np.random.Generator) -> None:
    placed: list[tuple[float, float]] = []
    for _ in range(DEPTHS):
        row, column = rng.integers(len(field.y)), rng.integers(len(field.x))
        x, y, z = float(field.x[column]), float(field.y[row]), float(field.z[row, column])
        inside = drawing.width * 0.4 < x < drawing.width - 20 and 20 < y < drawing.height - 10
        crowded = any(abs(x - px) + abs(y - py) < NEAREST_DEPTHS for px, py in placed)
        if inside and z < 0.45 and not crowded:
            placed.append((x, y))
            drawing.text(x, y, str(int(6 + (0.6 - z) * 14)), DEPTH_SIZE, "depth", anchor="middle")
