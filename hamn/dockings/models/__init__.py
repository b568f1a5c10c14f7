"""Dockings and meetings: a series, its meetings, their agendas, what came out and what is carried on."""

from hamn.dockings.models.calendar import CalendarFeed
from hamn.dockings.models.commitment import Commitment, Recheck
from hamn.dockings.models.docking import (
    AgendaItem,
    Change,
    Correction,
    Docking,
    DockingKind,
    Learning,
    PackSending,
    Refused,
)
from hamn.dockings.models.outcome import FollowUp, Outcome
from hamn.dockings.models.series import DockingSeries
from hamn.dockings.models.template import MeetingTemplate

__all__ = [
    "AgendaItem",
    "CalendarFeed",
    "Change",
    "Commitment",
    "Correction",
    "Docking",
    "DockingKind",
    "DockingSeries",
    "FollowUp",
    "Learning",
    "MeetingTemplate",
    "Outcome",
    "PackSending",
    "Recheck",
    "Refused",
]
