"""Copying SQLite's files while they are in use: the database copies its own pages, we never copy a file under it."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

from django.db import connections

from hamn.operations.problems import Refused

NAME = "SQLite"
PATIENCE_S = 20


def files() -> list[Path]:
    return [Path(connections[alias].settings_dict["NAME"]) for alias in ("default", "answers")]


def copy_into(folder: Path) -> list[Path]:
    with ExitStack() as stack:
        sources = one_moment(stack, files())
        return [copy(source, folder / path.name) for source, path in zip(sources, files(), strict=True)]


def one_moment(stack: ExitStack, paths: list[Path]) -> list[sqlite3.Connection]:
    """Readers of all files that see the same moment: they begin while nobody can write to any of them."""
    for path in paths:
        if not path.exists():
            raise Refused(f"There is no database at {path} yet. Run hamn migrate first.")
    writers = [stack.enter_context(connected(path)) for path in paths]
    for writer in writers:
        writer.execute("BEGIN IMMEDIATE")
    readers = [stack.enter_context(connected(path)) for path in paths]
    for reader in readers:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for writer in writers:
        writer.execute("ROLLBACK")
    return readers


def copy(source: sqlite3.Connection, target: Path) -> Path:
    with connected(target) as copied:
        source.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")
    return target


def holds_something() -> bool:
    return any(path.exists() and path.stat().st_size for path in files())


def bring_back(folder: Path) -> None:
    """Written into the living files, so that a server with open connections reads the restored pages next."""
    for path in files():
        restored = folder / path.name
        if not restored.exists() or not is_sound(restored):
            raise Refused(f"The backup's {path.name} is damaged, and nothing has been changed.")
    for path in files():
        with connected(folder / path.name) as source, connected(path) as target:
            # The same journal mode on both sides, or the copy would take the write-ahead log from under the readers.
            target.execute("PRAGMA journal_mode=WAL")
            source.backup(target)
            target.execute("PRAGMA journal_mode=WAL")


def is_sound(path: Path) -> bool:
    try:
        with connected(path) as database:
            return database.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        return False


def connected(path: Path):
    return closing(sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None))
