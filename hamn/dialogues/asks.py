"""What stands on a phone: each question with its place in the room, and what may be seen of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from hamn.dialogues.live import Moment
from hamn.dialogues.phone_figures import told_html
from hamn.dialogues.sheet import Part, Sheet
from hamn.live.questions import Question

# The kinds whose form a script of their own makes better.
IMPROVED = {kind: f"dialogues/phone/better/{kind}.js" for kind in ("ranking", "points", "statements")}


@dataclass(frozen=True)
class Ask:
    """is_now: where a room that goes question by question is; at one's own pace, every question that is open."""

    part: Part
    number: int
    is_open: bool
    is_now: bool
    is_shown: bool
    comes_later: bool
    told: SafeString

    @property
    def question(self) -> Question:
        return self.part.question

    @property
    def stands(self) -> bool:
        """Whether it is there without scripts."""
        return self.is_open or self.is_now or self.is_shown

    @property
    def is_unfolded(self) -> bool:
        return self.is_now or bool(self.part.errors) or not self.is_open

    @property
    def is_sent_at_once(self) -> bool:
        """With scripts a single choice needs no button: choosing sends it."""
        return self.question.kind in ("scale", "choice") and not self.question.several

    @property
    def script(self) -> str:
        return IMPROVED.get(self.question.kind, "")


def asks_of(moment: Moment, form: Sheet, own: Mapping[int, Mapping[str, Any]], group: str = "") -> Iterator[Ask]:
    """group: in which this phone answers. What the others guess about it is not asked here."""
    parts = {part.question.id: part for part in form.parts}
    for number, question in enumerate(moment.questions, 1):
        is_asked_here = not question.about or question.about != group
        is_open, is_shown = is_asked_here and question.id in moment.open, question.id in moment.shown
        # Guesses about several groups are open at once, so that nobody sits idle while the others guess about them.
        is_now = is_open if moment.pace == "own" or question.about else question.id == moment.step
        # Who has answered nothing yet gets the questions first, so that the page is light; a script fetches the figures.
        may_look = bool(own) or not moment.open
        yield Ask(
            parts.get(question.id) or Part(question, own.get(question.id, {})),
            number,
            is_open,
            is_now,
            is_shown,
            is_shown and not may_look and bool(moment.results.get(str(question.id))),
            told_html(question, moment.results.get(str(question.id)), form.language)
            if is_shown and may_look
            else SafeString(""),
        )
