"""Copying PostgreSQL by its own programs, which see one moment of the whole database."""

import os
import subprocess
from pathlib import Path

from django.db import connections

from hamn.operations.problems import Refused

NAME = "PostgreSQL"
DUMP = "database.dump"


def copy_into(folder: Path) -> list[Path]:
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", folder / DUMP)
    return [folder / DUMP]


def holds_something() -> bool:
    return bool(connections["default"].introspection.table_names())


def bring_back(folder: Path) -> None:
    """All of it or nothing. Tables that the backup does not know stay, and stop nothing."""
    if not (folder / DUMP).exists():
        raise Refused(f"The backup holds no {DUMP}, and nothing has been changed.")
    connections.close_all()
    how = (
        "--single-transaction",
        "--exit-on-error",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
    )
    name = connections["default"].settings_dict["NAME"]
    run("pg_restore", *how, "--dbname", name, folder / DUMP)


def run(program: str, *arguments) -> None:
    try:
        done = subprocess.run([program, *arguments], env={**os.environ, **where()}, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise Refused(f"{program} is not installed (on Debian: apt-get install postgresql-client).") from error
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()}")


def where() -> dict[str, str]:
    """By the environment, since a password among the arguments is seen by everyone on the machine."""
    settings = connections["default"].settings_dict
    names = {
        "HOST": "PGHOST",
        "PORT": "PGPORT",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "NAME": "PGDATABASE",
    }
    return {variable: str(settings[name]) for name, variable in names.items() if settings.get(name)}
