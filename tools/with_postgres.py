#!/usr/bin/env python3
"""Run a command with DATABASE_URL set to a throw-away PostgreSQL, which is gone afterwards.

Usage: tools/with_postgres.py COMMAND…    Without PostgreSQL installed it says so in one line and exits 0.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Nothing here has to survive a power cut, so the tests need not wait for the disk.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=60",
)


def main(command: list[str]) -> int:
    programs = find_programs()
    if programs is None:
        print(
            "PostgreSQL is not installed: its part of the tests is left out (apt-get install postgresql).",
            flush=True,
        )
        return 0
    with cluster(programs) as address:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}).returncode


def find_programs() -> Path | None:
    """The folder with the server's programs; Debian keeps one per version, outside the path."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def cluster(programs: Path):
    home = Path(tempfile.mkdtemp(prefix="hamn-postgres-"))
    owner = unprivileged()
    try:
        if owner:
            shutil.chown(home, owner["user"], owner["group"])
        make(programs, home, owner)
        server = start(programs, home, owner)
        try:
            yield f"postgres://hamn@{quote(str(home), safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def unprivileged() -> dict:
    """PostgreSQL refuses to run as root, so root lends it another user."""
    if os.geteuid() != 0:
        return {}
    names = [entry.pw_name for entry in pwd.getpwall()]
    user = "postgres" if "postgres" in names else "nobody"
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def make(programs: Path, home: Path, owner: dict) -> None:
    command = [programs / "initdb", "--pgdata", home / "data", "--username=hamn", "--auth=trust"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, **owner)
    if done.returncode:
        sys.exit(f"initdb failed: {done.stderr}")


def start(programs: Path, home: Path, owner: dict) -> subprocess.Popen:
    command = [programs / "postgres", "-D", home / "data", "-k", home]
    for setting in SETTINGS:
        command += ["-c", setting]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=home, stdout=log, stderr=log, start_new_session=True, **owner)
    wait_for(server, home)
    return server


def wait_for(server: subprocess.Popen, home: Path) -> None:
    """Until somebody answers at the socket; a cluster this small needs well under a second."""
    for _ in range(400):
        with socket.socket(socket.AF_UNIX) as door:
            if door.connect_ex(str(home / ".s.PGSQL.5432")) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    server.kill()
    sys.exit(f"PostgreSQL did not start: {(home / 'log').read_text()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
