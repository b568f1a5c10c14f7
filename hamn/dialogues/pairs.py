"""What to do beside what to stop doing: one cloud with two sides, of the two questions that asked for it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from hamn.charts.cloud import Positions
from hamn.charts.cloud_pair import Tension
from hamn.charts.drawing import key
from hamn.charts.figure import Figure
from hamn.charts.stage import Variant
from hamn.dialogues import figures
from hamn.dialogues.models import AnswerGroup
from hamn.dialogues.models import Tension as Drawn
from hamn.dialogues.pairing import pairs_of
from hamn.dialogues.results import Result, word_of

SIDES = ("start", "stop")


@dataclass(frozen=True)
class Paired:
    """The results of both questions, and their words in one drawing, wide and narrow."""

    start: Result
    stop: Result
    figure: Figure
    narrow: Figure

    @property
    def sides(self) -> tuple[Result, Result]:
        return self.start, self.stop


def by_pairs(results: Sequence[Result]) -> list[tuple[Result, ...]]:
    """Each result by itself; the two of a pair, what to do first, where the first of them was asked.

    A pair of which one side has no words to show is two questions.
    """
    by_question = {result.question.pk: result for result in results}
    by_either, found = {}, {}
    for pair in pairs_of(result.question for result in results):
        sides = tuple(by_question[question.pk] for question in pair)
        if all(side.groups for side in sides):
            by_either |= dict.fromkeys((question.pk for question in pair), sides)
    for result in results:
        each = by_either.get(result.question.pk, (result,))
        found.setdefault(each[0].question.pk, each)
    return list(found.values())


def paired(start: Result, stop: Result, tensions: Iterable[Drawn] = ()) -> Paired:
    lines = lines_between(start.groups, stop.groups, tensions)
    return Paired(start, stop, cloud(start, stop, lines), cloud(start, stop, lines, "phone"))


def lines_between(
    start: Sequence[AnswerGroup], stop: Sequence[AnswerGroup], tensions: Iterable[Drawn]
) -> tuple[Tension, ...]:
    """The tensions with one end on each side."""
    sides = {group.pk for group in start}, {group.pk for group in stop}
    ends = (
        (each.pk, *pair) for each in tensions for pair in ((each.one_id, each.other_id), (each.other_id, each.one_id))
    )
    return tuple(
        Tension(str(pk), str(one), str(other)) for pk, one, other in ends if one in sides[0] and other in sides[1]
    )


def cloud(
    start: Result,
    stop: Result,
    tensions: Sequence[Tension] = (),
    variant: Variant = "page",
    address: Callable[[AnswerGroup], str] = AnswerGroup.get_absolute_url,
) -> Figure:
    """Both sides on the water. On the page each word stays where it was first drawn; the letters of a wall are so large that
    little said words would keep the room from what was said by many.

    address: where each word leads.
    """
    groups = dict(zip(SIDES, (start.groups, stop.groups), strict=True))
    words = [tuple(word_of(group, address) for group in side) for side in groups.values()]
    places = kept_places(groups) if variant == "page" else ()
    title = f"{start.question.text} {stop.question.text}"
    figure, positions = drawn(title, *words, places, variant, tuple(tensions), get_language())
    if variant == "page":
        keep_places(groups, positions)
    return figure


@lru_cache(maxsize=64)
def drawn(title, start, stop, places, variant, tensions, language, sentence="") -> tuple[Figure, Positions]:
    """The same pair is drawn once for everyone who may see it."""
    return figures.pair_of(title, list(start), list(stop), dict(places), variant, tensions, sentence)


def kept_places(groups: dict[str, list[AnswerGroup]]) -> tuple:
    """Where each word stood on the page."""
    return tuple(
        (key(side, str(group.pk)), (group.pair_x, group.pair_y))
        for side, said in groups.items()
        for group in said
        if group.pair_x is not None and group.pair_y is not None
    )


def keep_places(groups: dict[str, list[AnswerGroup]], positions: Positions) -> None:
    new = []
    for side, said in groups.items():
        for group in said:
            at = positions.get(key(side, str(group.pk)))
            if at and group.pair_x is None:
                group.pair_x, group.pair_y = at
                new.append(group)
    if new:
        AnswerGroup.objects.bulk_update(new, ["pair_x", "pair_y"])
