"""Round trips as an operator makes them. PostgreSQL's runs when the tests themselves run on PostgreSQL."""

import os
import sqlite3
import tarfile
from contextlib import closing

import pytest

from tests.installation import Installation, get

whole = pytest.mark.whole


def write(installation, name: str) -> None:
    """A row in each of the two databases, and a picture, all called the same."""
    with closing(sqlite3.connect(installation.data / "db.sqlite3", timeout=20)) as nouns, nouns:
        nouns.execute("INSERT INTO people_organisation (name) VALUES (?)", [name])
    with closing(sqlite3.connect(installation.data / "answers.sqlite3", timeout=20)) as answers, answers:
        answers.execute(
            "INSERT INTO dialogues_answer (id, round_id, question_id, participant, item, rev, value) "
            "VALUES (?, 1, 1, ?, '', 1, 'tillit')",
            [name, name],
        )
    (installation.data / "media").mkdir(exist_ok=True)
    (installation.data / "media" / f"{name}.png").write_bytes(name.encode())


def rows(installation) -> tuple[set, set, set]:
    with closing(sqlite3.connect(installation.data / "db.sqlite3")) as nouns:
        names = {name for (name,) in nouns.execute("SELECT name FROM people_organisation")}
    with closing(sqlite3.connect(installation.data / "answers.sqlite3")) as answers:
        told = {name for (name,) in answers.execute("SELECT id FROM dialogues_answer")}
    return names, told, {path.stem for path in (installation.data / "media").glob("*")}


@whole
def test_what_was_saved_comes_back_into_an_empty_folder(installation, tmp_path):
    write(installation, "before")
    installation.hamn("backup", tmp_path / "saved.hamn")
    other = Installation(tmp_path / "other")
    other.hamn("restore", tmp_path / "saved.hamn")
    assert rows(other) == ({"before"}, {"before"}, {"before"})


@whole
def test_both_work_while_the_pages_are_served(installation, tmp_path):
    write(installation, "before")
    with installation.served() as address, closing(sqlite3.connect(installation.data / "db.sqlite3")) as held:
        # Held open all the time, as the server's own connections are.
        held.execute("SELECT count(*) FROM people_organisation").fetchone()
        installation.hamn("backup", tmp_path / "saved.hamn")
        write(installation, "after")
        installation.hamn("restore", tmp_path / "saved.hamn", "--replace")
        assert held.execute("SELECT name FROM people_organisation").fetchall() == [("before",)]
        assert '"ok"' in get(f"{address}/health/")
        write(installation, "later")
        assert rows(installation) == ({"before", "later"}, {"before", "later"}, {"before", "later"})
        assert held.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@whole
def test_a_backup_holds_no_keys(installation, tmp_path):
    (installation.data / "keys").mkdir(exist_ok=True)
    (installation.data / "keys" / "round-1").write_text("a round's key")
    installation.hamn("backup", tmp_path / "saved.hamn")
    with tarfile.open(tmp_path / "saved.hamn") as archive:
        names = archive.getnames()
    assert {"hamn-backup.json", "db.sqlite3", "answers.sqlite3"} <= set(names)
    assert not [name for name in names if "key" in name]
    assert (tmp_path / "saved.hamn").stat().st_mode & 0o077 == 0


@whole
def test_what_is_here_is_not_replaced_unasked(installation, tmp_path):
    installation.hamn("backup", tmp_path / "saved.hamn")
    write(installation, "after")
    assert "--replace" in installation.hamn("restore", tmp_path / "saved.hamn", code=2)
    assert rows(installation)[0] == {"after"}


@whole
def test_a_backup_never_overwrites_another(installation, tmp_path):
    (tmp_path / "saved.hamn").write_text("yesterday's")
    assert "already there" in installation.hamn("backup", tmp_path / "saved.hamn", code=2)
    assert (tmp_path / "saved.hamn").read_text() == "yesterday's"


@whole
def test_a_damaged_backup_changes_nothing(installation, tmp_path):
    installation.hamn("backup", tmp_path / "saved.hamn")
    write(installation, "after")
    whole = (tmp_path / "saved.hamn").read_bytes()
    (tmp_path / "half.hamn").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "other.hamn").write_text("a shopping list")
    for name in ("half.hamn", "other.hamn", "missing.hamn"):
        assert "hamn: " in installation.hamn("restore", tmp_path / name, "--replace", code=2)
    assert rows(installation)[0] == {"after"}


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="needs PostgreSQL: tools/with_postgres.py")
def test_postgresql_comes_back_as_it_was(tmp_path):
    import psycopg

    place = os.environ["DATABASE_URL"]
    name = f"round_trip_{os.getpid()}"
    with psycopg.connect(place, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    address = f"{place.rsplit('/', 1)[0]}/{name}"
    installation = Installation(tmp_path / "data", DATABASE_URL=address)
    installation.hamn("migrate")
    with psycopg.connect(address, autocommit=True) as database:
        database.execute("INSERT INTO people_organisation (name) VALUES ('before')")
        installation.hamn("backup", tmp_path / "saved.hamn")
        database.execute("UPDATE people_organisation SET name = 'after'")
        installation.hamn("restore", tmp_path / "saved.hamn", "--replace")
        assert database.execute("SELECT name FROM people_organisation").fetchall() == [("before",)]
    with psycopg.connect(place, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
