"""A compass for every group, side by side: the difference between them is the finding, so they are never one mean.

Numbers stand around each rose, and what they name is listed once for all of them; where few roses share a line of a page
there is room for the names themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hamn.charts.axes import (
    LOOKS,
    MOST_APART,
    Axis,
    CompassWords,
    Look,
    Series,
    check,
    explanations,
    finely,
    hidden_axes,
    named,
    sign,
    table,
)
from hamn.charts.drawing import Drawing, key
from hamn.charts.figure import Figure
from hamn.charts.legend import Entry, draw_legend, legend_height
from hamn.charts.measure import ELLIPSIS, plain, shorten, width, wrap
from hamn.charts.rose import COLLAR, Rose, draw_card
from hamn.charts.rose_labels import Label, draw_label, laid_out
from hamn.charts.rose_series import draw_series
from hamn.charts.rows import CAPITAL
from hamn.charts.stage import STAGES, Stage, Variant

# So many roses on a line for this many groups; what is read at ten metres are four, or eight as mere shapes.
ACROSS: dict[Variant, Sequence[int]] = {
    "page": (1, 2, 3, 2, 3, 3, 3, 3),
    "presenter": (1, 2, 3, 4, 3, 3, 4, 4),
    "phone": (1, 2, 2, 2, 2, 2, 2, 2),
}
# The names themselves stand around a rose if no more than this many share a line of a page.
NAMED_ACROSS = 2
MOST_READ = 4
FEW_AXES = 8
# How wide the list of names beside the roses of a wall may be: as narrow as no name is cut, and wider beside one or two.
COLUMNS = (400.0, 480.0, 560.0)
WIDEST_COLUMN = 800.0
SMALLEST = 0.6
LIST_LEADING = 1.1
CELL_HEIGHT = {"page": 300.0, "phone": 205.0}


@dataclass(frozen=True)
class Cell:
    """Room for one rose with its heading; note is the size of the numbers around it."""

    left: float
    top: float
    width: float
    height: float
    heading: float
    note: float


@dataclass(frozen=True)
class Names:
    """What the numbers name: the lines of each, from this height downwards, in so many columns."""

    blocks: Sequence[Sequence[str]]
    left: float
    top: float
    width: float
    columns: int
    leading: float


@dataclass(frozen=True)
class Layout:
    """names: none where they stand around the roses themselves. legend: from which height downwards."""

    cells: Sequence[Cell]
    names: Names | None
    legend: float
    legend_width: float
    height: float


def compasses(
    axes: Sequence[Axis],
    series: Sequence[Series],
    steps: int,
    title: str,
    sentence: str,
    words: CompassWords,
    variant: Variant = "page",
) -> Figure:
    """A rose per group, up to eight, in the order given; each may have another reading hollow behind it."""
    check(axes, series, steps, MOST_APART)
    stage = finely(STAGES[variant])
    legend = explanations(series, words, stage, bool(hidden_axes(axes, series)))
    layout = _layout(axes, series, legend, stage, variant)
    drawing = Drawing(width=stage.width, height=layout.height)
    for one, look, cell in zip(series, LOOKS, layout.cells, strict=False):
        _draw_cell(drawing, axes, one, look, cell, layout.names is None, steps, words, stage)
    if layout.names:
        _draw_names(drawing, axes, layout.names, stage)
    draw_legend(drawing, legend, replace(stage, width=layout.legend_width), layout.legend)
    return Figure(drawing, title, sentence, table(axes, series, words))


def _layout(
    axes: Sequence[Axis], series: Sequence[Series], legend: Sequence[Entry], stage: Stage, variant: Variant
) -> Layout:
    across = ACROSS[variant][len(series) - 1]
    if stage.height:
        return _on_the_wall(axes, series, across, legend, stage)
    down = -(-len(series) // across)
    high = CELL_HEIGHT["phone" if variant == "phone" else "page"]
    cells = _grid(len(series), (across, down), (0, 0, stage.width, down * high), stage.label, stage.note)
    with_names = stage.beside and across <= NAMED_ACROSS and _whole(axes, cells[0], stage)
    top = down * high + stage.gap
    columns = _columns(axes, stage) if stage.beside else 1
    names = None if with_names else _beneath(axes, top, columns, stage.label * 1.5, stage)
    lines = -(-len(axes) // columns) if names else 0
    below = top + lines * stage.label * 1.5 + stage.gap
    return Layout(cells, names, below, stage.width, below + legend_height(legend, stage) + stage.gap)


def _on_the_wall(
    axes: Sequence[Axis], series: Sequence[Series], across: int, legend: Sequence[Entry], stage: Stage
) -> Layout:
    """The names stand to the right; beneath four roses on a line, which need the whole width, if all are short."""
    space, leading = stage.height - legend_height(legend, stage), stage.label * LIST_LEADING
    is_four = len(series) == MOST_READ
    if is_four and _longest(axes, stage) <= _room_beneath(MOST_READ, stage):
        high = space - -(-len(axes) // MOST_READ) * leading - stage.gap
        names = _beneath(axes, high, MOST_READ, leading, stage)
        return Layout(
            _roses(series, len(axes), across, (stage.width, high), stage), names, space, stage.width, stage.height
        )
    # Two and two leave the names as much room as three on a line do.
    across = 2 if is_four else across
    names = _aside(axes, across, space, stage)
    wide, explained = names.left - stage.gap, stage.width
    if len(series) == across == 3 and not _fit(series, wide / across, stage.least, stage):
        across = 2
    if sum(map(len, names.blocks)) * leading > space:
        # So many names leave the legend the room beneath the roses only.
        names, explained = replace(names, top=(stage.height - len(axes) * leading) / 2), wide
        space = stage.height - legend_height(legend, replace(stage, width=wide))
    cells = _roses(series, len(axes), across, (wide, space), stage)
    return Layout(cells, names, space, explained, stage.height)


def _roses(series: Sequence[Series], axes: int, across: int, room: tuple[float, float], stage: Stage) -> Sequence[Cell]:
    (wide, high), down = room, -(-len(series) // across)
    # Around small roses so many numbers find no room that are any larger than a drawing's smallest text.
    small = stage.least if len(series) <= MOST_READ and axes <= FEW_AXES else stage.note * 0.86
    sizes = (stage.label, stage.note, small) if down == 1 else (small,)
    heading = next((size for size in sizes if _fit(series, wide / across, size, stage)), small)
    # A rose is as high as it is wide, and what is left over stands above and beneath.
    used = min(high, down * (wide / across + heading * 1.35))
    area = (0, (high - used) / 2, wide, used)
    return _grid(len(series), (across, down), area, heading, stage.note if down == 1 else small)


def _fit(series: Sequence[Series], cell: float, size: float, stage: Stage) -> bool:
    """Whether every group's name is whole above its rose."""
    return all(width(plain(one.name), size, "strong") <= cell - _beside_heading(one, size, stage) for one in series)


def _beside_heading(one: Series, size: float, stage: Stage) -> float:
    """Room for the sign before a group's name, and for air around both."""
    return (stage.mark * 2.1 + size * 0.35 if one.name else 0) + size * 0.7


def _beneath(axes: Sequence[Axis], top: float, columns: int, leading: float, stage: Stage) -> Names:
    blocks = [wrap(axis.label, stage.label, _room_beneath(columns, stage), "text", 1) for axis in axes]
    return Names(blocks, stage.edge, top, stage.width - 2 * stage.edge, columns, leading)


def _room_beneath(columns: int, stage: Stage) -> float:
    return (stage.width - 2 * stage.edge) / columns - _number_room(stage) - stage.gap * (columns > 1)


def _longest(axes: Sequence[Axis], stage: Stage) -> float:
    return max(width(plain(axis.label), stage.label) for axis in axes)


def _aside(axes: Sequence[Axis], across: int, space: float, stage: Stage) -> Names:
    """On one line or two each, as many as find room."""
    leading, beside = stage.label * LIST_LEADING, _number_room(stage) + stage.gap * 2
    columns = (*COLUMNS, *([WIDEST_COLUMN] if across <= 2 else []))
    word = max(width(word, stage.label) for axis in axes for word in plain(axis.label).split() or [""])
    for column in [each for each in columns if word <= each - beside] or columns[-1:]:
        for most in (2, 1):
            blocks = [wrap(axis.label, stage.label, column - beside, "text", most) for axis in axes]
            high = sum(map(len, blocks)) * leading
            if high <= space:
                break
        names = Names(blocks, stage.width - column + stage.gap, (space - high) / 2, column, 1, leading)
        if not _is_cut(names):
            break
    return names


def _is_cut(names: Names) -> bool:
    return any(line.endswith(ELLIPSIS) for block in names.blocks for line in block)


def _whole(axes: Sequence[Axis], cell: Cell, stage: Stage) -> bool:
    """Whether every name finds room around a rose without being shortened."""
    _, labels = _rose(axes, cell, 1, True, stage)
    return not any(line.endswith(ELLIPSIS) for label in labels for line in label.lines)


def _columns(axes: Sequence[Axis], stage: Stage) -> int:
    """As many names beside each other as all fit in, at least two, so that twelve stand in six lines or fewer."""
    longest = _longest(axes, stage) + _number_room(stage) + stage.gap
    return int(min(max((stage.width - 2 * stage.edge) // longest, 4 if stage.height else 2), 4))


def _number_room(stage: Stage) -> float:
    return width("00", stage.label, "display") + stage.gap


def _grid(
    count: int, shape: tuple[int, int], area: tuple[float, float, float, float], heading: float, note: float
) -> list[Cell]:
    """Cells row by row; a last row that is not full stands in the middle."""
    (across, down), (x, y, wide, high) = shape, area
    cells = []
    for number in range(count):
        row, column = divmod(number, across)
        missing = across - min(across, count - row * across)
        left = x + (column + missing / 2) * wide / across
        cells.append(Cell(left, y + row * high / down, wide / across, high / down, heading, note))
    return cells


def _draw_cell(
    drawing: Drawing,
    axes: Sequence[Axis],
    one: Series,
    look: Look,
    cell: Cell,
    with_names: bool,
    steps: int,
    words: CompassWords,
    stage: Stage,
) -> None:
    rose, labels = _rose(axes, cell, steps, with_names, stage)
    _draw_heading(drawing, one, look, cell, stage, labels)
    hidden = hidden_axes(axes, [one])
    draw_card(drawing, rose, hidden)
    size = cell.note
    for axis, label in zip(axes, labels, strict=True):
        draw_label(drawing, label, replace(stage, label=size), key("name", one.id, axis.id))
    if len(hidden) == len(axes):
        _draw_hidden(drawing, rose, words.hidden, size)
        return
    small = replace(stage, mark=min(stage.mark, rose.radius * 0.075), stroke=min(stage.stroke, rose.radius * 0.03))
    draw_series(drawing, rose, one, look, small)
    if rose.radius > size * 2.4:
        x, y = rose.out(-0.5, rose.radius - size * 0.55)
        drawing.text(x, y + size * CAPITAL / 2, str(steps), size, "quiet", "strong", "middle", size * 0.32)


def _draw_heading(drawing: Drawing, one: Series, look: Look, cell: Cell, stage: Stage, labels: Sequence[Label]) -> None:
    """The group's sign and name above the middle of its rose, and how many they are: beneath a long name, where there is room."""
    size, radius = cell.heading, stage.mark * 1.05
    beside = _beside_heading(one, size, stage)
    room, most, whole = beside - size * 0.7, cell.width - beside, plain(named(one))
    is_whole = width(whole, size, "strong") <= most
    text = shorten(whole if is_whole else plain(one.name), size, most, "strong") if one.name else ""
    left = cell.left + (cell.width - room - width(text, size, "strong")) / 2
    base = cell.top + size
    if text:
        sign(drawing, look, (left + radius, base - size * CAPITAL / 2), radius, key("sign", one.id))
        drawing.text(left + room, base, text, size, "ink", "strong", key=key("group", one.id))
    if not text or is_whole:
        return
    people, below = str(one.people), base + size * LIST_LEADING
    right = left + room + width(people, size, "strong") + stage.gap / 2
    if all(right < _left(label, cell.note) or below < label.base - cell.note * 1.4 for label in labels):
        drawing.text(left + room, below, people, size, "ink", "strong", key=key("people", one.id))


def _left(label: Label, size: float) -> float:
    """Where a label at a rose begins."""
    wide = max(width(line, size, "strong") for line in label.lines)
    return label.x - wide * {"start": 0, "middle": 0.5, "end": 1}[label.anchor]


def _rose(axes: Sequence[Axis], cell: Cell, steps: int, with_names: bool, stage: Stage) -> tuple[Rose, Sequence[Label]]:
    head = cell.heading * 1.35
    names = [axis.label if with_names else str(number + 1) for number, axis in enumerate(axes)]
    if with_names:
        narrow = replace(stage, width=cell.width, label=cell.note)
        rose, labels = laid_out(names, steps, cell.height - head, narrow, SMALLEST)
        down = cell.top + head
        moved = replace(rose, centre=(rose.centre[0] + cell.left, rose.centre[1] + down))
        return moved, [replace(label, x=label.x + cell.left, base=label.base + down) for label in labels]
    most = min(cell.width * 0.96, cell.height - head) / 2
    radius = (most - cell.note * 1.15) / COLLAR
    rose = Rose((cell.left + cell.width / 2, cell.top + head + (cell.height - head) / 2), radius, len(axes), steps)
    return rose, [_number(name, axis, rose, cell.note) for axis, name in enumerate(names)]


def _number(name: str, axis: int, rose: Rose, size: float) -> Label:
    x, y = rose.out(axis, rose.radius * COLLAR + size * 0.6)
    return Label([name], x, y + size * CAPITAL / 2, "middle")


def _draw_hidden(drawing: Drawing, rose: Rose, text: str, size: float) -> None:
    """Nothing is drawn of a group too small to show but that it is."""
    first, *more = wrap(text, size, rose.radius * 1.75, "text", 3)
    leading = size * 1.15
    base = rose.centre[1] - leading * len(more) / 2 + size * CAPITAL / 2
    drawing.text(rose.centre[0], base, first, size, "quiet", "text", "middle", size * 0.32, more, leading)


def _draw_names(drawing: Drawing, axes: Sequence[Axis], names: Names, stage: Stage) -> None:
    """Down each column in turn."""
    each, room = -(-len(axes) // names.columns), _number_room(stage)
    for number, (axis, (first, *more)) in enumerate(zip(axes, names.blocks, strict=True)):
        column = number // each
        above = sum(map(len, names.blocks[column * each : number]))
        x, base = names.left + column * names.width / names.columns, names.top + (above + 0.82) * names.leading
        drawing.text(x, base, str(number + 1), stage.label, "depth", "display")
        name = key("axis", axis.id)
        drawing.text(x + room, base, first, stage.label, more=more, leading=names.leading, key=name)
