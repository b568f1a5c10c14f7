"""Thousands of phones as cheaply as Python allows: raw transports, one callback per answer, nothing read that is not needed.

A `Wire` is one kept connection with one request at a time. A `Stream` listens for numbered events. Neither makes a task
or a future of its own for each answer, so that the crowd stays well under the server's own cost.
"""

import asyncio
import json
import socket
from collections.abc import Callable
from random import getrandbits
from time import monotonic

Done = Callable[[int, bytes], None]
LOST = 0  # the status of an answer that never came
HEAD_END = b"\r\n\r\n"
# A source address has some 28,000 ports; a crowd spreads itself over several.
WIRES_PER_SOURCE = 8000
PHONE_PATIENCE_S = 15
IP_BIND_ADDRESS_NO_PORT = 24  # Linux; Python's socket module has no name for it


class Wire(asyncio.Protocol):
    """One kept connection. `done(status, body)` is called when the whole answer is here, or with LOST.

    A server closes a connection that nobody uses; as a browser does, it is then opened again, and a request that met the
    closing door is sent once more.
    """

    def __init__(self):
        self.transport, self.done, self.waiting = None, None, b""
        self.place, self.request, self.may_repeat, self.opening = None, b"", False, None

    def connection_made(self, transport) -> None:
        self.transport = transport

    def ask(self, request: bytes, done: Done) -> None:
        self.done, self.request, self.may_repeat = done, request, True
        if self.transport:
            self.transport.write(request)
        else:
            self.again()

    def again(self) -> None:
        self.may_repeat = False
        if self.place:
            self.opening = asyncio.ensure_future(self.open_again())
        else:
            self.fail()

    async def open_again(self) -> None:
        try:
            await connect(*self.place, lambda: self)
        except OSError:
            self.fail()
            return
        if self.done:
            self.transport.write(self.request)

    def fail(self) -> None:
        done, self.done = self.done, None
        if done:
            done(LOST, b"")

    def data_received(self, data: bytes) -> None:
        data = self.waiting + data if self.waiting else data
        whole = end_of_answer(data)
        if whole < 0:
            self.waiting = data
            return
        self.waiting = b""
        done, self.done = self.done, None
        if done:
            done(int(data[9:12]), body_of(data[data.find(HEAD_END) + 4 : whole]))

    def connection_lost(self, error) -> None:
        self.transport, self.waiting = None, b""
        if self.done and self.may_repeat:
            self.again()
        else:
            self.fail()

    def drop(self) -> None:
        """As a phone that leaves the network: without a word, and without waiting for the answer."""
        self.done = None
        if self.transport:
            self.transport.abort()

    async def fetch(self, request: bytes) -> tuple[int, bytes]:
        answer = asyncio.get_running_loop().create_future()
        self.ask(request, lambda status, body: answer.done() or answer.set_result((status, body)))
        try:
            return await asyncio.wait_for(answer, PHONE_PATIENCE_S)
        except TimeoutError:
            self.drop()
            return LOST, b""


def end_of_answer(data: bytes) -> int:
    """Where the first answer in `data` ends, or -1 while some of it is missing."""
    head_end = data.find(HEAD_END)
    if head_end < 0:
        return -1
    head = data[:head_end].lower()
    at = head.find(b"content-length:")
    if at >= 0:
        line_end = head.find(b"\r\n", at)
        end = head_end + 4 + int(head[at + 15 : line_end if line_end > 0 else head_end])
        return end if len(data) >= end else -1
    if b"transfer-encoding: chunked" in head:
        return len(data) if data.endswith(b"0\r\n\r\n") else -1
    return head_end + 4


def body_of(content: bytes) -> bytes:
    """Without the lengths of HTTP chunks. No body of ours begins with a length of its own."""
    if not content.endswith(b"0\r\n\r\n"):
        return content
    parts = []
    while content:
        length, _, content = content.partition(b"\r\n")
        parts.append(content[: int(length, 16)])
        content = content[int(length, 16) + 2 :]
    return b"".join(parts)


class Stream(asyncio.Protocol):
    """Listens to one room. Keeps when each event of its kind came, as (number, time), and nothing of what it said."""

    WANTED = b"event: results"

    def __init__(self, request: bytes, wanted: bytes = WANTED):
        self.request, self.wanted = request, wanted
        self.transport, self.waiting, self.place = None, b"", None
        self.numbers: list[int] = []
        self.times: list[float] = []
        self.status = 0
        self.last_id = b""
        self.on_event: Callable[[bytes], None] | None = None  # gets the whole event; only for those who must read it
        self.on_lost: Callable[[], None] | None = None

    def connection_made(self, transport) -> None:
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        now = monotonic()
        if self.waiting:
            data = self.waiting + data
        if not self.status:
            data = self.without_head(data)
        cut = data.rfind(b"\n\n")
        if cut < 0:
            self.waiting = data
            return
        self.waiting = data[cut + 2 :]
        for event in data[:cut].split(b"\n\n"):
            self.take(event, now)

    def without_head(self, data: bytes) -> bytes:
        end = data.find(HEAD_END)
        if end < 0:
            return data
        self.status = int(data[9:12])
        return data[end + 4 :]

    def take(self, event: bytes, now: float) -> None:
        """The lengths of HTTP chunks stand between events and do not disturb: an id has a line of its own."""
        at = event.find(b"id: ")
        if at < 0:
            return
        end = event.find(b"\n", at)
        self.last_id = event[at + 4 : end if end > 0 else len(event)]
        if self.wanted in event:
            self.numbers.append(int(self.last_id.rpartition(b".")[2]))
            self.times.append(now)
        if self.on_event:
            self.on_event(event)

    def connection_lost(self, error) -> None:
        self.transport = None
        if self.on_lost:
            self.on_lost()

    def drop(self) -> None:
        self.on_lost = None
        if self.transport:
            self.transport.abort()


def read_event(event: bytes) -> tuple[str, dict]:
    """Name and data of a whole event, once the lengths of HTTP chunks are taken out."""
    name, data = "", b"{}"
    for line in event.split(b"\n"):
        if line.startswith(b"event: "):
            name = line[7:].strip().decode()
        elif line.startswith(b"data: "):
            data = line[6:]
    return name, json.loads(data)


def get(path: str, *headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def events(code: str, ticket: str = "", after: str = "") -> bytes:
    headers = ["Accept: text/event-stream"]
    headers += [f"Authorization: Bearer {ticket}"] if ticket else []
    headers += [f"Last-Event-ID: {after}"] if after else []
    return get(f"/live/v1/rooms/{code}/events", *headers)


def post(path: str, body: bytes, ticket: str = "") -> bytes:
    bearer = b"Authorization: Bearer %s\r\n" % ticket.encode() if ticket else b""
    head = b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
    return head % (path.encode(), bearer, len(body), body)


def new_id() -> str:
    return f"{getrandbits(128):032x}"


class Phone:
    """One ticket, and how it writes its answers: the parts that never change are written once."""

    __slots__ = ("head", "rev", "ticket", "code")

    def __init__(self, code: str, ticket: str):
        self.code, self.ticket, self.rev = code, ticket, 0
        self.head = (
            b"POST /live/v1/rooms/%s/answers HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
            b"Content-Type: application/json\r\nContent-Length: " % (code.encode(), ticket.encode())
        )

    def answer(self, question: int, value: bytes, id: str = "", rev: int = 0) -> bytes:
        """A ready request. `value` is JSON. Without `rev` it is newer than everything this phone has sent."""
        if not rev:
            self.rev += 1
            rev = self.rev
        body = b'{"id":"%s","rev":%d,"question":%d,"value":%s}' % (
            (id or new_id()).encode(),
            rev,
            question,
            value,
        )
        return b"%s%d\r\n\r\n%s" % (self.head, len(body), body)


async def connect(port: int, number: int, make: Callable[[], asyncio.Protocol] = Wire):
    """The number decides which of the loopback's addresses it comes from."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setblocking(False)
    # Without this, binding searches for a port that is free towards everyone, which takes a crowd many seconds.
    door.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
    door.bind((f"127.0.0.{2 + number // WIRES_PER_SOURCE}", 0))
    loop = asyncio.get_running_loop()
    try:
        await loop.sock_connect(door, ("127.0.0.1", port))
    except OSError:
        door.close()
        raise
    made = (await loop.create_connection(make, sock=door))[1]
    made.place = port, number
    return made


async def wires(port: int, count: int, first: int = 0) -> list[Wire]:
    made = []
    for start in range(0, count, 100):
        some = range(first + start, first + min(start + 100, count))
        made += await asyncio.gather(*(connect(port, number) for number in some))
    return made


async def join(wire: Wire, code: str) -> Phone:
    """Raises RuntimeError with what came instead of a ticket."""
    status, body = await wire.fetch(post(f"/live/v1/rooms/{code}/join", b"{}"))
    if status != 201:
        raise RuntimeError(f"Joining {code} gave {status}: {body[:200]!r}")
    return Phone(code, json.loads(body)["ticket"])


async def join_many(over: list[Wire], code: str, count: int) -> list[Phone]:
    async def some(wire: Wire, share: int) -> list[Phone]:
        return [await join(wire, code) for _ in range(share)]

    shares = [count // len(over) + (number < count % len(over)) for number in range(len(over))]
    groups = await asyncio.gather(*map(some, over, shares))
    return [phone for group in groups for phone in group]


async def listen(port: int, requests: list[bytes], first: int = 0, wanted: bytes = Stream.WANTED) -> list[Stream]:
    """One stream per request, a hundred at a time."""
    made = []
    for start in range(0, len(requests), 100):
        some = requests[start : start + 100]
        opening = (
            connect(port, first + start + number, lambda request=request: Stream(request, wanted))
            for number, request in enumerate(some)
        )
        made += await asyncio.gather(*opening)
    return made
