"""What is drawn on axes, as a compass or as rows of dots: axes, series, their signs, words and table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from hamn.charts.drawing import Group, Point, segment
from hamn.charts.figure import Table
from hamn.charts.legend import Entry
from hamn.charts.marks import marker
from hamn.charts.stage import Stage
from hamn.charts.verdicts import Verdict

FEWEST_AXES, MOST_AXES = 3, 12
# In one rose more than three lines cannot be followed; each with a rose or a lane of its own, eight can.
MOST_TOGETHER, MOST_APART = 3, 8


@dataclass(frozen=True)
class Axis:
    id: str
    label: str


@dataclass(frozen=True)
class Reading:
    """A mean on 1..steps with its band, or None throughout where too few answered.

    approximate: the band is known to be too narrow at times, as for a handful of people who nearly agree.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    approximate: bool = False

    @property
    def band(self) -> tuple[float, float] | None:
        if self.value is None or self.low is None or self.high is None:
            return None
        return self.low, self.high


@dataclass(frozen=True)
class Series:
    """One group's reading of every axis, in the order of the axes; people is how many it is made of.

    behind: readings to compare with, drawn hollow behind the group's own: an earlier round, or everybody else.
    """

    id: str
    name: str
    readings: Sequence[Reading]
    people: int | None = None
    behind: Sequence[Reading] = ()


@dataclass(frozen=True)
class CompassWords:
    """Table heads, how numbers and intervals are written, what is hidden, and what the band means.

    value heads the table's column where there is one series without a name. band explains the band in the legend,
    approximate the dashed one, and behind what is drawn hollow. verdict heads its column; verdicts are the three in words.
    """

    axis: str
    value: str
    hidden: str
    band: str
    number: Callable[[float], str]
    interval: Callable[[str, str], str]
    approximate: str = ""
    behind: str = ""
    verdict: str = ""
    verdicts: Mapping[Verdict, str] = field(default_factory=dict)
    more: Callable[[int], str] = "+{}".format


@dataclass(frozen=True)
class Look:
    """How a series is told apart: colour, marker and dash, the dash in strokes."""

    colour: str
    shape: str
    dash: Sequence[float]

    def stroke(self, width: float) -> dict[str, str | float]:
        dashes = {"stroke_dasharray": " ".join(f"{part * width:.1f}" for part in self.dash)} if self.dash else {}
        return {"stroke_width": width, **dashes}


# Wine red is left out: magenta means something in this chart.
LOOKS = (
    Look("g1", "circle", ()),
    Look("g3", "triangle", (2.6, 2.4)),
    Look("g4", "square", (0, 2.1)),
    Look("g5", "diamond", (5, 2.4)),
    Look("g6", "kite", (5, 2.4, 0, 2.4)),
    Look("g7", "hexagon", (1.2, 2.4)),
    # Six colours can be told apart; the last two are known by their shape.
    Look("g1", "plus", (7, 2.4, 2.6, 2.4)),
    Look("g3", "star", (0, 2.1, 0, 4)),
)


def check(
    axes: Sequence[Axis],
    series: Sequence[Series],
    steps: int,
    most: int = MOST_TOGETHER,
    fewest: int = FEWEST_AXES,
) -> None:
    if not fewest <= len(axes) <= MOST_AXES:
        raise ValueError(f"A compass has {fewest} to {MOST_AXES} axes, got {len(axes)}")
    if not 1 <= len(series) <= most:
        raise ValueError(f"A compass shows 1 to {most} series, got {len(series)}")
    for each in (axes, series):
        if len({one.id for one in each}) < len(each):
            raise ValueError("Every axis and every series needs an id of its own")
    for one in series:
        if len(one.readings) != len(axes):
            raise ValueError(f"Every axis needs a reading, got {len(one.readings)} for {len(axes)} axes")
        if one.behind and len(one.behind) != len(axes):
            raise ValueError(f"Every axis needs a reading behind it, got {len(one.behind)} for {len(axes)} axes")
        for reading in (*one.readings, *one.behind):
            _check_reading(reading, steps)


def _check_reading(reading: Reading, steps: int) -> None:
    for value in (reading.value, *(reading.band or ())):
        if value is not None and not 1 <= value <= steps:
            raise ValueError(f"A reading lies between 1 and {steps}, got {value}")


def hidden_axes(axes: Sequence[Axis], series: Sequence[Series]) -> Sequence[int]:
    """The axes where at least one series may not be shown."""
    return [number for number in range(len(axes)) if any(one.readings[number].value is None for one in series)]


def finely(stage: Stage) -> Stage:
    """The stage with smaller marks, for three series stand close together."""
    return replace(stage, mark=stage.mark * 0.78, stroke=stage.stroke * 0.85)


def sign(layer: Group, look: Look, at: Point, radius: float, name: str = "") -> None:
    """A marker with a rim of paper, so that it stands out from lines and bands."""
    marker(layer, look.shape, at, radius * 1.4, "paper", f"{name}:rim" if name else "")
    marker(layer, look.shape, at, radius, f"{look.colour}-solid", name)


def hollow_sign(layer: Group, look: Look, at: Point, radius: float, name: str = "") -> None:
    """The same marker for what lies behind: only its outline."""
    marker(layer, look.shape, at, radius * 1.3, "paper", f"{name}:rim" if name else "")
    marker(layer, look.shape, at, radius * 0.85, f"{look.colour}-hollow", name)


def entries(series: Sequence[Series], words: CompassWords, stage: Stage, hidden: bool) -> Sequence[Entry]:
    """The legend: who is who where there is a name, what the band is, and what a dashed axis means."""
    found = [
        Entry(named(one), stage.mark * 5, partial(series_sign, look=look, stage=stage))
        for one, look in zip(series, LOOKS, strict=False)
        if one.name
    ]
    return [*found, *explanations(series, words, stage, hidden)]


def explanations(series: Sequence[Series], words: CompassWords, stage: Stage, hidden: bool) -> Sequence[Entry]:
    """What the bands, the hollow signs and a dashed axis mean, where they occur."""
    readings = [reading for one in series for reading in one.readings]
    found, wide = [], stage.mark * 3.4
    if any(reading.band and not reading.approximate for reading in readings):
        found.append(Entry(words.band, wide, partial(_band_sign, stage=stage)))
    if any(reading.band and reading.approximate for reading in readings):
        found.append(Entry(words.approximate, wide, partial(approximate_sign, stage=stage)))
    if any(one.behind for one in series):
        found.append(Entry(words.behind, wide, partial(_behind_sign, stage=stage)))
    if hidden:
        found.append(Entry(words.hidden, wide, partial(_hidden_sign, stage=stage)))
    return [entry for entry in found if entry.text]


def named(one: Series) -> str:
    return one.name if one.people is None else f"{one.name} {one.people}"


def series_sign(layer: Group, at: Point, look: Look, stage: Stage) -> None:
    x, y = at
    wide = stage.mark * 5
    layer.path(f"{look.colour}-lane", segment((x, y), (x + wide, y)), "", **look.stroke(stage.stroke))
    sign(layer, look, (x + wide / 2, y), stage.mark)


def _band_sign(layer: Group, at: Point, stage: Stage) -> None:
    high = stage.mark * 1.8
    layer.rect(f"{LOOKS[0].colour}-band", at[0], at[1] - high / 2, stage.mark * 3.4, high)


def approximate_sign(layer: Group, at: Point, stage: Stage) -> None:
    draw_approximate(layer, LOOKS[0], at[0], at[0] + stage.mark * 3.4, at[1], stage)


def draw_approximate(
    layer: Group, look: Look, left: float, right: float, y: float, stage: Stage, name: str = ""
) -> None:
    """An interval not to be taken to the letter: dashes between two ends."""
    reach = stage.mark * 0.6
    layer.path(f"{look.colour}-dashed", segment((left, y), (right, y)), name, **rough_stroke(stage))
    ends = segment((left, y - reach), (left, y + reach)) + segment((right, y - reach), (right, y + reach))
    layer.path(f"{look.colour}-dashed", ends, f"{name}:ends" if name else "", stroke_width=stage.stroke * 0.8)


def rough_stroke(stage: Stage) -> dict[str, str | float]:
    width = stage.stroke * 0.8
    return {"stroke_width": width, "stroke_dasharray": f"{width * 1.4:.1f} {width * 1.6:.1f}"}


def _behind_sign(layer: Group, at: Point, stage: Stage) -> None:
    x, y = at
    wide = stage.mark * 3.4
    layer.path("ghost", segment((x, y), (x + wide, y)), "", **ghost_stroke(stage))
    marker(layer, "circle", (x + wide / 2, y), stage.mark * 0.8, "hollow")


def ghost_stroke(stage: Stage) -> dict[str, str | float]:
    width = stage.stroke * 0.6
    return {"stroke_width": width, "stroke_dasharray": f"{width * 3:.1f} {width * 2.4:.1f}"}


def _hidden_sign(layer: Group, at: Point, stage: Stage) -> None:
    layer.line("stem-off", at, (at[0] + stage.mark * 3.4, at[1]))


def table(
    axes: Sequence[Axis],
    series: Sequence[Series],
    words: CompassWords,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Table:
    """A row per axis: each group, what lies behind it, and the verdict where there are any."""
    head, rows = [words.axis], [[axis.label] for axis in axes]
    for one in series:
        name = named(one) if one.name else words.value
        for readings, heading in ((one.readings, name), (one.behind, f"{one.name or name}, {words.behind}")):
            if readings:
                head.append(heading)
                for row, reading in zip(rows, readings, strict=True):
                    row.append(written(reading, words))
    if verdicts:
        head.append(words.verdict)
        for row, axis in zip(rows, axes, strict=True):
            row.append(words.verdicts[verdicts[axis.id]] if axis.id in verdicts else "")
    return Table(tuple(head), [tuple(row) for row in rows])


class ReadingWords(Protocol):
    """What the words of every figure with readings have in common."""

    @property
    def hidden(self) -> str: ...
    @property
    def approximate(self) -> str: ...
    @property
    def number(self) -> Callable[[float], str]: ...
    @property
    def interval(self) -> Callable[[str, str], str]: ...


def written(reading: Reading, words: ReadingWords) -> str:
    """A reading in a table: its value with its band, and whether that is only approximate."""
    if reading.value is None:
        return words.hidden
    value = words.number(reading.value)
    if reading.band is None:
        return value
    low, high = (words.number(end) for end in reading.band)
    shown = words.interval(low, high)
    return f"{value} ({shown}, {words.approximate})" if reading.approximate else f"{value} ({shown})"
