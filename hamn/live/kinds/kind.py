"""What every kind of question can do: read an answer, count it, tell the count, and read the plain form."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any

from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.refusal import invalid
from hamn.live.tally import Tally, Weighed
from hamn.live.texts import Texts
from hamn.live.wordings import key_of, tidy

# The form's fields by name: every value sent under it.
Fields = Callable[[str], Sequence[str]]
DONT_KNOW = "dont_know"
LONGEST_LINE = 300
# What stands where something was shown to a person who has not answered it.
SEEN = "seen"


class Kind:
    """Stateless. `item` names the part of a question that is answered on its own; empty for the whole."""

    name = ""
    # Whether people contribute texts here, which the leader may put aside or merge.
    has_texts = False
    # Whether a phone tells what it has shown, one thing at a time, besides what was answered.
    tells_seen = False
    # How many items one person may fill, by their prefix.
    most: Mapping[str, int] = {}

    def described(self, question: Question) -> dict[str, Any]:
        """What the snapshot tells of the question besides what all have."""
        return {"limits": {"length": LONGEST_LINE}}

    def read(self, question: Question, answer: Answer, texts: Container[str]) -> tuple[str, Any]:
        """The item, and the value as it is stored. texts: ids of texts that have been let out. Raises Refused."""
        raise NotImplementedError

    def item_taken_back(self, question: Question, answer: Answer) -> str:
        """Which item a withdrawal empties."""
        return answer.item or ""

    def cells(self, question: Question, item: str, value: Any) -> Iterable[Weighed]:
        """What a stored value adds to the tally."""
        raise NotImplementedError

    def told(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        """The tally as results. Whatever is given here has passed the gate."""
        raise NotImplementedError

    def told_of_all(self, question: Question, tally: Tally, texts: Texts) -> dict[str, Any]:
        """What is told of everybody together."""
        return self.told(question, tally, texts)

    def texts_to_answer(self, question: Question, told: Mapping[str, Any]) -> list[dict[str, Any]] | None:
        """Texts of others that people answer in their turn, with nothing of how they have; None where there are none."""
        return None

    def from_form(self, question: Question, fields: Fields) -> Mapping[str, Any]:
        """What the plain form says: per item that the form holds, a value to read, or None where it was left empty."""
        raise NotImplementedError

    def seen_in_form(self, question: Question, fields: Fields) -> Sequence[str]:
        """What the plain form had on its page to be answered one by one."""
        return ()


def is_mark(item: str, value: Any) -> bool:
    """Whether this is no answer, but says that the item was shown. What somebody wrote has a colon in its item."""
    return bool(value == SEEN and item and ":" not in item)


def field_name(question: Question, part: str = "") -> str:
    return f"q{question.id}-{part}" if part else f"q{question.id}"


def by_text(texts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Texts alone. Their order says nothing of how many stand behind them."""
    return sorted(({"id": each["id"], "text": each["text"]} for each in texts), key=lambda each: each["text"])


def one(values: Sequence[str]) -> str:
    return values[-1].strip() if values else ""


def number(text: str) -> Any:
    """The whole number that was typed, or the text as it is, for the reading to refuse in a sentence."""
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 7 else text


def line(value: Any, longest: int) -> str:
    """A text that somebody contributed, cleaned. Raises Refused when it is none, empty or too long."""
    if not isinstance(value, str):
        raise invalid("not_text")
    text = tidy(value[: longest * 4])
    if not key_of(text):
        raise invalid("empty")
    if len(text) > longest:
        raise invalid("text_too_long", most=longest, length=len(value))
    return text


def own_item(prefix: str, answer: Answer) -> str:
    """The item of something that a person may write several of: a new one, or the earlier one that is named."""
    item = answer.item or f"{prefix}:{answer.id}"
    if not item.startswith(f"{prefix}:"):
        raise invalid("item", "item")
    return item


def text_cell(text: str) -> Weighed:
    return ("text", key_of(text), text), 1


def is_step(question: Question, value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= question.steps


def check_options(question: Question, chosen: Iterable[Any]) -> None:
    """Raises Refused when one is unknown or named twice."""
    listed = list(chosen)
    if not all(isinstance(each, str) and each in question.option_ids for each in listed):
        raise invalid("unknown_option")
    if len(set(listed)) < len(listed):
        raise invalid("option_twice")


def middle_half(counts: Sequence[int]) -> tuple[int | None, int | None]:
    """The steps, from 1, where a quarter and three quarters of the answers are reached; None without answers.

    Both are steps that somebody chose: nothing is interpolated between them.
    """
    total = sum(counts)
    return (reaching(counts, total / 4), reaching(counts, total * 3 / 4)) if total else (None, None)


def reaching(counts: Sequence[int], answers: float) -> int:
    so_far = 0
    for step, count in enumerate(counts, 1):
        so_far += count
        if so_far >= answers:
            return step
    return len(counts)


def mean_of(counts: Sequence[int]) -> float | None:
    """The mean step, from 1, with one decimal: more would tell one person's answer apart."""
    total = sum(counts)
    return round(sum(step * count for step, count in enumerate(counts, 1)) / total, 1) if total else None
