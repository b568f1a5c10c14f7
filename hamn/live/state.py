"""What the leader has set in a room. It is stored, so that a room that starts again is where it was."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from typing import Any

from hamn.live.texts import Moderation

# How many acts can be undone.
MOST_UNDONE = 20


@dataclass
class Timer:
    """Wall-clock seconds, since it must survive a restart. It never closes anything."""

    seconds: int
    ends_at: float

    def told(self, now: float) -> dict[str, float]:
        # A clock that was set back must not give more time than there ever was.
        return {"seconds": self.seconds, "left": round(min(max(0.0, self.ends_at - now), self.seconds), 1)}


@dataclass
class State:
    step: int | None = None
    open: list[int] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    frozen: bool = False
    blank: bool = False
    revealed: bool = False
    # Questions that are closed for good, each with how its groups answered as far as the gate lets it be told.
    settled: dict[int, dict[str, Any]] = field(default_factory=dict)
    timer: Timer | None = None
    texts: dict[int, Moderation] = field(default_factory=dict)
    past: list[dict[str, Any]] = field(default_factory=list)

    def moderation(self, question: int) -> Moderation:
        return self.texts.get(question) or Moderation()

    def deciding(self, question: int) -> Moderation:
        """The decisions about a question's texts, to be changed; how things were can be brought back by `undo`."""
        self.remember()
        return self.texts.setdefault(question, Moderation())

    def remember(self) -> None:
        past = {"shown": list(self.shown), "texts": {str(key): asdict(value) for key, value in self.texts.items()}}
        self.past = [*self.past, deepcopy(past)][-MOST_UNDONE:]

    def undo(self) -> bool:
        """Whether there was anything to take back."""
        if not self.past:
            return False
        past = self.past.pop()
        self.shown, self.texts = list(past["shown"]), moderations(past["texts"])
        return True

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "State":
        kept = json.loads(text)
        timer = Timer(**kept.pop("timer")) if kept["timer"] else kept.pop("timer")
        settled = {int(question): groups for question, groups in kept.pop("settled", {}).items()}
        return cls(**kept | {"texts": moderations(kept["texts"]), "timer": timer, "settled": settled})


def moderations(kept: Mapping[Any, Mapping[str, Any]]) -> dict[int, Moderation]:
    return {int(question): Moderation(**deepcopy(dict(decided))) for question, decided in kept.items()}
