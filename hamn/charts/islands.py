"""Land where people of a group stand close: their cells on the map, and the shores around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hamn.charts.curves import Floats
from hamn.charts.drawing import Group, Point, key
from hamn.charts.terrain import Field, above, grid, swell
from hamn.charts.waters import rng_of

# Shares of a group's greatest density where its shore and its hills begin, and a shoal.
SHORE, HILL, SHOAL = 0.16, 0.5, 0.25
RIDGE_WIDTH = 0.03
DEPTHS = {"deep": 0.015, "middle": 0.045, "shallow": 0.09}
# Between two groups there is always a strait, however close they stand.
STRAIT = 0.85
# A spectrum's second axis says nothing and is pressed together.
SPECTRUM_HEIGHT = 0.3
JITTER = 0.006
GRID_STEP = 92
ROUGHNESS = 0.13


@dataclass(frozen=True)
class Cell:
    """People who answered much alike, at one place of the map; group is None between groups."""

    id: str
    x: float
    y: float
    group: str | None = None
    people: int = 1


@dataclass(frozen=True)
class Area:
    """The part of the drawing where the map may put people."""

    left: float
    top: float
    right: float
    bottom: float


def put(cells: Sequence[Cell], area: Area, width: float, stretch: float, spectrum: bool) -> Mapping[str, Point]:
    """Where each cell stands, shaken a little so that no dot is a person's exact place.

    stretch: the axes of an opinion map have no unit, so one may be drawn this much longer than the other.
    """
    if not cells:
        return {}
    places = np.array([(cell.x, cell.y) for cell in cells], dtype=float)
    low, high = places.min(axis=0), places.max(axis=0)
    span = np.maximum(high - low, 1e-9)
    room = np.array([area.right - area.left, area.bottom - area.top])
    scale = room / span
    if spectrum:
        scale[1] = min(scale[1] * SPECTRUM_HEIGHT, scale[0])
    else:
        scale[0] = min(scale[0], scale[1] * stretch)
        scale[1] = min(scale[1], scale[0] * stretch)
    middle = np.array([(area.left + area.right) / 2, (area.top + area.bottom) / 2])
    # Upwards on the map is upwards in the numbers.
    at = middle + (places - (low + high) / 2) * scale * (1, -1)
    shaken = at + np.array([rng_of(cell.id).uniform(-1, 1, 2) for cell in cells]) * JITTER * width
    shaken = np.clip(shaken, (area.left, area.top), (area.right, area.bottom))
    return {cell.id: (float(x), float(y)) for cell, (x, y) in zip(cells, shaken, strict=True)}


@dataclass(frozen=True)
class Lands:
    """Every group's density as a share of its own greatest, shape (groups, rows, columns)."""

    x: Floats
    y: Floats
    of_groups: Floats

    @property
    def height(self) -> Floats:
        """Above the shore where one group stands alone."""
        ordered = np.sort(self.of_groups, axis=0)
        second = ordered[-2] if len(ordered) > 1 else 0
        alone: Floats = ordered[-1] - STRAIT * second
        return alone

    def is_land_of(self, group: int, at: Floats) -> Floats:
        """Whether each point, shape (n, 2), lies on this group's land."""
        columns = np.clip(np.searchsorted(self.x, at[:, 0]), 0, len(self.x) - 1)
        rows = np.clip(np.searchsorted(self.y, at[:, 1]), 0, len(self.y) - 1)
        own = self.of_groups[group][rows, columns]
        most = self.of_groups[:, rows, columns].max(axis=0)
        land: Floats = (own >= most) & (self.height[rows, columns] > SHORE)
        return land


def rise(groups: Sequence[Sequence[tuple[Point, int]]], width: float, height: float) -> Lands:
    """Each group's cells as places with how many people stand there."""
    x, y = grid(width, height, width / GRID_STEP)
    # The same coast whenever the same people stand in the same places.
    rough = 1 + ROUGHNESS * np.clip(swell(x, y, width * 0.08, rng_of("coast")), -2, 2)
    fields = [_density(group, x, y, width) * rough for group in groups]
    return Lands(x, y, np.array([field / max(float(field.max()), 1e-9) for field in fields]))


def _density(group: Sequence[tuple[Point, int]], x: Floats, y: Floats, width: float) -> Floats:
    places = np.array([place for place, _ in group], dtype=float)
    spread = float(places.std(axis=0).mean()) * len(group) ** (-1 / 6)
    reach = min(max(spread, width * 0.026), width * 0.045)
    across = np.exp(-((x[None, :] - places[:, :1]) ** 2) / (2 * reach**2))
    down = np.exp(-((y[None, :] - places[:, 1:]) ** 2) / (2 * reach**2))
    weights = np.array([people for _, people in group], dtype=float)
    total: Floats = np.einsum("nr,nc,n->rc", down, across, np.sqrt(weights))
    return total


def draw_sea(layer: Group, width: float, height: float) -> None:
    """Open water under a faint net, as on any chart: the axes have no unit, so its lines have no numbers."""
    layer.rect("sea", 0, 0, width, height, 6)
    step = width / 8
    for x in np.arange(step, width - 1, step):
        layer.line("isobath", (float(x), 0), (float(x), height))
    for y in np.arange(step, height - 1, step):
        layer.line("isobath", (0, float(y)), (width, float(y)))


def draw_lands(layer: Group, lands: Lands) -> None:
    around = lands.of_groups.max(axis=0) * _inside(lands)
    for style, level in DEPTHS.items():
        layer.path(style, above(Field(lands.x, lands.y, around), level, 1.3), key("water", style))
    land = Field(lands.x, lands.y, lands.height)
    layer.path("land", above(land, SHORE), key("shore"))
    layer.path("hill", above(land, HILL, 1.3), key("hill"))


def draw_shoal(layer: Group, lands: Lands) -> None:
    """One long shallow without a shore: people differ, but there is no strait between them."""
    field = Field(lands.x, lands.y, np.maximum(lands.of_groups[0], _ridge(lands)) * _inside(lands))
    for style, level in DEPTHS.items():
        layer.path(style, above(field, level, 1.3), key("water", style))
    layer.path("shoal", above(field, SHOAL), key("shoal"))


def _ridge(lands: Lands) -> Floats:
    """Keeps the shoal in one piece from its first to its last dot, for that is what it says."""
    density = lands.of_groups[0]
    there = np.flatnonzero(density.max(axis=0) > SHOAL)
    middle = float((density.sum(axis=1) * lands.y).sum() / density.sum())
    reach = (float(lands.x[-1]) - float(lands.x[0])) * RIDGE_WIDTH
    across = np.exp(-(((lands.y - middle) / reach) ** 2))[:, None]
    along = (np.arange(len(lands.x)) >= there[0]) & (np.arange(len(lands.x)) <= there[-1])
    ridge: Floats = across * along[None, :] * SHOAL * 1.5
    return ridge


def _inside(lands: Lands) -> Floats:
    """1 on the map, falling to 0 beyond its edge, so that no depth runs out of the picture."""
    margin = -float(lands.x[0])

    def fade(values: Floats) -> Floats:
        edge = float(values[-1]) - margin
        return np.clip(np.minimum(values - 2, edge - 2 - values) / (margin * 0.35), 0, 1)

    faded: Floats = fade(lands.y)[:, None] * fade(lands.x)[None, :]
    return faded
