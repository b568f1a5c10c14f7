"""L7: what the phone's page weighs with each kind of question and with all of them, and when a first answer is possible.

"Possible" is when something of the form can be pressed: from then on an answer leaves, with scripts or without. Chromium
asks for brotli over https and on a machine's own address, as here; over plain http on a network it gets gzip, and some 700 bytes
more. Own script is what the script itself weighs; the table also says what all scripts of the page weigh with the heads of their
answers, those too that come after the stream.

Usage: python -m benchmarks.live.phone_weight [--picture FILE]
"""

import argparse
import sys
from dataclasses import dataclass, field
from time import monotonic

from benchmarks.live.browser import chromium
from benchmarks.live.report import Goal
from benchmarks.live.server import Server

KBIT_S, LATENCY_MS = 400, 400
MOST_KB, MOST_REQUESTS, MOST_SCRIPT_KB, SOON_S, SETTLE_MS = 72, 7, 5, 2.5, 6000
KINDS = ("words", "text", "choice", "scale", "ranking", "points", "axes", "statements", "qa")
PAGES = {"words scale": "words and scale", **{kind: kind for kind in KINDS}, " ".join(KINDS): "all nine"}
PRESSED = "main form :is(button, .option, .scale label):visible"


HEAD = """\
| questions | kB until the stream | in all | requests | script kB | scripts in all, with heads | first answer, s |
|---|---|---|---|---|---|---|"""


@dataclass
class Watched:
    """Every request of the page, as the browser counts it: bytes on the wire, heads and all."""

    order: list[str] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def watch(self, session) -> None:
        session.on("Network.requestWillBeSent", self.asked)
        session.on("Network.responseReceived", self.answered)
        session.on("Network.loadingFinished", lambda event: self.took(event["requestId"], event["encodedDataLength"]))

    def asked(self, event: dict) -> None:
        self.order.append(event["requestId"])
        self.addresses[event["requestId"]] = event["request"]["url"]
        self.kinds[event["requestId"]] = event.get("type", "")

    def answered(self, event: dict) -> None:
        self.heads[event["requestId"]] = int(event["response"]["encodedDataLength"])

    def took(self, request: str, count: float) -> None:
        self.bytes[request] = int(count)

    @property
    def before_stream(self) -> list[str]:
        """What had to be asked for before the stream, or everything where there is none."""
        streams = [place for place, id in enumerate(self.order) if self.addresses[id].endswith("/events")]
        return self.order[: streams[0]] if streams else self.order

    @property
    def kb(self) -> float:
        return sum(self.bytes.get(id, 0) for id in self.before_stream) / 1000

    @property
    def kb_in_all(self) -> float:
        return sum(self.bytes.values()) / 1000

    @property
    def script_kb(self) -> float:
        """The scripts themselves, until the stream."""
        found = scripts_among(self.before_stream, self.kinds)
        return sum(self.bytes.get(id, 0) - self.heads.get(id, 0) for id in found) / 1000

    @property
    def script_kb_in_all(self) -> float:
        """Also those that come after the stream, with the heads of their answers."""
        return sum(self.bytes.get(id, 0) for id in scripts_among(self.order, self.kinds)) / 1000

    def rows(self) -> str:
        return "\n".join(
            f"  {self.bytes.get(id, 0):>7,} B  {self.kinds[id]:<10} {self.addresses[id]}" for id in self.order
        )


def scripts_among(requests: list[str], kinds: dict[str, str]) -> list[str]:
    return [id for id in requests if kinds[id] == "Script"]


def visit(page, address: str) -> tuple[Watched, float]:
    """The page's requests, and seconds until something of its form can be pressed."""
    watched, session = Watched(), page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": False})
    speed = KBIT_S * 1000 / 8
    slow = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": speed, "uploadThroughput": speed}
    session.send("Network.emulateNetworkConditions", slow)
    watched.watch(session)
    began = monotonic()
    page.goto(address, wait_until="commit")
    page.locator(PRESSED).first.wait_for(state="visible", timeout=30_000)
    possible_s = monotonic() - began
    page.wait_for_timeout(SETTLE_MS)
    return watched, possible_s


@dataclass(frozen=True)
class Row:
    """What one page costs."""

    name: str
    kb: float
    kb_in_all: float
    requests: int
    script_kb: float
    script_kb_in_all: float
    possible_s: float

    def __str__(self) -> str:
        weights = f"{self.kb:.1f} | {self.kb_in_all:.1f} | {self.requests}"
        return (
            f"| {self.name} | {weights} | {self.script_kb:.1f} | {self.script_kb_in_all:.1f} | {self.possible_s:.2f} |"
        )


def weighed(browser, address: str, name: str, picture: str = "") -> Row:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    watched, possible_s = visit(page, address)
    if picture:
        page.screenshot(path=picture)
        print(watched.rows(), flush=True)
    context.close()
    requests, scripts = len(watched.before_stream), (watched.script_kb, watched.script_kb_in_all)
    return Row(name, watched.kb, watched.kb_in_all, requests, *scripts, possible_s)


def goals(rows: list[Row]) -> list[Goal]:
    plain, worst = rows[0], {name: max(rows, key=lambda row: getattr(row, name)) for name in Row.__annotations__}
    found = [
        of_kb("phone page, cold, until its stream", worst["kb"], worst["kb"].kb, MOST_KB),
        Goal("L7", "what it fetches afterwards too", f"{worst['kb_in_all'].kb_in_all:.1f} kB", "", None),
        at_most("requests before the stream", worst["requests"].requests, MOST_REQUESTS),
        of_kb("own script until the stream", plain, plain.script_kb, MOST_SCRIPT_KB),
        of_kb("own script until the stream", worst["script_kb"], worst["script_kb"].script_kb, MOST_SCRIPT_KB),
        Goal(
            "L7", "scripts in all, with their heads", f"{worst['script_kb_in_all'].script_kb_in_all:.1f} kB", "", None
        ),
    ]
    slowest = worst["possible_s"]
    name = f"first answer possible at {KBIT_S} kbit/s and {LATENCY_MS} ms ({slowest.name})"
    return [*found, Goal("L7", name, f"{slowest.possible_s:.2f} s", f"<= {SOON_S} s", slowest.possible_s <= SOON_S)]


def of_kb(name: str, row: Row, kb: float, most: float) -> Goal:
    return Goal("L7", f"{name} ({row.name})", f"{kb:.1f} kB", f"<= {most} kB", kb <= most)


def at_most(name: str, count: int, most: int) -> Goal:
    return Goal("L7", name, str(count), f"<= {most}", count <= most)


def main(words: list[str]) -> list[Goal]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picture", help="keep a picture of the page with all kinds, and print its requests")
    options = parser.parse_args(words)
    print(HEAD)
    rows = []
    with Server() as server, chromium() as browser:
        for kinds, name in PAGES.items():
            (room,) = server.rooms(1, kinds)
            picture = options.picture or "" if name == "all nine" else ""
            rows.append(weighed(browser, f"http://127.0.0.1:{server.port}/d/{room.code}", name, picture))
            print(rows[-1], flush=True)
    return goals(rows)


if __name__ == "__main__":
    for goal in main(sys.argv[1:]):
        print(goal)
