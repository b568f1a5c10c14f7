"""What is drawn on axes, as a compass or as rows of dots: axes, series, their signs, words and table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from hamn.charts.drawing import Group, Point, segment
from hamn.charts.figure import Table
from hamn.charts.legend import Entry
from hamn.charts.marks import marker
from hamn.charts.stage import Stage

FEWEST_AXES, MOST_AXES, MOST_SERIES = 3, 12, 3


@dataclass(frozen=True)
class Axis:
    id: str
    label: str


@dataclass(frozen=True)
class Reading:
    """A mean on 1..steps with its band, or None throughout where too few answered."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def band(self) -> tuple[float, float] | None:
        if self.value is None or self.low is None or self.high is None:
            return None
        return self.low, self.high


@dataclass(frozen=True)
class Series:
    """One group's reading of every axis, in the order of the axes; people is how many it is made of."""

    id: str
    name: str
    readings: Sequence[Reading]
    people: int | None = None


@dataclass(frozen=True)
class CompassWords:
    """Table heads, how numbers and intervals are written, what is hidden, and what the band means.

    value heads the table's column where there is one series without a name. band explains the band in the legend.
    """

    axis: str
    value: str
    hidden: str
    band: str
    number: Callable[[float], str]
    interval: Callable[[str, str], str]


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
LOOKS = (Look("g1", "circle", ()), Look("g3", "triangle", (2.6, 2.4)), Look("g4", "square", (0, 2.1)))


def check(axes: Sequence[Axis], series: Sequence[Series], steps: int) -> None:
    if not FEWEST_AXES <= len(axes) <= MOST_AXES:
        raise ValueError(f"A compass has {FEWEST_AXES} to {MOST_AXES} axes, got {len(axes)}")
    if not 1 <= len(series) <= MOST_SERIES:
        raise ValueError(f"A compass shows 1 to {MOST_SERIES} series, got {len(series)}")
    for each in (axes, series):
        if len({one.id for one in each}) < len(each):
            raise ValueError("Every axis and every series needs an id of its own")
    for one in series:
        if len(one.readings) != len(axes):
            raise ValueError(f"Every axis needs a reading, got {len(one.readings)} for {len(axes)} axes")
        for reading in one.readings:
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


def entries(series: Sequence[Series], words: CompassWords, stage: Stage, hidden: bool) -> Sequence[Entry]:
    """The legend: who is who where there is a name, what the band is, and what a dashed axis means."""
    found = [
        Entry(_named(one), stage.mark * 5, partial(_series_sign, look=look, stage=stage))
        for one, look in zip(series, LOOKS, strict=False)
        if one.name
    ]
    if any(reading.band for one in series for reading in one.readings):
        found.append(Entry(words.band, stage.mark * 3.4, partial(_band_sign, stage=stage)))
    if hidden:
        found.append(Entry(words.hidden, stage.mark * 3.4, partial(_hidden_sign, stage=stage)))
    return found


def _named(one: Series) -> str:
    return one.name if one.people is None else f"{one.name} {one.people}"


def _series_sign(layer: Group, at: Point, look: Look, stage: Stage) -> None:
    x, y = at
    wide = stage.mark * 5
    layer.path(f"{look.colour}-lane", segment((x, y), (x + wide, y)), "", **look.stroke(stage.stroke))
    sign(layer, look, (x + wide / 2, y), stage.mark)


def _band_sign(layer: Group, at: Point, stage: Stage) -> None:
    high = stage.mark * 1.8
    layer.rect(f"{LOOKS[0].colour}-band", at[0], at[1] - high / 2, stage.mark * 3.4, high)


def _hidden_sign(layer: Group, at: Point, stage: Stage) -> None:
    layer.line("stem-off", at, (at[0] + stage.mark * 3.4, at[1]))


def table(axes: Sequence[Axis], series: Sequence[Series], words: CompassWords) -> Table:
    rows = [
        (axis.label, *(_written(one.readings[number], words) for one in series)) for number, axis in enumerate(axes)
    ]
    return Table((words.axis, *(_named(one) if one.name else words.value for one in series)), rows)


def _written(reading: Reading, words: CompassWords) -> str:
    if reading.value is None:
        return words.hidden
    value = words.number(reading.value)
    if reading.band is None:
        return value
    low, high = (words.number(end) for end in reading.band)
    return f"{value} ({words.interval(low, high)})"
