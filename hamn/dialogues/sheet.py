"""A participant's sheet: one form for all questions of a round, without an account. Everything typed is kept on an error."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hamn.dialogues.phone_texts import say
from hamn.live.form import answers_to, read_id, read_rev
from hamn.live.kinds import kind_of
from hamn.live.kinds.kind import SEEN, field_name
from hamn.live.messages import Answer
from hamn.live.questions import Question
from hamn.live.refusal import Refused, Sentence
from hamn.live.wordings import MOST_WORDS

MOST_SHOWN = 3
Own = Mapping[int, Mapping[str, Any]]


@dataclass
class Part:
    """One question of the sheet: what stands in its fields, and what is wrong with it. `told` is what was let out of it."""

    question: Question
    own: Mapping[str, Any]
    posted: Mapping[str, Sequence[str]] | None = None
    told: Mapping[str, Any] | None = None
    errors: list[str] = field(default_factory=list)
    # The ids of its statements in the order in which this participant meets them; those not named come last.
    order: Sequence[str] = ()

    @property
    def template(self) -> str:
        return f"dialogues/kinds/_{self.question.kind}.html"

    @property
    def name(self) -> str:
        return field_name(self.question)

    def typed(self, part: str = "") -> list[str]:
        return list((self.posted or {}).get(field_name(self.question, part), []))

    def value(self, part: str, own: Any) -> str:
        """What stands in a field: what was typed, else what was answered before."""
        if self.posted is not None:
            return (self.typed(part) or [""])[-1]
        return "" if own is None else str(own)

    @property
    def whole(self) -> Any:
        """The earlier answer of a question that is answered as a whole."""
        return self.own.get("")

    @property
    def words(self) -> list[dict]:
        own = [*(self.whole or []), *[""] * MOST_WORDS][:MOST_WORDS]
        return [
            {"name": field_name(self.question, str(place)), "number": place + 1, "value": self.value(str(place), word)}
            for place, word in enumerate(own)
        ]

    @property
    def shown_words(self) -> list[dict]:
        return self.words[:MOST_SHOWN]

    @property
    def more_words(self) -> list[dict]:
        return self.words[MOST_SHOWN:]

    @property
    def text(self) -> str:
        return self.value("", self.whole)

    @property
    def steps(self) -> list[dict]:
        chosen = self.value("", self.whole)
        return [{"value": str(step), "is_chosen": str(step) == chosen} for step in range(1, self.question.steps + 1)]

    @property
    def does_not_know(self) -> bool:
        return self.value("", self.whole) == "dont_know"

    @property
    def choices(self) -> list[dict]:
        chosen = self.typed() if self.posted is not None else (self.whole or [])
        return [
            {"id": option.id, "text": option.text, "is_chosen": option.id in chosen} for option in self.question.options
        ]

    @property
    def ranks(self) -> list[dict]:
        own = {option: place for place, option in enumerate(self.whole or [], 1)}
        places = range(1, len(self.question.options) + 1)
        return [
            self.option(option, own.get(option.id)) | {"places": [str(place) for place in places]}
            for option in self.question.options
        ]

    @property
    def shares(self) -> list[dict]:
        return [self.option(option, (self.whole or {}).get(option.id)) for option in self.question.options]

    @property
    def axes(self) -> list[dict]:
        own = self.whole or {"steps": {}, "comment": {}}
        return [
            self.option(axis, own["steps"].get(axis.id))
            | {
                "steps": [str(step) for step in range(1, self.question.steps + 1)],
                "comment_name": field_name(self.question, f"{axis.id}-comment"),
                "comment": self.value(f"{axis.id}-comment", own["comment"].get(axis.id)),
            }
            for axis in self.question.options
        ]

    @property
    def statements(self) -> list[dict]:
        """The question's own, and those from the room that have been let out."""
        known = {option.id for option in self.question.options}
        room = [text for text in (self.told or {}).get("statements", []) if text["id"] not in known]
        rows = [(option.id, option.text) for option in self.question.options] + [(e["id"], e["text"]) for e in room]
        place = {id: number for number, id in enumerate(self.order)}
        rows.sort(key=lambda row: place.get(row[0], len(place)))
        return [
            {
                "id": id,
                "text": text,
                "name": field_name(self.question, id),
                "value": self.value(id, self.own.get(id)),
                "is_ours": id in known,
            }
            for id, text in rows
        ]

    @property
    def seen(self) -> str:
        """The field that tells which statements stood on the page; without scripts, all of them."""
        return field_name(self.question, SEEN)

    @property
    def own_statements(self) -> list[str]:
        return [value for item, value in self.own.items() if item.startswith("own:")]

    @property
    def asks(self) -> list[dict]:
        """Questions from the room, each with whether one supports it."""
        return [ask | {"is_supported": f"support:{ask['id']}" in self.own} for ask in (self.told or {}).get("asks", [])]

    @property
    def own_asks(self) -> list[str]:
        return [value for item, value in self.own.items() if item.startswith("ask:")]

    @property
    def typed_own(self) -> str:
        return "".join(self.typed("own")[-1:])

    @property
    def typed_ask(self) -> str:
        return "".join(self.typed("ask")[-1:])

    def option(self, option, own) -> dict:
        name = field_name(self.question, option.id)
        return {
            "id": option.id,
            "text": option.text,
            "about": option.about,
            "name": name,
            "value": self.value(option.id, own),
        }


class Sheet:
    """own: what the participant answered before, by question and item. rev: above everything of theirs."""

    def __init__(
        self,
        questions: Sequence[Question],
        own: Own | None = None,
        rev: int = 1,
        posted: Mapping[str, Sequence[str]] | None = None,
        told: Mapping[int, Any] | None = None,
        language: str = "en",
    ) -> None:
        self.own, self.posted, self.language = own or {}, posted, language
        self.id, self.rev = secrets.token_hex(16), rev
        told = told or {}
        self.parts = [Part(each, self.own.get(each.id, {}), posted, told.get(each.id)) for each in questions]
        self.errors: list[str] = []

    @classmethod
    def read(cls, questions, own, posted, told=None, language="en") -> "Sheet":
        """What was sent, with what is wrong with it beside."""
        sheet = cls(questions, own, 1, posted, told, language)
        sheet.sent = sheet.answers()
        return sheet

    @property
    def is_valid(self) -> bool:
        return not self.errors and not any(part.errors for part in self.parts)

    def fields(self, name: str) -> Sequence[str]:
        return (self.posted or {}).get(name, [])

    @property
    def typed_texts(self) -> list[str]:
        """Everything that was typed, for whoever has to be told that it came too late."""
        named = [(name, values) for name, values in (self.posted or {}).items() if name.startswith("q")]
        return [value for name, values in named for value in values if value.strip() and not name.endswith(f"-{SEEN}")]

    def answers(self) -> list[Answer]:
        try:
            self.id, self.rev = read_id(self.fields), read_rev(self.fields)
        except Refused as refused:
            self.errors = self.said(refused)
            return []
        sent = [answer for part in self.parts for answer in self.answers_of(part)]
        if not sent and self.is_valid and not self.own:
            self.errors = [say(self.language, ("empty", {}))]
        return sent

    def answers_of(self, part: Part) -> list[Answer]:
        kind, released = kind_of(part.question), {text["id"] for text in texts_in(part.told)}
        try:
            found = list(answers_to(part.question, part.own, self.fields))
            for each in found:
                if not each.withdraw:
                    kind.read(part.question, each, released)
            return found
        except Refused as refused:
            part.errors = self.said(refused)
            return []

    def said(self, refused: Refused) -> list[str]:
        sentences: list[Sentence] = list(refused.fields.values()) or [(refused.error, {})]
        return [say(self.language, sentence) for sentence in sentences]


def texts_in(told: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """Every text that was let out, whatever its kind calls them."""
    return [
        text for name in ("words", "texts", "asks", "statements", "comments") for text in (told or {}).get(name, [])
    ]
