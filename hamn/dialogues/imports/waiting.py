"""An uploaded file between the pages of its import: what was read of it, for its owner alone, and not for long.

It holds what others wrote, perhaps with their names. It lies outside the database and the backups, and is gone once it has
been brought in, given up, or a day old.
"""

import json
import secrets
import shutil
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings

from hamn.dialogues.imports.table import Table

LONGEST_WAIT_S = 24 * 3600
TOKEN_BYTES = 18


class Gone(Exception):
    """The file is not there: brought in already, given up, too old, or somebody else's."""


@dataclass
class Waiting:
    """structure: a LimeSurvey's own XML, empty for a table. original: the zip of a Pol.is export, kept as it came."""

    name: str
    fingerprint: str
    tables: list[Table] = field(default_factory=list)
    structure: str = ""
    original: bytes = b""

    @property
    def is_survey(self) -> bool:
        return bool(self.structure)


def place_of(token: str) -> Path:
    return settings.DATA / "imports" / token


def keep(waiting: Waiting, person) -> str:
    """Lay it aside; returns the token in its address."""
    token = f"{person.pk}-{secrets.token_hex(TOKEN_BYTES)}"
    place = place_of(token)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.mkdir(mode=0o700)
    (place / "original").write_bytes(waiting.original)
    read = asdict(waiting) | {"original": None}
    (place / "read.json").write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")
    return token


def find(token: str, person) -> Waiting:
    """Raises Gone."""
    if not belongs(token, person):
        raise Gone
    try:
        kept = json.loads((place_of(token) / "read.json").read_text(encoding="utf-8"))
        kept["original"] = (place_of(token) / "original").read_bytes()
    except FileNotFoundError:
        raise Gone from None
    return Waiting(**kept | {"tables": [Table(**table) for table in kept["tables"]]})


def belongs(token: str, person) -> bool:
    owner, _dash, rest = token.partition("-")
    is_token = len(rest) == 2 * TOKEN_BYTES and rest.isalnum() and rest.isascii()
    return is_token and bool(person.pk) and owner == str(person.pk)


def claim(token: str, person) -> None:
    """Take it for oneself, so that two presses of the button bring it in once. Raises Gone."""
    if not belongs(token, person):
        raise Gone
    try:
        place_of(token).rename(place_of(f"{token}.claimed"))
    except FileNotFoundError:
        raise Gone from None


def give_back(token: str) -> None:
    """Bringing it in failed: it waits as before."""
    place_of(f"{token}.claimed").rename(place_of(token))


def forget(token: str) -> None:
    for name in (token, f"{token}.claimed"):
        shutil.rmtree(place_of(name), ignore_errors=True)


def forget_old() -> None:
    """Background duty: what has waited for a day is given up."""
    folder = settings.DATA / "imports"
    for place in folder.iterdir() if folder.is_dir() else ():
        if time.time() - place.stat().st_mtime > LONGEST_WAIT_S:
            shutil.rmtree(place, ignore_errors=True)
