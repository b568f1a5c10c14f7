"""A step on a scale, or not knowing."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from hamn.live.kinds.kind import DONT_KNOW, Fields, Kind, field_name, is_step, middle_half, number, one
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.refusal import invalid
from hamn.live.tally import Tally, Weighed
from hamn.live.texts import Texts


class Scale(Kind):
    name = "scale"

    def described(self, question: Question) -> dict[str, Any]:
        return super().described(question) | {"scale": question.scale_as_told()}

    def read(self, question: Question, answer: Answer, texts: Container[str]) -> tuple[str, Any]:
        if answer.value != DONT_KNOW and not is_step(question, answer.value):
            raise invalid("not_a_step", steps=question.steps)
        return "", answer.value

    def cells(self, question: Question, item: str, value: Any) -> Iterable[Weighed]:
        return [(("step", value), 1)]

    def told(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        counts = [tally["step", step] for step in range(1, question.steps + 1)]
        low, high = middle_half(counts)
        return {"counts": counts, "dont_know": tally["step", DONT_KNOW], "low": low, "high": high}

    def from_form(self, question: Question, fields: Fields) -> Mapping[str, Any]:
        chosen = one(fields(field_name(question)))
        return {"": number(chosen) if chosen else None}
