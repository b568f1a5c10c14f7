"""The protocol's document is true: its examples run, and it names everything that there is."""

import json
import re
from pathlib import Path

import pytest

from hamn.live.kinds import KINDS
from hamn.live.leading import ACTS, BY_THE_BRIDGE, ON_BEHALF, REFRESH, SETTLE
from hamn.live.messages import LANGUAGES
from hamn.live.questions import Group, Option, Question
from hamn.live.room import Sheet
from tests.live import rooms
from tests.live.house import LEADER, House

DOCUMENT = (Path(__file__).parents[2] / "docs" / "live-protocol.md").read_text(encoding="utf-8")


def section(title):
    return re.split(r"^## ", DOCUMENT.split(f"\n## {title}\n", 1)[1], flags=re.MULTILINE)[0]


def examples(title):
    return [json.loads(text) for text in re.findall(r"```json\n(.*?)```", section(title), re.DOTALL)]


@pytest.fixture
def house():
    """The room that the document tells of: question 12, and a group called staff."""
    question = Question(12, "words", "Vad ska vi göra?", [Option("a", "A")])
    made = House()
    made.disk = rooms.Disk(Sheet(1, "4F7K9X", "Tillit", [question], "live", [Group("staff", "Medarbetare")]))
    made.start()
    yield made
    made.stop()


def test_the_examples_of_joining_and_answering_run_as_they_stand(house):
    joining, joined = examples("Joining")
    status, _headers, body = house.call("POST", "join", joining)
    assert status == 201 and set(body) == set(joined) and body["room"]["code"] == joined["room"]["code"]
    first, withdrawal = examples("Answers")
    status, _headers, body = house.call("POST", "answers", first, ticket=body["ticket"])
    assert status == 201 and set(body) == {"id", "rev", "seq"} and body["id"] == first["id"]
    [person] = house.disk.people
    ticket_again = house.call("POST", "join", joining)[2]["ticket"]
    assert house.call("POST", "answers", withdrawal, ticket=ticket_again)[0] == 201
    assert house.disk.people[person].group == "staff"


def test_the_example_of_the_snapshot_has_the_fields_that_a_snapshot_has(house):
    [told] = examples("The snapshot")
    ticket = house.join()
    house.lead(command="timer", seconds=120)
    house.lead(command="show", question=12)
    house.fill(5, ["tillit"], question=12)
    house.say(ticket, ["tillit"], question=12)
    status, _headers, body = house.call("GET", "", ticket=ticket)
    while not body["results"].get("12"):
        status, _headers, body = house.call("GET", "", ticket=ticket)
    assert status == 200 and set(body) == set(told)
    assert set(body["questions"][0]) == set(told["questions"][0])
    assert set(body["results"]["12"]) == set(told["results"]["12"])
    assert set(body["results"]["12"]["words"][0]) == set(told["results"]["12"]["words"][0])
    assert body["own"] == told["own"] and set(body["timer"]) == set(told["timer"])


def test_the_example_of_leading_runs_as_it_stands(house):
    [command] = examples("Leading")
    status, _headers, desk = house.call("POST", "commands", command, ticket=LEADER)
    assert status == 200 and desk["step"] == 12
    assert {"held", "aside", "merged"} <= set(desk["questions"][0])
    assert {"frozen", "blank", "revealed"} <= set(desk)


def test_every_kind_stands_in_the_table_with_what_it_tells():
    rows = {row[0]: row for row in re.findall(r"^\| `(\w+)` \|(.*)$", section("The snapshot"), re.MULTILINE)}
    assert set(rows) == set(KINDS)
    for name, kind in KINDS.items():
        question = rooms.question(name)
        for field in kind.described(question):
            assert field == "limits" or f"`{field}" in rows[name][1], (name, field)


def test_every_command_stands_in_the_table():
    named = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", section("Leading"), re.MULTILINE))))
    assert named == set(ACTS) | set(BY_THE_BRIDGE) | {ON_BEHALF, REFRESH, SETTLE}


def test_the_languages_are_those_that_are_spoken():
    [named] = re.findall(r"`language` is one of `([\w\s-]+)`", section("Joining"))
    assert set(named.split()) == set(LANGUAGES)
