"""Themes for the answers to one question: a codebook, what the machine suggests, what people decided, how alike they read.

The machine only offers. It reads texts that the gate has let out, never an answer.
"""

import math
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from hamn.dialogues.models import AnswerGroup, Coding, Question, Theme
from hamn.dialogues.models.themes import deciding_theme
from hamn.dialogues.reading import languages
from hamn.dialogues.themes_told import Gathered, gather
from hamn.records import history
from hamn.sensemaking.sentences.words import of_alpha
from hamn.sensemaking.words import themes as suggesting
from hamn.sensemaking.words.alpha import krippendorff_alpha, second_coder_sample
from hamn.sensemaking.words.duplicates import suggest_merges

KINDS = (Question.Kind.WORDS, Question.Kind.TEXT, Question.Kind.QA)
MOST_THEMES = 30
# A second coder reads a fifth, at least so many: enough for alpha to mean something.
SECOND_SHARE, SECOND_LEAST = 5, 20


@transaction.atomic
def add(question: Question, name: str, description: str, examples: str, by) -> Theme:
    """One more theme, last. The same name again is the same theme.

    Raises: ValueError when the codebook is full.
    """
    key = slugify(name, allow_unicode=True)[:40] or "x"
    existing = question.themes.filter(key=key).first()
    if existing:
        return existing
    order = question.themes.count()
    if order >= MOST_THEMES:
        raise ValueError("The codebook has as many themes as anyone can keep apart.")
    history.note(question.dialogue, "theme_added", by, name)
    return question.themes.create(key=key, name=name, description=description, examples=examples, order=order)


@transaction.atomic
def accept(question: Question, language: str, by) -> None:
    """The codebook to begin with, in the given language. Accepting it again changes nothing."""
    listed = tomllib.loads(files("hamn.dialogues").joinpath("codebook.toml").read_text(encoding="utf-8"))
    for name, description in listed.get(language, listed["sv"]).items():
        add(question, name, description, "", by)


def code(group: AnswerGroup, theme: Theme, by) -> Coding:
    """This text is about that theme, says this person. Raises ValueError for a theme of another question."""
    if theme.question_id != group.question_id:
        raise ValueError("A text is coded with a theme of its own question.")
    said = {"theme": theme, "at": timezone.now()}
    return Coding.objects.update_or_create(group=group, coder=by, defaults=said)[0]


def uncode(group: AnswerGroup, by) -> None:
    group.codings.filter(coder=by).delete()


@dataclass
class Near:
    """A suggested theme; percent: how often one as near as this is right."""

    theme: Theme
    percent: int


@dataclass
class Text:
    """One text, what the machine suggests for it, and what this reader has said of it."""

    group: AnswerGroup
    near: list[Near] = field(default_factory=list)
    mine: Theme | None = None


class Themed:
    """One question's themes as one person works with them."""

    def __init__(self, question: Question, person, everything: bool = False):
        self.question, self.person, self.everything = question, person, everything

    @cached_property
    def themes(self) -> list[Theme]:
        return list(self.question.themes.all())

    @cached_property
    def groups(self) -> list[AnswerGroup]:
        """What stands on the pages of the latest round that has texts."""
        shown = AnswerGroup.objects.shown().filter(question=self.question).select_related("round")
        latest = shown.order_by("-round__number").values_list("round", flat=True).first()
        return list(shown.filter(round=latest).annotate(theme_told=deciding_theme())) if latest else []

    @cached_property
    def codings(self) -> list[Coding]:
        return list(Coding.objects.filter(group__in=self.groups).order_by("pk"))

    @cached_property
    def is_second(self) -> bool:
        """Somebody else began: this reader codes a sample, without seeing what the other said."""
        return bool(self.codings) and self.codings[0].coder_id != self.person.pk and not self.everything

    @cached_property
    def texts(self) -> list[Text]:
        """What this reader codes: what is not coded yet comes first."""
        mine = {each.group_id: each.theme_id for each in self.codings if each.coder_id == self.person.pk}
        by_pk = {theme.pk: theme for theme in self.themes}
        chosen = self.sample if self.is_second else self.groups
        near = suggestions(self.themes, [group.label for group in chosen])
        texts = [Text(g, n, by_pk.get(mine.get(g.pk))) for g, n in zip(chosen, near, strict=True)]
        return sorted(texts, key=lambda text: text.mine is not None)

    @cached_property
    def sample(self) -> list[AnswerGroup]:
        by_ref = {group.ref: group for group in self.groups}
        size = max(SECOND_LEAST, math.ceil(len(by_ref) / SECOND_SHARE))
        return [by_ref[ref] for ref in second_coder_sample(list(by_ref), size, seed=self.question.pk)]

    @property
    def merges(self) -> list[tuple[AnswerGroup, list[AnswerGroup]]]:
        """Texts that seem to say the same; the one most people wrote, and those that would join it.

        One that holds others, or is answered, stays where it is.
        """
        counts = [group.shown_count or 0 for group in self.groups]
        found = suggest_merges([group.label for group in self.groups], counts, languages())
        offered = ((self.groups[each.into], [self.groups[at] for at in each.others]) for each in found)
        fixed = {group.pk for group in self.fixed}
        return [(into, left) for into, rest in offered if (left := [group for group in rest if group.pk not in fixed])]

    @property
    def fixed(self):
        beside = AnswerGroup.objects.filter(question=self.question)
        return beside.filter(merged__isnull=False) | beside.filter(replies__isnull=False)

    @property
    def merged(self):
        """What stands merged, so that it can be taken apart again."""
        return AnswerGroup.objects.filter(merged_into__in=self.groups).select_related("merged_into").order_by("label")

    @cached_property
    def rows(self) -> list[Gathered]:
        """Every theme of the codebook with its texts, also those where nothing is yet."""
        found = {each.theme: each for each in gather(self.groups)[0]}
        return [found.get(theme, Gathered(theme, [])) for theme in self.themes]

    @property
    def uncoded(self) -> int:
        return len(self.groups) - sum(row.texts for row in self.rows)

    def agreement(self, language: str) -> str:
        """How alike those who coded read the texts, in a sentence."""
        coders = sorted({coding.coder_id for coding in self.codings})
        said = {(coding.coder_id, coding.group_id): coding.theme_id for coding in self.codings}
        ratings = [[said.get((coder, group.pk)) for group in self.groups] for coder in coders]
        both = sum(sum(code is not None for code in unit) > 1 for unit in zip(*ratings, strict=True))
        return of_alpha(krippendorff_alpha(ratings), both, language)


def suggestions(themes: list[Theme], labels: list[str]) -> list[list[Near]]:
    if not themes or not labels:
        return [[] for _ in labels]
    book = [
        suggesting.Theme(theme.key, f"{theme.name}: {theme.description}", theme.example_texts()) for theme in themes
    ]
    by_key = {theme.key: theme for theme in themes}
    found = suggesting.suggest(book, labels, languages())
    return [[Near(by_key[each.key], round(100 * each.confidence)) for each in near] for near in found]
