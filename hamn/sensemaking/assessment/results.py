"""What a report holds: one small frozen record per figure, with names instead of indices. Units are scale steps."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["differ", "alike", "too_few", "described"]


@dataclass(frozen=True)
class Level:
    """Where one group stood on one axis in one wave. None where nobody answered.

    counts: people per step. low, high: 95 % interval of the mean; None where everybody answered, since nothing is inferred.
    agreement: van der Eijk's A, -1..1; polarisation (1-A)/2; consensus: Tastle and Wierman, 0..1.
    approximate: under ten answers, *ungefärlig*.
    """

    axis: str
    group: str
    wave: str
    n: int
    counts: tuple[int, ...]
    mean: float | None
    low: float | None
    high: float | None
    median: float | None
    median_low: int | None
    median_high: int | None
    agreement: float | None
    polarisation: float | None
    consensus: float | None
    dont_know: int
    dont_know_share: float | None
    dont_know_low: float | None
    dont_know_high: float | None
    approximate: bool
    described: bool


@dataclass(frozen=True)
class WaveTest:
    """Do these groups differ at all in this wave, over all axes together? p None: there is nothing to compare."""

    wave: str
    groups: tuple[str, ...]
    n: int
    h: float | None
    p: float | None


@dataclass(frozen=True)
class AxisTest:
    """Do the groups differ on this axis? p_family holds for all axes of the wave together; beyond_chance = gap - chance_gap."""

    axis: str
    wave: str
    groups: tuple[str, ...]
    h: float | None
    p: float | None
    p_family: float | None
    epsilon_squared: float | None
    gap: float | None
    chance_gap: float | None
    beyond_chance: float | None


@dataclass(frozen=True)
class Contrast:
    """Two sets of answers set against each other: difference = mean of the first - mean of the second.

    low, high: its 95 % interval; low_90, high_90 decide *alike*. superiority: Cliff's delta, -1..1, with 95 % interval.
    p: Brunner-Munzel, alone; p_family: adjusted for every axis and every contrast of the same kind.
    """

    n_first: int
    n_second: int
    method: Literal["permuted", "t"]
    verdict: Verdict
    approximate: bool
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    low_90: float | None = None
    high_90: float | None = None
    superiority: float | None = None
    superiority_low: float | None = None
    superiority_high: float | None = None
    p: float | None = None
    p_family: float | None = None


@dataclass(frozen=True)
class Pair:
    """Two groups on one axis in one wave."""

    axis: str
    wave: str
    first: str
    second: str
    contrast: Contrast


@dataclass(frozen=True)
class Unsure:
    """Does one group answer *don't know* more often than the other? Shares of those who answered the axis, 0..1.

    low, high: 95 % interval of the difference. p: Fisher's, alone; p_family: for every axis, pair and wave together.
    """

    axis: str
    wave: str
    first: str
    second: str
    share_first: float
    share_second: float
    difference: float
    low: float | None
    high: float | None
    p: float | None
    p_family: float | None
    verdict: Literal["differ", "too_few", "described"]


@dataclass(frozen=True)
class Change:
    """One group (None: all, with the mix of groups held fixed) between two waves; difference = later - earlier.

    linked: the same persons, by their own phrase; then superiority is the matched-pairs rank biserial, without interval.
    groups: whose answers are in it. verdict: differ = moved, alike = stands still.
    """

    axis: str
    group: str | None
    groups: tuple[str, ...]
    earlier: str
    later: str
    linked: bool
    contrast: Contrast


@dataclass(frozen=True)
class Trend:
    """Three waves or more: is there a direction? z > 0 is upwards. verdict: rising, falling or too_few."""

    axis: str
    group: str
    waves: tuple[str, ...]
    n: int
    method: Literal["page", "jonckheere"]
    z: float
    p: float
    p_family: float
    verdict: Literal["rising", "falling", "too_few"]


@dataclass(frozen=True)
class GapChange:
    """Did the gap between two groups close? change = later gap - earlier gap, in the direction that the earlier gap had.

    followed_first, followed_second: how many persons of each group were followed, by their own phrase; None: two crowds.
    """

    axis: str
    first: str
    second: str
    earlier: str
    later: str
    gap_earlier: float
    gap_later: float
    change: float
    low: float
    high: float
    p: float
    p_family: float
    verdict: Literal["closing", "widening", "unchanged", "too_few"]
    followed_first: int | None
    followed_second: int | None


@dataclass(frozen=True)
class GuessGap:
    """What `by` believed that `about` would answer, against what they did: difference = guessed mean - answered mean."""

    axis: str
    wave: str
    by: str
    about: str
    contrast: Contrast


@dataclass(frozen=True)
class Report:
    """A whole spaning. It is computed from everything it was given: what a page shows of it has passed `visible`."""

    method: str
    version: str
    seed: int
    resamples: int
    n: int | None
    input: str | None
    axes: tuple[str, ...]
    groups: tuple[str, ...]
    waves: tuple[str, ...]
    scale: int
    levels: tuple[Level, ...]
    wave_tests: tuple[WaveTest, ...]
    axis_tests: tuple[AxisTest, ...]
    pairs: tuple[Pair, ...]
    unsure: tuple[Unsure, ...]
    changes: tuple[Change, ...]
    trends: tuple[Trend, ...]
    gap_changes: tuple[GapChange, ...]
    guesses: tuple[GuessGap, ...]
    notes: tuple[str, ...]
