"""Expeditions into unknown water: question, mandate, crew, time box, logbook, trials, harbour."""

from hamn.expeditions.models.expedition import Expedition, NotReady, Passage
from hamn.expeditions.models.harbour import Harbour
from hamn.expeditions.models.logbook import CrewLink, LogEntry
from hamn.expeditions.models.mandate import Mandate, Trial

__all__ = ["CrewLink", "Expedition", "Harbour", "LogEntry", "Mandate", "NotReady", "Passage", "Trial"]
