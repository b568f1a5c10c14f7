"""Questions from the room, which others support."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from hamn.live.kinds.kind import LONGEST_LINE, Fields, Kind, by_text, field_name, line, one, own_item, text_cell
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.refusal import invalid
from hamn.live.tally import Tally, Weighed
from hamn.live.texts import Texts

MOST_ASKS = 3
ASK, SUPPORT = "ask", "support"


class QuestionsAsked(Kind):
    """Each question asked is an item of its own ("ask:" and its answer's id), and so is each support."""

    name = "qa"
    has_texts = True
    most = {ASK: MOST_ASKS}

    def described(self, question: Question) -> dict[str, Any]:
        return {"limits": super().described(question)["limits"] | {"asks": MOST_ASKS}}

    def read(self, question: Question, answer: Answer, texts: Container[str]) -> tuple[str, Any]:
        given = answer.value
        if not isinstance(given, dict) or len(given) != 1:
            raise invalid("ask_or_support")
        [(act, what)] = given.items()
        if act == ASK:
            return own_item(ASK, answer), line(what, LONGEST_LINE)
        if act != SUPPORT:
            raise invalid("ask_or_support")
        if not isinstance(what, str) or what not in texts:
            raise invalid("unknown_text")
        return f"{SUPPORT}:{what}", True

    def cells(self, question: Question, item: str, value: Any) -> Iterable[Weighed]:
        act, _colon, what = item.partition(":")
        return [(("support", what), 1)] if act == SUPPORT else [text_cell(value)]

    def told(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        asks: list[dict[str, Any]] = [
            {"id": text.id, "text": text.text, "support": tally["support", text.id]} for text in texts.standing(tally)
        ]
        asks.sort(key=lambda ask: (-ask["support"], ask["text"]))
        return texts.as_results("asks", asks, tally)

    def texts_to_answer(self, question: Question, told: Mapping[str, Any]) -> list[dict[str, Any]]:
        return by_text(told["asks"])

    def from_form(self, question: Question, fields: Fields) -> Mapping[str, Any]:
        """A box per question that was on the page: ticked is support, not ticked takes it back."""
        ticked = set(fields(field_name(question, SUPPORT)))
        on_page = [text for text in fields(field_name(question, "on-page")) if len(text) <= 32]
        said: dict[str, Any] = {f"{SUPPORT}:{text}": {SUPPORT: text} if text in ticked else None for text in on_page}
        ask = one(fields(field_name(question, ASK)))
        return said | ({ASK: {ASK: ask}} if ask else {})
