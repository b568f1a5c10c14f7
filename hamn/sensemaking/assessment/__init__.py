"""The statistics of a spaning: where pictures differ, how surely, and whether they moved. docs/methods/assessment.md."""

from hamn.sensemaking.assessment.answers import Responses, shown_groups_only
from hamn.sensemaking.assessment.guesses import Guesses
from hamn.sensemaking.assessment.report import as_json, report
from hamn.sensemaking.assessment.results import Report
from hamn.sensemaking.assessment.showing import visible

__all__ = ["Guesses", "Report", "Responses", "as_json", "report", "shown_groups_only", "visible"]
