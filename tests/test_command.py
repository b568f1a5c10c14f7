"""The command as an operator meets it: what it does, and what it says when it cannot."""

import signal
import socket
import sqlite3
from contextlib import closing

import pytest

from hamn import command
from tests.installation import Installation, free_port, get, wait_until_said

whole = pytest.mark.whole


def verbs() -> list[str]:
    (action,) = [action for action in command.parser()._actions if hasattr(action, "choices") and action.choices]
    return list(action.choices)


def test_the_verbs_are_those_the_documents_name():
    assert verbs() == [
        "serve",
        "demo",
        "migrate",
        "create-admin",
        "worker",
        "backup",
        "restore",
        "simulate",
        "recompute",
        "doctor",
        "manage",
    ]


@pytest.mark.parametrize("verb", [verb for verb in verbs() if verb != "manage"])
def test_every_verb_explains_itself(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        command.main([verb, "--help"])
    assert ended.value.code == 0
    assert f"hamn {verb}" in capsys.readouterr().out


@whole
@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://hamn@db/hamn", "DATABASE_URL should start with postgres://"),
        ("DATABASE_URL", "postgres://hamn@db:nonsense/hamn", "DATABASE_URL cannot be read"),
        ("HAMN_DEMO", "perhaps", "HAMN_DEMO should be yes or no"),
        ("HAMN_SMALLEST_GROUP", "2", "at least 3"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_with_a_sentence(tmp_path, setting, value, sentence):
    said = Installation(tmp_path, **{setting: value}).hamn("doctor", code=2)
    assert sentence in said
    assert "Traceback" not in said


@whole
def test_a_port_that_is_taken_is_told_and_nothing_starts(installation):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} is taken" in installation.hamn("serve", "--port", port, code=2)


@whole
def test_pages_are_not_served_from_an_older_database(tmp_path):
    assert "Run hamn migrate first" in Installation(tmp_path).hamn("serve", "--port", free_port(), code=2)


@whole
def test_migrating_again_changes_nothing(installation):
    assert installation.hamn("migrate") == ""


@whole
def test_the_server_stops_cleanly_when_told_to(installation):
    port = free_port()
    with installation.running("serve", "--port", port) as (process, said):
        wait_until_said(f":{port}/", process, said)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert len(said.read_text().splitlines()) == 1


@whole
def test_the_health_address_answers_beside_the_pages(installation):
    with installation.served() as address:
        assert '"status": "ok"' in get(f"{address}/health/")


@whole
def test_the_background_loop_stops_cleanly_when_told_to(installation):
    with installation.running("worker") as (process, said):
        wait_until_said("is running", process, said)
        process.terminate()
        assert process.wait(timeout=20) == 0


@whole
def test_the_first_person_is_made_from_the_command(installation):
    said = installation.hamn("create-admin", "--email", "dag@hamn.example", "--name", "Dag", told="nya-hamnen-i-norr\n")
    assert "Dag (dag@hamn.example) administers" in said
    with closing(sqlite3.connect(installation.data / "db.sqlite3")) as database:
        assert database.execute("SELECT role FROM people_membership").fetchall() == [("administrator",)]


@whole
def test_djangos_own_commands_are_reached_too(installation):
    assert "0001_initial" in installation.hamn("manage", "showmigrations", "operations", "--skip-checks")
