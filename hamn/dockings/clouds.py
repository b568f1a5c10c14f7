"""Last meeting's words, each on its way to its trail, and those that nobody has answered."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hamn.charts.figure import Figure
from hamn.charts.soundings import Word
from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Reply
from hamn.dialogues.results import drawn
from hamn.dockings.pack import seen_by_all
from hamn.records.templatetags.records import address_of

# The wall has room for so many beside the cloud; the list below it has them all.
BESIDE = 5
# From the page's drawing to the one on the wall (charts.soundings: 1200 × 620 to 1340 × 730).
PAGE_TO_WALL = (1340 / 1200, 730 / 620)


@dataclass(frozen=True)
class Cloud:
    """One question of the meeting, drawn, with the words that wait for an answer."""

    question: Question
    figure: Figure
    unanswered: list[AnswerGroup]

    @property
    def beside(self) -> list[AnswerGroup]:
        return self.unanswered[:BESIDE]

    @property
    def more(self) -> int:
        return len(self.unanswered) - len(self.beside)


def of_meeting(docking, person) -> list[Cloud]:
    """A cloud per question of words that was asked in the meeting, from its latest round.

    It is for the wall, so only what everybody invited may see is on it, whoever projects it.
    """
    asked = Dialogue.objects.visible_to(person).filter(seen_by_all(docking), dockings=docking)
    replies = Reply.objects.given().filter(group=OuterRef("pk"))
    groups = (
        AnswerGroup.objects.shown()
        .filter(question__dialogue__in=asked, question__kind=Question.Kind.WORDS)
        .select_related("question__dialogue", "round")
        .annotate(is_answered=Exists(replies))
        .order_by("question__dialogue_id", "question__order", "question_id", "-shown_count", "label")
    )
    by_question = defaultdict(list)
    for group in groups:
        by_question[group.question].append(group)
    return [cloud(question, of_latest_round(found)) for question, found in by_question.items()]


def of_latest_round(groups) -> list[AnswerGroup]:
    latest = max(group.round.number for group in groups)
    return [group for group in groups if group.round.number == latest]


def cloud(question, groups) -> Cloud:
    for group in groups:
        group.trail_url = address_of("trail", "dialogues.answergroup", group.pk) or group.get_absolute_url()
    unanswered = [group for group in groups if not group.is_answered]
    words = tuple(word(group) for group in groups)
    text = sentence(groups, unanswered)
    figure, _positions = drawn(words, places(groups), question.text, text, "beside", get_language())
    return Cloud(question, figure, unanswered)


def word(group) -> Word:
    state = "answered" if group.is_answered else "unanswered"
    return Word(str(group.pk), group.label, group.shown_count, group.trail_url, state)


def places(groups) -> tuple:
    """Where each word stood when it was said, so that the room knows the cloud again."""
    wide, high = PAGE_TO_WALL
    return tuple((str(each.pk), (each.x * wide, each.y * high)) for each in groups if each.x is not None)


def sentence(groups, unanswered) -> str:
    if not unanswered:
        return _("Everything that was said has an answer.")
    return ngettext(
        "%(waiting)d of %(all)d that were said has no answer yet.",
        "%(waiting)d of %(all)d that were said have no answer yet.",
        len(unanswered),
    ) % {"waiting": len(unanswered), "all": len(groups)}
