"""How the groups answered a question that is settled: first each phone sees its own group's picture, and once it is
revealed everybody sees all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from hamn.dialogues.live import Moment
from hamn.dialogues.models import RespondentGroup
from hamn.dialogues.phone_figures import told_html
from hamn.live.questions import Question


@dataclass(frozen=True)
class Picture:
    """told: empty where the group is too small to be described beside the others."""

    group: RespondentGroup
    told: SafeString


@dataclass(frozen=True)
class Pictures:
    """One settled question. own: of somebody who answered it in a group; all: only when it is revealed."""

    question: Question
    own: Picture | None
    all: Sequence[Picture]


def pictures_of(
    moment: Moment, groups: Sequence[RespondentGroup], group: str, own: Mapping[int, Any], language: str
) -> Iterator[Pictures]:
    """group: in which this phone is stored to have answered. own: what it has answered, by question.

    Whoever has not answered sees no group's picture: otherwise anybody could walk from group to group.
    """
    for question in settled_questions(moment):
        seen = [each for each in groups if moment.revealed or each.key == group]
        drawn = {each.key: picture(moment, question, each, language) for each in seen}
        mine = drawn.get(group) if question.id in own else None
        yield Pictures(question, mine, list(drawn.values()) if moment.revealed else [])


def settled_questions(moment: Moment) -> list[Question]:
    """Those about how things are; of what the groups guess nobody has a picture of their own."""
    return [each for each in moment.questions if each.id in moment.settled and not each.about]


def picture(moment: Moment, question: Question, group: RespondentGroup, language: str) -> Picture:
    told = moment.settled[question.id].get(group.key)
    return Picture(group, told_html(question, {**told, "who": group.name} if told else None, language))


def state_of(moment: Moment) -> str:
    """What a phone's script compares to know whether there is something new to fetch."""
    settled = [str(each.id) for each in moment.questions if each.id in moment.settled]
    return ",".join(["true" if moment.revealed else "false", *settled])
