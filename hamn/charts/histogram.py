"""Answers on a scale: one bar per step, with the middle half of the answers marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from hamn.charts.curves import polyline
from hamn.charts.drawing import Drawing
from hamn.charts.figure import Figure, Table
from hamn.charts.measure import width, wrap

WIDTH, HEIGHT = 720.0, 380.0
LEFT, TOP, BASE = 24.0, 92.0, 296.0
COUNT_SIZE, LABEL_SIZE, NOTE_SIZE = 20.0, 17.0, 16.0
GAP_SHARE = 0.22


@dataclass(frozen=True)
class HistogramWords:
    """Table heads, the words over the middle half, and what stands for a hidden count."""

    step: str
    count: str
    middle_half: str
    hidden: str


def histogram(
    labels: Sequence[str], counts: Sequence[int | None], title: str, sentence: str, words: HistogramWords
) -> Figure:
    """Bars for counts that have already passed the gate; None is a count that may not be shown."""
    if len(labels) != len(counts) or not labels:
        raise ValueError(f"Every step needs a label and a count, got {len(labels)} and {len(counts)}")
    drawing = Drawing(width=WIDTH, height=HEIGHT)
    middle = middle_half(counts)
    _draw_bars(drawing, counts, middle)
    _draw_labels(drawing, labels, counts, words)
    if middle:
        _draw_middle_half(drawing, middle, len(labels), words.middle_half)
    rows = [(label, words.hidden if count is None else str(count)) for label, count in zip(labels, counts, strict=True)]
    return Figure(drawing, title, sentence, Table((words.step, words.count), rows))


def middle_half(counts: Sequence[int | None]) -> tuple[int, int] | None:
    """First and last step of the middle half of the answers; nothing if a count is hidden or all are 0.

    The quartiles are answers someone gave: the smallest step with at least a quarter, and the
    smallest with at least three quarters, of all answers at or below it.
    """
    known = [count for count in counts if count is not None]
    total = sum(known)
    if len(known) < len(counts) or total == 0:
        return None
    return _step_reaching(known, total / 4), _step_reaching(known, total * 3 / 4)


def _step_reaching(counts: Sequence[int], answers: float) -> int:
    so_far = 0
    for step, count in enumerate(counts):
        so_far += count
        if so_far >= answers:
            return step
    return len(counts) - 1


def _slot(steps: int) -> float:
    return (WIDTH - 2 * LEFT) / steps


def _draw_bars(drawing: Drawing, counts: Sequence[int | None], middle: tuple[int, int] | None) -> None:
    slot = _slot(len(counts))
    most = max((count or 0 for count in counts), default=0) or 1
    for step, count in enumerate(counts):
        height = (BASE - TOP) * (count or 0) / most
        inside = middle is not None and middle[0] <= step <= middle[1]
        if height:
            x = LEFT + slot * (step + GAP_SHARE / 2)
            drawing.rect("bar-middle" if inside else "bar", x, BASE - height, slot * (1 - GAP_SHARE), height, 2)
    drawing.line("rule", (LEFT, BASE), (WIDTH - LEFT, BASE))


def _draw_labels(drawing: Drawing, labels: Sequence[str], counts: Sequence[int | None], words: HistogramWords) -> None:
    slot = _slot(len(labels))
    most = max((count or 0 for count in counts), default=0) or 1
    for step, (label, count) in enumerate(zip(labels, counts, strict=True)):
        x = LEFT + slot * (step + 0.5)
        top = BASE - (BASE - TOP) * (count or 0) / most
        drawing.text(x, top - 8, words.hidden if count is None else str(count), COUNT_SIZE, "ink", "display", "middle")
        lines = wrap(label, LABEL_SIZE, slot - 6, "text", 3)
        drawing.text(x, BASE + 26, lines[0], LABEL_SIZE, "ink", "text", "middle", 0, lines[1:], 20)


def _draw_middle_half(drawing: Drawing, middle: tuple[int, int], steps: int, text: str) -> None:
    """A bracket above the bars that hold the middle half."""
    slot = _slot(steps)
    left = LEFT + slot * (middle[0] + GAP_SHARE / 2)
    right = LEFT + slot * (middle[1] + 1 - GAP_SHARE / 2)
    y = TOP - 42
    drawing.path("median", polyline([(left, y + 10), (left, y), (right, y), (right, y + 10)]))
    half = width(text, NOTE_SIZE, "strong") / 2
    x = min(max((left + right) / 2, LEFT + half), WIDTH - LEFT - half)
    drawing.text(x, y - 10, text, NOTE_SIZE, "mark", "strong", "middle")
