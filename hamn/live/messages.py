"""Every message that comes in, as docs/live-protocol.md tells it. Unknown input is refused, not guessed."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

from hamn.live.refusal import Refused, invalid

HIGHEST_REV = 2**53
ANSWER_ID = re.compile(r"[0-9a-f]{32}")
ITEM = re.compile(r"[A-Za-z0-9:_.-]{1,64}")
LANGUAGES = ("sv", "fi", "en", "sv-easy", "ar")

Message = TypeVar("Message", "Join", "Answer", "Command")


@dataclass(frozen=True, slots=True)
class Join:
    group: str | None = None
    phrase: str | None = None
    language: str | None = None


class Answer(NamedTuple):
    """A named tuple, since a hall sends thousands. value None with withdraw takes the answer at (question, item) back.

    seen: what the phone has shown since it last told, answered or not.
    """

    id: str
    rev: int
    question: int
    value: Any = None
    comment: Mapping[str, str] | None = None
    withdraw: bool = False
    item: str | None = None
    seen: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """One act of whoever leads the room; which fields go with which command stands in the protocol."""

    command: str
    question: int | None = None
    text: str | None = None
    into: str | None = None
    reason: str | None = None
    on: bool | None = None
    seconds: int | None = None
    order: Sequence[int] | None = None
    kind: str | None = None
    options: Sequence[str] | None = None
    several: bool | None = None
    steps: int | None = None
    low: str | None = None
    high: str | None = None
    value: Any = None
    id: str | None = None
    group: str | None = None


def read_join(body: bytes) -> Join:
    join = read(Join, body or b"{}")
    if join.language is not None and join.language not in LANGUAGES:
        raise invalid("unknown_language", "language")
    if join.phrase is not None and len(join.phrase) > 200:
        raise invalid("text_too_long", "phrase", most=200, length=len(join.phrase))
    return join


def read_answer(body: bytes) -> Answer:
    answer = read(Answer, body)
    check_answer(answer)
    return answer


def check_answer(answer: Answer) -> None:
    """What any answer must be, whichever door it came through."""
    if not ANSWER_ID.fullmatch(answer.id):
        raise invalid("answer_id", "id")
    if not 1 <= answer.rev <= HIGHEST_REV:
        raise invalid("rev", "rev")
    if answer.item is not None and not ITEM.fullmatch(answer.item):
        raise invalid("item", "item")
    if answer.seen is not None and not all(isinstance(shown, str) for shown in answer.seen):
        raise invalid("wrong_type", "seen")
    if answer.withdraw and answer.value is not None:
        raise invalid("withdraw", "withdraw")
    if not answer.withdraw and answer.value is None:
        raise invalid("empty")


def read_command(body: bytes) -> Command:
    return read(Command, body)


def read(shape: type[Message], body: bytes) -> Message:
    """The message, if every field is known and of its type. Raises Refused."""
    try:
        given = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise Refused("invalid", 422, {"body": ("not_json", {})}) from None
    if not isinstance(given, dict):
        raise Refused("invalid", 422, {"body": ("not_json", {})})
    known = SHAPES[shape]
    for name, value in given.items():
        if name not in known:
            raise invalid("unknown_field", ascii(name[:40])[1:-1])
        types = known[name]
        # The very type: a bool is no number here. A list or an object holds what the kinds look at later.
        if types and type(value) not in types:
            raise invalid("wrong_type", name)
    if not REQUIRED[shape] <= given.keys():
        raise invalid("missing", min(REQUIRED[shape] - given.keys()))
    return shape(**given)


def plain_types(hint: Any) -> frozenset[type]:
    """str | None → (str, NoneType); Sequence[...] → list; Mapping[...] → dict; Any → anything."""
    if hint is Any:
        return frozenset()
    parts = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    return frozenset(PLAIN.get(getattr(part, "__origin__", part), part) for part in parts)


PLAIN: dict[Any, type] = {Sequence: list, Mapping: dict}
SHAPES = {
    shape: {name: plain_types(hint) for name, hint in get_type_hints(shape).items()}
    for shape in (Join, Answer, Command)
}
REQUIRED = {
    Join: set[str](),
    Answer: {"id", "rev", "question"},
    Command: {"command"},
}
