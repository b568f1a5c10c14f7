"""Last meeting's words, each on its way to its trail, and those that nobody has answered."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hamn.charts.figure import Figure
from hamn.charts.soundings import Word
from hamn.dialogues import pairs
from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Reply
from hamn.dialogues.pairing import pairs_of
from hamn.dialogues.results import drawn
from hamn.dockings.pack import seen_by_all
from hamn.records.templatetags.records import address_of

# The wall has room for so many beside the cloud; the list below it has them all.
BESIDE = 5
# From the page's drawing to the one on the wall (charts.soundings: 1200 × 620 to 1340 × 730).
PAGE_TO_WALL = (1340 / 1200, 730 / 620)


@dataclass(frozen=True)
class Cloud:
    """One question of the meeting, or a pair of them, drawn, with the words that wait for an answer."""

    title: str
    dialogue: Dialogue
    figure: Figure
    unanswered: list[AnswerGroup]
    # What to do beside what to stop doing: the drawing takes the whole width, and says itself what waits.
    is_pair: bool = False

    @property
    def beside(self) -> list[AnswerGroup]:
        return self.unanswered[:BESIDE]

    @property
    def more(self) -> int:
        return len(self.unanswered) - len(self.beside)


def of_meeting(docking, person) -> list[Cloud]:
    """A cloud per question of words that was asked in the meeting, or per pair of them, from its latest round.

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
    by_question: dict[Question, list[AnswerGroup]] = defaultdict(list)
    for group in groups:
        by_question[group.question].append(group)
    latest = {question: of_latest_round(found) for question, found in by_question.items()}
    return [
        each
        for _dialogue, questions in groupby(latest, key=lambda question: question.dialogue_id)
        for each in of_dialogue({question: latest[question] for question in questions})
    ]


def of_latest_round(groups) -> list[AnswerGroup]:
    latest = max(group.round.number for group in groups)
    return [group for group in groups if group.round.number == latest]


def of_dialogue(said: dict[Question, list[AnswerGroup]]) -> list[Cloud]:
    """In the order of the questions; a pair that was answered in one round stands where its first was asked."""
    paired = {
        question: pair
        for pair in pairs_of(said)
        if len({said[each][0].round_id for each in pair}) == 1
        for question in pair
    }
    firsts = [min(pair, key=list(said).index) for pair in paired.values()]
    return [
        cloud_pair(*(said[each] for each in paired[question]))
        if question in paired
        else cloud(question, said[question])
        for question in said
        if question not in paired or question in firsts
    ]


def cloud(question: Question, groups: list[AnswerGroup]) -> Cloud:
    unanswered = waiting(groups)
    words = tuple(word(group) for group in groups)
    text = sentence(groups, unanswered)
    figure, _positions = drawn(words, places(groups), question.text, text, "beside", get_language())
    return Cloud(question.text, question.dialogue, figure, unanswered)


def cloud_pair(start: list[AnswerGroup], stop: list[AnswerGroup]) -> Cloud:
    dialogue, unanswered = start[0].question.dialogue, waiting([*start, *stop])
    sides = [tuple(word(group) for group in side) for side in (start, stop)]
    text = sentence([*start, *stop], unanswered)
    figure, _positions = pairs.drawn(dialogue.title, *sides, (), "presenter", (), get_language(), text)
    return Cloud(dialogue.title, dialogue, figure, unanswered, is_pair=True)


def waiting(groups: list[AnswerGroup]) -> list[AnswerGroup]:
    """Those that nobody has answered. Each learns the way to its trail."""
    for group in groups:
        group.trail_url = address_of("trail", "dialogues.answergroup", group.pk) or group.get_absolute_url()
    return [group for group in groups if not group.is_answered]


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
