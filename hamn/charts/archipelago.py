"""The opinion map as an archipelago: groups are islands, what they agree on are bridges, and shallow water is in between.

Where there are no clear groups there is no island: open water, or one long shoal where people differ along an axis.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from hamn.charts.axes import LOOKS, Look
from hamn.charts.bridges import Bridge, draw_bridges
from hamn.charts.curves import Floats
from hamn.charts.drawing import Drawing, Point, key
from hamn.charts.figure import Figure, Table
from hamn.charts.islands import Area, Cell, Lands, draw_lands, draw_sea, draw_shoal, put, rise
from hamn.charts.map_notes import Plate, draw_foot, draw_name, draw_plate, draw_stem, free_spot, name_box, plate_near
from hamn.charts.marks import marker
from hamn.charts.measure import plain, shorten, width, wrap
from hamn.charts.placing import Box, Space
from hamn.charts.rows import CAPITAL
from hamn.charts.stage import Variant

Outcome = Literal["groups", "spectrum", "none"]
# Colours and shapes of the islands, and no more of them than a map can hold.
MOST_ISLANDS = len(LOOKS)
# A rule of the whole application: nothing is shown of fewer, whatever the installation says.
FEWEST = 3
MOST_ON_THE_WALL = 3
# What stands at an end of a spectrum: its share of the width, and its lines.
END, END_LINES = 0.42, 3


@dataclass(frozen=True)
class Island:
    """A group with its letter or name; people is None where it is too small to show. href may be empty."""

    id: str
    name: str
    people: int | None
    href: str = ""


@dataclass(frozen=True)
class Buoy:
    """A statement at its own place on the map."""

    id: str
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class ArchipelagoWords:
    """Table heads and what is said on the map; size and explained make a sentence of a number.

    bridge says what joins two groups, by their names; none and spectrum are the two outcomes without islands.
    """

    group: str
    people: str
    agreed: str
    statement: str
    hidden: str
    none: str
    spectrum: str
    size: Callable[[int], str]
    explained: Callable[[float], str]
    bridge: Callable[[str, str], str]


@dataclass(frozen=True)
class Sheet:
    """Measures of one variant: the map, then names, sizes and texts on it, and dots; the wall keeps its height."""

    width: float
    map: float
    name: float
    size: float
    note: float
    dot: float
    stroke: float
    stretch: float
    plates: bool
    fixed: bool

    @property
    def area(self) -> Area:
        """Names stand above the islands, plates between and beside them."""
        aside, below = self.width * 0.1, self.width * 0.045
        above = self.name * 1.5 if self.fixed else self.name * 1.7 + self.size
        return Area(aside, above + self.width * 0.03, self.width - aside, self.map - below)


SHEETS: Mapping[Variant, Sheet] = {
    "page": Sheet(960, 560, 30, 17, 16.5, 4.6, 3, 1.6, True, False),
    # Names over 5.5 % and nothing under 4 % of the wall's 900.
    "presenter": Sheet(1600, 620, 54, 42, 42, 7.5, 5.5, 2.4, True, True),
    "phone": Sheet(360, 330, 20, 14.5, 14.5, 3, 2.2, 1.3, False, False),
}


def archipelago(
    islands: Sequence[Island],
    cells: Sequence[Cell],
    outcome: Outcome,
    title: str,
    sentence: str,
    words: ArchipelagoWords,
    variant: Variant = "page",
    explained: float | None = None,
    bridges: Sequence[Bridge] = (),
    buoys: Sequence[Buoy] = (),
    ends: tuple[str, str] = ("", ""),
    least: int = 5,
) -> Figure:
    """The map. cells are where people may be shown, none where they may not; of a hidden island nothing is drawn.

    explained: the share of all differences that the two axes hold. ends: what stands at either end of a spectrum.
    least: the smallest group that may be shown; an island of fewer is refused, not drawn.
    """
    _check(islands, cells, bridges, buoys, least)
    sheet = SHEETS[variant]
    hidden = {island.id for island in islands if island.people is None}
    kept = [cell for cell in cells if cell.group not in hidden]
    # What a hidden group agrees on is as little to be known as the group.
    known = [bridge for bridge in bridges if not {bridge.one, bridge.other} & hidden]
    chart = _Chart(sheet, _put(kept, buoys, sheet, outcome), kept)
    drawing = Drawing(width=sheet.width, height=0)
    landed = _draw_lands(drawing, chart, islands if outcome == "groups" else (), kept, outcome)
    centres = {island.id: _centre(landed.members[island.id], chart) for island in landed.islands}
    middles = draw_bridges(drawing, known, centres, landed.lands, sheet.stroke) if landed.lands else {}
    looks = {island.id: look for island, look in zip(islands, LOOKS, strict=False)} if landed.lands else {}
    for cell in kept:
        _draw_dot(drawing, cell, looks.get(cell.group or ""), chart)
    _draw_names(drawing, landed.islands, landed.members, chart, words)
    if not landed.islands:
        _draw_outcome(drawing, outcome, words, ends, chart)
    listed = _draw_notes(drawing, chart, known, middles, buoys)
    foot = _foot(islands, landed, outcome, words, explained)
    high = draw_foot(drawing, foot, listed, sheet.map, sheet.note, sheet.fixed)
    whole = Drawing(nodes=drawing.nodes, width=sheet.width, height=max(high, 680.0) if sheet.fixed else high)
    return Figure(whole, title, sentence, _table(islands, outcome, words, known, buoys, ends))


def _check(
    islands: Sequence[Island], cells: Sequence[Cell], bridges: Sequence[Bridge], buoys: Sequence[Buoy], least: int
) -> None:
    if len(islands) > MOST_ISLANDS:
        raise ValueError(f"An archipelago holds up to {MOST_ISLANDS} islands, got {len(islands)}")
    names = {island.id for island in islands}
    notes = {each.id for each in bridges} | {each.id for each in buoys}
    if (
        len(names) < len(islands)
        or len({cell.id for cell in cells}) < len(cells)
        or len(notes) < len(bridges) + len(buoys)
    ):
        raise ValueError("Every island, cell, bridge and buoy needs an id of its own")
    for island in islands:
        if island.people is not None and island.people < max(least, FEWEST):
            raise ValueError(f"An island of {island.people} may not be shown: people must be None under {least}")
    for bridge in bridges:
        if not {bridge.one, bridge.other} <= names or bridge.one == bridge.other:
            raise ValueError(f"A bridge joins two islands, got {bridge.one!r} and {bridge.other!r}")
    if any(cell.group is not None and cell.group not in names for cell in cells):
        raise ValueError("Every cell belongs to an island that is there, or to none")


def _as_cells(buoys: Sequence[Buoy]) -> Sequence[Cell]:
    return [Cell(key("buoy", buoy.id), buoy.x, buoy.y) for buoy in buoys]


def _put(cells: Sequence[Cell], buoys: Sequence[Buoy], sheet: Sheet, outcome: Outcome) -> Mapping[str, Point]:
    every = [*cells, *_as_cells(buoys)]
    return put(every, sheet.area, sheet.width, sheet.stretch, spectrum=outcome == "spectrum")


class _Chart:
    """The map while it is drawn: where everything stands, and what room is taken."""

    def __init__(self, sheet: Sheet, at: Mapping[str, Point], cells: Sequence[Cell]) -> None:
        self.sheet, self.at = sheet, at
        # What a text should rather not cover.
        self.dots: Floats = np.array([at[cell.id] for cell in cells]).reshape(-1, 2)
        self.space = Space(sheet.width, sheet.map, margin=sheet.note * 0.5)
        self.area = sheet.width, sheet.map


@dataclass(frozen=True)
class _Landed:
    """The islands that rose out of the water, with their cells and the lands themselves."""

    islands: Sequence[Island]
    members: Mapping[str, Sequence[Cell]]
    lands: Lands | None


def _draw_lands(
    drawing: Drawing, chart: _Chart, islands: Sequence[Island], cells: Sequence[Cell], outcome: Outcome
) -> _Landed:
    """The water, and what rises from it."""
    sheet = chart.sheet
    draw_sea(drawing, sheet.width, sheet.map)
    members = {island.id: [cell for cell in cells if cell.group == island.id] for island in islands}
    risen = [island for island in islands if members[island.id]]
    lands = _lands([members[island.id] for island in risen], chart) if risen else None
    if lands:
        draw_lands(drawing, lands)
    elif outcome == "spectrum" and cells:
        draw_shoal(drawing, _lands([cells], chart))
    return _Landed(risen, members, lands)


def _lands(groups: Sequence[Sequence[Cell]], chart: _Chart) -> Lands:
    placed = [[(chart.at[cell.id], cell.people) for cell in group] for group in groups]
    return rise(placed, chart.sheet.width, chart.sheet.map)


def _draw_dot(drawing: Drawing, cell: Cell, look: Look | None, chart: _Chart) -> None:
    radius = chart.sheet.dot * min(max(cell.people, 1) ** 0.5, 3)
    shape, style = (look.shape, f"{look.colour}-dot") if look else ("circle", "dot-plain")
    marker(drawing, shape, chart.at[cell.id], radius, style, key("dot", cell.id, shape))


def _centre(cells: Sequence[Cell], chart: _Chart) -> Point:
    x, y = np.mean([chart.at[cell.id] for cell in cells], axis=0)
    return float(x), float(y)


def _draw_names(
    drawing: Drawing,
    landed: Sequence[Island],
    members: Mapping[str, Sequence[Cell]],
    chart: _Chart,
    words: ArchipelagoWords,
) -> None:
    """Each name above its island, or beneath it, or wherever is nearest."""
    sizes = chart.sheet.name, chart.sheet.size
    for island in landed:
        places = [chart.at[cell.id] for cell in members[island.id]]
        x = _centre(members[island.id], chart)[0]
        top, bottom = min(y for _, y in places), max(y for _, y in places)
        name = shorten(plain(island.name), sizes[0], chart.sheet.width * 0.42, "display")
        below = shorten(plain(words.size(island.people or 0)), sizes[1], chart.sheet.width * 0.42, "strong")
        wide, high = name_box(name, below, sizes, chart.sheet.fixed)
        # Above the shore, which lies a little outside the outermost dot.
        shore = chart.sheet.width * 0.028
        inside = min(max(x, wide / 2 + 8), chart.sheet.width - wide / 2 - 8)
        wanted = [(inside, top - shore - high / 2), (inside, bottom + shore + high / 2)]
        box = free_spot((wide, high), wanted, chart.space, chart.area, chart.dots)
        chart.space.take(box)
        draw_name(drawing, name, below, box, sizes, island.id, island.href)


def _draw_outcome(
    drawing: Drawing, outcome: Outcome, words: ArchipelagoWords, ends: tuple[str, str], chart: _Chart
) -> None:
    """Without islands the map says in words what it shows."""
    sheet = chart.sheet
    text = {"spectrum": words.spectrum, "none": words.none}.get(outcome, words.hidden)
    size = sheet.name
    first, *more = wrap(text, size, sheet.width * 0.86, "display", 2)
    drawing.text(
        sheet.width / 2,
        size * 1.3,
        first,
        size,
        "ink",
        "display",
        "middle",
        round(size * 0.16),
        more,
        size * 1.1,
        key("label", "outcome"),
    )
    chart.space.take(Box(0, 0, sheet.width, size * (1.6 + 1.1 * len(more))))
    if outcome == "spectrum":
        _draw_ends(drawing, ends, chart)


def end_fits(text: str, variant: Variant) -> bool:
    """Whether the whole of it can stand at an end of a spectrum."""
    sheet = SHEETS[variant]
    return len(wrap(text, sheet.size, sheet.width * END, "strong", END_LINES + 1)) <= END_LINES


def _draw_ends(drawing: Drawing, ends: tuple[str, str], chart: _Chart) -> None:
    """What stands at either end, under an axis with a point at each."""
    sheet, area = chart.sheet, chart.sheet.area
    lines = [wrap(end, sheet.size, sheet.width * END, "strong", END_LINES) if end else [] for end in ends]
    deepest = max(len(block) for block in lines)
    base = sheet.map - sheet.size * (0.6 + 1.15 * max(deepest - 1, 0))
    level = base - sheet.size * 1.6
    drawing.line("axis", (area.left, level), (area.right, level), "axis-line")
    for x, way in ((area.left, -1), (area.right, 1)):
        marker(drawing, "circle", (x + way * sheet.dot, level), sheet.dot * 1.2, "solid")
    edge = sheet.note
    for block, x, left in ((lines[0], edge, True), (lines[1], sheet.width - edge, False)):
        if block:
            anchor: Literal["start", "end"] = "start" if left else "end"
            name = key("end", "low" if left else "high")
            drawing.text(x, base, block[0], sheet.size, "ink", "strong", anchor, 0, block[1:], sheet.size * 1.15, name)
    chart.space.take(Box(0, level - sheet.dot * 2, sheet.width, sheet.map))


def _draw_notes(
    drawing: Drawing,
    chart: _Chart,
    bridges: Sequence[Bridge],
    middles: Mapping[str, Point],
    buoys: Sequence[Buoy],
) -> Sequence[tuple[str, str]]:
    """A plate for each note that finds room; a number for every other, but not on the wall, which has no list."""
    sheet, reach = chart.sheet, chart.sheet.dot * 1.9
    notes = [(bridge.id, bridge.text, middles[bridge.id]) for bridge in bridges if bridge.id in middles]
    notes += [(buoy.id, buoy.text, chart.at[key("buoy", buoy.id)]) for buoy in buoys]
    # At ten metres a few sentences are read; the table has every one.
    notes = notes[: MOST_ON_THE_WALL if sheet.fixed else None]
    floating = {buoy.id for buoy in buoys}
    plates: list[Plate] = []
    numbered: list[tuple[str, str, Point]] = []
    for _, _, (x, y) in (note for note in notes if note[0] in floating):
        chart.space.take(Box(x - reach, y - reach * 1.5, x + reach, y + reach))
    for name, text, at in notes:
        plate = plate_near(name, text, at, sheet.note, chart.space, chart.area, chart.dots) if sheet.plates else None
        if plate:
            plates.append(plate)
        elif not sheet.fixed:
            numbered.append((name, text, at))
    shown = {plate.id: plate.place for plate in plates} | {name: at for name, _, at in numbered}
    for plate in plates:
        draw_stem(drawing, plate, sheet.dot)
    for name in sorted(floating & shown.keys()):
        _draw_buoy(drawing, shown[name], reach)
    for plate in plates:
        draw_plate(drawing, plate, sheet.note)
    for number, (name, _, at) in enumerate(numbered, 1):
        _draw_number(drawing, str(number), name, at, chart)
    return [(str(number), text) for number, (_, text, _) in enumerate(numbered, 1)]


def _draw_buoy(drawing: Drawing, at: Point, reach: float) -> None:
    x, y = at
    drawing.line("stem", (x, y + reach), (x, y - reach * 1.8))
    marker(drawing, "triangle", at, reach, "hollow")


def _draw_number(drawing: Drawing, number: str, name: str, at: Point, chart: _Chart) -> None:
    """A number in a ring, which the list beneath the map explains."""
    size = chart.sheet.size
    reach = max(width(number, size, "strong") / 2, size * 0.4) + size * 0.35
    box = free_spot((reach * 2, reach * 2), [at], chart.space, chart.area, chart.dots)
    chart.space.take(box)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    drawing.circle("count", (x, y), reach, key("badge", name))
    drawing.text(x, y + size * CAPITAL / 2, number, size, "ink", "strong", "middle", key=key("number", name))


def _foot(
    islands: Sequence[Island],
    landed: _Landed,
    outcome: Outcome,
    words: ArchipelagoWords,
    explained: float | None,
) -> list[str]:
    """How much of all the map shows, and who is not on it."""
    foot = [words.explained(explained)] if explained is not None and outcome != "none" else []
    if outcome != "groups":
        return foot
    hidden = [island.name for island in islands if island.people is None]
    if hidden:
        foot.append(f"{', '.join(hidden)}: {words.hidden}")
    risen = {island.id for island in landed.islands}
    elsewhere = [island for island in islands if island.people is not None and island.id not in risen]
    return [*foot, *(f"{island.name}: {words.size(island.people or 0)}" for island in elsewhere)]


def _table(
    islands: Sequence[Island],
    outcome: Outcome,
    words: ArchipelagoWords,
    bridges: Sequence[Bridge],
    buoys: Sequence[Buoy],
    ends: tuple[str, str],
) -> Table:
    """A row per island with what it shares with others; then the statements that float on their own."""
    names = {island.id: island.name for island in islands}
    rows: list[tuple[str, str, str]] = []
    if outcome != "groups":
        text = words.spectrum if outcome == "spectrum" else words.none
        rows.append((text, "", " – ".join(end for end in ends if end) if outcome == "spectrum" else ""))
    for island in islands if outcome == "groups" else ():
        agreed = [
            words.bridge(names[bridge.other if bridge.one == island.id else bridge.one], bridge.text)
            for bridge in bridges
            if island.people is not None and island.id in (bridge.one, bridge.other)
        ]
        people = words.hidden if island.people is None else str(island.people)
        rows.append((island.name, people, "; ".join(agreed)))
    rows += [(words.statement, "", buoy.text) for buoy in buoys]
    return Table((words.group, words.people, words.agreed), rows)
