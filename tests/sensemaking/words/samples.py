"""The delivered text set and ours beside it, as tests read them."""

import json
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data/text"
SAID = json.loads((FOLDER / "answers-sv.json").read_text(encoding="utf-8"))


def rows(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def forms(name: str) -> list[tuple[str, str]]:
    return [tuple(row.split()) for row in rows(name)]


def pairs(name: str) -> list[tuple[bool, str, str]]:
    """Whether the two mean the same, and the two."""
    parted = [(row[0] == "=", *row[1:].split("|")) for row in rows(name)]
    return [(same, one.strip(), other.strip()) for same, one, other in parted]
