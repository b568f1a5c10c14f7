"""Options in order, the best first. Those left out are unranked, not last."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from hamn.live.kinds.kind import Fields, Kind, check_options, field_name, mean_of, middle_half, one
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.refusal import invalid
from hamn.live.tally import Tally, Weighed
from hamn.live.texts import Texts


class Ranking(Kind):
    name = "ranking"

    def described(self, question: Question) -> dict[str, Any]:
        return super().described(question) | {"options": question.options_as_told()}

    def read(self, question: Question, answer: Answer, texts: Container[str]) -> tuple[str, Any]:
        ranked = answer.value
        if not isinstance(ranked, list):
            raise invalid("unknown_option")
        if not ranked:
            raise invalid("empty")
        check_options(question, ranked)
        return "", ranked

    def cells(self, question: Question, item: str, value: Any) -> Iterable[Weighed]:
        return [(("rank", option, rank), 1) for rank, option in enumerate(value, 1)]

    def told(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        return {"options": [self.option_told(question, tally, option) for option in question.option_ids]}

    def option_told(self, question: Question, tally: Tally, option: str) -> dict[str, Any]:
        counts = [tally["rank", option, rank] for rank in range(1, len(question.options) + 1)]
        low, high = middle_half(counts)
        told = {"id": option, "ranked": sum(counts), "first": counts[0], "mean_rank": mean_of(counts)}
        return told | {"low": low, "high": high}

    def from_form(self, question: Question, fields: Fields) -> Mapping[str, Any]:
        """Each option has a place chosen for it; two at one place cannot be told apart."""
        places = {option: one(fields(field_name(question, option))) for option in question.option_ids}
        chosen = {option: int(place) for option, place in places.items() if place.isdecimal() and len(place) < 4}
        if len(set(chosen.values())) < len(chosen):
            raise invalid("rank_twice")
        return {"": sorted(chosen, key=chosen.__getitem__) or None}
