"""A winding road: places along it, the lanes beside its middle, and how near it anything is."""

from collections.abc import Sequence

import numpy as np

from hamn.charts.curves import Floats, catmull_rom
from hamn.charts.drawing import Point


class Road:
    """A curve through control points, addressed by the distance travelled along it."""

    def __init__(self, controls: Sequence[Point]) -> None:
        self.points = catmull_rom(controls)
        steps = np.hypot(*np.diff(self.points, axis=0).T)
        self._travelled: Floats = np.concatenate([[0.0], np.cumsum(steps)])
        tangents = np.gradient(self.points, axis=0)
        tangents /= np.hypot(*tangents.T)[:, None]
        self._tangents = tangents

    @property
    def length(self) -> float:
        return float(self._travelled[-1])

    def at(self, distance: float, offset: float = 0) -> Point:
        """The place so far along the road and so far to the side of it."""
        x, y = (float(np.interp(distance, self._travelled, self.points[:, i])) for i in (0, 1))
        tx, ty = self.direction(distance)
        return x - ty * offset, y + tx * offset

    def distance_at(self, y: float) -> float:
        """How far along a road that only runs downwards reaches this height."""
        return float(np.interp(y, self.points[:, 1], self._travelled))

    def direction(self, distance: float) -> Point:
        x, y = (float(np.interp(distance, self._travelled, self._tangents[:, i])) for i in (0, 1))
        size = float(np.hypot(x, y))
        return x / size, y / size

    def stretch(self, start: float, end: float, offset: float = 0, step: float = 55) -> Sequence[Point]:
        """Points from start to end, close enough for a smooth curve through them."""
        count = max(3, int(abs(end - start) / step) + 1)
        distances = np.linspace(start, end, count)
        x, y = (np.interp(distances, self._travelled, self.points[:, i]) for i in (0, 1))
        tx, ty = (np.interp(distances, self._travelled, self._tangents[:, i]) for i in (0, 1))
        size = np.hypot(tx, ty)
        return list(zip((x - ty / size * offset).tolist(), (y + tx / size * offset).tolist(), strict=True))

    def nearness(self, x: Floats, y: Floats) -> Floats:
        """Distance from every grid point to the middle of the road, shape (rows, columns)."""
        nearest = np.full((len(y), len(x)), np.inf)
        for px, py in self.points[::3]:
            np.minimum(nearest, (x[None, :] - px) ** 2 + (y[:, None] - py) ** 2, out=nearest)
        return np.asarray(np.sqrt(nearest))


def winding_rows(
    rows: int, left: float, right: float, bottom: float, pitch: float, rng: np.random.Generator
) -> list[Point]:
    """Control points for a road that starts at the lower left and climbs from side to side."""
    turn = pitch * 0.30
    controls: list[Point] = [(left - 10, bottom + 34)]
    for row in range(rows):
        y = bottom - row * pitch
        across = np.linspace(left + turn, right - turn, 5)
        sway = rng.uniform(-1, 1, 5) * pitch * 0.085 * (-1) ** np.arange(5)
        stops = [(float(px), float(y + dy)) for px, dy in zip(across, sway, strict=True)]
        ahead = row % 2 == 0
        controls += (stops if ahead else stops[::-1])[1 if row == 0 else 0 :]
        if row < rows - 1:
            controls.append((right + turn * 0.55 if ahead else left - turn * 0.55, y - pitch / 2))
    return controls
