"""Room for labels: a place is either free or not, so two labels can never overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hamn.charts.curves import Floats
from hamn.charts.drawing import Point

CELL = 4.0
SAMPLES = np.linspace(0, 1, 14)[:, None]


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def edges(self) -> tuple[float, float, float, float]:
        return self.left, self.top, self.right, self.bottom

    def overlaps(self, other: "Box") -> bool:
        apart = (
            self.right <= other.left or other.right <= self.left or self.bottom <= other.top or other.bottom <= self.top
        )
        return not apart


class Space:
    """What is taken on a drawing: boxes, stems, and a painted area that nothing may stand on."""

    def __init__(self, width: float, height: float, margin: float = 14) -> None:
        self._limits = Box(margin, margin, width - margin, height - margin)
        self._taken: Floats = np.zeros((0, 4))
        self._stems: Floats = np.zeros((0, 2))
        self._painted = np.zeros((int(height / CELL) + 2, int(width / CELL) + 2), dtype=bool)
        self._sums = np.zeros((1, 1), dtype=np.int64)

    def paint(self, centres: Floats, radius: float) -> None:
        """Close the area within radius of any of these points."""
        rows, columns = self._painted.shape
        y, x = np.arange(rows) * CELL, np.arange(columns) * CELL
        for px, py in centres:
            near_x, near_y = np.abs(x - px) <= radius, np.abs(y - py) <= radius
            distance = (x[near_x][None, :] - px) ** 2 + (y[near_y][:, None] - py) ** 2
            self._painted[np.ix_(near_y, near_x)] |= distance <= radius**2
        self._sums = np.pad(self._painted.astype(np.int64).cumsum(0).cumsum(1), ((1, 0), (1, 0)))

    def take(self, box: Box) -> None:
        self._taken = np.vstack([self._taken, box.edges])

    def take_stem(self, start: Point, end: Point) -> None:
        self._stems = np.vstack([self._stems, _along(start, end)])

    def free(self, box: Box) -> bool:
        return bool(self.all_free(np.array([box.edges]))[0])

    def all_free(self, boxes: Floats) -> npt.NDArray[np.bool_]:
        """Which of these boxes, shape (n, 4), are inside the limits and touch nothing taken."""
        limits = self._limits
        free = (boxes[:, 0] >= limits.left) & (boxes[:, 1] >= limits.top)
        free &= (boxes[:, 2] <= limits.right) & (boxes[:, 3] <= limits.bottom)
        free &= ~self._on_painted(boxes)
        # Each test only looks at what the cheaper ones left over.
        for blocked, others in ((_overlapping, self._taken), (_containing, self._stems)):
            left = np.flatnonzero(free)
            if len(others) and len(left):
                free[left] = ~blocked(boxes[left], others).any(axis=1)
        return free

    def stem_is_free(self, start: Point, end: Point) -> bool:
        """Whether a line to a label passes beside every label already there."""
        along = _along(start, end)
        clear_of = self._taken + np.array([-2.0, -2.0, 2.0, 2.0])
        # Few labels stand anywhere near the line; only those are looked at point by point.
        near = (clear_of[:, :2] <= along.max(axis=0)).all(axis=1) & (clear_of[:, 2:] >= along.min(axis=0)).all(axis=1)
        return not (near.any() and bool(_containing(clear_of[near], along).any()))

    def stem_crossings(self, start: Point, end: Point) -> int:
        """How many earlier stems this one would cross or graze."""
        along = _along(start, end)
        touching = (np.abs(self._stems[:, None, :] - along[None, :, :]).max(axis=2) < 5).any(axis=1)
        return int(touching.reshape(-1, len(SAMPLES)).any(axis=1).sum())

    def on_painted(self, point: Point) -> bool:
        rows, columns = self._painted.shape
        column = min(max(int(point[0] / CELL), 0), columns - 1)
        row = min(max(int(point[1] / CELL), 0), rows - 1)
        return bool(self._painted[row, column])

    def _on_painted(self, boxes: Floats) -> npt.NDArray[np.bool_]:
        if self._sums.shape == (1, 1):
            return np.zeros(len(boxes), dtype=bool)
        rows, columns = self._painted.shape
        low = np.floor(boxes[:, :2] / CELL).astype(int)
        high = np.ceil(boxes[:, 2:] / CELL).astype(int) + 1
        x0, x1 = np.clip(low[:, 0], 0, columns), np.clip(high[:, 0], 0, columns)
        y0, y1 = np.clip(low[:, 1], 0, rows), np.clip(high[:, 1], 0, rows)
        sums = self._sums
        inside = sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0]
        touched: npt.NDArray[np.bool_] = inside > 0
        return touched


def spread(places: Sequence[float], lanes: Sequence[float], gaps: Sequence[float], end: float) -> list[float]:
    """Ordered places pushed apart along a road: gaps[k] is the least distance k lanes apart."""
    moved: list[float] = []
    for index, (place, lane) in enumerate(zip(places, lanes, strict=True)):
        for earlier in range(max(0, index - 40), index):
            apart = int(abs(lanes[earlier] - lane))
            if apart < len(gaps):
                place = max(place, moved[earlier] + gaps[apart])
        moved.append(place)
    excess = max(moved, default=0) - end
    if excess > 0 and moved:
        first = moved[0]
        squeeze = (end - first) / (end + excess - first)
        moved = [first + (place - first) * squeeze for place in moved]
    return moved


def _along(start: Point, end: Point) -> Floats:
    points: Floats = np.array(start) + SAMPLES * (np.array(end) - np.array(start))
    return points


def _overlapping(boxes: Floats, taken: Floats) -> npt.NDArray[np.bool_]:
    a, b = boxes[:, None, :], taken[None, :, :]
    result: npt.NDArray[np.bool_] = (
        (a[..., 0] < b[..., 2]) & (b[..., 0] < a[..., 2]) & (a[..., 1] < b[..., 3]) & (b[..., 1] < a[..., 3])
    )
    return result


def _containing(boxes: Floats, points: Floats) -> npt.NDArray[np.bool_]:
    a, p = boxes[:, None, :], points[None, :, :]
    result: npt.NDArray[np.bool_] = (
        (a[..., 0] <= p[..., 0]) & (p[..., 0] <= a[..., 2]) & (a[..., 1] <= p[..., 1]) & (p[..., 1] <= a[..., 3])
    )
    return result
