"""A room outlives its server: restarted politely or killed, nothing confirmed is missing and nobody has to begin again."""

import http.client
import json
import os
import secrets
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing

import pytest

from tests.installation import COMMAND, ROOT, free_port, wait_until_open

pytestmark = pytest.mark.whole

OPEN_A_ROOM = """
from django.contrib.auth import get_user_model
from hamn.dialogues.models import Dialogue, Question
from hamn.dialogues.rounds import open_round
from hamn.people.models import Organisation
from hamn.programmes.models import Programme
from hamn.records.models import Visibility
home = Organisation.objects.create(name="Region")
who = get_user_model().objects.create(name="Astrid", email="astrid@example.org")
programme = Programme.objects.create(name="P", author=who, visibility=Visibility.PUBLIC, starts_on="2026-01-01")
dialogue = Dialogue.objects.create(programme=programme, title="T", who_asks="A", why="B", author=who)
Question.objects.create(dialogue=dialogue, kind="text", text="What?")
open_round(dialogue, by=who)
print("code", dialogue.code)
"""


@pytest.fixture
def code(installation):
    said = installation.hamn("manage", "shell", "-v", "0", "-c", OPEN_A_ROOM)
    return next(line.split()[1] for line in said.splitlines() if line.startswith("code "))


class Server:
    """One server after another at the same port."""

    def __init__(self, installation):
        self.installation, self.port = installation, free_port()
        self.log = (installation.data / "log").open("a")
        self.process = None

    def start(self):
        words = [*COMMAND, "serve", "--port", str(self.port)]
        environment = {**self.installation.environment, "HAMN_HOSTS": "127.0.0.1"}
        self.process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=self.log, stderr=subprocess.STDOUT)
        wait_until_open(f"http://127.0.0.1:{self.port}", self.process, self.installation.data / "log")

    def end(self, how):
        self.process.send_signal(how)
        self.process.wait(20)


@pytest.fixture
def server(installation, code):
    made = Server(installation)
    made.start()
    yield made
    made.end(signal.SIGTERM)
    made.log.close()


class Phone(threading.Thread):
    """Joins, and answers again and again: each text is sent with one id until it is confirmed, as a real phone does."""

    def __init__(self, port, code, stop):
        super().__init__(daemon=True)
        self.port, self.code, self.stop = port, code, stop
        self.confirmed, self.last_error, self.longest_wait_s = {}, "", 0.0
        self.ticket = self.question = None

    def run(self):
        rev = 0
        while not self.stop.is_set():
            rev += 1
            message = {"id": secrets.token_hex(16), "rev": rev, "value": f"{self.name} {rev}"}
            began = time.monotonic()
            while not self.send(message):
                time.sleep(0.02)
            self.longest_wait_s = max(self.longest_wait_s, time.monotonic() - began)
            self.confirmed[message["id"]] = message

    def send(self, message):
        try:
            if self.ticket is None:
                status, body = self.call("join", {})
                self.ticket, self.question = body["ticket"], body["room"]["questions"][0]["id"]
            status, _body = self.call("answers", {**message, "question": self.question})
            assert status in (200, 201, 429, 503), status
            return status in (200, 201)
        except (OSError, http.client.HTTPException) as fault:
            self.last_error = repr(fault)
            return False

    def call(self, what, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        head = {"content-type": "application/json", "authorization": f"Bearer {self.ticket or ''}"}
        connection.request("POST", f"/live/v1/rooms/{self.code}/{what}", json.dumps(body), head)
        response = connection.getresponse()
        content = json.loads(response.read())
        connection.close()
        return response.status, content


def rows(installation):
    with closing(sqlite3.connect(installation.data / "answers.sqlite3")) as answers:
        return answers.execute("SELECT participant, rev, value FROM dialogues_answer").fetchall()


def check(installation, phones):
    """The newest confirmed answer of every phone is on disk, once."""
    stored = {json.loads(value).rsplit(" ", 1)[0]: rev for _who, rev, value in rows(installation)}
    assert len(rows(installation)) == len(phones)
    for phone in phones:
        assert phone.confirmed, phone.last_error
        assert stored[phone.name] >= max(message["rev"] for message in phone.confirmed.values())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "restarted"])
def test_nothing_that_was_confirmed_is_missing_after_the_server_went_away(installation, server, code, how):
    stop = threading.Event()
    phones = [Phone(server.port, code, stop) for _number in range(6)]
    [phone.start() for phone in phones]
    for _again in range(3):
        time.sleep(0.6)
        server.end(how)
        server.start()
    time.sleep(0.5)
    stop.set()
    [phone.join(10) for phone in phones]
    check(installation, phones)


def test_a_polite_restart_tells_the_phones_and_ends_at_once(server, code):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", f"/live/v1/rooms/{code}/events")
    stream = connection.getresponse()
    assert stream.status == 200
    waiting = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    waiting.request("GET", f"/live/v1/rooms/{code}?after=x.0&wait=0")
    snapshot = json.loads(waiting.getresponse().read())
    waiting.request("GET", f"/live/v1/rooms/{code}?after={snapshot['epoch']}.{snapshot['seq']}&wait=25")
    time.sleep(0.3)
    began = time.monotonic()
    server.end(signal.SIGTERM)
    assert time.monotonic() - began < 5
    assert b'{"notice": "restart"}' in stream.read()
    assert waiting.getresponse().status in (200, 204)
    server.start()


def test_a_server_that_is_gone_leaves_no_process_behind(server):
    server.end(signal.SIGTERM)
    with pytest.raises(ProcessLookupError):
        os.kill(server.process.pid, 0)
    server.start()


LEAD_FROM_THE_PAGES = """
from hamn.dialogues import live
from hamn.dialogues.models import Dialogue
from hamn.dialogues.rounds import close_round
from hamn.live.messages import Command
dialogue = Dialogue.objects.get()
question = dialogue.questions.get()
live.lead(dialogue, dialogue.author, Command("show", question=question.pk))
print("shown", live.desk(dialogue)["questions"][0]["shown"])
close_round(dialogue.open_round, by=dialogue.author)
print("desk", live.desk(Dialogue.objects.get()))
"""


def test_pages_and_rooms_served_apart_lead_the_same_room(installation, server, code):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", f"/live/v1/rooms/{code}/events")
    stream = connection.getresponse()
    installation.environment |= {"HAMN_SERVES": "pages", "HAMN_LIVE_AT": f"127.0.0.1:{server.port}"}
    said = installation.hamn("manage", "shell", "-v", "0", "-c", LEAD_FROM_THE_PAGES)
    assert "shown True" in said and "desk None" in said
    told = stream.read().decode()
    assert "event: step" in told and "event: end" in told
    installation.environment |= {"HAMN_SERVES": "everything", "HAMN_LIVE_AT": ""}


def test_a_word_that_only_pretends_to_come_from_the_pages_leads_nothing(server, code):
    forged = {"content-type": "application/json", "authorization": "Bearer WzEsIiJd:1abc:forged"}
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("POST", f"/live/v1/rooms/{code}/commands", json.dumps({"command": "refresh"}), forged)
    assert connection.getresponse().status == 403
