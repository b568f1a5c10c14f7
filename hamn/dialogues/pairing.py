"""Which questions of a dialogue are a pair: what we should do, and what we should stop doing."""

from collections.abc import Iterable, Mapping, Sequence

from hamn.dialogues.models import Question
from hamn.live.questions import Pair

OTHER: Mapping[str, str] = {
    Question.Purpose.START: Question.Purpose.STOP,
    Question.Purpose.STOP: Question.Purpose.START,
}


def pairs_of(questions: Iterable[Question]) -> list[tuple[Question, Question]]:
    """Each pair with what to do first, whichever is asked first. questions: in order.

    Two questions of words are one when no other such question about doing or stopping stands between them.
    """
    found: list[tuple[Question, Question]] = []
    waiting = None
    for question in questions:
        if question.kind != Question.Kind.WORDS or question.purpose not in OTHER:
            continue
        if waiting is None or waiting.purpose != OTHER[question.purpose]:
            waiting = question
            continue
        is_stop = question.purpose == Question.Purpose.STOP
        found.append((waiting, question) if is_stop else (question, waiting))
        waiting = None
    return found


def pairs_by_second(questions: Sequence[Question]) -> dict[int, Pair]:
    """Each pair as the room knows it, by the number of the one that is asked last."""
    return {max(pair, key=questions.index).pk: Pair(start=pair[0].pk, stop=pair[1].pk) for pair in pairs_of(questions)}
