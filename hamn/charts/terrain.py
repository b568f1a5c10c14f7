"""Land and water: a field of heights, and the shores and depth curves drawn from it."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from hamn.charts.curves import Floats, smooth_ring
from hamn.charts.drawing import Group, key

# Contours of an unpadded field would run along the picture's edge as straight, visible lines.
MARGIN = 80.0
HIGHEST = 1e9
WAVES = 26

# What contourpy answers for FillType.OuterOffset: points per area, and where each ring ends.
OuterOffset = tuple[list[Floats], list[npt.NDArray[np.int_]]]


@dataclass(frozen=True)
class Field:
    """Heights over a grid: x has shape (columns,), y (rows,), z (rows, columns)."""

    x: Floats
    y: Floats
    z: Floats


def grid(width: float, height: float, step: float) -> tuple[Floats, Floats]:
    """Grid lines over the picture and a margin around it."""
    return np.arange(-MARGIN, width + MARGIN + step, step), np.arange(-MARGIN, height + MARGIN + step, step)


def swell(x: Floats, y: Floats, scale: float, rng: np.random.Generator) -> Floats:
    """A smooth random surface with hills about scale apart, mean 0 and deviation about 1."""
    surface = np.zeros((len(y), len(x)))
    for _ in range(WAVES):
        angle = rng.uniform(0, 2 * np.pi)
        pace = 2 * np.pi / (scale * rng.uniform(0.6, 2.2))
        along = np.cos(angle) * x[None, :] + np.sin(angle) * y[:, None]
        surface += np.sin(pace * along + rng.uniform(0, 2 * np.pi))
    return surface / float(np.sqrt(WAVES / 2))


def above(field: Field, level: float, tolerance: float = 1.1, least_area: float = 350) -> str:
    """Path data for everything higher than level, specks left out."""
    import contourpy
    from shapely.geometry import Polygon

    generator = contourpy.contour_generator(field.x, field.y, field.z, fill_type=contourpy.FillType.OuterOffset)
    rings, offsets = cast(OuterOffset, generator.filled(level, HIGHEST))
    parts = []
    for points, ends in zip(rings, offsets, strict=True):
        for first, last in zip(ends[:-1], ends[1:], strict=True):
            ring = Polygon(points[first:last])
            if ring.area >= least_area:
                parts.append(smooth_ring(list(ring.exterior.simplify(tolerance).coords)))
    return "".join(parts)


def paint(layer: Group, field: Field, levels: dict[str, float], tolerance: float = 1.1, name: str = "") -> None:
    """Draw one style per level, deepest first; with a name, the waters stay the same nodes on a live page."""
    for style, level in levels.items():
        layer.path(style, above(field, level, tolerance), key(name, style) if name else "")
