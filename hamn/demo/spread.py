"""From the totals of a file to one answer per person: who says what is dealt out, so that the sums are the file's. Pure.

Each kind has its own way in the files: `answers` (words and texts with how many said them), `counts` and `dont_know` (scale),
`given` (a whole answer with how many gave it), `votes` and `own` or `camps` (statements), `asks` (questions with their support).
"""

import secrets
from collections.abc import Callable, Iterator
from itertools import chain, cycle
from typing import Any

from hamn.live.kinds.kind import DONT_KNOW
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.texts import text_id

# A person's number in the room, and what that person sends.
Dealt = Iterator[tuple[int, Answer]]
# Those who vote on the next statement begin this much further on, so that opinions do not all fall together.
FURTHER_ON = 7


def spread(told: dict, asked: Question, people: int) -> Dealt:
    return WAYS.get(asked.kind, whole)(told, asked, people)


def answer(asked: Question, value: Any, **more) -> Answer:
    return Answer(secrets.token_hex(16), 1, asked.id, value, **more)


def words(told: dict, asked: Question, people: int) -> Dealt:
    said: list[list[str]] = [[] for _person in range(people)]
    turn = cycle(said)
    for text, count in told["answers"]:
        for _one in range(count):
            next(turn).append(text)
    return ((person, answer(asked, texts)) for person, texts in enumerate(said) if texts)


def texts(told: dict, asked: Question, people: int) -> Dealt:
    said = [text for text, count in told["answers"] for _one in range(count)]
    return ((person, answer(asked, text)) for person, text in enumerate(said))


def scale(told: dict, asked: Question, people: int) -> Dealt:
    given = [*enumerate(told["counts"], start=1), (DONT_KNOW, told.get("dont_know", 0))]
    return whole({"given": given}, asked, people)


def whole(told: dict, asked: Question, people: int) -> Dealt:
    values = [value for value, count in told["given"] for _one in range(count)]
    return ((person, answer(asked, value)) for person, value in enumerate(values))


def axes(told: dict, asked: Question, people: int) -> Dealt:
    """The first on each axis that somebody comments on also say why."""
    comments = dict(enumerate(told.get("comments", [])))
    for person, plain in whole(told, asked, people):
        axis, text = comments.get(person, ("", ""))
        yield person, answer(asked, plain.value, comment={axis: text}) if text else plain


def statements(told: dict, asked: Question, people: int) -> Dealt:
    if "camps" in told:
        return chain.from_iterable(camps(told["camps"], asked))
    own = [(text, votes) for text, *votes in told.get("own", [])]
    written = ((person, answer(asked, {"own": text})) for person, (text, _votes) in enumerate(own))
    ids = [*told["votes"].items(), *((text_id(asked.id, text), votes) for text, votes in own)]
    return chain(written, *(votes_on(asked, *each, place, people) for place, each in enumerate(ids)))


def camps(told: list[dict], asked: Question) -> Iterator[Dealt]:
    """Those of one mind stand after each other in the room, each camp with its own totals."""
    first = 0
    for camp in told:
        for place, (statement, votes) in enumerate(camp["votes"].items()):
            dealt = votes_on(asked, statement, votes, place, camp["people"])
            yield ((person + start, sent) for start in [first] for person, sent in dealt)
        first += camp["people"]


def votes_on(asked: Question, statement: str, votes: list[int], place: int, people: int) -> Dealt:
    dealt = [vote for vote, count in zip((1, 0, -1), votes, strict=True) for _one in range(count)]
    for number, vote in enumerate(dealt):
        yield (number + place * FURTHER_ON) % people, answer(asked, {statement: vote})


def asks(told: dict, asked: Question, people: int) -> Dealt:
    for place, (text, support) in enumerate(told["asks"]):
        yield place, answer(asked, {"ask": text})
        for number in range(support):
            yield (number + place * FURTHER_ON) % people, answer(asked, {"support": text_id(asked.id, text)})


WAYS: dict[str, Callable[[dict, Question, int], Dealt]] = {
    "words": words,
    "text": texts,
    "scale": scale,
    "axes": axes,
    "statements": statements,
    "qa": asks,
}
