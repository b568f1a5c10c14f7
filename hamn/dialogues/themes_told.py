"""What the answers to a question are about, for everybody who may read them: the themes that people put them in.

It counts only texts that stand on the page, and adds up only what the gate has let out beside each of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamn.charts.bars import Bar, BarsWords, bars
from hamn.charts.figure import Figure
from hamn.charts.soundings import Variant
from hamn.dialogues.figures import decimal, more
from hamn.dialogues.models import AnswerGroup, Question, Theme
from hamn.dialogues.results import Result


@dataclass(frozen=True)
class Gathered:
    """A theme and the texts that were put there."""

    theme: Theme
    groups: list[AnswerGroup]

    @property
    def texts(self) -> int:
        return len(self.groups)

    @property
    def answers(self) -> int | None:
        """How many said it, text by text; None when the gate holds one of them back, or when nothing is there."""
        return added([group.shown_count for group in self.groups])


@dataclass(frozen=True)
class Themes:
    """One question's themes, the largest first, and the texts that nobody has put anywhere."""

    question: Question
    each: list[Gathered]
    uncoded: list[AnswerGroup]

    @property
    def are_counted(self) -> bool:
        """Whether answers may be told of every theme; else its texts are, so that bars always measure the same."""
        return all(gathered.answers is not None for gathered in self.each)

    @property
    def invented(self) -> bool:
        """Numbers that are made up make up what is counted from them."""
        return any(group.invented for gathered in self.each for group in gathered.groups)

    def size_of(self, gathered: Gathered) -> int:
        return gathered.answers or 0 if self.are_counted else gathered.texts

    @property
    def size(self) -> int:
        return sum(self.size_of(gathered) for gathered in self.each)

    @property
    def largest(self) -> Gathered | None:
        """None where two are equally large: no theme is then named before another."""
        first, *rest = self.each
        return None if rest and self.size_of(rest[0]) == self.size_of(first) else first

    @property
    def sentence(self) -> str:
        count = len(self.each)
        parts = [ngettext("The answers are about %(count)d theme.", "The answers are about %(count)d themes.", count)]
        words: dict[str, object] = {"count": count}
        if self.largest and count > 1:
            parts.append(_("Most are about %(theme)s: %(most)d of %(all)d."))
            words |= {"theme": self.largest.theme.name, "most": self.size_of(self.largest), "all": self.size}
        if self.uncoded:
            left = len(self.uncoded)
            parts.append(ngettext("%(left)d text has no theme.", "%(left)d texts have no theme.", left))
            words["left"] = left
        return " ".join(part % words for part in parts)

    @property
    def title(self) -> str:
        return _("What the answers to “%(question)s” are about") % {"question": self.question.text}

    def figure(self, variant: Variant = "page") -> Figure:
        given = [Bar(each.theme.key, each.theme.name, self.size_of(each)) for each in self.each]
        counted = _("Answers") if self.are_counted else _("Texts")
        words = BarsWords(_("Theme"), counted, _("too few to show"), decimal, more)
        return bars(given, self.title, self.sentence, words, variant)

    @property
    def page_figure(self) -> Figure:
        return self.figure()

    @property
    def phone_figure(self) -> Figure:
        return self.figure("phone")


def tell_themes(results: Iterable[Result]) -> None:
    """Give every result its themes; none to a question of which no text that stands has one."""
    for result in results:
        result.themes = themes_of(result.question, result.groups)


def themes_of(question: Question, groups: list[AnswerGroup]) -> Themes | None:
    gathered, uncoded = gather(groups)
    if not gathered:
        return None
    themes = Themes(question, gathered, uncoded)
    return Themes(question, sorted(gathered, key=lambda each: (-themes.size_of(each), each.theme.order)), uncoded)


def gather(groups: list[AnswerGroup]) -> tuple[list[Gathered], list[AnswerGroup]]:
    """Every theme with its texts, and the texts without one; of texts that were read with their `theme_told`."""
    by_theme: dict[Theme, list[AnswerGroup]] = defaultdict(list)
    for group in groups:
        if group.theme_told:
            by_theme[Theme(**group.theme_told)].append(group)
    gathered = [Gathered(theme, found) for theme, found in by_theme.items()]
    return gathered, [group for group in groups if not group.theme_told]


def added(counts: list[int | None]) -> int | None:
    """What the gate has let out, added up; never a figure that it holds back."""
    known = [count for count in counts if count is not None]
    return sum(known) if known and len(known) == len(counts) else None
