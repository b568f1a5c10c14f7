"""L1: the power goes at a random moment. What the disk had not been told to keep may be gone, torn or there.

The server runs under strace, which writes down every write and sync of the answers' files. For each random instant the
files are built again: every write before a finished sync is there, each later one is there, torn or gone by chance. The
copy is opened as SQLite opens a file after a power loss, and everything confirmed before that instant must be in it.

Usage: python -m benchmarks.live.power_loss [--losses 20] [--seconds 8] [--control nosync]
Without strace it says so and measures nothing. The memory-mapped -shm file is not followed: SQLite builds it anew.
"""

import argparse
import asyncio
import random
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks.live.crowd import raise_limits
from benchmarks.live.durable import QUESTIONS
from benchmarks.live.report import Goal
from benchmarks.live.restless import Found, Memory, Restless, look_up
from benchmarks.live.server import Control, Server, chosen

# SQLite writes with pwrite64 alone. Were that to change, confirmed answers would be missing here, and we would notice.
CALLS = "pwrite64,pwritev,fsync,fdatasync,ftruncate,unlink,unlinkat,rename"
SECTOR = 512  # what a disk writes whole
LINE = re.compile(rb"^(\d+)\s+([\d.]+) (.*)$")
STRING = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
TOOK = re.compile(rb"<([\d.]+)>$")
# strace -xx writes names in hexadecimal too, so that nothing in a content can be taken for syntax.
NAMES = {
    "".join(f"\\x{letter:02x}" for letter in name.encode()).encode(): name
    for name in ("answers.sqlite3-wal", "answers.sqlite3-journal", "answers.sqlite3-shm", "answers.sqlite3")
}


@dataclass(frozen=True)
class Deed:
    """Something done to a file: written at a place, cut to a length, or synced. `began`, `ended` are seconds of the clock."""

    began: float
    ended: float
    file: str
    kind: str
    at: int = 0
    content: bytes = b""


def deeds(trace: Path) -> Iterator[Deed]:
    """What strace wrote down, for the files of the answers alone. A call that another thread interrupted is joined again."""
    begun: dict[bytes, tuple[float, bytes]] = {}
    with trace.open("rb") as lines:
        for line in lines:
            found = LINE.match(line)
            if not found:
                continue
            thread, moment, call = found[1], float(found[2]), found[3]
            if call.endswith(b"<unfinished ...>"):
                begun[thread] = moment, call.removesuffix(b"<unfinished ...>")
                continue
            ended = moment
            if call.startswith(b"<... "):
                started, first = begun.pop(thread, (moment, b""))
                call = first + call.partition(b" resumed>")[2]
            else:
                started = moment
                ended += took_s(call)
            deed = deed_of(started, ended, call)
            if deed:
                yield deed


def took_s(call: bytes) -> float:
    """strace -T: how long the call took, at the end of its line."""
    found = TOOK.search(call)
    return float(found[1]) if found else 0.0


def deed_of(began: float, ended: float, call: bytes) -> Deed | None:
    name = call[: call.find(b"(")].decode()
    place = call.partition(b",")[0] if name != "unlink" else call
    file = next((plain for written, plain in NAMES.items() if written in place), None)
    if file is None or b") = -1" in call:
        return None
    if name in {"fsync", "fdatasync"}:
        return Deed(began, ended, file, "sync")
    if name == "ftruncate":
        return Deed(began, ended, file, "cut", int(call.partition(b", ")[2].partition(b")")[0]))
    if name in {"unlink", "unlinkat"}:
        return Deed(began, ended, file, "gone")
    if name == "pwrite64":
        content = bytes.fromhex(STRING.search(call)[1].replace(b"\\x", b"").decode())
        place = int(call[call.rindex(b'"') :].partition(b")")[0].split(b", ")[2])
        return Deed(began, ended, file, "write", place, content)
    if name in {"pwritev", "rename"}:
        raise RuntimeError(f"{name} on {file} is not followed: the simulation would not be true.")
    return None


def after_loss(deeds: list[Deed], instant: float, chance: random.Random) -> dict[str, bytearray]:
    """The files as a disk may hold them when the power goes at that instant."""
    synced = last_syncs(deeds, instant)
    files: dict[str, bytearray] = {}
    for deed in deeds:
        if deed.began > instant or deed.kind == "sync" or deed.file.endswith("-shm"):
            continue
        content = files.setdefault(deed.file, bytearray())
        # SQLite syncs the folder when it takes a file away, so that is believed at once.
        is_kept = deed.kind == "gone" or deed.ended <= synced.get(deed.file, 0)
        if is_kept or chance.random() < 0.5:
            apply(deed, content, chance if not is_kept else None)
    return files


def last_syncs(deeds: list[Deed], instant: float) -> dict[str, float]:
    """For each file the moment up to which its writes are safe: when its last finished sync began."""
    synced: dict[str, float] = {}
    for deed in deeds:
        if deed.kind == "sync" and deed.ended <= instant:
            synced[deed.file] = max(deed.began, synced.get(deed.file, 0))
    return synced


def apply(deed: Deed, content: bytearray, chance: random.Random | None) -> None:
    """Do it to the file. With `chance` some of its sectors may be missing, in the middle too."""
    if deed.kind in {"cut", "gone"}:
        length = deed.at
        content[length:] = b""
        content.extend(bytes(length - len(content)))
        return
    end = deed.at + len(deed.content)
    content.extend(bytes(max(0, end - len(content))))
    for start in range(0, len(deed.content), SECTOR):
        if chance is None or chance.random() < 0.7:
            piece = deed.content[start : start + SECTOR]
            content[deed.at + start : deed.at + start + len(piece)] = piece


def lose_power(deeds: list[Deed], memory: Memory, instant: float, chance: random.Random) -> Found:
    confirmed: dict = {}
    for moment, place, rev in memory.moments:
        if moment <= instant:
            confirmed[place] = max(rev, confirmed.get(place, 0))
    with tempfile.TemporaryDirectory(prefix="hamn-power-") as folder:
        for name, content in after_loss(deeds, instant, chance).items():
            if content:
                (Path(folder) / name).write_bytes(content)
        try:
            return look_up(Path(folder) / "answers.sqlite3", confirmed, memory.sent)
        except sqlite3.DatabaseError:  # a file that cannot be read holds nothing
            return Found(len(confirmed), len(confirmed), 0, 0)


async def for_a_while(crowd: Restless, seconds: float) -> None:
    working = asyncio.create_task(crowd.work())
    await asyncio.sleep(seconds)
    crowd.is_over = True
    await asyncio.wait_for(working, 60)


def traced(server: Server, trace: Path, seconds: float) -> tuple[list[Deed], Memory]:
    """Prepare the rooms, then start under strace on files that are copied before the first call is written down."""
    server.prepare()
    rooms = server.rooms(2, "text " * QUESTIONS)
    beginning = [whole(path) for path in server.folder.glob("answers.sqlite3*") if not path.name.endswith("-shm")]
    server.before = ["strace", "-f", "-y", "-ttt", "-T", "-xx", "-s", "1000000", "-e", f"trace={CALLS}"]
    server.before += ["--quiet=attach,exit", "-o", str(trace)]
    server.start()
    crowd = Restless(server.port, rooms)
    uvloop.run(for_a_while(crowd, seconds))
    server.kill()
    return [*beginning, *deeds(trace)], crowd.memory


def whole(path: Path) -> Deed:
    """A file that was there, and safe, before anything began."""
    return Deed(-1, -1, path.name, "write", 0, path.read_bytes())


def losses(server: Server, count: int, seconds: float, seed: int) -> list[Found]:
    chance = random.Random(seed)
    try:
        with tempfile.TemporaryDirectory(prefix="hamn-trace-") as folder:
            done, memory = traced(server, Path(folder) / "trace", seconds)
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)
    first, last = memory.moments[0][0], memory.moments[-1][0]
    syncs = sum(deed.kind == "sync" for deed in done)
    print(
        f"{memory.count:,} confirmed, {len(done):,} calls, {syncs:,} syncs, statuses {dict(memory.statuses)}",
        flush=True,
    )
    return [lose_power(done, memory, chance.uniform(first, last), chance) for _ in range(count)]


def main(words: list[str]) -> list[Goal]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--losses", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-control", action="store_true", help="leave out the control that must fail")
    parser.add_argument("--control")
    options = parser.parse_args(words)
    if not shutil.which("strace"):
        print("strace is not installed: no power losses were simulated.")
        return []
    raise_limits()
    found = losses(chosen(words), options.losses, options.seconds, options.seed)
    return [goal_of("power losses", found), *([] if options.no_control else [control_fails(options)])]


def goal_of(name: str, found: list[Found]) -> Goal:
    missing, twice = sum(each.missing for each in found), sum(each.twice + each.unknown for each in found)
    looked_up = sum(each.answers for each in found)
    measured = f"{missing} missing and {twice} wrong of {looked_up:,} looked up"
    return Goal("L1", f"{len(found)} simulated {name}", measured, "0", all(each.is_whole for each in found))


def control_fails(options) -> Goal:
    found = losses(Control("--confirm", "nosync"), 5, 4, options.seed)
    missing = sum(each.missing for each in found)
    return Goal("L1", "control that does not wait for the disk", f"{missing} missing in 5 losses", "> 0", missing > 0)


if __name__ == "__main__":
    for goal in main(sys.argv[1:]):
        print(goal)
