"""Who listens to a room, and the numbered events that they hear.

An event is encoded once and then only written. Nobody has a queue: a phone that cannot keep up is passed over, and gets the
whole snapshot when it has caught up. Joining, coming back and recovering from a crash are one path: snapshot, then what came
after.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from hamn.live.as_json import as_json

# So many at a time before the loop may do something else.
CHUNK = 64
# How far back somebody who was away for a moment may catch up without a whole snapshot.
RING = 64
# Unsent bytes beyond this mean that a phone cannot keep up.
HIGH_WATER = 32 * 1024
# The chunk that ends an answer of HTTP/1.1.
LAST = b"0\r\n\r\n"
# Digits of a number that we have told somebody. Python refuses to read thousands of them.
LONGEST_NUMBER = 18
ALIVE = b"2\r\n:\n\r\n"

Snapshot = Callable[["Line"], bytes]


def frame(event: str, number: str, data: Any) -> bytes:
    """A server-sent event as a chunk of HTTP/1.1. data: what is to be JSON, or JSON bytes already."""
    content = data if isinstance(data, bytes) else as_json(data).encode()
    return chunk(b"event: %s\nid: %s\ndata: %s\n\n" % (event.encode(), number.encode(), content))


def chunk(content: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(content), content)


class Line(asyncio.Protocol):
    """One open stream. It takes the place of the web server's own protocol, which would cost three times the memory."""

    __slots__ = ("behind", "hub", "is_slow", "language", "participant", "question", "transport")

    def __init__(self, hub: "Hub", participant: str = "", language: str = "", question: int | None = None) -> None:
        self.hub, self.participant, self.language, self.question = hub, participant, language, question
        self.transport: asyncio.Transport | None = None
        self.behind = self.is_slow = False

    def begin(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        transport.set_write_buffer_limits(high=HIGH_WATER, low=0)
        self.hub.lines.add(self)

    def write(self, content: bytes) -> None:
        """Skipped while the phone is slow: what is written later is absolute, so nothing is missed for good."""
        if self.is_slow or self.transport is None:
            self.behind = True
        else:
            self.transport.write(content)

    def pause_writing(self) -> None:
        self.is_slow = True

    def resume_writing(self) -> None:
        self.is_slow = False
        if self.behind:
            self.behind = False
            self.write(self.hub.snapshot(self))

    def data_received(self, data: bytes) -> None:
        """Nothing more is said on a stream."""
        self.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None
        self.hub.leave(self)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.write(LAST)
            self.transport.close()


class Hub:
    """The listeners of one audience of one room."""

    def __init__(self, snapshot: Snapshot, epoch: str = "") -> None:
        self.snapshot, self.epoch = snapshot, epoch or secrets.token_hex(3)
        self.lines: set[Line] = set()
        self.ring: deque[tuple[int, bytes]] = deque(maxlen=RING)
        self.on_leave: Callable[[], None] = lambda: None
        self.is_closed = False
        # The latest event that everyone was told.
        self.latest = -1

    def number(self, seq: int) -> str:
        return f"{self.epoch}.{seq}"

    def welcome(self, line: Line, last_id: str) -> bytes:
        """What somebody who comes, or comes back, is told first."""
        missed = self.missed(last_id)
        return self.snapshot(line) if missed is None else b"".join(missed)

    def missed(self, last_id: str) -> list[bytes] | None:
        """The events after that one; None when we no longer know, or the room has started again since."""
        epoch, _dot, seq = last_id.partition(".")
        seen = whole_number(seq)
        if epoch != self.epoch or seen is None:
            return None
        if seen == self.latest:
            return []
        if not self.ring or seen < self.ring[0][0] - 1 or seen > self.ring[-1][0]:
            return None
        return [content for number, content in self.ring if number > seen]

    async def say(self, event: str, seq: int, data: Any, to: Callable[[Line], bool] | None = None) -> None:
        """Tell everyone, encoded once. to: only those lines; such events are not kept for who comes back."""
        content = frame(event, self.number(seq), data)
        self.latest = seq if to is None else self.latest
        if event == "step":
            # It tells how much time was left just then. Whoever missed it gets the snapshot, which tells what is left now.
            self.ring.clear()
        elif to is None:
            self.ring.append((seq, content))
        await self.write(content, to)

    async def write(self, content: bytes, to: Callable[[Line], bool] | None = None) -> None:
        for lines in chunks(list(self.lines)):
            for line in lines:
                if to is None or to(line):
                    line.write(content)
            await asyncio.sleep(0)

    def leave(self, line: Line) -> None:
        self.lines.discard(line)
        self.on_leave()

    def close(self) -> None:
        self.is_closed = True
        for line in list(self.lines):
            line.close()


def chunks(lines: list[Line]) -> Iterator[Iterable[Line]]:
    return (lines[start : start + CHUNK] for start in range(0, len(lines), CHUNK))


def whole_number(text: str) -> int | None:
    """A number that was sent to us, or None for what is none of ours."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None
