"""One key per round, in a file of its own outside database and backups. Without it nobody can tell who a participant is."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from hamn.live.room import participant_of


class KeyGone(Exception):
    """The round's key is destroyed or was never carried over: it can take no more answers."""


def path_of(round_id: int) -> Path:
    return settings.DATA / "keys" / f"round-{round_id}.key"


def make(round_id: int) -> None:
    """Make the key. Making it again keeps the one there is."""
    path = path_of(round_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return
    try:
        os.write(file, secrets.token_bytes(32))
        os.fsync(file)
    finally:
        os.close(file)


def exists(round_id: int) -> bool:
    return path_of(round_id).exists()


def destroy(round_id: int) -> None:
    """Overwrite and remove. What a copying file system keeps behind is outside our reach, and documented."""
    path = path_of(round_id)
    try:
        with path.open("r+b") as file:
            file.write(bytes(32))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)


def read(round_id: int) -> bytes:
    """The round's key. Raises KeyGone."""
    try:
        key = path_of(round_id).read_bytes()
    except FileNotFoundError:
        raise KeyGone(f"Round {round_id} has no key.") from None
    if len(key) < 32:
        raise KeyGone(f"The key of round {round_id} was never written whole.")
    return key


def participant(round_id: int, ticket: str) -> str:
    """The keyed hash under which a ticket's answers are kept, as the room computes it. Raises KeyGone."""
    return participant_of(read(round_id), ticket)


def new_ticket() -> str:
    return secrets.token_urlsafe(24)
