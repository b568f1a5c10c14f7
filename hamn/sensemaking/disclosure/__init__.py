"""The one gate that every figure about people leaves through. The rules and their limits: docs/methods/disclosure.md."""

from hamn.sensemaking.disclosure.gate import (
    SMALLEST_THRESHOLD,
    UNANIMOUS,
    Gate,
    Mark,
    Person,
    Verdict,
    Watch,
    people_between,
)
from hamn.sensemaking.disclosure.tables import Cell, Margin, Table, axes_shown, disclose

__all__ = [
    "SMALLEST_THRESHOLD",
    "UNANIMOUS",
    "Cell",
    "Gate",
    "Margin",
    "Mark",
    "Person",
    "Table",
    "Verdict",
    "Watch",
    "axes_shown",
    "disclose",
    "people_between",
]
