"""Everything that must survive, as one file; made and brought back while the pages are being served.

A backup is a tar file: hamn-backup.json, the databases and media/. It never holds the keys of open rounds, so that an
answer cannot be tied to a person by whoever finds an old copy, and not the secret key either.
"""

import io
import json
import os
import shutil
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

import hamn
from hamn.operations import postgres, sqlite
from hamn.operations.problems import Refused

LABEL = "hamn-backup.json"
FORMAT = 1


def save(target: Path) -> None:
    """Write a backup to a file that must not exist; it gets its name only when it is whole."""
    if target.exists():
        raise Refused(f"{target} is already there. Give the backup a name of its own.")
    if not target.parent.is_dir():
        raise Refused(f"The folder {target.parent} does not exist.")
    unfinished = target.with_name(f"{target.name}.unfinished")
    descriptor = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        with open(descriptor, "wb") as file, tempfile.TemporaryDirectory(dir=target.parent) as folder:
            with tarfile.open(fileobj=file, mode="w") as archive:
                fill(archive, Path(folder))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def fill(archive: tarfile.TarFile, folder: Path) -> None:
    engine = database_engine()
    label = {"format": FORMAT, "version": hamn.__version__, "engine": engine.NAME, "made_at": now()}
    content = json.dumps(label, indent=2).encode()
    entry = tarfile.TarInfo(LABEL)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))
    for copy in engine.copy_into(folder):
        archive.add(copy, arcname=copy.name)
    if Path(settings.MEDIA_ROOT).is_dir():
        archive.add(settings.MEDIA_ROOT, arcname="media")


def restore(source: Path, replace: bool) -> None:
    """Put the backup in the place of what is here now. What is here is only replaced when that was asked for."""
    try:
        archive = tarfile.open(source)  # noqa: SIM115 -- closed below, once we know that it is one
    except (OSError, tarfile.TarError) as error:
        raise Refused(f"{source} is not a backup that can be read: {error}.") from error
    with closing(archive), tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        engine = database_engine()
        check(archive, source, engine)
        if engine.holds_something() and not replace:
            raise Refused("There is already an installation here. Add --replace to put the backup in its place.")
        unpack(archive, Path(folder))
        engine.bring_back(Path(folder))
        bring_media_back(Path(folder) / "media")
    connections.close_all()
    for alias in connections:
        call_command("migrate", database=alias, interactive=False, verbosity=0)


def unpack(archive: tarfile.TarFile, folder: Path) -> None:
    try:
        archive.extractall(folder, filter="data")
    except (OSError, EOFError, tarfile.TarError) as error:
        raise Refused(f"The backup is damaged, and nothing has been changed: {error}.") from error


def check(archive: tarfile.TarFile, source: Path, engine) -> None:
    try:
        label = json.load(archive.extractfile(LABEL))
    except (KeyError, ValueError, tarfile.TarError) as error:
        raise Refused(f"{source} is not a backup made by hamn backup.") from error
    if label["format"] > FORMAT:
        raise Refused(f"The backup was made by a newer Hamn ({label['version']}). Upgrade first.")
    if label["engine"] != engine.NAME:
        raise Refused(f"The backup is of {label['engine']}, and this installation runs on {engine.NAME}.")


def bring_media_back(restored: Path) -> None:
    """The old folder steps aside in one move, so that a reader meets the old pictures or the new ones."""
    media = Path(settings.MEDIA_ROOT)
    aside = restored.with_name("media-before")
    restored.mkdir(exist_ok=True)
    if media.exists():
        media.rename(aside)
    shutil.move(restored, media)


def database_engine():
    return sqlite if connections["default"].vendor == "sqlite" else postgres


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
