"""The whole report of a spaning, from answers to named figures."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import combinations
from typing import Any

import numpy as np

import hamn
from hamn.sensemaking.assessment import agreement, levels
from hamn.sensemaking.assessment.answers import Responses
from hamn.sensemaking.assessment.chance import generator
from hamn.sensemaking.assessment.contrasts import contrast
from hamn.sensemaking.assessment.gaps import gap_changes
from hamn.sensemaking.assessment.guesses import Guesses, guess_gaps
from hamn.sensemaking.assessment.permutation import GroupTest, compare_groups
from hamn.sensemaking.assessment.results import (
    AxisTest,
    Change,
    Contrast,
    GapChange,
    GuessGap,
    Level,
    Pair,
    Report,
    Trend,
    Unsure,
    WaveTest,
)
from hamn.sensemaking.assessment.samples import Cells, Everyone, cells
from hamn.sensemaking.assessment.trends import trends
from hamn.sensemaking.assessment.unsure import unsure_pairs
from hamn.sensemaking.assessment.waves import changes

METHOD = "assessment-1"
SEED = 20210915
RESAMPLES = 10_000
# Digits after the point in what leaves as JSON: far fewer than rounding could reach.
DIGITS = 6
RECORDS: Mapping[str, type] = {
    "levels": Level,
    "wave_tests": WaveTest,
    "axis_tests": AxisTest,
    "pairs": Pair,
    "unsure": Unsure,
    "changes": Change,
    "trends": Trend,
    "gap_changes": GapChange,
    "guesses": GuessGap,
}


def report(
    responses: Responses,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    everyone: Everyone = (),
    guesses: Guesses | None = None,
) -> Report:
    """Levels, tests, pairs, movement and guesses. The same answers and seed give the same report, whatever their order.

    everyone: groups where all members answered; those are described, not inferred from.
    """
    if resamples < 99:
        raise ValueError(f"At least 99 resamples are needed for a p-value under .05, got {resamples}.")
    every = cells(responses, everyone, resamples, generator(seed, "levels"))
    wave_tests, axis_tests = _tests(responses, resamples, seed)
    return Report(
        METHOD,
        hamn.__version__,
        seed,
        resamples,
        responses.people,
        _digest(responses, guesses),
        responses.axes,
        responses.groups,
        responses.waves,
        responses.scale,
        tuple(_levels(responses, every)),
        wave_tests,
        axis_tests,
        tuple(_pairs(responses, every, resamples, generator(seed, "pairs"))),
        tuple(unsure_pairs(responses, every)),
        tuple(changes(responses, every, resamples, generator(seed, "changes"))),
        tuple(trends(responses, every, resamples, generator(seed, "trends"))),
        tuple(gap_changes(responses, every, resamples, generator(seed, "gaps"))),
        tuple(guess_gaps(responses, guesses, resamples, generator(seed, "guesses")) if guesses else ()),
        tuple(_notes(responses)),
    )


def as_json(found: Report) -> dict[str, Any]:
    """The report as plain values, numbers rounded, ready for `json.dumps`."""
    plain: dict[str, Any] = _plain(asdict(found))
    return plain


def from_json(told: Mapping[str, Any]) -> Report:
    """The report that `as_json` wrote, with its rounded numbers."""
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    for name, kind in RECORDS.items():
        plain[name] = tuple(_record(kind, row) for row in told[name])
    return Report(**plain)


def _record(kind: type, row: Mapping[str, Any]) -> Any:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    if "contrast" in values:
        values["contrast"] = Contrast(**row["contrast"])
    return kind(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    # Zero has no sign.
    return round(value, DIGITS) + 0.0 if isinstance(value, float) else value


def _digest(responses: Responses, guesses: Guesses | None) -> str:
    if guesses is None:
        return responses.digest()
    return hashlib.sha256(f"{responses.digest()}\n{guesses.digest()}".encode()).hexdigest()


def _levels(responses: Responses, every: Cells) -> Iterator[Level]:
    counts, unsure = every.counts, responses.unsure()
    ends = levels.mean_interval(every.samples.beliefs).reshape(*counts.shape[:3], 2)
    middle = levels.median_interval(every.samples.beliefs).reshape(*counts.shape[:3], 2)
    mean, median = levels.means(counts), levels.medians(counts)
    one_mind, consensus = agreement.van_der_eijk(counts), agreement.tastle_wierman(counts)
    asked = counts.sum(axis=3) + unsure
    share = levels.share_interval(unsure, asked)
    for wave, group, axis in np.ndindex(counts.shape[:3]):
        place = (wave, group, axis)
        n = int(counts[place].sum())
        known, described = n > 0, every.described(wave, group)
        inferred = known and not described
        yield Level(
            axis=responses.axes[axis],
            group=responses.groups[group],
            wave=responses.waves[wave],
            n=n,
            counts=tuple(int(count) for count in counts[place]),
            mean=float(mean[place]) if known else None,
            low=float(ends[place][0]) if inferred else None,
            high=float(ends[place][1]) if inferred else None,
            median=float(median[place]) if known else None,
            median_low=int(middle[place][0]) if inferred else None,
            median_high=int(middle[place][1]) if inferred else None,
            agreement=float(one_mind[place]) if known else None,
            polarisation=float((1 - one_mind[place]) / 2) if known else None,
            consensus=float(consensus[place]) if known else None,
            dont_know=int(unsure[place]),
            dont_know_share=float(unsure[place] / asked[place]) if asked[place] else None,
            dont_know_low=float(share[place][0]) if asked[place] and not described else None,
            dont_know_high=float(share[place][1]) if asked[place] and not described else None,
            approximate=n < levels.FEW and not described,
            described=described,
        )


def _tests(responses: Responses, resamples: int, seed: int) -> tuple[tuple[WaveTest, ...], tuple[AxisTest, ...]]:
    wave_tests, axis_tests = [], []
    marks = responses.marks()
    for wave, name in enumerate(responses.waves):
        rows = responses.rows(wave)
        present, labels = np.unique(responses.group[rows], return_inverse=True)
        groups = tuple(responses.groups[group] for group in present)
        found = None
        if len(groups) > 1:
            rng = generator(seed, "groups", wave)
            found = compare_groups(labels, len(groups), marks[rows], responses.scale, resamples, rng)
        h, p = (found.total_h, found.total_p) if found and found.total_h > 0 else (None, None)
        wave_tests.append(WaveTest(name, groups, len(rows), h, p))
        axis_tests += [_axis_test(axis, name, groups, found, place) for place, axis in enumerate(responses.axes)]
    return tuple(wave_tests), tuple(axis_tests)


def _axis_test(axis: str, wave: str, groups: tuple[str, ...], found: GroupTest | None, place: int) -> AxisTest:
    if found is None or np.isnan(found.gap[place]):
        return AxisTest(axis, wave, groups, None, None, None, None, None, None, None)
    gap, chance = float(found.gap[place]), float(found.chance_gap[place])
    h, p, p_family, epsilon = (
        float(figure[place]) for figure in (found.h, found.p, found.p_family, found.epsilon_squared)
    )
    return AxisTest(axis, wave, groups, h, p, p_family, epsilon, gap, chance, gap - chance)


def _pairs(responses: Responses, every: Cells, resamples: int, rng: np.random.Generator) -> Iterator[Pair]:
    """Family: each pair in each wave, and within them each axis."""
    places = [
        (wave, first, second)
        for wave in range(len(responses.waves))
        for first, second in combinations(range(len(responses.groups)), 2)
        if every.counts[wave, first].sum() and every.counts[wave, second].sum()
    ]
    inferred = sum(not every.described(*place) for place in places)
    for wave, first, second in places:
        described = every.described(wave, first, second)
        one, other = every.of(wave, first), every.of(wave, second)
        found = contrast(every.samples, one, other, inferred, resamples, rng, described)
        for axis, result in zip(responses.axes, found, strict=True):
            yield Pair(axis, responses.waves[wave], responses.groups[first], responses.groups[second], result)


def _notes(responses: Responses) -> Iterator[str]:
    """What a reader must know before comparing: who and what is missing where."""
    answered = (responses.counts().sum(axis=3) + responses.unsure()) > 0
    for group, name in enumerate(responses.groups):
        for wave, when in enumerate(responses.waves):
            if not answered[wave, group].any():
                yield f"Nobody in {name} answered in {when}."
    for wave, when in enumerate(responses.waves):
        for axis, name in enumerate(responses.axes):
            if answered[wave].any() and not answered[wave, :, axis].any():
                yield f"{name} was not asked in {when}."
