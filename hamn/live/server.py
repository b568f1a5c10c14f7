"""The web server's protocol with two side doors: answers that never become ASGI, and streams that take the connection over.

Everything of uvicorn's inside that we lean on is in this file; the tests by sockets notice when it changes.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from hamn.live.hub import Line
from hamn.live.straight import Lane, Straight

# Whoever connects and then says nothing is using up a place.
SILENT_S = 30
# A body that takes longer than this to arrive is somebody's attempt to hold us up.
BODY_WITHIN_S = 20.0
STREAM = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\nx-accel-buffering: no\r\n"
    b"x-content-type-options: nosniff\r\nconnection: keep-alive\r\ntransfer-encoding: chunked\r\n\r\n"
)
ANSWERS = b"/answers"
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
    """As uvicorn's, with an Edge for each request; and answers go straight to the application's `lane`, if it has one."""

    silence: asyncio.TimerHandle | None = None
    # A request has begun and its head is not all here.
    is_heading = False
    # One timer for many answers: setting and stopping one for each would cost more than reading them.
    resting: asyncio.TimerHandle | None = None
    rests_since = 0.0

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.silence = self.loop.call_later(SILENT_S, self.hang_up)

    def hang_up(self) -> None:
        self.silence = None
        if (self.cycle is None or self.is_heading) and self.transport is not None:
            self.transport.close()

    def on_message_begin(self) -> None:
        # What ASGI needs to be told is put together only for those requests that go that way.
        self.url, self.headers, self.expect_100_continue, self.is_heading = b"", [], False, True

    def on_headers_complete(self) -> None:
        self.is_heading = False
        if self.silence is not None:
            self.silence.cancel()
            self.silence = None
        straight = self.straight()
        if straight is not None:
            self.cycle = straight  # type: ignore[assignment]
            return
        told = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.headers, self.expect_100_continue = told
        self.scope["headers"] = self.headers
        super().on_headers_complete()
        # The application runs when the loop comes round, so it finds this in its scope.
        self.scope["extensions"] = {EXTENSION: Edge(self, self.cycle)}  # type: ignore[dict-item]

    def straight(self) -> Straight | None:
        """This request as an answer that needs no ASGI. None for everything else, and for what is in any way unusual."""
        lane: Lane | None = getattr(self.app, "lane", None)
        if lane is None or not self.url.endswith(ANSWERS) or self.parser.get_method() != b"POST":
            return None
        is_busy = self.cycle is not None and not self.cycle.response_complete
        if is_busy or self.expect_100_continue or not self.parser.should_keep_alive():
            return None
        headers = dict(self.headers)
        length = headers.get(b"content-length", b"")
        if not length.isdigit() or int(length) > lane.largest or b"transfer-encoding" in headers:
            return None
        host = lane.host(self.url)
        return Straight(self, headers, host) if host else None

    def rest(self) -> None:
        """After an answer that went straight: the connection is kept for a while."""
        self.server_state.total_requests += 1
        self.rests_since = self.loop.time()
        if self.resting is None:
            self.resting = self.loop.call_later(self.timeout_keep_alive, self.end_rest)

    def end_rest(self) -> None:
        self.resting = None
        if not isinstance(self.cycle, Straight) or not self.cycle.response_complete or self.transport.is_closing():
            return
        left_s = self.rests_since + self.timeout_keep_alive - self.loop.time()
        if left_s > 0:
            self.resting = self.loop.call_later(left_s, self.end_rest)
        else:
            self.transport.close()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.is_heading and self.silence is None:
            # A head that comes in one piece, as nearly all do, needs no timer.
            self.silence = self.loop.call_later(SILENT_S, self.hang_up)
        cycle = self.cycle
        if isinstance(cycle, Straight) and cycle.more_body and cycle.patience is None:
            cycle.patience = self.loop.call_later(BODY_WITHIN_S, self.app.lane.give_up, cycle)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        if isinstance(self.cycle, Straight) and not self.cycle.response_complete:
            self.app.lane.take(self.cycle)
