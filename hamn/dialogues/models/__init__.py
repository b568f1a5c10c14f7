"""Dialogues: questions to a room, the rounds in which they are answered, and what may be shown of it.

Answers themselves live in answers.py, in their own database; only this folder's gate reads them.
"""

from hamn.dialogues.answers import Answer, OpenRound, Respondent, RoomState, SeenView, Settled, ShownView
from hamn.dialogues.imports.memory import ImportedFile, OriginalExport, RememberedColumns  # noqa: E402
from hamn.dialogues.models.dialogue import Dialogue, RespondentGroup, Round, SpentCode, smallest_group
from hamn.dialogues.models.leading import CoFacilitator, RemoteLink
from hamn.dialogues.models.opinions import OpinionMap
from hamn.dialogues.models.question import Option, Question
from hamn.dialogues.models.said import AnswerGroup, Reply, ShownFigure
from hamn.dialogues.models.tensions import Tension
from hamn.dialogues.models.themes import Coding, Theme

# Django knows the tables that are imported here; answers are read by the modules that tests/test_architecture.py names.
__all__ = [
    "Answer",
    "AnswerGroup",
    "CoFacilitator",
    "Coding",
    "Dialogue",
    "ImportedFile",
    "OpenRound",
    "OpinionMap",
    "Option",
    "OriginalExport",
    "Question",
    "RemoteLink",
    "RememberedColumns",
    "Reply",
    "Respondent",
    "RespondentGroup",
    "RoomState",
    "Round",
    "SeenView",
    "Settled",
    "ShownFigure",
    "ShownView",
    "SpentCode",
    "Tension",
    "Theme",
    "smallest_group",
]
