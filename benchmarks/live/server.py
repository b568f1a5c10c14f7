"""A Hamn of our own on a temporary folder and a free port of this machine, and what it costs while it runs."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from benchmarks.live.rooms import Room, rooms_in

ROOT = Path(__file__).parents[2]
TICK_S = 1 / os.sysconf("SC_CLK_TCK")
PATIENCE_S = 90


class Server:
    """`with Server() as server:` starts it; it is stopped by its own number, and its folder goes with it."""

    def __init__(self, settings: dict[str, str] | None = None, before: list[str] | None = None):
        self.folder = Path(tempfile.mkdtemp(prefix="hamn-live-"))
        self.settings, self.before = settings or {}, before or []
        self.port, self.process = free_port(), None

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HAMN_")}
        return kept | {"HAMN_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": "hamn.settings"} | self.settings

    @property
    def said(self) -> str:
        return (self.folder / "said").read_text(errors="replace")

    @property
    def pages_port(self) -> int:
        """Where pages are served: here at the same door as the rooms."""
        return self.port

    @property
    def answers(self) -> Path:
        return self.folder / "answers.sqlite3"

    def command(self) -> list[str]:
        return [sys.executable, "-m", "hamn.command", "serve", "--port", str(self.port)]

    def __enter__(self):
        self.prepare()
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def prepare(self) -> None:
        words = [sys.executable, "-m", "hamn.command", "migrate"]
        subprocess.run(words, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def rooms(self, count: int = 1, questions: str = "scale words") -> list[Room]:
        """Open rooms, made by a process of its own that uses the program's models."""
        return rooms_in(self.environment, count, questions)

    def shown_rooms(self, count: int = 1) -> list[Room]:
        """Rooms whose leader lets the room see the first question's results as they come."""
        rooms = self.rooms(count)
        for room in rooms:
            self.lead(room, command="show", question=room.first("scale"))
        return rooms

    def lead(self, room: Room, **command) -> None:
        address = f"http://127.0.0.1:{self.port}/live/v1/rooms/{room.code}/commands"
        heads = {"Content-Type": "application/json", "Cookie": room.cookie}
        with urllib.request.urlopen(urllib.request.Request(address, json.dumps(command).encode(), heads)):
            pass

    def start(self) -> float:
        """Seconds until it answers."""
        began = time.monotonic()
        with (self.folder / "said").open("ab") as said:
            self.process = subprocess.Popen(
                [*self.before, *self.command()],
                cwd=ROOT,
                env=self.environment,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        while not is_up(self.port):
            if self.process.poll() is not None or time.monotonic() - began > PATIENCE_S:
                raise SystemExit(f"The server did not start: {self.said[-2000:]}")
            time.sleep(0.05)
        return time.monotonic() - began

    def kill(self) -> None:
        """As a power switch for the program: it and what it started are gone, without a chance to write anything."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        if self.process:
            with suppress(ProcessLookupError):  # usually nobody of its family is left
                os.killpg(self.process.pid, signal.SIGKILL)

    def processor_s(self) -> float:
        return processor_s(self.process.pid)

    def waited_s(self) -> float:
        return sum(map(waited_s, family(self.process.pid)))

    def memory_kb(self) -> int:
        return sum(memory_kb(pid) for pid in family(self.process.pid))


class Apart(Server):
    """The same with pages served by a process of their own, as docs/operating.md has it. What it costs is the rooms' part."""

    def __init__(self):
        super().__init__()
        self.pages_door, self.pages = free_port(), None

    @property
    def pages_port(self) -> int:
        return self.pages_door

    def command(self) -> list[str]:
        return [*super().command(), "--live-only"]

    def start(self) -> float:
        began = time.monotonic()
        super().start()
        words = ["serve", "--pages-only", f"127.0.0.1:{self.port}", "--port", str(self.pages_door)]
        with (self.folder / "said").open("ab") as said:
            self.pages = subprocess.Popen(
                [sys.executable, "-m", "hamn.command", *words], cwd=ROOT, env=self.environment, stdout=said, stderr=said
            )
        while not is_up(self.pages_door):
            if self.pages.poll() is not None or time.monotonic() - began > PATIENCE_S:
                raise SystemExit(f"The pages did not start: {self.said[-2000:]}")
            time.sleep(0.05)
        return time.monotonic() - began

    def stop(self) -> None:
        if self.pages:
            self.pages.terminate()
            self.pages.wait(20)
        super().stop()


class Control(Server):
    """The reference server of control.py in its place: for trying the programs, and as the one that must fail."""

    def __init__(self, *words: str, before: list[str] | None = None):
        super().__init__(before=before)
        self.words = words

    def command(self) -> list[str]:
        module = [sys.executable, "-m", "benchmarks.live.control"]
        return [*module, "--port", str(self.port), "--data", str(self.folder), *self.words]

    def prepare(self) -> None:
        pass

    def rooms(self, count: int = 1, questions: str = "scale words") -> list[Room]:
        numbers = {}
        for number, kind in enumerate(questions.split(), 1):
            numbers.setdefault(kind, []).append(number)
        return [Room(f"CNTR{3 + number // 10 % 7}{'34679CDFGH'[number % 10]}", numbers) for number in range(count)]

    shown_rooms = rooms


def chosen(words: list[str]) -> Server:
    """The server that the command line names: Hamn, or --control before, --control after, --control nosync."""
    if "--control" not in words:
        return Server()
    return Control("--confirm", words[words.index("--control") + 1])


def is_up(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5):
            return True
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family(pid: int) -> list[int]:
    """The process and every living one under it."""
    parents = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(each.parent.name)] = int(each.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended while we looked
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found


def processor_s(pid: int) -> float:
    """Seconds of processor that it and its children have taken so far, also those that have ended."""
    total = 0
    for each in family(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total * TICK_S


def waited_s(pid: int) -> float:
    """Seconds for which its threads could have worked but had no core: what a busy machine adds to every wait."""
    total = 0
    for listed in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(listed.read_text().split()[1])
        except OSError:
            continue  # the thread ended while we looked
    return total / 1e9


def memory_kb(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return int(status.split("VmRSS:")[1].split()[0]) if "VmRSS:" in status else 0
