"""A spaning in words: one sentence for the whole, one per axis, and a question to talk about with each."""

from collections.abc import Sequence
from dataclasses import dataclass

from hamn.sensemaking.assessment.results import Contrast, GapChange, Pair, Report, Unsure
from hamn.sensemaking.sentences.assessment_texts import TEXTS

# The p-value, adjusted for all comparisons, from which we say "surely" instead of "fairly surely".
SURE = 0.001
# Said without a pair to point at, "differently" needs more than the pairs do: both together stay near 5 % false alarms.
SOMEWHERE = 0.01
# Where nothing sure can be said, the order is what there is most to talk about.
ORDER = ("differ", "described", "alike", "too_few", "alone")


@dataclass(frozen=True)
class Sentence:
    """text: what the numbers carry. question: to talk about. verdict: what kind of sentence it is. size: steps, for order.

    axis: None for the whole. groups: whom it is about, the higher one first where they differ.
    """

    axis: str | None
    verdict: str
    text: str
    question: str
    groups: tuple[str, ...] = ()
    size: float = 0.0


def sentences(report: Report, language: str, wave: str | None = None) -> tuple[Sentence, ...]:
    """The whole first, then every axis: widest sure gap first. wave: the latest one, if nothing else is asked for."""
    when = report.waves[-1] if wave is None else wave
    if when not in report.waves:
        raise ValueError(f"There is no wave {when}; there are {', '.join(report.waves)}.")
    pairs = {axis: [pair for pair in report.pairs if (pair.axis, pair.wave) == (axis, when)] for axis in report.axes}
    axes = [_axis(report, axis, pairs[axis], when, language) for axis in report.axes]
    axes.sort(key=lambda one: (ORDER.index(one.verdict), -one.size))
    return (_whole(report, axes, when, language), *axes)


def movements(report: Report, language: str) -> tuple[Sentence, ...]:
    """How each group has moved from the wave before to the latest; sure movements first, the widest of them first."""
    if len(report.waves) < 2:
        return ()
    last = report.waves[-2:]
    found = []
    for change in report.changes:
        if (change.earlier, change.later) != last:
            continue
        size = change.contrast.difference or 0.0
        kind = {"differ": "moved", "alike": "still", "described": "moved_described", "too_few": "moved_too_few"}[
            change.contrast.verdict
        ]
        if kind == "moved_described" and _number(size, language) == _number(0.0, language):
            kind = "moved_described_same"
        words = _texts(language)
        found.append(
            _sentence(
                kind,
                language,
                change.axis,
                abs(size),
                change.groups,
                group=change.group or words["together"],
                way=words["up" if size > 0 else "down"],
                earlier=change.earlier,
                later=change.later,
                steps=_steps(change.contrast, language),
                sure=_sureness(change.contrast.p_family, language),
            )
        )
    return _surest_first(found, "moved", "moved_described")


def gaps(report: Report, language: str) -> tuple[Sentence, ...]:
    """Whether gaps have closed from the wave before to the latest."""
    last = report.waves[-2:]
    found = [_gap(change, language) for change in report.gap_changes if (change.earlier, change.later) == last]
    return _surest_first(found, "closing", "widening")


def unsure(report: Report, language: str) -> tuple[Sentence, ...]:
    """Where one group surely answers *don't know* more often than another in the latest wave: once an axis, the widest."""
    widest: dict[str, Unsure] = {}
    for one in report.unsure:
        if one.verdict == "differ" and one.wave == report.waves[-1]:
            widest[one.axis] = max(widest.get(one.axis, one), one, key=lambda pair: abs(pair.difference))
    found = [_unsure(one, language) for one in widest.values()]
    return tuple(sorted(found, key=lambda one: -one.size))


def guesses(report: Report, language: str) -> tuple[Sentence, ...]:
    """How well groups guessed about each other in the latest wave."""
    words = _texts(language)
    kinds = {"differ": "guess", "alike": "guess_right", "too_few": "guess_too_few"}
    found = [
        _sentence(
            kinds[one.contrast.verdict],
            language,
            one.axis,
            abs(one.contrast.difference or 0.0),
            (one.by, one.about),
            by=one.by,
            about=one.about,
            way=words["higher" if (one.contrast.difference or 0) > 0 else "lower"],
            steps=_steps(one.contrast, language),
            sure=_sureness(one.contrast.p_family, language),
        )
        for one in report.guesses
        if one.wave == report.waves[-1]
    ]
    return _surest_first(found, "guess")


def _texts(language: str) -> dict[str, str]:
    if language not in TEXTS:
        raise ValueError(f"Sentences are in {', '.join(TEXTS)}, not in {language}.")
    return TEXTS[language]


def _axis(report: Report, axis: str, pairs: Sequence[Pair], wave: str, language: str) -> Sentence:
    compared = [pair for pair in pairs if pair.contrast.difference is not None]
    if not compared:
        return _sentence("alone", language, axis)
    by_verdict = {verdict: [pair for pair in compared if pair.contrast.verdict == verdict] for verdict in ORDER}
    if by_verdict["differ"]:
        return _apart(axis, max(by_verdict["differ"], key=_width), language)
    if len(by_verdict["described"]) == len(compared):
        return _described(report, axis, compared, wave, language)
    alike = by_verdict["alike"]
    if not alike:
        return _sentence("too_few", language, axis)
    kind = "some_alike" if len(alike) < len(pairs) else "alike" if len(pairs) == 1 else "all_alike"
    first, second = alike[0].first, alike[0].second
    verdict = "too_few" if kind == "some_alike" else "alike"
    return _sentence(kind, language, axis, 0.0, (first, second), verdict=verdict, first=first, second=second)


def _apart(axis: str, pair: Pair, language: str) -> Sentence:
    higher, lower = (pair.first, pair.second) if (pair.contrast.difference or 0) > 0 else (pair.second, pair.first)
    return _sentence(
        "differ",
        language,
        axis,
        _width(pair),
        (higher, lower),
        first=higher,
        second=lower,
        steps=_steps(pair.contrast, language),
        sure=_sureness(pair.contrast.p_family, language),
    )


def _described(report: Report, axis: str, pairs: Sequence[Pair], wave: str, language: str) -> Sentence:
    words = _texts(language)
    named = {name for pair in pairs for name in (pair.first, pair.second)}
    stands = [
        words["stands"].format(group=level.group, mean=_number(level.mean, language))
        for level in report.levels
        if (level.axis, level.wave) == (axis, wave) and level.group in named and level.mean is not None
    ]
    means = words["and"].join([", ".join(stands[:-1]), stands[-1]]) if len(stands) > 1 else "".join(stands)
    widest = max(pairs, key=_width)
    return _sentence("described", language, axis, _width(widest), tuple(sorted(named)), means=means)


def _whole(report: Report, axes: Sequence[Sentence], wave: str, language: str) -> Sentence:
    compared = [one for one in axes if one.verdict != "alone"]
    apart = [one for one in axes if one.verdict == "differ"]
    alike = [one for one in axes if one.verdict == "alike"]
    if not compared:
        return _sentence("whole_alone", language, verdict="alone")
    if apart:
        return _sentence(
            "whole_differ",
            language,
            None,
            apart[0].size,
            apart[0].groups,
            verdict="differ",
            some=len(apart),
            all=len(report.axes),
            widest=apart[0].axis,
        )
    if all(one.verdict == "described" for one in compared):
        steps = _steps_of(compared[0].size, language)
        return _sentence("whole_described", language, verdict="described", widest=compared[0].axis, steps=steps)
    if len(alike) == len(report.axes):
        return _sentence("whole_alike", language, verdict="alike")
    if any(test.wave == wave and test.p is not None and test.p <= SOMEWHERE for test in report.wave_tests):
        return _sentence("whole_somewhere", language, verdict="too_few")
    if alike:
        return _sentence("whole_some_alike", language, verdict="too_few", some=len(alike), all=len(report.axes))
    return _sentence("whole_too_few", language, verdict="too_few")


def _gap(change: GapChange, language: str) -> Sentence:
    kind = "gap_too_few" if change.verdict == "too_few" else change.verdict
    after = _steps_of(abs(change.gap_later), language)
    if change.gap_later < 0 and round(change.gap_later, 1):
        after = _texts(language)["turned"].format(steps=after)
    return _sentence(
        kind,
        language,
        change.axis,
        abs(change.change),
        (change.first, change.second),
        first=change.first,
        second=change.second,
        before=_steps_of(change.gap_earlier, language),
        after=after,
        earlier=change.earlier,
        later=change.later,
        sure=_sureness(change.p_family, language),
    )


def _unsure(one: Unsure, language: str) -> Sentence:
    more, less = (one.first, one.share_first), (one.second, one.share_second)
    if one.difference < 0:
        more, less = less, more
    return _sentence(
        "unsure",
        language,
        one.axis,
        abs(one.difference),
        (more[0], less[0]),
        first=more[0],
        second=less[0],
        more=round(100 * more[1]),
        less=round(100 * less[1]),
        sure=_sureness(one.p_family, language),
    )


def _sentence(
    kind: str,
    language: str,
    axis: str | None = None,
    size: float = 0.0,
    groups: tuple[str, ...] = (),
    *,
    verdict: str | None = None,
    widest: str | None = None,
    **words: object,
) -> Sentence:
    texts, named = _texts(language), {"axis": axis or widest, **words}
    return Sentence(axis, verdict or kind, texts[kind].format(**named), texts[f"{kind}?"].format(**named), groups, size)


def _surest_first(found: list[Sentence], *sure: str) -> tuple[Sentence, ...]:
    return tuple(sorted(found, key=lambda one: (one.verdict not in sure, -one.size)))


def _width(pair: Pair) -> float:
    return abs(pair.contrast.difference or 0.0)


def _sureness(p_family: float | None, language: str) -> str:
    return _texts(language)["sure" if p_family is not None and p_family <= SURE else "fairly_sure"]


def _steps(contrast: Contrast, language: str) -> str:
    steps = _steps_of(abs(contrast.difference or 0.0), language)
    return _texts(language)["about"].format(steps=steps) if contrast.approximate else steps


def _steps_of(size: float, language: str) -> str:
    return _texts(language)["steps"].format(number=_number(size, language))


def _number(value: float | None, language: str) -> str:
    """One decimal: more would tell what single persons answered."""
    return f"{(value or 0.0) + 0.0:.1f}".replace(".", _texts(language)["point"])
