"""Open text, in one's own words."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from hamn.live.kinds.kind import Fields, Kind, field_name, line, one, text_cell
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.tally import Tally, Weighed
from hamn.live.texts import Texts
from hamn.live.wordings import LONGEST_TEXT


class OpenText(Kind):
    name = "text"
    has_texts = True

    def described(self, question: Question) -> dict[str, Any]:
        return {"limits": {"length": LONGEST_TEXT}}

    def read(self, question: Question, answer: Answer, texts: Container[str]) -> tuple[str, Any]:
        return "", line(answer.value, LONGEST_TEXT)

    def cells(self, question: Question, item: str, value: Any) -> Iterable[Weighed]:
        return [text_cell(value)]

    def told(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        return texts.as_results("texts", texts.as_told(tally), tally)

    def from_form(self, question: Question, fields: Fields) -> Mapping[str, Any]:
        return {"": one(fields(field_name(question))) or None}
