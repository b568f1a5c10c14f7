import sqlite3
from contextlib import closing
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from hamn.operations import migration
from tests.installation import Installation


@pytest.mark.django_db
def test_every_model_has_its_migration():
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, skip_checks=True)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.whole
def test_answers_and_nouns_share_no_table(migrated):
    ours = {"django_migrations", "sqlite_sequence"}
    answers = tables_of(migrated / "answers.sqlite3") - ours
    assert "dialogues_answer" in answers
    assert all(name.startswith("dialogues_") for name in answers)
    assert not answers & tables_of(migrated / "db.sqlite3")


def test_a_confirmed_answer_is_on_disk():
    """What the promise rests on: the settings that every connection gets."""
    pragmas = "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"
    for pragma in pragmas:
        assert f"PRAGMA {pragma}" in settings.SQLITE["init_command"]
    assert settings.SQLITE["transaction_mode"] == "IMMEDIATE"


@pytest.mark.whole
def test_laying_out_ends_like_the_whole_history(migrated, tmp_path):
    history = Installation(tmp_path / "history")
    for alias in ("default", "answers"):
        history.hamn("manage", "migrate", "--database", alias, "--verbosity", "0", "--skip-checks")
    for name in ("db.sqlite3", "answers.sqlite3"):
        assert shape_of(migrated / name) == shape_of(history.data / name)


@pytest.mark.django_db
def test_an_empty_database_is_told_from_one_in_use(monkeypatch):
    assert not migration.is_empty("default")
    monkeypatch.setattr(connections["default"].introspection, "table_names", list)
    monkeypatch.setattr(migration.MigrationRecorder, "applied_migrations", lambda recorder: {})
    assert migration.is_empty("default")


def tables_of(path) -> set[str]:
    with closing(sqlite3.connect(path)) as database:
        return {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def shape_of(path) -> dict:
    """Each table's columns with type and necessity, what they refer to, and what must be unique."""
    with closing(sqlite3.connect(path)) as database:
        return {table: shape_of_table(database, table) for table in tables_of(path)}


def shape_of_table(database, table: str) -> tuple:
    columns = {row[1:4] + row[5:] for row in database.execute(f"PRAGMA table_info({table})")}
    references = {row[2:5] for row in database.execute(f"PRAGMA foreign_key_list({table})")}
    indexes = sorted(
        (unique, [row[2] for row in database.execute(f"PRAGMA index_info({name})")])
        for _number, name, unique, *_ in database.execute(f"PRAGMA index_list({table})")
    )
    return columns, references, indexes, table_checks(database, table)


def table_checks(database, table: str) -> int:
    (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
    return sql.count(" CHECK ")
