"""What is left of a report when some cells may not be shown. Which may is the gate's to say, never this module's."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from hamn.sensemaking.assessment.results import Report

# A cell: one group on one axis in one wave, by name.
Cell = tuple[str, str, str]
# Guesses of one group about another: by, about, axis, wave.
Guessed = tuple[str, str, str, str]


def visible(report: Report, shown: Collection[Cell], threshold: int = 5, guessed: Collection[Guessed] = ()) -> Report:
    """The report without any figure that a hidden cell has a part in. shown: (group, axis, wave) of each cell let out.

    guessed: (by, about, axis, wave) of each set of guesses let out; guesses are answers too, and pass the gate themselves.
    threshold: the smallest group that may be described. Persons who were followed are a part of their cells, so neither
    they nor the rest of a cell may be fewer; 1 for an open round.

    The hash of the input goes too: with few unknown answers left, somebody could try them all against it.
    """
    let_out, guesses_out = frozenset(shown), frozenset(guessed)

    def seen(axis: str, groups: Iterable[str], *waves: str) -> bool:
        return all((group, axis, wave) in let_out for group in groups for wave in waves)

    def large(followed: int, axis: str, groups: Collection[str], *waves: str) -> bool:
        rest = [sum(people[group, axis, wave] for group in groups) - followed for wave in waves]
        return followed >= threshold and all(not left or left >= threshold for left in rest)

    people = {(level.group, level.axis, level.wave): level.n for level in report.levels}
    return replace(
        report,
        n=report.n if all(seen(axis, [group], wave) for axis, group, wave in _answered(report)) else None,
        input=None,
        levels=tuple(one for one in report.levels if seen(one.axis, [one.group], one.wave)),
        wave_tests=tuple(
            one for one in report.wave_tests if all(seen(axis, one.groups, one.wave) for axis in report.axes)
        ),
        axis_tests=tuple(one for one in report.axis_tests if seen(one.axis, one.groups, one.wave)),
        pairs=tuple(one for one in report.pairs if seen(one.axis, [one.first, one.second], one.wave)),
        unsure=tuple(one for one in report.unsure if seen(one.axis, [one.first, one.second], one.wave)),
        changes=tuple(
            one
            for one in report.changes
            if seen(one.axis, one.groups, one.earlier, one.later)
            and (not one.linked or large(one.contrast.n_first, one.axis, one.groups, one.earlier, one.later))
        ),
        trends=tuple(
            one
            for one in report.trends
            if seen(one.axis, [one.group], *one.waves)
            and (one.method != "page" or large(one.n, one.axis, [one.group], *one.waves))
        ),
        gap_changes=tuple(
            one
            for one in report.gap_changes
            if seen(one.axis, [one.first, one.second], one.earlier, one.later)
            and all(
                followed is None or large(followed, one.axis, [group], one.earlier, one.later)
                for group, followed in ((one.first, one.followed_first), (one.second, one.followed_second))
            )
        ),
        guesses=tuple(
            one
            for one in report.guesses
            if seen(one.axis, [one.about], one.wave) and (one.by, one.about, one.axis, one.wave) in guesses_out
        ),
        notes=(),
    )


def _answered(report: Report) -> set[tuple[str, str, str]]:
    return {(level.axis, level.group, level.wave) for level in report.levels if level.n + level.dont_know}
