"""Downhill by limited memory (Nocedal & Wright 2006, algorithm 7.5), with sums that no library splits between threads."""

from collections.abc import Callable

import numpy as np

from hamn.sensemaking.opinions.ballots import Floats

MEMORY = 10
STEPS = 300

Slope = Callable[[Floats], tuple[float, Floats]]


def lowest(slope: Slope, start: Floats, tolerance: float = 1e-6) -> Floats:
    """Where the function is lowest, near the start. slope: gives the value and the gradient at a point.

    tolerance: stop when a step gains less than this share of the value.
    """
    point, (value, gradient) = start, slope(start)
    moves: list[tuple[Floats, Floats, float]] = []
    for _ in range(STEPS):
        direction = -_scaled(gradient, moves)
        further = _line(slope, point, value, gradient, direction)
        if further is None:
            break
        new, new_value, new_gradient = further
        step, turn = new - point, new_gradient - gradient
        curve = _dot(step, turn)
        if curve > 1e-12:
            moves = [*moves[1 - MEMORY :], (step, turn, 1 / curve)]
        gained = value - new_value
        point, value, gradient = new, new_value, new_gradient
        if gained <= tolerance * max(1.0, abs(value)):
            break
    return point


def _dot(one: Floats, other: Floats) -> float:
    return float((one * other).sum())


def _scaled(gradient: Floats, moves: list[tuple[Floats, Floats, float]]) -> Floats:
    """The gradient as the inverse curvature of the last moves would have it."""
    vector, parts = gradient.copy(), []
    for step, turn, inverse in reversed(moves):
        part = inverse * _dot(step, vector)
        parts.append(part)
        vector -= part * turn
    if not moves:
        return vector / max(1.0, float(np.sqrt(_dot(vector, vector))))
    step, turn, _ = moves[-1]
    vector *= _dot(step, turn) / _dot(turn, turn)
    for (step, turn, inverse), part in zip(moves, reversed(parts), strict=True):
        vector += step * (part - inverse * _dot(turn, vector))
    return vector


def _line(
    slope: Slope, point: Floats, value: float, gradient: Floats, direction: Floats
) -> tuple[Floats, float, Floats] | None:
    """Half as far, until the value falls as the slope promised; None where it does not."""
    promised, length = _dot(gradient, direction), 1.0
    for _ in range(30):
        new = point + length * direction
        new_value, new_gradient = slope(new)
        if new_value <= value + 1e-4 * length * promised:
            return new, new_value, new_gradient
        length /= 2
    return None
