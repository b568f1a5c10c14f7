"""What a round's result page shows, from the rows that the gate has let out. No answer is read here."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Min, Prefetch, Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hamn.charts.figure import Figure
from hamn.charts.histogram import HistogramWords, histogram
from hamn.charts.soundings import SoundingsWords, Word, soundings
from hamn.dialogues.answering_back import AnsweringBack, answering_back
from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Reply, Round, ShownScale

# Presenter drawings are wider; a word keeps its place in the room and on the page alike.
PAGE_TO_PRESENTER = (1600 / 1200, 680 / 620)


@dataclass
class Result:
    """One question with what may be seen of its answers."""

    question: Question
    groups: list[AnswerGroup] = field(default_factory=list)
    scale: ShownScale | None = None

    def __bool__(self):
        return bool(self.groups or self.scale)

    @property
    def heard(self) -> list[AnswerGroup]:
        """Those we have answered first: that is what whoever comes back looks for."""
        return sorted(self.groups, key=lambda group: not group.replies.all())

    @property
    def steps(self) -> list[tuple[str, int]]:
        """The scale in words, for the small page."""
        return [
            *zip(labels_of(self.question), self.scale.counts, strict=False),
            (_("Don't know"), self.scale.dont_know),
        ]

    @property
    def histogram(self) -> Figure | None:
        return scale_figure(self.question, self.scale) if self.scale else None


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
        return cls(dialogue, list(AnswerGroup.objects.filter(question__dialogue=dialogue).prefetch_related(replies)))

    def in_round(self, round: Round | None) -> list[AnswerGroup]:
        return [group for group in self.groups if round and group.round_id == round.pk]

    def results(self, round: Round | None) -> list[Result]:
        """Every question of the round, in order."""
        questions = self.dialogue.questions.all()
        found = {question.pk: Result(question) for question in questions}
        for group in filter(stands, self.in_round(round)):
            group.question = found[group.question_id].question
            found[group.question_id].groups.append(group)
        if round and any(question.kind == Question.Kind.SCALE for question in questions):
            for scale in round.shown_scales.all():
                found[scale.question_id].scale = scale
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
    return not group.hidden_reason and group.merged_into_id is None


def cloud(result: Result, variant: str = "page", stay: bool = True) -> Figure | None:
    """The words on the water. While a room answers, each stays where it was first met; new ones get their place here."""
    if result.question.kind != Question.Kind.WORDS or not result.groups:
        return None
    words = tuple(word_of(group) for group in result.groups)
    previous = {str(group.pk): (group.x, group.y) for group in result.groups if group.x is not None}
    wide, high = PAGE_TO_PRESENTER if variant == "presenter" else (1, 1)
    kept = previous if stay and variant != "phone" else {}
    places = tuple((pk, (x * wide, y * high)) for pk, (x, y) in sorted(kept.items()))
    figure, positions = drawn(words, places, result.question.text, sentence_of(result), variant, get_language())
    if variant == "page":
        keep_places(result.groups, positions)
    return figure


def word_of(group: AnswerGroup) -> Word:
    state = "answered" if group.replies.all() else "unanswered"
    return Word(str(group.pk), group.label, group.shown_count, group.get_absolute_url(), state)


@lru_cache(maxsize=128)
def drawn(words, places, title, sentence, variant, language):
    """Drawing takes a third of a second; the same cloud is drawn once for everyone who may see it."""
    head = SoundingsWords(
        word=_("Word"),
        count=_("Said by"),
        state=_("Answer"),
        states={"": "", "answered": _("answered"), "unanswered": _("no answer yet")},
        hidden=_("a few"),
    )
    return soundings(words, dict(places), title, sentence, variant, head)


def keep_places(groups: list[AnswerGroup], positions) -> None:
    new = [group for group in groups if group.x is None and str(group.pk) in positions]
    for group in new:
        group.x, group.y = positions[str(group.pk)]
    if new:
        AnswerGroup.objects.bulk_update(new, ["x", "y"])


def sentence_of(result: Result) -> str:
    """What the cloud shows, in a sentence."""
    most = result.groups[0]
    different = ngettext("%(count)d different word.", "%(count)d different words.", len(result.groups)) % {
        "count": len(result.groups)
    }
    if not most.shown_count or most.shown_count < 2:
        return different
    return (
        different
        + " "
        + _("Most often said: %(word)s, by %(count)d.")
        % {
            "word": most.label,
            "count": most.shown_count,
        }
    )


def scale_figure(question: Question, scale: ShownScale) -> Figure:
    total = sum(scale.counts)
    words = HistogramWords(_("Step"), _("Answers"), _("Half of the answers lie here"), _("too few to show"))
    sentence = ngettext("%(count)d answer on the scale.", "%(count)d answers on the scale.", total) % {"count": total}
    if scale.dont_know:
        sentence += " " + ngettext("%(count)d does not know.", "%(count)d do not know.", scale.dont_know) % {
            "count": scale.dont_know
        }
    return histogram(labels_of(question), scale.counts, question.text, sentence, words)


def labels_of(question: Question) -> list[str]:
    ends = {1: question.low_label, question.steps: question.high_label}
    return [f"{step} {ends.get(step, '')}".strip() for step in question.step_range]


def answering_back_of(dialogues) -> dict[int, AnsweringBack]:
    """The figure of each dialogue, from all its rounds that count; by the dialogue's number. One query."""
    rows = (
        AnswerGroup.objects.shown()
        .filter(question__dialogue__in=dialogues)
        .order_by()
        .annotate(first=Min("replies__on", filter=Q(replies__in=Reply.objects.given())))
        .values_list("question__dialogue", "released_at", "first")
    )
    found = defaultdict(list)
    for dialogue, released_at, first in rows:
        found[dialogue].append((released_at, first))
    return {dialogue: answering_back(groups) for dialogue, groups in found.items()}
