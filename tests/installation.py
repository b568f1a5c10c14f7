"""An installation of its own for each test, and the command run as an operator runs it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "hamn.command"]


class Installation:
    """A data folder, and what `hamn` says and does about it."""

    def __init__(self, data: Path, **settings: str):
        self.data = data
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HAMN_")}
        kept.pop("DATABASE_URL", None)
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        self.environment = {**kept, "HAMN_DATA": str(data), **settings}

    def hamn(self, *words, told: str = "", code: int = 0) -> str:
        """What the command printed; it must have ended with this exit code."""
        done = subprocess.run(
            [*COMMAND, *map(str, words)],
            cwd=ROOT,
            env=self.environment,
            input=told,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    @contextmanager
    def running(self, *words):
        """The command as a process beside the test, stopped politely afterwards; its `said` is a file."""
        said = self.data / "said"
        with said.open("w") as output:
            process = subprocess.Popen(
                [*COMMAND, *map(str, words)],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            yield process, said
        finally:
            process.terminate()
            process.wait(timeout=20)

    @contextmanager
    def served(self):
        """The address at which the installation answers."""
        port = free_port()
        with self.running("serve", "--port", port) as (process, said):
            address = f"http://127.0.0.1:{port}"
            wait_until_open(address, process, said)
            yield address


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_open(address: str, process, said: Path, patience_s: float = 60) -> None:
    end = time.monotonic() + patience_s
    while time.monotonic() < end and process.poll() is None:
        try:
            if get(f"{address}/health/"):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"Nothing answered at {address}: {said.read_text()}")


def wait_until_said(words: str, process, said: Path, patience_s: float = 60) -> None:
    end = time.monotonic() + patience_s
    while time.monotonic() < end and process.poll() is None:
        if words in said.read_text():
            return
        time.sleep(0.1)
    pytest.fail(f"{words!r} was never said: {said.read_text()}")


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    data = tmp_path_factory.mktemp("migrated")
    Installation(data).hamn("migrate")
    return data


@pytest.fixture
def installation(migrated, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(migrated, data)
    return Installation(data)
