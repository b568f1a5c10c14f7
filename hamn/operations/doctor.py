"""What is misconfigured, in sentences. Each check yields one sentence per fault and nothing when all is well."""

import ipaddress
import os
import shutil
import smtplib
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from hamn.operations import collected
from hamn.operations.models import Duty

LEAST_FREE_GB = 1
SHORTEST_KEY = 32
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def examine() -> list[str]:
    """Every fault found. Where the database does not answer, what is asked of it is left out."""
    faults = [fault for check in (secret_key, debug, demonstration, hosts, address, proxies) for fault in check()]
    faults += [fault for check in (data_folder, disk, static_files, letters) for fault in check()]
    unreachable = list(databases())
    if unreachable:
        return faults + unreachable
    unapplied = list(migrations())
    return faults + list(pragmas()) + (unapplied or list(background()))


def secret_key() -> Iterator[str]:
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        yield f"The secret key is shorter than {SHORTEST_KEY} characters: make HAMN_SECRET_KEY longer, or leave it out."
    kept = Path(settings.DATA) / "secret-key"
    if kept.exists() and kept.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"Others on this machine may read the secret key: chmod 600 {kept}"


def debug() -> Iterator[str]:
    if settings.DEBUG:
        yield "HAMN_DEBUG is on: pages of errors then show the program's inside to anybody."


def demonstration() -> Iterator[str]:
    open_to = [host for host in public_hosts() if host != host_of(settings.LAN_ADDRESS)]
    if settings.DEMO and (settings.PUBLIC_ADDRESS or open_to):
        yield "Demo mode shows passwords on the sign-in page, and this installation is not only local: leave HAMN_DEMO out."


def hosts() -> Iterator[str]:
    if "*" in settings.ALLOWED_HOSTS:
        yield "HAMN_HOSTS holds *: name the hosts that people use, or letters can be made to lead elsewhere."
    host = host_of(settings.PUBLIC_ADDRESS)
    if host and host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        yield f"HAMN_HOSTS does not hold {host}, so pages at {settings.PUBLIC_ADDRESS} answer 400."


def address() -> Iterator[str]:
    if settings.DEMO:
        return
    if not settings.PUBLIC_ADDRESS:
        yield "HAMN_ADDRESS is not set: links in letters, calendars and QR codes do not know where to lead."
    elif not settings.BEHIND_HTTPS and not is_local(host_of(settings.PUBLIC_ADDRESS)):
        yield f"HAMN_ADDRESS is {settings.PUBLIC_ADDRESS}: without https:// anyone on the way can read passwords and answers."


def proxies() -> Iterator[str]:
    if "*" in settings.TRUSTED_PROXIES:
        yield "HAMN_PROXIES holds *: anybody can then claim to come over HTTPS from any address. Name your reverse proxy."


def data_folder() -> Iterator[str]:
    data = Path(settings.DATA)
    if not data.is_dir() or not os.access(data, os.W_OK | os.X_OK):
        yield f"The data folder {data} cannot be written to by this user."
    keys = data / "keys"
    if keys.exists() and keys.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"Others on this machine may read the keys of open rounds: chmod 700 {keys}"


def disk() -> Iterator[str]:
    data = Path(settings.DATA)
    free_gb = shutil.disk_usage(data).free / 1024**3 if data.is_dir() else LEAST_FREE_GB
    if free_gb < LEAST_FREE_GB:
        yield f"Only {free_gb:.1f} GB is free where the data lives. Answers that cannot be stored are not confirmed."


def static_files() -> Iterator[str]:
    stamp = Path(settings.STATIC_ROOT) / "sources"
    if not stamp.exists() or stamp.read_text() != collected.fingerprint():
        yield "Style sheets and scripts are not collected for this version: run hamn migrate."


def letters() -> Iterator[str]:
    if settings.DEMO:
        return
    if not settings.EMAIL_HOST:
        yield "HAMN_EMAIL_HOST is not set: letters are printed to the console and reach nobody."
        return
    try:
        smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5).close()
    except OSError as error:
        yield f"The mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT} does not answer: {error}."


def databases() -> Iterator[str]:
    for connection in connections.all():
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            yield f"The database {connection.alias} cannot be reached: {str(error).strip()}."


def migrations() -> Iterator[str]:
    for connection in connections.all():
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if missing:
            yield f"The database {connection.alias} is {len(missing)} steps behind this version: run hamn migrate."


def pragmas() -> Iterator[str]:
    for connection in connections.all():
        if connection.vendor != "sqlite":
            continue
        for name, wanted in PRAGMAS.items():
            with connection.cursor() as cursor:
                found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
            if found != wanted:
                yield f"SQLite's {name} is {found} in {connection.alias}, and should be {wanted}."


def background() -> Iterator[str]:
    if settings.DEMO:
        return
    hours = Duty.objects.filter(due_at__lt=timezone.now() - timedelta(hours=1))
    if not Duty.objects.exists():
        yield "The background loop has never run: keep hamn worker running beside hamn serve."
    elif hours.exists():
        yield "The background loop has not run for an hour or more: start hamn worker."


def public_hosts() -> list[str]:
    return [host for host in settings.ALLOWED_HOSTS if not is_local(host)]


def is_local(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_private
    except ValueError:
        return False


def host_of(address: str) -> str:
    return urlsplit(address).hostname or ""
