"""A step on each of several axes: the radar. A comment may stand beside each step."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from hamn.live.kinds.kind import (
    DONT_KNOW,
    LONGEST_LINE,
    Fields,
    Kind,
    field_name,
    is_step,
    line,
    mean_of,
    middle_half,
    number,
    one,
    text_cell,
)
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.refusal import invalid
from hamn.live.tally import Tally, Weighed
from hamn.live.texts import Texts


class Axes(Kind):
    """The stored value is {"steps": {axis: step}, "comment": {axis: text}}."""

    name = "axes"
    has_texts = True

    def described(self, question: Question) -> dict[str, Any]:
        comments = {} if question.comments else {"comments": False}
        return (
            super().described(question)
            | comments
            | {"axes": question.options_as_told(), "scale": question.scale_as_told()}
        )

    def read(self, question: Question, answer: Answer, texts: Container[str]) -> tuple[str, Any]:
        given = answer.value
        if not isinstance(given, dict):
            raise invalid("unknown_axis")
        if not given:
            raise invalid("empty")
        if not given.keys() <= set(question.option_ids):
            raise invalid("unknown_axis")
        if not all(step == DONT_KNOW or is_step(question, step) for step in given.values()):
            raise invalid("not_a_step", steps=question.steps)
        steps = {axis: given[axis] for axis in question.option_ids if axis in given}
        return "", {"steps": steps, "comment": self.comments(question, answer, steps)}

    def comments(self, question: Question, answer: Answer, steps: Mapping[str, Any]) -> dict[str, str]:
        given = answer.comment or {}
        if given and not question.comments:
            raise invalid("no_comment", "comment")
        if not given.keys() <= steps.keys():
            raise invalid("unknown_axis", "comment")
        return {axis: line(text, LONGEST_LINE) for axis, text in given.items() if text}

    def cells(self, question: Question, item: str, value: Any) -> Iterable[Weighed]:
        names = {option.id: option.text for option in question.options}
        yield from ((("axis", axis, step), 1) for axis, step in value["steps"].items())
        # A comment stands under its axis by naming it, so that one sort of text serves every kind.
        yield from (text_cell(f"{names.get(axis, axis)}: {text}") for axis, text in value["comment"].items())

    def told(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        axes = [self.axis_told(question, tally, axis) for axis in question.option_ids]
        return {"axes": axes} | texts.as_results("comments", texts.as_told(tally), tally)

    def told_of_all(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        """Where groups are laid beside each other, only what was commented: the whole would show a hidden group."""
        told = self.told(question, tally, texts)
        return {name: value for name, value in told.items() if name != "axes"} if question.beside else told

    def axis_told(self, question: Question, tally: Tally, axis: str) -> dict[str, Any]:
        counts = [tally["axis", axis, step] for step in range(1, question.steps + 1)]
        low, high = middle_half(counts)
        told = {"id": axis, "counts": counts, "dont_know": tally["axis", axis, DONT_KNOW]}
        return told | {"mean": mean_of(counts), "low": low, "high": high}

    def from_form(self, question: Question, fields: Fields) -> Mapping[str, Any]:
        chosen = {axis: one(fields(field_name(question, axis))) for axis in question.option_ids}
        steps = {axis: number(step) for axis, step in chosen.items() if step}
        return {"": steps or None}

    def comments_from_form(self, question: Question, fields: Fields) -> dict[str, str]:
        if not question.comments:
            return {}
        typed = {axis: one(fields(field_name(question, f"{axis}-comment"))) for axis in question.option_ids}
        return {axis: text for axis, text in typed.items() if text}
