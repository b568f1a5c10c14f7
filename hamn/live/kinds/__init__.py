"""The nine kinds of question, one small file each."""

from hamn.live.kinds.axes import Axes
from hamn.live.kinds.choice import Choice
from hamn.live.kinds.kind import Kind
from hamn.live.kinds.points import Points
from hamn.live.kinds.qa import QuestionsAsked
from hamn.live.kinds.ranking import Ranking
from hamn.live.kinds.scale import Scale
from hamn.live.kinds.statements import Statements
from hamn.live.kinds.text import OpenText
from hamn.live.kinds.words import Words
from hamn.live.questions import Question

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (Words(), OpenText(), Choice(), Scale(), Ranking(), Points(), Axes(), Statements(), QuestionsAsked())
}


def kind_of(question: Question) -> Kind:
    return KINDS[question.kind]
