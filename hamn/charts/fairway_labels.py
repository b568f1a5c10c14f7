"""Labels along the fairway: each gets a free place or is gathered with others of its month."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np
import numpy.typing as npt

from hamn.charts.curves import Floats
from hamn.charts.drawing import Anchor, Group, Point, segment
from hamn.charts.measure import plain, width, wrap
from hamn.charts.placing import Box, Space
from hamn.charts.route import Route, Stop
from hamn.charts.voyage import FairwayWords

DATE_SIZE, TITLE_SIZE, COUNT_SIZE = 14.0, 17.0, 14.0
LEADING = 20.0
AWAY = (16, 28, 42, 58, 76, 96, 118, 142)
ALONG = (0, 26, -26, 54, -54, 86, -86, 120, -120)
FAR_AWAY = (16, 34, 58, 86, 118, 150, 184)
FAR_ALONG = (0, 60, -60, 150, -150, 190, -190, 230, -230, 270, -270)
SIDES = (1, -1)
NEAR = np.array(list(product(SIDES, AWAY, ALONG)), dtype=float)
FAR = np.array(list(product(SIDES, FAR_AWAY, FAR_ALONG)), dtype=float)
# First a comfortable label near by, then a narrow one, then one further off.
ATTEMPTS = ((196.0, NEAR), (150.0, NEAR), (170.0, FAR))
# Where most will be gathered anyway, searching far and wide only makes the chart slow and its stems long.
CROWD, CROWDED_ATTEMPTS = 180, ((170.0, NEAR),)
COUNT_TRIES = [
    (away, along, side)
    for away in (19, 30, 44, 60, 80, 104, 130)
    for along in (0, 14, -14, 28, -28, 42, -42, 70, -70, 100, -100)
    for side in SIDES
]
ANCHORS: tuple[Anchor, ...] = ("start", "middle", "end")
# How many boxes each tip of a stem may carry.
PLACES = 3
# What a label pays, in units of distance, for standing askew or crossing another's stem.
ASKEW, GRAZING, CROSSING = 0.55, 3.0, 60.0


@dataclass(frozen=True)
class Options:
    """Places for one label: costs (n,), boxes (n, 4), index of the anchor (n,), tips of stems (n, 2)."""

    costs: Floats
    boxes: Floats
    anchors: npt.NDArray[np.int_]
    tips: Floats


@dataclass(frozen=True)
class Label:
    stop: Stop
    box: Box
    anchor: Anchor
    tip: Point
    date: str
    title: Sequence[str]


@dataclass(frozen=True)
class Gathered:
    """A mark that stands for several milestones without labels of their own."""

    stops: list[Stop]
    box: Box


class Labels:
    """Decides, at once and for good, which milestone is labelled where."""

    def __init__(self, route: Route, words: FairwayWords, space: Space, lit: Set[str]) -> None:
        self._route, self._words, self._space = route, words, space
        self._attempts = ATTEMPTS if len(route.stops) <= CROWD else CROWDED_ATTEMPTS
        self._placed: dict[str, Label] = {}
        for stop in route.stops:
            if not lit or stop.milestone.id in lit:
                self._place(stop)
        self._lit = lit
        self._gathered = [] if lit else self._gather()
        self._in_group = {stop.milestone.id for group in self._gathered for stop in group.stops}

    def is_gathered(self, stop: Stop) -> bool:
        return stop.milestone.id in self._in_group

    def draw_stems(self, layer: Group) -> None:
        """All stems of a kind as one path: hundreds of elements fewer."""
        held, off = list[str](), list[str]()
        for label in self._placed.values():
            kind = off if label.stop.milestone.state == "cancelled" else held
            kind.append(segment(label.stop.at, label.tip))
        layer.path("casing", "".join(held + off), stroke_width=4.5)
        layer.path("stem", "".join(held)).path("stem-off", "".join(off))

    def has_label(self, stop: Stop) -> bool:
        return stop.milestone.id in self._placed

    def draw_label(self, layer: Group, stop: Stop) -> None:
        label = self._placed.get(stop.milestone.id)
        if not label:
            return
        box = label.box
        # Whole units: nobody sees the difference, and there are hundreds of these.
        x = round({"start": box.left + 4, "end": box.right - 4, "middle": (box.left + box.right) / 2}[label.anchor])
        y = round(box.top)
        layer.text(x, y + 14, label.date, DATE_SIZE, "mark", "strong", label.anchor, 5)
        title = label.title
        layer.text(x, y + 33, title[0], TITLE_SIZE, "ink title", "text", label.anchor, 5, title[1:], LEADING)

    def draw_gathered(self, drawing: Group) -> None:
        for group in self._gathered:
            month = group.stops[0].milestone.on.replace(day=1)
            count = len(group.stops)
            name = self._words.gathered(count, self._words.month(month, "month"))
            layer = drawing.link(self._words.list_href(month), name)
            box = group.box
            layer.rect("count", box.left + 2, box.top + 2, box.right - box.left - 4, box.bottom - box.top - 4, 9)
            middle = (box.left + box.right) / 2
            layer.text(middle, box.bottom - 7, f"+{count}", COUNT_SIZE, "ink", "strong", "middle")

    def _place(self, stop: Stop) -> None:
        for widest, tries in self._attempts:
            label = self._best(stop, widest, tries)
            if label:
                self._placed[stop.milestone.id] = label
                self._space.take(label.box)
                self._space.take_stem(_beyond_road(stop.at, label.tip, self._route.half), label.tip)
                return

    def _best(self, stop: Stop, widest: float, tries: Floats) -> Label | None:
        title = wrap(stop.milestone.title, TITLE_SIZE, widest)
        dated = plain(self._words.dated(stop.milestone))
        wide = max(*(width(line, TITLE_SIZE) for line in title), width(dated, DATE_SIZE, "strong")) + 8
        options = self._options(stop, wide, LEADING * len(title) + 21, tries)
        free = np.flatnonzero(self._space.all_free(options.boxes))
        best: tuple[float, Label] | None = None
        for index in free[np.argsort(options.costs[free], kind="stable")]:
            cost = float(options.costs[index])
            if best and best[0] <= cost:
                break
            tip = float(options.tips[index, 0]), float(options.tips[index, 1])
            if not self._reaches(stop, tip):
                continue
            cost += CROSSING * self._space.stem_crossings(_beyond_road(stop.at, tip, self._route.half), tip)
            if not best or cost < best[0]:
                box = Box(*(float(value) for value in options.boxes[index]))
                best = cost, Label(stop, box, ANCHORS[options.anchors[index]], tip, dated, title)
        return best[1] if best else None

    def _options(self, stop: Stop, wide: float, tall: float, tries: Floats) -> Options:
        """Every place worth trying around the stop, on both sides of the road."""
        road, half = self._route.road, self._route.half
        tx, ty = road.direction(stop.distance)
        side, away, along = tries.T
        normal = np.stack([-ty * side, tx * side], axis=1)
        tips = np.array(road.at(stop.distance)) + normal * (half + away)[:, None] + np.outer(along, (tx, ty))
        # A stem almost along the road is hard to follow back to its marker.
        grazing = np.maximum(0, np.abs(along) - 50 - 1.4 * away)
        costs = away + ASKEW * np.abs(along) + np.abs(half * side - stop.offset) * 0.3 + GRAZING * grazing
        boxes, anchors = _boxes(tips, normal, wide, tall)
        return Options(np.tile(costs, PLACES), boxes, anchors, np.tile(tips, (PLACES, 1)))

    def _reaches(self, stop: Stop, tip: Point) -> bool:
        """Whether the stem gets there without passing another winding or a label."""
        leaves = _beyond_road(stop.at, tip, self._route.half)
        middle = (leaves[0] + tip[0]) / 2, (leaves[1] + tip[1]) / 2
        if self._space.on_painted(tip) or self._space.on_painted(middle):
            return False
        return self._space.stem_is_free(stop.at, tip)

    def _gather(self) -> list[Gathered]:
        """Marks for the months of everything unlabelled; what finds no room joins its neighbour."""
        groups: list[Gathered] = []
        waiting: list[Stop] = []
        for stops in self._unlabelled_by_month():
            box = self._room_for_count([*waiting, *stops])
            if box:
                groups.append(Gathered([*waiting, *stops], box))
                self._space.take(box)
                waiting = []
            elif groups:
                groups[-1].stops.extend(stops)
            else:
                waiting += stops
        if waiting:
            groups.append(Gathered(waiting, self._on_the_road(waiting)))
        return groups

    def _unlabelled_by_month(self) -> Sequence[list[Stop]]:
        months: dict[date, list[Stop]] = {}
        for stop in self._route.stops:
            if stop.milestone.id not in self._placed:
                months.setdefault(stop.milestone.on.replace(day=1), []).append(stop)
        return [months[month] for month in sorted(months)]

    def _room_for_count(self, stops: Sequence[Stop]) -> Box | None:
        middle = sum(stop.distance for stop in stops) / len(stops)
        road, half = self._route.road, self._route.half
        boxes = [_count_box(road.at(middle + along, side * (half + away))) for away, along, side in COUNT_TRIES]
        free = np.flatnonzero(self._space.all_free(np.array([box.edges for box in boxes])))
        return boxes[free[0]] if len(free) else None

    def _on_the_road(self, stops: Sequence[Stop]) -> Box:
        """Labels never stand on the road, so a lone mark there can touch none of them."""
        return _count_box(self._route.road.at(stops[0].distance))


def _count_box(at: Point) -> Box:
    # Wide enough for the largest number a neighbour may add to later.
    half = width("+400", COUNT_SIZE, "strong") / 2 + 7
    return Box(at[0] - half, at[1] - 13, at[0] + half, at[1] + 13)


def _boxes(tips: Floats, normal: Floats, wide: float, tall: float) -> tuple[Floats, npt.NDArray[np.int_]]:
    """Three boxes per tip and their anchors: beside a stem that goes sideways, else over or under it."""
    x, y = tips.T
    sideways, right, down = np.abs(normal[:, 0]) > 0.5, normal[:, 0] > 0, normal[:, 1] > 0
    beside_left = np.where(right, x, x - wide)
    level_top = np.where(down, y, y - tall)
    boxes, anchors = [], []
    for share, left, anchor in ((0.5, x - wide / 2, 1), (0.2, x - 8, 0), (0.8, x + 8 - wide, 2)):
        lefts = np.where(sideways, beside_left, left)
        tops = np.where(sideways, y - tall * share, level_top)
        boxes.append(np.stack([lefts, tops, lefts + wide, tops + tall], axis=1))
        anchors.append(np.where(sideways, np.where(right, 0, 2), anchor))
    return np.concatenate(boxes), np.concatenate(anchors)


def _beyond_road(start: Point, tip: Point, half: float) -> Point:
    """Where a stem is certain to have left its own road."""
    dx, dy = tip[0] - start[0], tip[1] - start[1]
    size = max(float(np.hypot(dx, dy)), 1.0)
    share = min(1.0, 2 * half / size)
    return start[0] + dx * share, start[1] + dy * share
