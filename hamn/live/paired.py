"""What the wall tells of questions: of the second of a pair also what both sides of it said."""

from collections.abc import Mapping
from typing import Any

from hamn.live.questions import Question

Told = Mapping[str, Any]


def on_wall(questions: Mapping[int, Question], told: Mapping[int, Told | None]) -> dict[str, Told | None]:
    """Every question's results by its number as text. told: of those that are shown, and of no other."""
    return {str(each): with_pair(questions[each], told) for each in told if each in questions}


def with_pair(question: Question, told: Mapping[int, Told | None]) -> Told | None:
    """The question's results, with the words of both sides where both are shown."""
    own = told.get(question.id)
    if not own or question.pair is None:
        return own
    start, stop = told.get(question.pair.start), told.get(question.pair.stop)
    return {**own, "pair": {"start": start["words"], "stop": stop["words"]}} if start and stop else own
