"""What the room reads of a request. No address and no agent is ever looked at."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from hamn.live import server
from hamn.live.messages import LANGUAGES
from hamn.live.refusal import Refused
from hamn.live.server import EXTENSION, Edge

LARGEST_COOKIE = 4096
TICKET = "ticket"
LONGEST_TICKET = 64
Receive = Callable[[], Awaitable[Mapping[str, Any]]]


class Head:
    """Who asks, and in which language: from the headers alone."""

    def __init__(self, headers: dict[bytes, bytes]) -> None:
        self.headers = headers

    @property
    def ticket(self) -> str:
        """The ticket that was sent along, as a bearer or as a cookie; empty without one."""
        bearer = self.headers.get(b"authorization", b"")
        given = bearer[7:].decode("latin-1").strip() if bearer[:7].lower() == b"bearer " else self.cookie(TICKET)
        return given if len(given) <= LONGEST_TICKET else ""

    def cookie(self, name: str) -> str:
        sent = self.headers.get(b"cookie", b"")
        if not sent or len(sent) > LARGEST_COOKIE:
            return ""
        try:
            found = SimpleCookie(sent.decode("latin-1")).get(name)
        except CookieError:
            return ""
        return str(found.value) if found else ""

    @property
    def language(self) -> str:
        """The first of our languages that the browser asks for; empty when it asks for none."""
        asked = self.headers.get(b"accept-language", b"").decode("latin-1").lower()
        for part in asked.split(","):
            word = part.split(";")[0].strip()
            if word.split("-")[0] in LANGUAGES:
                return word.split("-")[0]
        return ""


class Request(Head):
    """What of a request the room cares about."""

    def __init__(self, scope: Mapping[str, Any], receive: Receive) -> None:
        super().__init__(dict(scope["headers"]))
        self.scope, self.receive = scope, receive
        self.method: str = scope["method"]
        self.edge: Edge = scope["extensions"][EXTENSION]

    async def body(self, largest: int) -> bytes:
        """The whole body. Raises Refused when it is too large or never ends."""
        length = self.headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > largest:
            raise Refused("large", 413)
        # Nearly every message is here when its first line is; a timer for each would cost more than reading it.
        if self.edge.is_whole:
            return await self.read(largest)
        try:
            async with asyncio.timeout(server.BODY_WITHIN_S):
                return await self.read(largest)
        except TimeoutError:
            raise Refused("slow", 408) from None

    async def read(self, largest: int) -> bytes:
        parts, size = [], 0
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise Refused("gone", 400)
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > largest:
                raise Refused("large", 413)
            if not message.get("more_body"):
                return b"".join(parts)

    def query(self, name: str, default: str = "") -> str:
        query: str = self.scope["query_string"].decode("latin-1")
        return parse_qs(query).get(name, [default])[-1]
