"""L7: what the phone's page weighs, and when a first answer is possible at 400 kbit/s and 400 ms.

"Possible" is when the form's button can be pressed: from then on the answer leaves, with scripts or without. Chromium asks
for gzip over plain http; over https it would get brotli and less.

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
BUTTON = "main form button[type=submit], main form button:not([type])"


@dataclass
class Watched:
    """Every request of the page, as the browser counts it: bytes on the wire, heads and all."""

    order: list[str] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def watch(self, session) -> None:
        session.on("Network.requestWillBeSent", self.asked)
        session.on("Network.loadingFinished", lambda event: self.took(event["requestId"], event["encodedDataLength"]))

    def asked(self, event: dict) -> None:
        self.order.append(event["requestId"])
        self.addresses[event["requestId"]] = event["request"]["url"]
        self.kinds[event["requestId"]] = event.get("type", "")

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
        return sum(self.bytes.get(id, 0) for id, kind in self.kinds.items() if kind == "Script") / 1000

    def rows(self) -> str:
        return "\n".join(
            f"  {self.bytes.get(id, 0):>7,} B  {self.kinds[id]:<10} {self.addresses[id]}" for id in self.order
        )


def visit(page, address: str) -> tuple[Watched, float]:
    """The page's requests, and seconds until its button can be pressed."""
    watched, session = Watched(), page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": False})
    speed = KBIT_S * 1000 / 8
    slow = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": speed, "uploadThroughput": speed}
    session.send("Network.emulateNetworkConditions", slow)
    watched.watch(session)
    began = monotonic()
    page.goto(address, wait_until="commit")
    page.locator(BUTTON).first.wait_for(state="visible", timeout=30_000)
    possible_s = monotonic() - began
    page.wait_for_timeout(SETTLE_MS)
    return watched, possible_s


def goals(watched: Watched, possible_s: float) -> list[Goal]:
    requests = len(watched.before_stream)
    return [
        Goal(
            "L7",
            "phone page, cold, until its stream",
            f"{watched.kb:.1f} kB",
            f"<= {MOST_KB} kB",
            watched.kb <= MOST_KB,
        ),
        Goal("L7", "what it fetches afterwards too", f"{watched.kb_in_all:.1f} kB", "", None),
        Goal("L7", "requests before the stream", str(requests), f"<= {MOST_REQUESTS}", requests <= MOST_REQUESTS),
        Goal(
            "L7",
            "scripts, with their heads",
            f"{watched.script_kb:.1f} kB",
            f"<= {MOST_SCRIPT_KB} kB",
            watched.script_kb <= MOST_SCRIPT_KB,
        ),
        Goal(
            "L7",
            f"first answer possible at {KBIT_S} kbit/s and {LATENCY_MS} ms",
            f"{possible_s:.2f} s",
            f"<= {SOON_S} s",
            possible_s <= SOON_S,
        ),
    ]


def main(words: list[str]) -> list[Goal]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picture", help="keep a picture of the page")
    options = parser.parse_args(words)
    with Server() as server, chromium() as browser:
        (room,) = server.rooms(1, "words scale")
        page = browser.new_page(viewport={"width": 360, "height": 740})
        watched, possible_s = visit(page, f"http://127.0.0.1:{server.port}/d/{room.code}")
        if options.picture:
            page.screenshot(path=options.picture)
    print(watched.rows(), flush=True)
    return goals(watched, possible_s)


if __name__ == "__main__":
    for goal in main(sys.argv[1:]):
        print(goal)
