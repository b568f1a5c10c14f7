"""What the wall shows of a dialogue: what everybody may see, and nothing else, whoever looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamn.dialogues import drawing, live, rooms
from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Round
from hamn.dialogues.pairing import pairs_by_second
from hamn.dialogues.pairs import lines_between
from hamn.dialogues.results import Result
from hamn.live.paired import with_pair
from hamn.web.usertext import shortened

# Three lines in letters that are read from ten metres; a phone has the whole question.
LONGEST_QUESTION = 110
ROW_TEXTS = {Question.Kind.WORDS: "words", Question.Kind.TEXT: "texts"}


@dataclass(frozen=True)
class Wall:
    """state: waiting (never opened), open, closed or void. answered, joined: None while they are only a few."""

    state: str
    questions: Sequence[Question] = ()
    number: int = 0
    # Whether somebody chose this question for this screen, which then does not follow the room.
    is_chosen: bool = False
    is_open: bool = False
    is_shown: bool = False
    is_blank: bool = False
    is_frozen: bool = False
    figure: str | None = None
    answered: int | None = None
    joined: int | None = None
    timer: Mapping[str, float] | None = None
    # The number of the event that this picture is as new as.
    event: str = ""
    least: int = 0

    @property
    def question(self) -> Question | None:
        return self.questions[self.number - 1] if self.number else None

    @property
    def count(self) -> int:
        return len(self.questions)

    @property
    def text(self) -> str:
        return shortened(self.question.text, LONGEST_QUESTION) if self.question else ""

    @property
    def counted(self) -> str:
        return counted(self.answered, self.joined)

    @property
    def clock(self) -> str:
        """What is left, in minutes and seconds; empty when it is nothing, which cuts nobody off."""
        left = round(self.timer["left"]) if self.timer else 0
        return f"{left // 60}:{left % 60:02}" if left else ""

    @property
    def sentence(self) -> str:
        """Why no figure stands here."""
        if self.state == "void":
            return _("This round is void.")
        if self.state == "closed":
            return _("There is nothing to show of this question.")
        if not self.is_shown:
            return _("The answers are shown later.")
        if self.least < 2:
            return _("The answers are shown here as they come.")
        least = _("The answers are shown when at least %(least)d have answered.") % {"least": self.least}
        return least + " " + _("The rest are shown when the round closes.")


def counted(answered: int | None, joined: int | None) -> str:
    if answered is None:
        return _("At most a few")
    if joined is None:
        return str(answered)
    return _("%(answered)s of %(joined)s") % {"answered": answered, "joined": joined}


def wall_of(dialogue: Dialogue, chosen: int | None) -> Wall:
    """What stands on the wall now. chosen: the number of a question. Raises LookupError when there is no such question."""
    if not dialogue.was_opened:
        return Wall("waiting")
    questions = list(dialogue.questions.all())
    told = live.wall(dialogue) if dialogue.open_round else None
    number = number_of(questions, told and told["step"]) if chosen is None else chosen
    if not 1 <= number <= len(questions):
        raise LookupError(number)
    place = {"questions": questions, "number": number}
    # At one's own pace there is no step to follow: the screen stays at its question.
    place["is_chosen"] = chosen is not None or not (told and told["step"])
    return open_wall(dialogue, told, place) if told else closed_wall(dialogue, place)


def number_of(questions: list[Question], step: int | None) -> int:
    return next((number for number, question in enumerate(questions, 1) if question.pk == step), 1)


def open_wall(dialogue: Dialogue, told: Mapping[str, Any], place: dict[str, Any]) -> Wall:
    question = place["questions"][place["number"] - 1]
    asked = next((each for each in told["questions"] if each["id"] == question.pk), {})
    shown = told["results"]
    is_blank = told["blank"]
    return Wall(
        "open",
        **place,
        is_open=bool(asked.get("open")),
        is_shown=str(question.pk) in shown,
        is_blank=is_blank,
        is_frozen=told["frozen"],
        figure=None if is_blank else figure(question, shown.get(str(question.pk))),
        answered=asked.get("answered"),
        joined=told["joined"],
        timer=told["timer"],
        event=f"{told['epoch']}.{told['seq']}" if "epoch" in told else "",
        least=1 if dialogue.recognisable else dialogue.gate.threshold,
    )


def closed_wall(dialogue: Dialogue, place: dict[str, Any]) -> Wall:
    round = dialogue.latest_round
    if round is None:
        return Wall("void", **place)
    question = place["questions"][place["number"] - 1]
    told = told_when_closed(round, question, place["questions"])
    answered = told["answered"] if told else round.shown_answered
    return Wall("closed", **place, figure=figure(question, told), answered=answered)


def told_when_closed(round: Round, question: Question, questions: Sequence[Question]) -> Mapping[str, Any] | None:
    """As the room told it while it was open; of a pair also the tensions that were drawn since."""
    asked = replace(rooms.asked(question), pair=pairs_by_second(questions).get(question.pk))
    results = [result_of(round, each) for each in questions if each.pk in asked.shows]
    told = with_pair(asked, {result.question.pk: told_by_rows(result) for result in results})
    if not told or "pair" not in told:
        return told
    refs = {group.pk: group.ref for result in results for group in result.groups}
    start, stop = sorted(results, key=lambda result: result.question.pk != asked.pair.start)
    lines = lines_between(start.groups, stop.groups, round.dialogue.tensions.shown())
    pulls = [(each.id, refs[int(each.start)], refs[int(each.stop)]) for each in lines]
    return told | {"pair": told["pair"] | {"tensions": pulls}}


def result_of(round: Round, question: Question) -> Result:
    groups = AnswerGroup.objects.shown().filter(round=round, question=question)
    return Result(question, list(groups), round.shown_figures.filter(question=question, group=None).first())


def told_by_rows(result: Result) -> dict[str, Any] | None:
    """A closed round's figures as the room told them while it was open, so that one drawing serves both."""
    if result.shown is None:
        return None
    kept = result.told_whole
    texts = ROW_TEXTS.get(result.question.kind)
    return kept | {texts: [text_of(group) for group in result.groups]} if texts else kept


def text_of(group: AnswerGroup) -> dict[str, Any]:
    return {"id": group.ref, "text": group.label, "count": group.shown_count}


def figure(question: Question, told: Mapping[str, Any] | None) -> str | None:
    drawn = drawing.drawn_now(rooms.asked(question), told, get_language() or "")
    return mark_safe(drawn) if drawn else None  # our own drawing, in which every text is escaped
