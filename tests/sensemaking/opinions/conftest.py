"""Two real conversations, and small ones made to be known."""

import csv
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.options import Mode, Options
from hamn.sensemaking.opinions.polis_export import read_export

DATA = Path(__file__).parents[2] / "data" / "polis"
NAMES = ["brexit-consensus", "scoop-hivemind.biodiversity"]


class Conversation:
    """A delivered conversation, and what the reference implementation made of it."""

    def __init__(self, name):
        self.folder = DATA / name
        self.export = read_export(self.folder)
        self.expected = json.loads((self.folder / "expected.json").read_text(encoding="utf-8"))
        self.polis = analyse(self.export.votes, self.export.moderation, Options(mode=Mode.POLIS))

    def table(self, name):
        with (self.folder / f"expected-{name}.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        return {column: np.array([float(row[column] or "nan") for row in rows]) for column in rows[0]}


@cache
def conversation_named(name):
    return Conversation(name)


@pytest.fixture(params=NAMES)
def conversation(request):
    return conversation_named(request.param)


@pytest.fixture
def brexit():
    return conversation_named(NAMES[0])


@pytest.fixture
def biodiversity():
    return conversation_named(NAMES[1])
