"""One of several options, or as many of them as one likes."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from hamn.live.kinds.kind import Fields, Kind, check_options, field_name
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.refusal import invalid
from hamn.live.tally import Tally, Weighed
from hamn.live.texts import Texts


class Choice(Kind):
    name = "choice"

    def described(self, question: Question) -> dict[str, Any]:
        return super().described(question) | {"options": question.options_as_told(), "several": question.several}

    def read(self, question: Question, answer: Answer, texts: Container[str]) -> tuple[str, Any]:
        chosen = answer.value
        if not isinstance(chosen, list):
            raise invalid("unknown_option")
        if not chosen:
            raise invalid("empty")
        check_options(question, chosen)
        if len(chosen) > 1 and not question.several:
            raise invalid("one_option")
        # In the question's order, so that the order of pressing says nothing.
        return "", [option for option in question.option_ids if option in chosen]

    def cells(self, question: Question, item: str, value: Any) -> Iterable[Weighed]:
        return [(("option", option), 1) for option in value]

    def told(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        return {"options": [{"id": option, "count": tally["option", option]} for option in question.option_ids]}

    def from_form(self, question: Question, fields: Fields) -> Mapping[str, Any]:
        return {"": list(fields(field_name(question))) or None}
