"""Axes as a compass: how far each reaches, with its band, for one group or up to three.

The area of a radar depends on the order of its axes, so `dot_twin` shows the same numbers in rows.
"""

from collections.abc import Sequence
from dataclasses import replace

from hamn.charts.axes import (
    LOOKS,
    Axis,
    CompassWords,
    Series,
    check,
    entries,
    finely,
    hidden_axes,
    sign,
    table,
)
from hamn.charts.drawing import Drawing, key
from hamn.charts.figure import Figure
from hamn.charts.legend import draw_column, draw_legend, legend_height
from hamn.charts.measure import plain, width, wrap
from hamn.charts.rose import Rose, draw_card
from hamn.charts.rose_labels import draw_label, laid_out
from hamn.charts.rose_series import draw_series
from hamn.charts.rows import CAPITAL
from hamn.charts.stage import STAGES, Stage, Variant

CARD_HEIGHT = {"page": 470.0, "presenter": 680.0, "phone": 300.0}
# On the wall the legend has a column of its own, so that the rose may take the whole height.
COLUMN = 420.0


def compass(
    axes: Sequence[Axis],
    series: Sequence[Series],
    steps: int,
    title: str,
    sentence: str,
    words: CompassWords,
    variant: Variant = "page",
) -> Figure:
    """The rose; on a phone its axes are numbered and named in a list beneath."""
    check(axes, series, steps)
    stage = finely(STAGES[variant])
    hidden = hidden_axes(axes, series)
    legend = entries(series, words, stage, bool(hidden))
    column = COLUMN if stage.height and legend else 0
    below = 0 if column else legend_height(legend, stage) + stage.gap * bool(legend)
    card = CARD_HEIGHT[variant]
    names = [axis.label for axis in axes] if stage.beside else [str(n + 1) for n in range(len(axes))]
    # The rose and its labels share what the legend leaves.
    rose, labels = laid_out(names, steps, card, replace(stage, width=stage.width - column))
    listed = 0 if stage.beside else len(axes) * stage.label * 1.6 + stage.gap
    drawing = Drawing(width=stage.width, height=stage.height or card + below + listed)
    draw_card(drawing, rose, hidden)
    for one, look in zip(series, LOOKS, strict=False):
        draw_series(drawing, rose, one, look, stage)
    _draw_steps(drawing, rose, stage)
    for label, axis in zip(labels, axes, strict=True):
        draw_label(drawing, label, stage, key("axis", axis.id))
    if column:
        draw_column(drawing, legend, stage, stage.width - column, column - stage.edge)
    else:
        draw_legend(drawing, legend, stage, card + stage.gap / 2)
    if listed:
        _draw_list(drawing, axes, series, words, stage, card + below)
    return Figure(drawing, title, sentence, table(axes, series, words))


def _draw_steps(drawing: Drawing, rose: Rose, stage: Stage) -> None:
    """The outermost, innermost and middle step, between the first two axes where no reading stands."""
    middle = (rose.steps + 1) // 2
    shown = {rose.steps, middle} if rose.radius / rose.steps < stage.note * 1.3 else {rose.steps, middle, 1}
    for step in sorted(shown):
        x, y = rose.out(-0.5, rose.radius * step / rose.steps)
        size = stage.note
        drawing.text(x, y + size * CAPITAL / 2, str(step), size, "quiet", "strong", "middle", size * 0.32)


def _draw_list(
    drawing: Drawing, axes: Sequence[Axis], series: Sequence[Series], words: CompassWords, stage: Stage, top: float
) -> None:
    """The axes by number with their values, for a phone."""
    column = max(width("0,00", stage.label, "strong"), stage.mark * 2) + stage.gap * 1.4
    for number, axis in enumerate(axes):
        base = top + (number + 0.75) * stage.label * 1.6
        drawing.text(stage.edge, base, str(number + 1), stage.label, "depth", "display")
        x = stage.edge + stage.label * 1.6
        text = wrap(plain(axis.label), stage.label, stage.width - x - stage.edge - column * len(series), "text", 1)
        drawing.text(x, base, text[0], stage.label)
        for place, (one, look) in enumerate(zip(series, LOOKS, strict=False)):
            right = stage.width - stage.edge - column * (len(series) - 1 - place)
            value = one.readings[number].value
            shown = "–" if value is None else words.number(value)
            drawing.text(right, base, shown, stage.label, "ink", "strong", "end", key=key("value", one.id, axis.id))
            if len(series) > 1:
                sign_x = right - width(shown, stage.label, "strong") - stage.mark * 1.6
                sign(drawing, look, (sign_x, base - stage.label * CAPITAL / 2), stage.mark * 0.7)
