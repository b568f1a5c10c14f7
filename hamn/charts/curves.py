"""Smooth lines through points, as short SVG path data."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from hamn.charts.drawing import Point, number

Floats = npt.NDArray[np.float64]


def smooth_ring(points: Sequence[Point]) -> str:
    """A closed curve that rounds every corner: quadratics from midpoint to midpoint, corners at whole units.

    Each corner is the one before it mirrored in the midpoint between them, so all but the first are left out. Midpoints of
    whole corners are halves, which are written exactly, or the mirrored corners would drift.
    """
    ring = [(round(x), round(y)) for x, y in (points[:-1] if points[0] == points[-1] else points)]
    middles = [_middle(a, b) for a, b in zip(ring, ring[1:] + ring[:1], strict=True)]
    start, corner, first = middles[-1], ring[0], middles[0]
    steps = [_offsets(before, after) for before, after in zip(middles, middles[1:], strict=False)]
    return f"M{number(start[0])} {number(start[1])}q{_offsets(start, corner, first)}t{_joined(steps)}z"


def curve(points: Sequence[Point]) -> str:
    """An open curve through every point: Catmull-Rom written as smooth cubics.

    Its tangents agree on both sides of a point, so all but the first cubic use the short form.
    """
    if len(points) < 3:
        return polyline(points)
    at = [(round(float(x), 1), round(float(y), 1)) for x, y in points]
    first = at[0][0] + (at[1][0] - at[0][0]) / 6, at[0][1] + (at[1][1] - at[0][1]) / 6
    parts = [f"M{number(at[0][0])} {number(at[0][1])}c{_offsets(at[0], first)} "]
    for index in range(1, len(at)):
        before, here = at[index - 1], at[index]
        after = at[min(index + 1, len(at) - 1)]
        arriving = here[0] - (after[0] - before[0]) / 6, here[1] - (after[1] - before[1]) / 6
        lead = "s" if index > 1 else ""
        parts.append(f"{lead}{_offsets(before, arriving, here)}")
    return "".join(parts)


def polyline(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def polygon(points: Sequence[Point]) -> str:
    return polyline(points) + "Z"


def catmull_rom(controls: Sequence[Point], steps: int = 24) -> Floats:
    """Points on a curve through every control point, shape (n, 2)."""
    given = np.array(controls, dtype=float)
    padded = np.vstack([2 * given[0] - given[1], given, 2 * given[-1] - given[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = [_spline(padded[i : i + 4], t) for i in range(len(given) - 1)]
    return np.vstack([*pieces, given[-1:]])


def _spline(four: Floats, t: Floats) -> Floats:
    p0, p1, p2, p3 = four
    curve: Floats = 0.5 * (
        2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3
    )
    return curve


def _offsets(origin: Point, *points: Point) -> str:
    return _joined(number(value) for x, y in points for value in (x - origin[0], y - origin[1]))


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _joined(numbers: Iterable[str]) -> str:
    return " ".join(numbers).replace(" -", "-")
