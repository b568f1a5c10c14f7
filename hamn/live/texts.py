"""Contributed text: which wordings are one, and what the leader has put aside, merged or let out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from hamn.live.tally import Tally
from hamn.live.wordings import key_of

# Why a text waits for the leader ("name", "contact", "abuse"), or None when it need not.
Suspect = Callable[[str], str | None]
APPROVAL = "approval"
# A phone and a wall are told so many texts of a question; pages have them all.
MOST_TOLD = 200


def text_id(question: int, wording: str) -> str:
    """The id of a text, the same for equal wordings. It stands for the text, never for an answer."""
    return id_of_key(question, key_of(wording))


def id_of_key(question: int, key: str) -> str:
    return blake2b(f"{question}:{key}".encode(), digest_size=8).hexdigest()


def likeliest(wordings: Counter[str]) -> str:
    """The wording most people chose; among equals the first in the alphabet, so that no order of answering shows."""
    return min(wordings, key=lambda wording: (-wordings[wording], wording))


@dataclass
class Moderation:
    """What a leader has decided about one question's texts, by their ids."""

    aside: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    approved: list[str] = field(default_factory=list)

    def target(self, text: str) -> str:
        """Where a text counts: merging is never deeper than one step."""
        return self.merged.get(text, text)

    def merge(self, text: str, into: str) -> None:
        """Raises ValueError when that would put a text into itself or into one that is itself merged."""
        if text == into or into in self.merged:
            raise ValueError("A text is merged into another one that stands by itself.")
        self.merged = {each: into if where == text else where for each, where in self.merged.items()} | {text: into}


@dataclass(frozen=True)
class Text:
    """One text as the gate let it out. waits: why it waits for the leader, empty when it stands."""

    id: str
    text: str
    count: int
    waits: str = ""


@dataclass(frozen=True)
class Texts:
    """The texts of one question through the leader's decisions."""

    question: int
    moderation: Moderation
    suspect: Suspect
    approve_first: bool = False

    def everything(self, tally: Tally) -> list[Text]:
        """Every text, those that wait and those put aside or merged among them; most said first."""
        wordings: dict[str, Counter[str]] = defaultdict(Counter)
        for (key, wording), count in tally.of("text"):
            wordings[id_of_key(self.question, str(key))][str(wording)] += count
        found = [self.text(each, likeliest(said), said.total()) for each, said in wordings.items()]
        return sorted(found, key=lambda text: (-text.count, text.text))

    def text(self, id: str, wording: str, count: int) -> Text:
        return Text(id, wording, count, "" if id in self.moderation.approved else self.why_it_waits(wording))

    def why_it_waits(self, wording: str) -> str:
        return self.suspect(wording) or (APPROVAL if self.approve_first else "")

    def standing(self, tally: Tally) -> Iterator[Text]:
        """What the room may see: each with the counts of those merged into it."""
        everything = self.everything(tally)
        known = {text.id: text for text in everything}
        more: Counter[str] = Counter()
        for text in everything:
            target = self.moderation.target(text.id)
            if target != text.id and target in known and not self.is_withheld(text):
                more[target] += text.count
        for text in everything:
            where = self.moderation.target(text.id)
            if not self.is_withheld(text) and (where == text.id or where not in known):
                yield Text(text.id, text.text, text.count + more[text.id])

    def is_withheld(self, text: Text) -> bool:
        return bool(text.waits) or text.id in self.moderation.aside

    def as_told(self, tally: Tally) -> list[dict[str, Any]]:
        """The texts, most said first."""
        told = [{"id": text.id, "text": text.text, "count": text.count} for text in self.standing(tally)]
        return sorted(told, key=lambda text: (-text["count"], text["text"]))

    def as_results(self, name: str, told: list[dict[str, Any]], tally: Tally) -> dict[str, Any]:
        """What is told of the texts: the first of them, how many more there are, and why some are put aside."""
        more = max(0, len(told) - MOST_TOLD)
        return {name: told[:MOST_TOLD], "more": more, "put_aside": self.reasons(tally)}

    def reasons(self, tally: Tally) -> list[str]:
        """The reasons of what is put aside, one for each."""
        return [self.moderation.aside[text.id] for text in self.everything(tally) if text.id in self.moderation.aside]
