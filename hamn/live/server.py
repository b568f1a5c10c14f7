"""The web server's protocol with a side door: an answer in one piece, and a stream that takes the connection over.

Everything of uvicorn's inside that we lean on is in this file; the tests by sockets notice when it changes.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from hamn.live.hub import Line

# Whoever connects and then says nothing is using up a place.
SILENT_S = 30
STREAM = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\nx-accel-buffering: no\r\n"
    b"x-content-type-options: nosniff\r\nconnection: keep-alive\r\ntransfer-encoding: chunked\r\n\r\n"
)
STATUS_LINES = {200: b"HTTP/1.1 200 OK\r\n", 201: b"HTTP/1.1 201 Created\r\n"}
HEADERS = b"content-type: application/json\r\ncache-control: no-store\r\nx-content-type-options: nosniff\r\n"
EXTENSION = "hamn.edge"


class Edge:
    """What a request offers besides ASGI, in its scope's extensions."""

    __slots__ = ("cycle", "protocol")

    def __init__(self, protocol: "Protocol", cycle: RequestResponseCycle) -> None:
        self.protocol, self.cycle = protocol, cycle

    @property
    def is_whole(self) -> bool:
        """Whether the request's body has arrived to its end."""
        return not self.cycle.more_body

    def confirm(self, status: int, content: bytes) -> None:
        """The answer in one piece, as JSON; a third of what saying it in ASGI's two messages costs."""
        cycle, transport = self.cycle, self.protocol.transport
        if cycle.disconnected:
            return
        ending = b"" if cycle.keep_alive else b"connection: close\r\n"
        length = b"content-length: %d\r\n%s\r\n" % (len(content), ending)
        transport.write(b"".join((STATUS_LINES[status], HEADERS, length, content)))
        cycle.response_started = cycle.response_complete = True
        cycle.message_event.set()
        if not cycle.keep_alive:
            transport.close()
        cycle.on_response()

    def take_over(self, line: Line, first: bytes) -> None:
        """Give the connection to the line, with the first thing it hears. The ASGI call may then simply return."""
        protocol, transport = self.protocol, self.protocol.transport
        # To uvicorn the client is gone: it neither answers nor complains, and forgets this connection.
        self.cycle.disconnected = True
        protocol.connections.discard(protocol)
        protocol._unset_keepalive_if_required()
        if transport.is_closing():
            return
        transport.set_protocol(line)
        line.begin(transport)
        transport.write(STREAM)
        line.write(first)


class Protocol(HttpToolsProtocol):
    """As uvicorn's, with an Edge for each request."""

    silence: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.silence = self.loop.call_later(SILENT_S, self.hang_up)

    def hang_up(self) -> None:
        if self.cycle is None and self.transport is not None:
            self.transport.close()

    def on_headers_complete(self) -> None:
        if self.silence is not None:
            self.silence.cancel()
            self.silence = None
        super().on_headers_complete()
        # The application runs when the loop comes round, so it finds this in its scope.
        self.scope["extensions"] = {EXTENSION: Edge(self, self.cycle)}  # type: ignore[dict-item]
