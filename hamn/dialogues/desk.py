"""The desk: what whoever leads sees of an open room, made ready for the page; and the page's buttons as commands."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hamn.dialogues.models import AnswerGroup, Question
from hamn.dialogues.suspects import WHY
from hamn.live.messages import Command
from hamn.live.refusal import invalid

Told = Mapping[str, Any]
MINUTES = tuple((minutes, minutes * 60) for minutes in (1, 2, 5, 10))
# So many texts at first; a phone that gets five hundred every other second is of no use.
MOST_TEXTS = 40
COUNTED = ("count", "support")


@dataclass(frozen=True)
class Said:
    """One text: of which question, what it says and by how many; why it waits, is hidden, or what it is merged into."""

    question: int
    id: str
    text: str
    count: int | None = None
    why: str = ""
    into: str = ""
    # Its row, from which something can be made.
    row: AnswerGroup | None = None

    @property
    def why_in_words(self) -> str:
        return str(WHY.get(self.why, self.why))


@dataclass
class Asked:
    """One question at the desk."""

    told: Told
    result: Told | None
    number: int
    is_current: bool = False
    may_rise: bool = False
    may_sink: bool = False

    @property
    def id(self) -> int:
        return self.told["id"]

    @property
    def text(self) -> str:
        return self.told["text"]

    @property
    def kind_in_words(self) -> str:
        return Question.Kind(self.told["kind"]).label

    @property
    def is_open(self) -> bool:
        return self.told["open"]

    @property
    def is_settled(self) -> bool:
        return self.told.get("settled", False)

    @property
    def is_shown(self) -> bool:
        return self.told["shown"]

    @property
    def answered(self) -> int | None:
        return self.result["answered"] if self.result else None

    @cached_property
    def held(self) -> list[Said]:
        return [Said(self.id, each["id"], each["text"], why=each["why"]) for each in self.told["held"]]

    @cached_property
    def aside(self) -> list[Said]:
        return [Said(self.id, each["id"], each["text"], why=each["reason"]) for each in self.told["aside"]]

    @cached_property
    def merged(self) -> list[Said]:
        known = {each.id: each.text for each in self.texts}
        return [Said(self.id, e["id"], e["text"], into=known.get(e["into"], "")) for e in self.told["merged"]]

    @cached_property
    def texts(self) -> list[Said]:
        """What people wrote and everybody may see; a question's own statements are not among it."""
        own = {each["id"] for each in self.told.get("statements", ())}
        return [
            Said(self.id, each["id"], each["text"], next((each[name] for name in COUNTED if name in each), None))
            for name in ("words", "texts", "asks", "statements", "comments")
            for each in (self.result or {}).get(name, ())
            if each["id"] not in own
        ]


@dataclass(frozen=True)
class Desk:
    """told: the protocol's snapshot for the desk. chosen: the question somebody wants to look at, if any.

    last: the question that is always asked last and never moved, if there is one.
    """

    told: Told
    chosen: int | None = None
    last: int | None = None

    @cached_property
    def questions(self) -> list[Asked]:
        found = [
            Asked(each, self.told["results"].get(str(each["id"])), number)
            for number, each in enumerate(self.told["questions"], 1)
        ]
        wanted = (self.chosen, self.told["step"], *(each.id for each in found if each.is_open), *self.ids)
        current = next((number for number in wanted if number in self.ids), None)
        for each in found:
            each.is_current = each.id == current
            each.may_rise = each.number > 1 and each.id != self.last
            each.may_sink = each.number < len(found) - bool(self.last) and each.id != self.last
        return found

    @property
    def ids(self) -> list[int]:
        return [each["id"] for each in self.told["questions"]]

    @property
    def current(self) -> Asked | None:
        return next((each for each in self.questions if each.is_current), None)

    @property
    def is_on_the_wall(self) -> bool:
        return bool(self.current) and self.told["step"] == self.current.id

    def beside(self, places: int) -> Asked | None:
        place = self.ids.index(self.current.id) + places if self.current else -1
        return self.questions[place] if 0 <= place < len(self.questions) else None

    @property
    def before(self) -> Asked | None:
        return self.beside(-1)

    @property
    def after(self) -> Asked | None:
        return self.beside(1)

    @property
    def held(self) -> list[Said]:
        return [text for question in self.questions for text in question.held]

    @property
    def held_in_words(self) -> str:
        """How many wait, by why: "name" or "2 name, 1 abuse"."""
        return reasons_in_words(text.why for text in self.held)

    @property
    def timer_left(self) -> str:
        left = int(self.told["timer"]["left"])
        return f"{left // 60}:{left % 60:02}"


def reasons_in_words(reasons: Iterable[str]) -> str:
    counted = Counter(reasons)
    if len(counted) == 1:
        return str(WHY.get(next(iter(counted)), ""))
    return ", ".join(f"{count} {WHY.get(why, why)}" for why, count in counted.items())


# From the page's buttons to commands. A button says everything in its value: "step 12", "release 12 9f03…".

ON_OFF = {"on": True, "off": False}


def command_of(fields: Mapping[str, str]) -> Command:
    """Raises Refused."""
    name, *words = fields.get("do", "").split() or [""]
    read = READERS.get(name)
    if read is None:
        raise invalid("unknown_command", "command")
    try:
        return read(name, words, fields)
    except (ValueError, IndexError, KeyError):
        raise invalid("missing", "command") from None


def of_question(name, words, fields) -> Command:
    return Command(name, question=int(words[0]))


def of_text(name, words, fields) -> Command:
    return Command(
        name,
        question=int(words[0]),
        text=words[1],
        reason=fields.get("reason"),
        into=words[2] if name == "merge" else None,
    )


def switched(name, words, fields) -> Command:
    return Command(name, on=ON_OFF[words[0]])


def timed(name, words, fields) -> Command:
    return Command(name, seconds=int(words[0]))


def alone(name, words, fields) -> Command:
    return Command(name, reason=fields.get("reason"))


def written(name, words, fields) -> Command:
    return Command(name, kind=fields.get("kind", ""), text=fields.get("text", ""))


def ordered(name, words, fields) -> Command:
    """ "reorder 12 up 11 12 13": the question, where to, and the order it stood in."""
    moved, step, order = int(words[0]), {"up": -1, "down": 1}[words[1]], [int(word) for word in words[2:]]
    place = order.index(moved)
    order.insert(max(0, place + step), order.pop(place))
    return Command(name, order=order)


READERS = {
    **dict.fromkeys(("open", "close", "reopen", "settle", "step", "show", "hide"), of_question),
    **dict.fromkeys(("hold", "release", "approve", "merge", "unmerge"), of_text),
    **dict.fromkeys(("freeze", "blank", "reveal"), switched),
    **dict.fromkeys(("undo", "new_round", "end", "void"), alone),
    "add": written,
    "timer": timed,
    "reorder": ordered,
}


def new_paper() -> str:
    """The id of one paper form: whoever sends it twice has written it in once."""
    return secrets.token_hex(16)
