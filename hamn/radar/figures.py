"""The figures of a comparison, from what is kept of it: everything here has passed the gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamn.charts.axes import Axis, CompassWords, Reading, Series
from hamn.charts.compasses import compasses
from hamn.charts.dot_twin import dot_twin
from hamn.charts.extent_bars import Extent, ExtentWords, extent_bars
from hamn.charts.figure import Figure
from hamn.charts.gap_over_waves import GapRow, GapWords, gap_over_waves
from hamn.charts.guessed import Guessed, GuessedWords, guessed
from hamn.charts.stage import Variant
from hamn.charts.verdicts import Change, Verdict
from hamn.dialogues.figures import decimal, interval, more
from hamn.radar.models import Comparison, Difference
from hamn.sensemaking.assessment import Report, from_json
from hamn.sensemaking.assessment.results import GapChange, GuessGap, Level
from hamn.sensemaking.disclosure import Cell, Margin, Table
from hamn.sensemaking.sentences import assessment as sentences

VERDICTS: Mapping[str, Verdict] = {"differ": "differ", "alike": "alike", "too_few": "unsure"}
CHANGES: Mapping[str, Change] = {"closing": "narrower", "widening": "wider", "unchanged": "same", "too_few": "unsure"}

# So many on one slide of a wall that no word of them has to be cut.
ROWS_ON_THE_WALL = 4
# Each group has a lane in every row and a place in the legend.
FEW_GROUPS = 3
Each = TypeVar("Each")


@dataclass
class Shown:
    """A comparison as its readers meet it, in their language."""

    comparison: Comparison

    @cached_property
    def report(self) -> Report:
        return from_json(self.comparison.told["report"])

    @cached_property
    def language(self) -> str:
        return get_language() if get_language() in ("sv", "fi", "en") else "sv"

    @property
    def groups(self) -> list[dict]:
        return self.comparison.told["groups"]

    @property
    def scale(self) -> int:
        return self.report.scale

    @property
    def wave(self) -> str:
        return self.report.waves[-1]

    @cached_property
    def whole(self) -> sentences.Sentence:
        return sentences.sentences(self.report, self.language)[0]

    @cached_property
    def movements(self) -> list[sentences.Sentence]:
        """Who has moved since the round before, and which gaps have changed, as far as that can be said."""
        told = (*sentences.gaps(self.report, self.language), *sentences.movements(self.report, self.language))
        return [one for one in told if "too_few" not in one.verdict]

    @cached_property
    def guesses(self) -> list[sentences.Sentence]:
        """As far as that can be said."""
        told = sentences.guesses(self.report, self.language)
        return [one for one in told if "too_few" not in one.verdict]

    @cached_property
    def unsure(self) -> Mapping[str, sentences.Sentence]:
        """By axis, where a group surely answers *don't know* more often than another."""
        return {one.axis or "": one for one in sentences.unsure(self.report, self.language)}

    @cached_property
    def differences(self) -> list[Difference]:
        return list(self.comparison.differences.all())

    @cached_property
    def levels(self) -> Mapping[tuple[str, str, str], Level]:
        return {(one.axis, one.group, one.wave): one for one in self.report.levels}

    def compasses(self, variant: Variant = "page") -> Figure:
        title = self.comparison.round.wording["question"]
        return compasses(self._axes(), self._series(), self.scale, title, self.whole.text, compass_words(), variant)

    def twin(self, variant: Variant = "page") -> Figure:
        """The same numbers in rows, the widest sure gaps first."""
        return self._twin(self._axes_by_gap(), variant)

    def twins_on_the_wall(self) -> list[Figure]:
        """The same rows, as many at a time as can be read from the last row of the room."""
        most = ROWS_ON_THE_WALL if len(self.groups) <= FEW_GROUPS else ROWS_ON_THE_WALL - 1
        return [self._twin(axes, "presenter") for axes in parts(self._axes_by_gap(), most)]

    def _axes_by_gap(self) -> list[Axis]:
        order = {difference.axis: place for place, difference in enumerate(self.differences)}
        return sorted(self._axes(), key=lambda axis: order.get(axis.id, len(order)))

    def _twin(self, axes: Sequence[Axis], variant: Variant) -> Figure:
        given = {each.axis: VERDICTS[each.verdict] for each in self.differences if each.verdict in VERDICTS}
        title = self.comparison.round.wording["question"]
        return dot_twin(axes, self._series(axes), self.scale, title, self.whole.text, compass_words(), variant, given)

    def extents(self, difference: Difference, variant: Variant = "page") -> Figure:
        """How each group's answers lie on one axis."""
        margin = self._margins[difference.key]
        rows = [self._extent(margin, number, group) for number, group in enumerate(self.groups)]
        if margin.others:
            rows.append(extent_of("others", _("The others together"), margin.others))
        scale = self.comparison.round.wording["scale"]
        words = ExtentWords(
            row=_("Group"),
            low=f"1 {scale['low']}".strip(),
            high=f"{scale['steps']} {scale['high']}".strip(),
            dont_know=_("Don't know"),
            hidden=_("too few to tell"),
            percent=percent,
            more=more,
        )
        return extent_bars(rows, self.scale, difference.axis, difference.sentence, words, variant)

    def gaps(self, variant: Variant = "page") -> Figure | None:
        """Whether gaps closed, where this is not the first round; first what can be told, and the most changed of it."""
        last = self.report.waves[-2:]
        found = [one for one in self.report.gap_changes if (one.earlier, one.later) == last]
        if not found:
            return None
        widest = {}
        for one in found:
            if one.axis not in widest or one.gap_earlier > widest[one.axis].gap_earlier:
                widest[one.axis] = one
        ordered = sorted(widest.values(), key=lambda one: (one.verdict == "too_few", -abs(one.change)))
        told = self.movements[0].text if self.movements else _("Too few to tell whether any gap has changed.")
        title = _("How wide was the gap, and how wide is it now?")
        return gap_over_waves([gap_row(one) for one in ordered], last, title, told, gap_words(), variant)

    @cached_property
    def guessed(self) -> list[Figure]:
        """What each group thought that another would answer, beside what it did answer: one figure for each pair."""
        pairs: dict[tuple[str, str], list[GuessGap]] = {}
        for one in self.report.guesses:
            pairs.setdefault((one.by, one.about), []).append(one)
        return [self._guess(by, about, found) for (by, about), found in pairs.items()]

    def _guess(self, by: str, about: str, found: Sequence[GuessGap], variant: Variant = "page") -> Figure:
        rows = [self._guess_row(one) for one in found]
        title = _("What %(by)s thought that %(about)s would answer") % {"by": by, "about": about}
        told = next(
            (one.text for one in self.guesses if one.groups == (by, about)), _("Too few to tell how well they guessed.")
        )
        words = GuessedWords(
            axis=_("Area"),
            guess=_("%(group)s guessed") % {"group": by},
            answer=_("%(group)s answered") % {"group": about},
            off=_("Answer less guess"),
            band=_("surely within"),
            approximate=_("roughly, few answered"),
            hidden=_("too few to tell"),
            number=decimal,
            interval=interval,
            difference=signed,
            more=more,
            verdict=_("What can be said"),
            verdicts=verdict_words(),
        )
        return guessed(rows, self.scale, title, told, words, variant)

    def _guess_row(self, one: GuessGap) -> Guessed:
        level = self.levels.get((one.axis, one.about, one.wave))
        answer = reading_of(level)
        off = one.contrast.difference
        value = None if off is None or answer.value is None else answer.value + off
        guess = Reading(value, None, None, one.contrast.approximate)
        return Guessed(one.axis, one.axis, guess, answer, VERDICTS.get(one.contrast.verdict))

    def _axes(self) -> list[Axis]:
        return [Axis(axis["name"], axis["name"]) for axis in self.comparison.told["axes"]]

    def _series(self, axes: Sequence[Axis] = ()) -> list[Series]:
        return [
            Series(
                group["key"] or "all",
                group["name"],
                [reading_of(self.levels.get((axis.id, group["name"], self.wave))) for axis in axes or self._axes()],
                group["answered"],
                self._behind(group["name"], axes or self._axes()),
            )
            for group in self.groups
        ]

    def _behind(self, group: str, axes: Sequence[Axis]) -> Sequence[Reading]:
        """The same group in the round before."""
        if len(self.report.waves) < 2:
            return ()
        before = self.report.waves[-2]
        found = [reading_of(self.levels.get((axis.id, group, before))) for axis in axes]
        return found if any(reading.value is not None for reading in found) else ()

    @cached_property
    def _margins(self) -> Mapping[str, Margin]:
        table = Table.from_json(self.comparison.told["table"])
        keys = [axis["key"] for axis in self.comparison.told["axes"]]
        return dict(zip(keys, table.margins, strict=True))

    def _extent(self, margin: Margin, number: int, group: dict) -> Extent:
        cell = margin.cell(number)
        key = group["key"] or "all"
        return extent_of(key, group["name"], cell) if cell else Extent(key, group["name"], None)


def parts(these: Sequence[Each], most: int) -> list[Sequence[Each]]:
    """One after the other, no more than so many in each, and as evenly as they can be."""
    count = -(-len(these) // most)
    ends = [-(-len(these) * number // count) for number in range(count + 1)]
    return [these[start:end] for start, end in pairwise(ends)]


def reading_of(level: Level | None) -> Reading:
    if level is None or level.mean is None:
        return Reading(None)
    return Reading(level.mean, level.low, level.high, level.approximate)


def extent_of(key: str, name: str, cell: Cell) -> Extent:
    shares = [count / cell.people for count in cell.counts] if cell.people else None
    everybody = cell.people + cell.dont_know
    return Extent(key, name, shares, cell.dont_know / everybody if everybody else None, everybody)


def gap_row(one: GapChange) -> GapRow:
    half = (one.high - one.low) / 2
    later = abs(one.gap_later)
    gaps = (Reading(one.gap_earlier), Reading(later, max(0.0, later - half), later + half))
    return GapRow(one.axis, f"{one.axis}: {one.first} – {one.second}", gaps, CHANGES[one.verdict])


def compass_words() -> CompassWords:
    return CompassWords(
        axis=_("Area"),
        value=_("Mean"),
        hidden=_("too few to tell"),
        band=_("surely within"),
        number=decimal,
        interval=interval,
        approximate=_("roughly, few answered"),
        behind=_("the round before"),
        verdict=_("What can be said"),
        verdicts=verdict_words(),
        more=more,
    )


def gap_words() -> GapWords:
    return GapWords(
        axis=_("Area"),
        change=_("What can be said"),
        level=_("no gap"),
        band=_("surely within"),
        approximate=_("roughly, few answered"),
        hidden=_("too few to tell"),
        changes={
            "closed": _("closed"),
            "narrower": _("narrower"),
            "same": _("as before"),
            "wider": _("wider"),
            "unsure": _("too few to tell"),
        },
        number=decimal,
        interval=interval,
        more=more,
    )


def verdict_words() -> Mapping[Verdict, str]:
    return {"differ": _("see it differently"), "alike": _("see it alike"), "unsure": _("too few to tell")}


def signed(value: float) -> str:
    told = decimal(abs(value))
    return told if told == decimal(0) else f"{'+' if value > 0 else '−'}{told}"


def percent(share: float) -> str:
    return _("%(number)s %%") % {"number": round(share * 100)}
