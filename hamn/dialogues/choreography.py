"""The order in which a picture is shown: everybody answers, each group sees its own, they guess, and all see all.

Each stage is one button at the desk, and each button is a few of the room's own commands, safe to press again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamn.live.messages import Command
from hamn.live.refusal import invalid

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Stage:
    """One button. number: its place in the row, from 1."""

    name: str
    words: Promise
    number: int
    is_done: bool
    is_now: bool


@dataclass(frozen=True)
class Choreography:
    """told: the desk's snapshot of an open room that has groups and a question of axes about how things are."""

    told: Told
    asked: Told
    guesses: Sequence[Told]

    @classmethod
    def of(cls, told: Told | None) -> "Choreography | None":
        questions = told["questions"] if told and told["groups"] else []
        axes = [each for each in questions if each["kind"] == "axes" and "about" not in each]
        return cls(told, axes[0], [each for each in questions if "about" in each]) if axes else None

    @property
    def stages(self) -> list[Stage]:
        done = {
            "ask": self.is_settled,
            "settle": self.is_settled,
            "guess": bool(self.told["revealed"]),
            "reveal": bool(self.told["revealed"]),
        }
        names = [name for name in STAGES if name != "guess" or self.guesses]
        return [Stage(name, STAGES[name], number, done[name], name == self.now) for number, name in enumerate(names, 1)]

    @property
    def is_settled(self) -> bool:
        return bool(self.asked.get("settled"))

    @property
    def now(self) -> str:
        """The stage that the room is in."""
        if self.told["revealed"]:
            return "reveal"
        if any(each["open"] for each in self.guesses):
            return "guess"
        return "settle" if self.is_settled else "ask"

    @property
    def without_picture(self) -> list[str]:
        """Names of the groups that are too small to be described."""
        shown = self.asked.get("pictures", [])
        return [group["text"] for group in self.told["groups"] if group["id"] not in shown] if self.is_settled else []

    def commands(self, name: str) -> list[Command]:
        """Raises Refused for a stage that there is not."""
        if name not in ACTS or (name == "guess" and not self.guesses):
            raise invalid("unknown_command", "command")
        return list(ACTS[name](self))

    def ask(self) -> Iterator[Command]:
        yield Command("step", question=self.asked["id"])

    def settle(self) -> Iterator[Command]:
        """What the whole room answered stays hidden: it would tell each group about the others."""
        yield Command("hide", question=self.asked["id"])
        yield Command("settle", question=self.asked["id"])

    def guess(self) -> Iterator[Command]:
        yield from self.settle()
        for each in self.guesses:
            if not each.get("settled"):
                yield Command("open", question=each["id"])
        yield Command("step", question=self.guesses[0]["id"])

    def reveal(self) -> Iterator[Command]:
        for each in (self.asked, *self.guesses):
            yield Command("settle", question=each["id"])
        yield Command("reveal", on=True)
        yield Command("show", question=self.asked["id"])
        yield Command("step", question=self.asked["id"])


STAGES: dict[str, Promise] = {
    "ask": _("Ask"),
    "settle": _("Show each group its own picture"),
    "guess": _("Guess"),
    "reveal": _("Show everything"),
}
ACTS: dict[str, Callable[[Choreography], Iterator[Command]]] = {
    "ask": Choreography.ask,
    "settle": Choreography.settle,
    "guess": Choreography.guess,
    "reveal": Choreography.reveal,
}
