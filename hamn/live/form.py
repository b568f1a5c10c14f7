"""The plain form as answers: the same room without scripts."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hamn.live.kinds import kind_of
from hamn.live.kinds.axes import Axes
from hamn.live.kinds.kind import Fields
from hamn.live.messages import ANSWER_ID, HIGHEST_REV, Answer
from hamn.live.questions import Question
from hamn.live.refusal import invalid

Own = Mapping[int, Mapping[str, Any]]


def answers_of(questions: Sequence[Question], own: Own, fields: Fields) -> Iterator[Answer]:
    """What the form says: answers given, and earlier answers that were emptied, which are taken back. Raises Refused."""
    for question in questions:
        yield from answers_to(question, own.get(question.id, {}), fields)


def answers_to(question: Question, own: Mapping[str, Any], fields: Fields) -> Iterator[Answer]:
    form_id, rev = read_id(fields), read_rev(fields)
    kind = kind_of(question)
    comments = kind.comments_from_form(question, fields) if isinstance(kind, Axes) else None
    # Told once: the first answer says it for all.
    seen = list(kind.seen_in_form(question, fields)) or None
    for item, value in kind.from_form(question, fields).items():
        id = id_of(form_id, question.id, item)
        if value is not None:
            yield Answer(id, rev, question.id, value, comments or None, seen=seen)
            seen = None
        elif item in own:
            yield Answer(id, rev, question.id, withdraw=True, item=item or None)


def read_id(fields: Fields) -> str:
    [id] = fields("id")[-1:] or [""]
    if not ANSWER_ID.fullmatch(id):
        raise invalid("form_damaged", "id")
    return id


def read_rev(fields: Fields) -> int:
    [rev] = fields("rev")[-1:] or [""]
    if not rev.isdecimal() or len(rev) > 16 or not 1 <= int(rev) <= HIGHEST_REV:
        raise invalid("form_damaged", "rev")
    return int(rev)


def id_of(form_id: str, question: int, item: str) -> str:
    """One hidden id for the whole form gives each answer its own, and the same form always the same."""
    return hashlib.sha256(f"{form_id}:{question}:{item}".encode()).hexdigest()[:32]
