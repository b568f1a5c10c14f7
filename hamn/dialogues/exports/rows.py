"""A question's released results as rows of one long table: what is measured of which item, and its value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hamn.dialogues.results import Result

Told = Mapping[str, Any]
# Item, text, measure, value.
Measured = tuple[str, str, str, int | float | None]


@dataclass(frozen=True)
class Row:
    """group: the respondent group's name, empty for everyone. value: None where the gate says no more than *a few*.

    theme: the key of the theme that the text was put in, or that the row is about; empty where there is none.
    """

    group: str
    item: str
    text: str
    measure: str
    value: int | float | None
    theme: str = ""


def rows_of(result: Result) -> list[Row]:
    """Everyone first, then each group that may be shown."""
    themes = themes_by_text(result)
    rows = [Row("", *each, themes.get(each[0], "")) for each in of_everyone(result)]
    for figure in result.by_group:
        rows += [Row(figure.group.name, *each) for each in told_rows(result, figure.told)]
    return rows


def theme_rows(result: Result) -> list[Row]:
    """What the question's texts are about, as its page counts it."""
    return [
        Row("", each.theme.key, each.theme.name, measure, value, each.theme.key)
        for each in (result.themes.each if result.themes else ())
        for measure, value in (("theme_texts", each.texts), ("theme_answers", each.answers))
    ]


def themes_by_text(result: Result) -> dict[str, str]:
    if not result.themes:
        return {}
    return {group.ref: each.theme.key for each in result.themes.each for group in each.groups}


def of_everyone(result: Result) -> Iterator[Measured]:
    yield from told_rows(result, result.told_whole) if result.told else ()
    # Statements and questions asked stand among the figures, with what the room said of each.
    if result.question.kind not in ("statements", "qa"):
        for group in result.groups:
            yield group.ref, group.label, "count", group.shown_count


def told_rows(result: Result, told: Told) -> Iterator[Measured]:
    yield "", "", "answered", told["answered"]
    write = KINDS.get(result.question.kind)
    if write:
        yield from write(result, told)


def options(*measures: str):
    """Rows of a kind that tells so many measures of each option."""

    def write(result: Result, told: Told) -> Iterator[Measured]:
        for each in told["options"]:
            for measure in measures:
                yield each["id"], name_of(result, each["id"]), measure, each[measure]

    return write


def scale(result: Result, told: Told) -> Iterator[Measured]:
    question = result.asked
    names = {1: question.low, question.steps: question.high}
    for step, count in enumerate(told["counts"], 1):
        yield str(step), names.get(step, ""), "count", count
    yield "dont_know", "", "count", told["dont_know"]


def axes(result: Result, told: Told) -> Iterator[Measured]:
    for each in told.get("axes", ()):
        axis = each["id"], name_of(result, each["id"])
        for measure in ("mean", "low", "high", "dont_know"):
            yield *axis, measure, each[measure]
        for step, count in enumerate(each["counts"] or (), 1):
            yield *axis, f"step_{step}", count


def statements(result: Result, told: Told) -> Iterator[Measured]:
    for each in told["statements"]:
        for measure in ("agree", "pass", "disagree", "shown"):
            if measure in each:
                yield each["id"], each["text"], measure, each[measure]


def asks(result: Result, told: Told) -> Iterator[Measured]:
    for each in told.get("asks", []):
        yield each["id"], each["text"], "support", each["support"]


def name_of(result: Result, option: str) -> str:
    return next((each.text for each in result.asked.options if each.id == option), option)


KINDS = {
    "choice": options("count"),
    "points": options("mean", "points"),
    "ranking": options("mean_rank", "low", "high", "first", "ranked"),
    "scale": scale,
    "axes": axes,
    "statements": statements,
    "qa": asks,
}
