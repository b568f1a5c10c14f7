"""A lane as a graduated scale, as on the edge of a sea chart: a hairline with a tick for every step."""

from collections.abc import Sequence

from hamn.charts.drawing import Drawing, segment
from hamn.charts.measure import width
from hamn.charts.rows import Row
from hamn.charts.stage import Stage


def along(row: Row, value: float, steps: int) -> float:
    """Where a value of 1..steps stands on a row's lane; beyond the ends it stands at the end."""
    share = (value - 1) / max(steps - 1, 1)
    return row.left + min(max(share, 0), 1) * (row.right - row.left)


def draw_scale(drawing: Drawing, row: Row, steps: int, stage: Stage, key: str) -> None:
    reach = stage.bar * 0.28
    parts = [segment((row.left, row.middle), (row.right, row.middle))]
    for step in range(1, steps + 1):
        x = along(row, step, steps)
        parts.append(segment((x, row.middle - reach), (x, row.middle + reach)))
    drawing.path("rule", "".join(parts), key)


def draw_numbers(drawing: Drawing, row: Row, steps: int, stage: Stage, base: float) -> None:
    """The steps in figures; where they stand too close only every second, third and so on, and always the last."""
    for step in shown_steps(steps, row.right - row.left, stage):
        drawing.text(along(row, step, steps), base, str(step), stage.note, "quiet", "strong", "middle")


def shown_steps(steps: int, length: float, stage: Stage) -> Sequence[int]:
    needed = width(str(steps), stage.note, "strong") + stage.note * 0.6
    apart = length / max(steps - 1, 1)
    every = next((n for n in range(1, steps) if apart * n >= needed), max(steps - 1, 1))
    numbers = list(range(1, steps + 1, every))
    if numbers[-1] != steps:
        # The last step is always named; its neighbour gives way where both would not fit.
        if apart * (steps - numbers[-1]) < needed and len(numbers) > 1:
            numbers.pop()
        numbers.append(steps)
    return numbers
