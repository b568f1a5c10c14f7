"""Rooms for the phone's journeys: served from a copy of the demonstration, led from outside, and recounted from disk."""

import json
import secrets
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from tests.installation import ROOT, Installation, free_port, wait_until_open
from tests.journeys import house

LEADER = "processledare"
# A name that the tests' browser finds on this machine.
PLAIN = "hamn.test"


class House:
    """An installation at one address, which can be stopped and started again in the middle of everything."""

    def __init__(self, shared: Path, place: Path):
        shutil.copytree(house.loaded(shared), place / "data")
        self.installation, self.port = Installation(place / "data", HAMN_DEMO="yes", HAMN_HOSTS=PLAIN), free_port()
        self.address = f"http://localhost:{self.port}"
        # The same house as somebody on a local network meets it: plain http, which the browser does not trust.
        self.plain_address = f"http://{PLAIN}:{self.port}"
        asked = [sys.executable, "-m", "tests.journeys.everything_asked"]
        subprocess.run(asked, cwd=ROOT, env=self.installation.environment, check=True, timeout=60)
        self.running = ExitStack()

    def start(self) -> None:
        words = ("demo", "--port", self.port, "--data", self.installation.data)
        process, said = self.running.enter_context(self.installation.running(*words))
        wait_until_open(self.address, process, said, patience_s=120)

    def stop(self) -> None:
        self.running.close()

    def stored(self, question: int) -> list:
        """A recount: every answer to the question that stands on disk."""
        with sqlite3.connect(f"file:{self.installation.data / 'answers.sqlite3'}?mode=ro", uri=True) as rows:
            found = rows.execute("SELECT value FROM dialogues_answer WHERE question_id = ?", [question]).fetchall()
        return [json.loads(value) for (value,) in found if value != "null"]


class Room:
    """A room as somebody outside sees it: `room.lead("step", "scale")`, `room.crowd("scale", [4] * 6)`."""

    def __init__(self, address: str, code: str, page=None):
        self.address, self.code, self.page = address, code, page
        self.told = json.loads(self.call(""))
        self.questions = {question["kind"]: question["id"] for question in self.told["questions"]}

    @property
    def path(self) -> str:
        return f"/live/v1/rooms/{self.code}"

    def call(self, what: str, body: dict | None = None, ticket: str = "") -> bytes:
        headers = {"Authorization": f"Bearer {ticket}", "Content-Type": "application/json"}
        content = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.address}{self.path}{what}", content, headers)
        return urllib.request.urlopen(request, timeout=20).read()  # noqa: S310

    def lead(self, command: str, about: str = "", **more) -> None:
        question = {"question": self.questions[about]} if about else {}
        answer = self.page.request.post(f"{self.path}/commands", data={"command": command, **question, **more})
        assert answer.ok, answer.text()

    def crowd(self, kind: str, values) -> None:
        """So many other phones answer."""
        for value in values:
            ticket = secrets.token_urlsafe(12)
            self.call("/join", {}, ticket)
            answer = {"id": secrets.token_hex(16), "rev": 1, "question": self.questions[kind], "value": value}
            self.call("/answers", answer, ticket)
