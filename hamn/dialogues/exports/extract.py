"""One round as it leaves: what it is about, every question with its rows, and what we answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamn.dialogues.exports.rows import Row, rows_of
from hamn.dialogues.models import AnswerGroup, Dialogue, Reply, Round, Tension, Theme
from hamn.dialogues.results import Heard, Result
from hamn.dialogues.themes_told import tell_themes


@dataclass(frozen=True)
class Extract:
    """address: where the results are read. on: the day they were fetched.

    beside: whether its reader may see how each group answered, as on the page.
    """

    dialogue: Dialogue
    round: Round | None
    address: str
    on: date
    beside: bool

    @cached_property
    def results(self) -> list[Result]:
        """Every question in order; none at all of a round that was declared void."""
        if self.round is None or self.round.is_void:
            return []
        found = Heard.of(self.dialogue).results(self.round)
        for result in found if not self.beside else ():
            result.by_group = []
        tell_themes(found)
        return found

    @property
    def tensions(self) -> Iterable[Tension]:
        return self.dialogue.tensions.shown()

    @property
    def themes(self) -> list[Theme]:
        """Those that texts of this round were put in."""
        return [each.theme for result in self.results if result.themes for each in result.themes.each]

    @cached_property
    def numbered(self) -> list[tuple[int, Result, list[Row]]]:
        return [(number, result, rows_of(result)) for number, result in enumerate(self.results, 1)]

    @property
    def replies(self) -> list[tuple[AnswerGroup, Reply]]:
        """What was heard and what we answered, in the order of the questions."""
        return [(group, reply) for result in self.results for group in result.heard for reply in group.replies.all()]

    @property
    def name(self) -> str:
        """What the file is called, without its ending."""
        return f"{self.dialogue.code}-{self.round.number}" if self.round else self.dialogue.code

    @property
    def about(self) -> dict[str, tuple[str, Any]]:
        """Every fact by its code: what it is called, and what it is. Days only: no exact time leaves."""
        dialogue, round = self.dialogue, self.round
        return {
            "title": (_("Title"), dialogue.title),
            "code": (_("Code"), dialogue.code),
            "who_asks": (_("Who asks"), dialogue.who_asks),
            "why": (_("Why we ask"), dialogue.why),
            "round": (_("Round"), round.number if round else None),
            "opened_on": (_("Opened on"), day(round.opened_at) if round else None),
            "closed_on": (_("Closed on"), day(round.closed_at) if round and round.closed_at else None),
            "voided_reason": (_("Declared void because"), round.voided_reason if round else ""),
            "answered": (_("Have answered"), round.shown_answered if round and not round.is_void else None),
            "threshold": (_("Smallest group shown"), dialogue.gate.threshold),
            "recognisable": (_("Open dialogue, where answers may be recognised"), dialogue.recognisable),
            "gate": (_("What is shown"), gate_sentence(dialogue)),
            "invented": (_("Invented example"), dialogue.invented),
            "source": (_("Source"), self.address),
            "licence": (_("Licence"), _("None is stated: ask whoever asks before you publish it elsewhere.")),
            "fetched_on": (_("Fetched on"), self.on),
        }


def gate_sentence(dialogue: Dialogue) -> str:
    if dialogue.recognisable:
        return _("Everything, however few answered: those who answered were told that they may be recognised.")
    least = dialogue.gate.threshold
    return ngettext(
        "Figures about at least %(least)d person, and texts without author, group or time. Hidden texts are left out.",
        "Figures about at least %(least)d people, and texts without author, group or time. Hidden texts are left out.",
        least,
    ) % {"least": least}


def day(moment) -> date:
    return timezone.localdate(moment)
