"""A few words or short phrases. Said twice by one person they count once."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from hamn.live.kinds.kind import Fields, Kind, field_name, text_cell
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.refusal import invalid
from hamn.live.tally import Tally, Weighed
from hamn.live.texts import Texts
from hamn.live.wordings import LONGEST_WORD, MOST_WORDS, split_words


class Words(Kind):
    name = "words"
    has_texts = True

    def described(self, question: Question) -> dict[str, Any]:
        return {"limits": {"words": MOST_WORDS, "length": LONGEST_WORD}}

    def read(self, question: Question, answer: Answer, texts: Container[str]) -> tuple[str, Any]:
        given = answer.value
        if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
            raise invalid("not_words")
        words = split_words(given[: MOST_WORDS * 4])
        if not words:
            raise invalid("empty")
        if len(words) > MOST_WORDS:
            raise invalid("too_many_words", most=MOST_WORDS)
        if any(len(word) > LONGEST_WORD for word in words):
            raise invalid("word_too_long", most=LONGEST_WORD)
        return "", words

    def cells(self, question: Question, item: str, value: Any) -> Iterable[Weighed]:
        return [text_cell(word) for word in value]

    def told(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        return texts.as_results("words", texts.as_told(tally), tally)

    def from_form(self, question: Question, fields: Fields) -> Mapping[str, Any]:
        typed = [text for place in range(MOST_WORDS) for text in fields(field_name(question, str(place)))]
        return {"": split_words(typed) or None}
