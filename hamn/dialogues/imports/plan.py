"""What would come in from a file: questions, people with their answers, and a line for each thing that does not.

Nobody has been stored yet. Every answer has been read by the same code that reads a phone's.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from hamn.dialogues.imports.wording import Line, lost
from hamn.dialogues.phone_texts import say
from hamn.live.kinds import kind_of
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.refusal import Refused

NO_TEXTS: tuple[str, ...] = ()
# Reading an answer asks for its sender's id, which an imported one does not have.
NO_ID = "0" * 32


@dataclass
class Somebody:
    """group: a name, or empty. answers: question number, item, value as it is stored."""

    group: str = ""
    answers: list[tuple[int, str, Any]] = field(default_factory=list)


@dataclass
class Plan:
    questions: list[Question] = field(default_factory=list)
    people: list[Somebody] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def ask(self, question: Question, answers: Iterable[Any]) -> None:
        """Add a question with everybody's answer to it, in the order of the people; None where there is none.

        A list of answers answers several parts of the question, one by one.
        """
        self.questions.append(question)
        refused: Counter[str] = Counter()
        for somebody, given in zip(self.people, answers, strict=True):
            for value in given if isinstance(given, Several) else [given]:
                if value is not None:
                    self.take(somebody, question, value, refused)
        self.lines += [lost(question.text, reason, count) for reason, count in refused.items()]

    def take(self, somebody: Somebody, question: Question, value: Any, refused: Counter[str]) -> None:
        try:
            item, stored = kind_of(question).read(question, Answer(NO_ID, 1, question.id, value), NO_TEXTS)
        except Refused as refusal:
            refused[reason_of(refusal)] += 1
        else:
            somebody.answers.append((question.id, item, stored))

    @property
    def answered(self) -> list[tuple[Question, int]]:
        """Each question with how many answered it."""
        found = Counter(number for somebody in self.people for number in {answer[0] for answer in somebody.answers})
        return [(question, found[question.id]) for question in self.questions]

    @property
    def respondents(self) -> list[Somebody]:
        """Those who answered anything at all."""
        return [somebody for somebody in self.people if somebody.answers]

    @property
    def sizes(self) -> dict[str, int]:
        """How many answered, by group."""
        found: dict[str, int] = defaultdict(int)
        for somebody in self.respondents:
            found[somebody.group] += 1
        return dict(found)


class Several(list):
    """Answers to the parts of one question, such as statements."""


def reason_of(refusal: Refused) -> str:
    return " ".join(say((get_language() or "en").split("-")[0], sentence) for sentence in refusal.fields.values())
