"""Statements to agree or disagree with, one at a time, and statements of one's own."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from hamn.live.kinds.kind import (
    LONGEST_LINE,
    SEEN,
    Fields,
    Kind,
    by_text,
    field_name,
    line,
    number,
    one,
    own_item,
    text_cell,
)
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.refusal import invalid
from hamn.live.tally import Tally, Weighed
from hamn.live.texts import Texts

MOST_OWN = 3
OWN = "own"
VOTES = (1, 0, -1)


class Statements(Kind):
    """Each statement is an item; an own one is the item "own:" and its answer's id."""

    name = "statements"
    has_texts = True
    tells_seen = True
    most = {OWN: MOST_OWN}

    def described(self, question: Question) -> dict[str, Any]:
        limits = super().described(question)["limits"] | {"own": MOST_OWN}
        return {"limits": limits, "statements": question.options_as_told()}

    def read(self, question: Question, answer: Answer, texts: Container[str]) -> tuple[str, Any]:
        given = answer.value
        if not isinstance(given, dict) or len(given) != 1:
            raise invalid("one_statement")
        [(statement, vote)] = given.items()
        if statement == OWN:
            return own_item(OWN, answer), line(vote, LONGEST_LINE)
        if statement not in question.option_ids and statement not in texts:
            raise invalid("unknown_statement")
        if isinstance(vote, bool) or vote not in VOTES:
            raise invalid("not_a_vote")
        return statement, vote

    def cells(self, question: Question, item: str, value: Any) -> Iterable[Weighed]:
        return [text_cell(value)] if item.startswith(f"{OWN}:") else [(("vote", item, value), 1)]

    def told(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        own = [(text["id"], text["text"]) for text in texts.as_told(tally)]
        rows = [(option.id, option.text) for option in question.options] + own
        told = [{"id": id, "text": text} | self.votes(tally, id) for id, text in rows]
        # Rooms whose phones tell nothing of it, such as those that were imported, do not know how many were shown what.
        if any(vote == SEEN for (_statement, vote), _count in tally.of("vote")):
            told = [each | {"shown": self.shown_to(tally, each["id"])} for each in told]
        return texts.as_results("statements", told, tally)

    def texts_to_answer(self, question: Question, told: Mapping[str, Any]) -> list[dict[str, Any]]:
        return by_text(each for each in told["statements"] if each["id"] not in question.option_ids)

    def votes(self, tally: Tally, statement: str) -> dict[str, int]:
        return {
            word: tally["vote", statement, vote]
            for word, vote in zip(("agree", "pass", "disagree"), VOTES, strict=True)
        }

    def shown_to(self, tally: Tally, statement: str) -> int:
        """How many had it before them, of those who answered anything at all: they voted on it, or it was marked."""
        return sum(tally["vote", statement, vote] for vote in (*VOTES, SEEN))

    def from_form(self, question: Question, fields: Fields) -> Mapping[str, Any]:
        # What others have said is not known here; the form says which of it stood on the page.
        on_page = dict.fromkeys([*question.option_ids, *self.seen_in_form(question, fields)])
        votes = {id: one(fields(field_name(question, id))) for id in on_page}
        said: dict[str, Any] = {id: {id: number(vote)} if vote else None for id, vote in votes.items()}
        own = one(fields(field_name(question, OWN)))
        return said | ({OWN: {OWN: own}} if own else {})

    def seen_in_form(self, question: Question, fields: Fields) -> Sequence[str]:
        return fields(field_name(question, SEEN))
