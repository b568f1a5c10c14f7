"""Phones that are not there: they join a room of this machine and answer like people, over the public protocol alone.

For seeing beforehand that a room holds. Their answers are stored like anyone's, so it is for a room of the demonstration,
or for a round that is declared void afterwards.
"""

import asyncio
import json
import secrets
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from random import Random
from statistics import quantiles
from time import monotonic
from urllib.parse import urlsplit

from hamn.operations.plausible import Sending, sendings
from hamn.operations.problems import Refused

MOST_PHONES, MOST_SECONDS = 5000, 600
# They come within some seconds, think before they answer, and one in ten answers again differently.
COMING_S, THINKING_S, CHANGED_MIND_SHARE = 5.0, 4.0, 0.1
PATIENCE_S, LONGEST_EVENT = 10.0, 1 << 22


@dataclass(frozen=True)
class Seen:
    """What the phones met. `waits_ms` holds one value per confirmed answer, sorted."""

    phones: int
    joined: int
    waits_ms: tuple[float, ...] = ()
    refused: dict[str, int] = field(default_factory=dict)

    @property
    def confirmed(self) -> int:
        return len(self.waits_ms)

    @property
    def p50_ms(self) -> float:
        return self.percentile(50)

    @property
    def p99_ms(self) -> float:
        return self.percentile(99)

    def percentile(self, percent: int) -> float:
        if self.confirmed < 2:
            return self.waits_ms[0] if self.waits_ms else 0.0
        return quantiles(self.waits_ms, n=100, method="inclusive")[percent - 1]

    @property
    def sentence(self) -> str:
        said = f"{self.joined} of {self.phones} phones joined, and {self.confirmed} answers were confirmed"
        if self.confirmed:
            said += f", half of them within {self.p50_ms:.0f} ms and 99 of 100 within {self.p99_ms:.0f} ms"
        causes = ", ".join(f"{count} × {cause}" for cause, count in sorted(self.refused.items()))
        return f"{said}. {f'Not answered as hoped: {causes}.' if causes else 'None was refused.'}"


def simulate(address: str, code: str, phones: int = 300, seconds: float = 30) -> Seen:
    """Let so many phones take part in the room for so long.

    Raises: Refused when the address is not this machine's own, the numbers are out of bounds, or no such room answers.
    """
    host, port = own_machine(address)
    if not 1 <= phones <= MOST_PHONES or not 1 <= seconds <= MOST_SECONDS:
        raise Refused(f"Between 1 and {MOST_PHONES} phones, for 1 to {MOST_SECONDS} seconds.")
    return asyncio.run(crowd(host, port, code, phones, seconds))


def own_machine(address: str) -> tuple[str, int]:
    """Host and port, of this machine alone: phones that are not there must never be sent to somebody else's room."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "http" or not is_loopback(host):
        raise Refused(f"Only a room of this machine can be tried, such as http://127.0.0.1:8000, not {address}.")
    return host, parts.port or 80


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


async def crowd(host: str, port: int, code: str, phones: int, seconds: float) -> Seen:
    end = monotonic() + seconds
    await expect_room(host, port, code)
    everyone = [Phone(host, port, code, Random(number), end) for number in range(phones)]
    await asyncio.gather(*(phone.take_part() for phone in everyone))
    waits = sorted(wait for phone in everyone for wait in phone.waits_ms)
    refused = sum((phone.refused for phone in everyone), Counter())
    return Seen(phones, sum(bool(phone.ticket) for phone in everyone), tuple(waits), dict(refused))


async def expect_room(host: str, port: int, code: str) -> None:
    line = Line(host, port)
    try:
        status, _body = await line.ask("GET", f"/live/v1/rooms/{code}")
    except (OSError, asyncio.IncompleteReadError) as fault:
        raise Refused(f"Nobody answers at http://{host}:{port}.") from fault
    finally:
        line.close()
    if status != 200:
        raise Refused(f"No room answers to the code {code} at http://{host}:{port} ({status}).")


class Line:
    """One kept connection, one request at a time."""

    def __init__(self, host: str, port: int, ticket: str = ""):
        self.host, self.port, self.ticket = host, port, ticket
        self.reader, self.writer = None, None

    async def send(self, method: str, path: str, content: dict | None = None) -> tuple[int, dict[str, str]]:
        """Status and heads; the body is still to be read."""
        if self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port, limit=LONGEST_EVENT)
        body = json.dumps(content).encode() if content is not None else b""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", f"Content-Length: {len(body)}"]
        lines += ["Content-Type: application/json"] if body else []
        lines += [f"Authorization: Bearer {self.ticket}"] if self.ticket else []
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        heads = (line.partition(":") for line in head[1:])
        return int(head[0].split()[1]), {name.lower(): value.strip() for name, _, value in heads}

    async def ask(self, method: str, path: str, content: dict | None = None) -> tuple[int, dict]:
        status, heads = await self.send(method, path, content)
        body = b"".join([piece async for piece in self.pieces(heads)])
        is_json = heads.get("content-type", "").startswith("application/json")
        return status, json.loads(body) if is_json and body else {}

    async def pieces(self, heads: dict[str, str]) -> AsyncIterator[bytes]:
        """The body, as it comes."""
        if heads.get("transfer-encoding") == "chunked":
            while length := int(await self.reader.readline(), 16):
                yield await self.reader.readexactly(length)
                await self.reader.readexactly(2)
            await self.reader.readexactly(2)
        else:
            yield await self.reader.readexactly(int(heads.get("content-length", 0)))

    def close(self) -> None:
        if self.writer:
            self.writer.close()


class Phone:
    """One who joins, listens, and answers what is open."""

    def __init__(self, host: str, port: int, code: str, rng: Random, end: float):
        self.place, self.room, self.rng, self.end = (host, port), f"/live/v1/rooms/{code}", rng, end
        self.line, self.ticket, self.snapshot, self.rev = Line(host, port), "", {}, 0
        self.done: set[int] = set()
        self.waits_ms: list[float] = []
        self.refused: Counter[str] = Counter()

    async def take_part(self) -> None:
        listening = None
        try:
            await self.rest(min(COMING_S, self.left / 3))
            if await self.join():
                listening = asyncio.create_task(self.listen())
                await self.answer_until_the_end()
        except (OSError, asyncio.IncompleteReadError):
            self.refused["connection lost"] += 1
        finally:
            if listening:
                listening.cancel()
                with suppress(asyncio.CancelledError, OSError, asyncio.IncompleteReadError):
                    await listening
            self.line.close()

    @property
    def left(self) -> float:
        return max(0.0, self.end - monotonic())

    async def rest(self, most_s: float) -> None:
        await asyncio.sleep(self.rng.random() * min(most_s, self.left))

    async def join(self) -> bool:
        status, told = await self.line.ask("POST", f"{self.room}/join", {})
        if status != 201:
            self.refused[f"joining {status} {told.get('error', '')}".strip()] += 1
            return False
        self.ticket, self.snapshot = told["ticket"], told["room"]
        self.line.ticket = self.ticket
        return True

    async def listen(self) -> None:
        """Follow the room. A stream that ends is opened again after a random wait, as the protocol asks."""
        while self.left:
            stream = Line(*self.place, self.ticket)
            try:
                status, heads = await stream.send("GET", f"{self.room}/events")
                if status == 200:
                    await self.follow(stream.pieces(heads))
                else:
                    self.refused[f"stream {status}"] += 1
            except (OSError, asyncio.IncompleteReadError):
                self.refused["stream lost"] += 1
            finally:
                stream.close()
            await self.rest(3.0)

    async def follow(self, pieces: AsyncIterator[bytes]) -> None:
        waiting = b""
        async for piece in pieces:
            *events, waiting = (waiting + piece).split(b"\n\n")
            for event in events:
                self.hear(event)

    def hear(self, event: bytes) -> None:
        fields = dict(line.split(b": ", 1) for line in event.split(b"\n") if b": " in line)
        name, told = fields.get(b"event", b""), json.loads(fields.get(b"data", b"{}"))
        if name in (b"snapshot", b"step"):
            self.snapshot |= told
        elif name == b"results":
            self.snapshot["results"] = self.snapshot.get("results", {}) | told.get("results", {})
        elif name == b"end":
            self.end = 0.0

    async def answer_until_the_end(self) -> None:
        while self.left:
            for question in self.to_answer():
                await self.rest(THINKING_S)
                await self.answer(question)
                self.done.add(question["id"])
            await self.rest(1.0)

    def to_answer(self) -> list[dict]:
        """What is open and new to this phone, and now and then something it has thought again about."""
        questions = [each for each in self.snapshot.get("questions", []) if each["open"]]
        return [each for each in questions if each["id"] not in self.done or self.rng.random() < CHANGED_MIND_SHARE / 4]

    async def answer(self, question: dict) -> None:
        results = self.snapshot.get("results", {}).get(str(question["id"]))
        for sending in sendings(question, results, self.rng):
            if self.left:
                await self.deliver(question["id"], sending)

    async def deliver(self, question: int, sending: Sending) -> None:
        """Send until it is confirmed, with the same id; a closed question takes none."""
        self.rev += 1
        sent = {"id": secrets.token_hex(16), "rev": self.rev, "question": question, **sending}
        began = monotonic()
        while self.left:
            try:
                status, told = await asyncio.wait_for(self.line.ask("POST", f"{self.room}/answers", sent), PATIENCE_S)
            except (OSError, asyncio.IncompleteReadError):
                self.line.close()
                status, told = 0, {"error": "connection lost"}
            if status in (200, 201):
                self.waits_ms.append((monotonic() - began) * 1000)
            elif status != 409:
                self.refused[f"{status or ''} {told.get('error', '')}".strip()] += 1
            if status not in (0, 429, 503):
                return
            await self.rest(2.0)
