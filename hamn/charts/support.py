"""Questions from the room by how many support them: place, text, and the support as a bar beneath."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hamn.charts.drawing import Drawing, key
from hamn.charts.figure import Figure, Table
from hamn.charts.measure import shorten, width
from hamn.charts.rows import Room, Row, lay
from hamn.charts.stage import STAGES, Stage, Variant

MOST: dict[Variant, int] = {"page": 30, "presenter": 5, "phone": 30}
BAR = 0.3


@dataclass(frozen=True)
class Supported:
    """support is how many want an answer; None where that may not be shown."""

    id: str
    text: str
    support: int | None


@dataclass(frozen=True)
class SupportWords:
    """Table heads, what a hidden count is called, and what is said of the questions that are not drawn."""

    place: str
    question: str
    support: str
    hidden: str
    more: Callable[[int], str]


def support(
    given: Sequence[Supported], title: str, sentence: str, words: SupportWords, variant: Variant = "page"
) -> Figure:
    """The most supported first; equal support gives the same place, and what is hidden has none."""
    if len({question.id for question in given}) < len(given):
        raise ValueError("Every question needs an id of its own")
    stage = STAGES[variant]
    ordered = sorted(given, key=lambda question: (question.support is None, -(question.support or 0)))
    plan = lay([question.text for question in ordered], stage, _room(ordered, stage, variant, words))
    drawing = Drawing(width=stage.width, height=plan.height)
    rows = {question.id: row for question, row in zip(ordered, plan.rows, strict=False)}
    most = max((question.support or 0 for question in given), default=0) or 1
    places = _places(ordered)
    # In the order given, so that a question that rises keeps its nodes and glides.
    for question in given:
        if question.id in rows:
            _draw_question(drawing, question, places[question.id], rows[question.id], most, stage, words)
    if plan.left_out:
        plan.draw_rest(drawing, stage, words.more(plan.left_out))
    rows_of_table = [(places[each.id], each.text, _written(each, words)) for each in ordered]
    return Figure(drawing, title, sentence, Table((words.place, words.question, words.support), rows_of_table))


def _places(ordered: Sequence[Supported]) -> dict[str, str]:
    counts = [question.support for question in ordered]
    return {
        question.id: "" if question.support is None else str(counts.index(question.support) + 1) for question in ordered
    }


def _written(question: Supported, words: SupportWords) -> str:
    return words.hidden if question.support is None else str(question.support)


def _room(ordered: Sequence[Supported], stage: Stage, variant: Variant, words: SupportWords) -> Room:
    most = MOST[variant]
    indent = width("0" * len(str(min(len(ordered), most))), stage.number, "display") + stage.gap * 1.4
    numbers = [width(str(each.support), stage.number, "display") for each in ordered if each.support is not None]
    hidden = [_hidden_room(stage, words) for each in ordered if each.support is None]
    aside = max([*numbers, *hidden], default=0) + stage.gap * 1.5
    return Room(indent=indent, after=aside, aside=aside, most=most, lane=stage.bar * BAR, stacked=True)


def _hidden_room(stage: Stage, words: SupportWords) -> float:
    return min(width(words.hidden, stage.note), stage.width * 0.3)


def _draw_question(
    drawing: Drawing, question: Supported, place: str, row: Row, most: int, stage: Stage, words: SupportWords
) -> None:
    row.draw_text(drawing, stage, key("text", question.id))
    if place:
        drawing.text(stage.edge, row.base, place, stage.number, "depth", "display", key=key("place", question.id))
    high = stage.bar * BAR
    top, long = row.middle - high / 2, row.right - row.left
    drawing.rect("rail", row.left, top, long, high, high / 2, key("rail", question.id))
    right = stage.width - stage.edge
    if question.support is None:
        text = shorten(words.hidden, stage.note, _hidden_room(stage, words))
        drawing.text(right, row.base, text, stage.note, "quiet", anchor="end")
        return
    drawing.rect("support", row.left, top, long * question.support / most, high, high / 2, key("bar", question.id))
    drawing.text(
        right, row.base, str(question.support), stage.number, "ink", "display", "end", key=key("count", question.id)
    )
