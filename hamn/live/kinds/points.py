"""Points to share out between options; all of them."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from hamn.live.kinds.kind import Fields, Kind, check_options, field_name, number, one
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.refusal import invalid
from hamn.live.tally import Tally, Weighed
from hamn.live.texts import Texts


class Points(Kind):
    name = "points"

    def described(self, question: Question) -> dict[str, Any]:
        limits = super().described(question)["limits"] | {"points": question.points}
        return {"limits": limits, "options": question.options_as_told()}

    def read(self, question: Question, answer: Answer, texts: Container[str]) -> tuple[str, Any]:
        given = answer.value
        if not isinstance(given, dict):
            raise invalid("unknown_option")
        check_options(question, given)
        if not all(
            isinstance(points, int) and not isinstance(points, bool) and points >= 0 for points in given.values()
        ):
            raise invalid("points_whole")
        if sum(given.values()) != question.points:
            raise invalid("points_sum", points=question.points, given=min(sum(given.values()), 10**6))
        return "", {option: given[option] for option in question.option_ids if given.get(option)}

    def cells(self, question: Question, item: str, value: Any) -> Iterable[Weighed]:
        yield ("people",), 1
        for option, points in value.items():
            yield ("points", option), points

    def told(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        people = tally["people",]
        return {
            "options": [
                {"id": option, "points": tally["points", option], "mean": mean(tally["points", option], people)}
                for option in question.option_ids
            ]
        }

    def from_form(self, question: Question, fields: Fields) -> Mapping[str, Any]:
        typed = {option: one(fields(field_name(question, option))) for option in question.option_ids}
        given = {option: number(points) for option, points in typed.items() if points}
        return {"": given or None}


def mean(points: int, people: int) -> float | None:
    return round(points / people, 1) if people else None
