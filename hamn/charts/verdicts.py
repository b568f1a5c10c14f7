"""Verdicts as shape and word: two arrows apart, two lines alike, three dots where too few answered to tell.

A gap that changed has arrows too: towards each other, meeting, or away.
"""

from collections.abc import Mapping
from typing import Literal

from hamn.charts.curves import polygon
from hamn.charts.drawing import Drawing, Group, Point, key
from hamn.charts.measure import plain, shorten, width
from hamn.charts.rows import CAPITAL, Row
from hamn.charts.stage import Stage

# Whether groups differ by more than chance, are alike within half a step, or are too few to tell.
Verdict = Literal["differ", "alike", "unsure"]
# Whether a gap between groups closed from one round to the next.
Change = Literal["closed", "narrower", "same", "wider", "unsure"]
FOUND = ("differ", "wider")


def verdict_size(stage: Stage) -> float:
    return stage.least


def verdict_room(words: Mapping[Verdict, str] | Mapping[Change, str], stage: Stage) -> tuple[float, float]:
    """Width and height of the widest verdict beneath a text; none where there are no words."""
    if not words:
        return 0, 0
    size = verdict_size(stage)
    return max(width(plain(word), size, "strong") for word in words.values()) + size * 1.7, size * 1.2


def draw_verdict(
    drawing: Drawing, verdict: Verdict | Change, text: str, row: Row, name: str, stage: Stage, right: float
) -> None:
    """The sign and its word beneath a row's text, not beyond right."""
    draw_verdict_at(drawing, verdict, text, (row.x, row.under(stage, verdict_size(stage))), name, stage, right)


def draw_verdict_at(
    drawing: Drawing, verdict: Verdict | Change, text: str, at: Point, name: str, stage: Stage, right: float
) -> None:
    (x, base), size = at, verdict_size(stage)
    verdict_sign(drawing, verdict, (x + size * 0.55, base - size * CAPITAL / 2), size * 0.5)
    shown = shorten(plain(text), size, right - x - size * 1.45, "strong")
    style = "mark" if verdict in FOUND else "quiet"
    drawing.text(x + size * 1.45, base, shown, size, style, "strong", key=key("verdict", name))


def verdict_sign(layer: Group, verdict: Verdict | Change, at: Point, reach: float) -> None:
    x, y = at
    if verdict in ("differ", "wider"):
        _arrows(layer, "light", at, reach, (0.25, 1.1))
    elif verdict == "narrower":
        _arrows(layer, "solid", at, reach, (1.1, 0.25))
    elif verdict == "closed":
        _arrows(layer, "solid", at, reach, (1.0, 0.1))
        layer.rect("solid", x - reach * 0.1, y - reach * 0.9, reach * 0.2, reach * 1.8)
    elif verdict in ("alike", "same"):
        for up in (-0.42, 0.42):
            layer.rect("solid", x - reach, y + up * reach - reach * 0.15, reach * 2, reach * 0.3)
    else:
        for along in (-0.75, 0, 0.75):
            layer.circle("solid", (x + along * reach, y), reach * 0.2)


def _arrows(layer: Group, style: str, at: Point, reach: float, ends: tuple[float, float]) -> None:
    """Two triangles, left and right of the middle, from their backs to their tips."""
    (x, y), (back, tip) = at, ends
    for way in (-1, 1):
        corners = [(x + way * reach * back, y - reach * 0.75), (x + way * reach * back, y + reach * 0.75)]
        layer.path(style, polygon([(x + way * reach * tip, y), *corners]))
