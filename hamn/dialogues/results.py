"""What a round's result page shows, from the rows that the gate has let out. No answer is read here."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Min, Prefetch, Q, prefetch_related_objects
from django.utils.translation import get_language

from hamn.charts.figure import Figure
from hamn.charts.soundings import Word
from hamn.dialogues import figures, rooms
from hamn.dialogues.answering_back import AnsweringBack, answering_back
from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Reply, RespondentGroup, Round, ShownFigure
from hamn.dialogues.models.themes import deciding_theme
from hamn.dialogues.reading import own_language
from hamn.sensemaking.sentences.words import of_terms
from hamn.sensemaking.words.cloud import terms
from hamn.sensemaking.words.phrases import Recurring, recurring

# Presenter drawings are wider; a word keeps its place in the room and on the page alike.
PAGE_TO_PRESENTER = (1600 / 1200, 680 / 620)


# Kinds that have neither options nor a figure of what is counted.
WRITTEN = (Question.Kind.WORDS, Question.Kind.TEXT)
# A list of more would be read by nobody; the texts themselves have them all.
MOST_PHRASES = 12


@dataclass
class Result:
    """One question with what may be seen of its answers."""

    question: Question
    groups: list[AnswerGroup] = field(default_factory=list)
    shown: ShownFigure | None = None
    by_group: list[ShownFigure] = field(default_factory=list)
    # Every group that could answer, whether it may be shown or not.
    dialogue_groups: list[RespondentGroup] = field(default_factory=list)
    # The map of a closed round's statements, where the page shows one.
    opinions: Any = None
    # What its texts are about, where the page tells it and somebody has put them in themes.
    themes: Any = None

    def __bool__(self):
        return bool(self.groups or self.shown)

    @property
    def told(self) -> dict | None:
        return self.shown.told if self.shown else None

    @property
    def heard(self) -> list[AnswerGroup]:
        """Those we have answered first: that is what whoever comes back looks for."""
        return sorted(self.groups, key=lambda group: not group.replies.all())

    @property
    def replied(self) -> list[AnswerGroup]:
        """What the organisation has answered."""
        return [group for group in self.groups if group.replies.all()]

    @property
    def unreplied(self) -> list[AnswerGroup]:
        """What waits for an answer, where no figure of the question names it already."""
        named = self.question.kind in (Question.Kind.STATEMENTS, Question.Kind.QA) and self.told
        return [] if named else [group for group in self.groups if not group.replies.all()]

    @cached_property
    def asked(self):
        return rooms.asked(self.question)

    def drawn(self, variant: str = "page") -> Figure | None:
        """The figure of what is counted; the words have their cloud."""
        return figures.figure_of(self.asked, self.told_whole, variant) if self.told else None

    @property
    def is_counted(self) -> bool:
        return self.question.kind in figures.FIGURES

    @property
    def beside(self) -> list[tuple[RespondentGroup, int | None, Figure | None]]:
        """Every group that was asked, with its own figure; without one where it is too few to tell."""
        shown = {figure.group_id: figure.told for figure in self.by_group}
        return [
            (group, told["answered"], figures.figure_of(self.asked, {**told, "who": group.name}, "phone"))
            if (told := shown.get(group.pk))
            else (group, None, None)
            for group in self.dialogue_groups
            if group.pk != self.question.about_group_id
        ]

    @property
    def said_more(self) -> list[tuple[RespondentGroup, int | None, str]]:
        """Every group of the dialogue with what it says more than the others, in a sentence; empty where too few to tell."""
        shown = {figure.group_id: figure.told for figure in self.by_group}
        return [
            (group, told["answered"], of_terms(group.name, self.standing(told["said_more"]), get_language()))
            if (told := shown.get(group.pk))
            else (group, None, "")
            for group in self.dialogue_groups
        ]

    @property
    def compares_words(self) -> bool:
        """Whether it was worked out at closing; of a question that was settled before nothing more is told of its groups."""
        return self.is_written and bool(self.groups) and all("said_more" in each.told for each in self.by_group)

    def standing(self, said: list[dict]) -> list[str]:
        """What each is called that some text still holds: a leader may have hidden the others since."""
        if self.question.kind == Question.Kind.WORDS:
            names = {group.ref: group.label for group in self.groups}
            return [names[each["term"]] for each in said if each["term"] in names]
        held = {term for group in self.groups for term, _form in terms(group.label, own_language())} if said else set()
        return [each["name"] for each in said if each["term"] in held]

    @property
    def phrases(self) -> list[Recurring]:
        """What returns in several of the texts."""
        if self.question.kind not in WRITTEN:
            return []
        return recurring_in(tuple((group.label, group.shown_count) for group in self.groups if group.shown_count))

    @property
    def is_written(self) -> bool:
        return self.question.kind in WRITTEN

    @property
    def is_read(self) -> bool:
        """Texts are read as cards; a question that is counted shows its figure."""
        return self.question.kind == Question.Kind.TEXT and bool(self.groups)

    @property
    def told_whole(self) -> dict:
        """The figures as they were let out, without the texts that were put aside or merged since."""
        standing = {group.ref for group in self.groups} | set(self.asked.option_ids)
        told = dict(self.told or {})
        for name in ("asks", "statements"):
            if name in told:
                told[name] = [text for text in told[name] if text["id"] in standing]
        return told

    @property
    def wall_figure(self) -> Figure | None:
        return self.drawn("presenter")

    @property
    def page_figure(self) -> Figure | None:
        return self.drawn()

    @property
    def phone_figure(self) -> Figure | None:
        return self.drawn("phone")

    @property
    def rows(self) -> list:
        """The figure in words, for the small page."""
        figure = self.drawn()
        return list(figure.table.rows) if figure else []


@dataclass(frozen=True)
class Heard:
    """What a dialogue's rounds have let out: every group, also those put aside, read in one go."""

    dialogue: Dialogue
    groups: list[AnswerGroup]

    @classmethod
    def of(cls, dialogue: Dialogue) -> "Heard":
        if not dialogue.was_opened:
            return cls(dialogue, [])
        replies = Prefetch("replies", Reply.objects.given().select_related("body"))
        groups = AnswerGroup.objects.filter(question__dialogue=dialogue).annotate(theme_told=deciding_theme())
        return cls(dialogue, list(groups.prefetch_related(replies)))

    def in_round(self, round: Round | None) -> list[AnswerGroup]:
        return [group for group in self.groups if round and group.round_id == round.pk]

    def results(self, round: Round | None) -> list[Result]:
        """Every question of the round, in order."""
        prefetch_related_objects([self.dialogue], "questions")
        questions = self.dialogue.questions.all()
        prefetch_related_objects([each for each in questions if each.kind in Question.WITH_OPTIONS], "options")
        may_have_groups = round and not round.is_open and getattr(self.dialogue, "has_groups", True)
        groups = list(self.dialogue.groups.all()) if may_have_groups else []
        found = {question.pk: Result(question, dialogue_groups=groups) for question in questions}
        for group in filter(stands, self.in_round(round)):
            group.question = found[group.question_id].question
            found[group.question_id].groups.append(group)
        for figure in round.shown_figures.select_related("group") if round else ():
            result = found[figure.question_id]
            if figure.group_id:
                result.by_group.append(figure)
            else:
                result.shown = figure
        return list(found.values())

    def hidden(self, round: Round | None) -> list[str]:
        """The reasons of what the leader has hidden, one for each."""
        return [group.hidden_reason for group in self.in_round(round) if group.hidden_reason]

    def put_aside(self, round: Round | None) -> list[AnswerGroup]:
        """What is hidden or merged, so that the leader can bring it back; with the group it was merged into."""
        by_pk = {group.pk: group for group in self.groups}
        aside = [group for group in self.in_round(round) if not stands(group)]
        for group in aside:
            group.merged_into = by_pk.get(group.merged_into_id)
        return aside

    @property
    def answering_back(self) -> AnsweringBack:
        void = {round.pk for round in self.dialogue.known_rounds if round.is_void}
        standing = [group for group in self.groups if stands(group) and group.round_id not in void]
        return answering_back(
            [(group.released_at, min((reply.on for reply in group.replies.all()), default=None)) for group in standing]
        )


def stands(group: AnswerGroup) -> bool:
    """As the queryset's `shown`, for groups already read."""
    return not group.held_for and not group.hidden_reason and group.merged_into_id is None


def cloud(
    result: Result, variant: str = "page", stay: bool = True, address=AnswerGroup.get_absolute_url
) -> Figure | None:
    """The words on the water. While a room answers, each stays where it was first met; new ones get their place here.

    address: where each word leads.
    """
    if result.question.kind != Question.Kind.WORDS or not result.groups:
        return None
    words = tuple(word_of(group, address) for group in result.groups)
    previous = {str(group.pk): (group.x, group.y) for group in result.groups if group.x is not None}
    wide, high = PAGE_TO_PRESENTER if variant == "presenter" else (1, 1)
    kept = previous if stay and variant != "phone" else {}
    places = tuple((pk, (x * wide, y * high)) for pk, (x, y) in sorted(kept.items()))
    figure, positions = drawn(words, places, result.question.text, sentence_of(result), variant, get_language())
    if variant == "page":
        keep_places(result.groups, positions)
    return figure


def word_of(group: AnswerGroup, address=AnswerGroup.get_absolute_url) -> Word:
    state = "answered" if group.replies.all() else "unanswered"
    return Word(str(group.pk), group.label, group.shown_count, address(group), state)


@lru_cache(maxsize=128)
def drawn(words, places, title, sentence, variant, language):
    """Drawing takes a third of a second; the same cloud is drawn once for everyone who may see it."""
    return figures.cloud_of(title, list(words), dict(places), sentence, variant)


def keep_places(groups: list[AnswerGroup], positions) -> None:
    new = [group for group in groups if group.x is None and str(group.pk) in positions]
    for group in new:
        group.x, group.y = positions[str(group.pk)]
    if new:
        AnswerGroup.objects.bulk_update(new, ["x", "y"])


@lru_cache(maxsize=64)
def recurring_in(texts: tuple[tuple[str, int], ...]) -> list[Recurring]:
    return recurring(texts, own_language())[:MOST_PHRASES]


def sentence_of(result: Result) -> str:
    most = result.groups[0]
    return figures.words_sentence(len(result.groups), most.label, most.shown_count)


def texts_told(round: Round, asked) -> dict[int, dict]:
    """What the room has contributed to questions that others answer in turn: statements, and questions asked."""
    kinds = {question.id: question.kind for question in asked if question.kind in ("statements", "qa")}
    if not kinds:
        return {}
    found: dict[int, dict] = {number: {"statements": [], "asks": []} for number in kinds}
    for group in AnswerGroup.objects.shown().filter(round=round, question__in=kinds).order_by("label"):
        name = "asks" if kinds[group.question_id] == "qa" else "statements"
        found[group.question_id][name].append({"id": group.ref, "text": group.label})
    return found


@dataclass(frozen=True)
class Waiting:
    """One dialogue's figure."""

    dialogue: int
    title: str
    figure: AnsweringBack


@dataclass(frozen=True)
class Steering:
    """The figure we steer by, of several dialogues together and of each, from all their rounds that count."""

    whole: AnsweringBack
    each: list[Waiting]

    @classmethod
    def of(cls, dialogues) -> "Steering":
        """One query. Only what stands on the pages counts: neither hidden, waiting nor merged texts."""
        rows = (
            AnswerGroup.objects.shown()
            .filter(question__dialogue__in=dialogues)
            .order_by()
            .annotate(first=Min("replies__on", filter=Q(replies__in=Reply.objects.given())))
            .values_list("question__dialogue", "question__dialogue__title", "released_at", "first")
        )
        found = defaultdict(list)
        for dialogue, title, released_at, first in rows:
            found[dialogue, title].append((released_at, first))
        each = [Waiting(dialogue, title, answering_back(groups)) for (dialogue, title), groups in found.items()]
        return cls(answering_back([pair for groups in found.values() for pair in groups]), each)

    @property
    def waiting(self) -> list[Waiting]:
        """Those with something that nobody has answered, the most first."""
        unanswered = [one for one in self.each if one.figure.unanswered]
        return sorted(unanswered, key=lambda one: (-one.figure.unanswered, one.title))
