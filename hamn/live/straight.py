"""An answer on its way straight from the web server's protocol to its room, without a task and without ASGI's messages.

A hall sends little else, and this is a third of what the same answer costs through ASGI.
"""

import asyncio
from typing import Any, Protocol

ANSWER = (
    b"HTTP/1.1 %s\r\ncontent-type: application/json\r\ncache-control: no-store\r\nx-content-type-options: nosniff\r\n"
    b"%scontent-length: %d\r\n\r\n%s"
)


class Lane(Protocol):
    """Where answers go straight: finds the room that an address names, and takes what is sent there."""

    largest: int

    def host(self, url: bytes) -> Any: ...
    def take(self, straight: "Straight") -> None: ...
    def give_up(self, straight: "Straight") -> None: ...


class Unheard:
    """In place of the event by which uvicorn wakes an application: there is none to wake."""

    def set(self) -> None:
        pass


class Straight:
    """It stands where uvicorn's cycle of request and response stands, with as much of its face as the protocol looks at."""

    __slots__ = (
        "body",
        "disconnected",
        "headers",
        "host",
        "keep_alive",
        "more_body",
        "patience",
        "protocol",
        "response_complete",
    )
    message_event = Unheard()

    def __init__(self, protocol: Any, headers: dict[bytes, bytes], host: Any) -> None:
        self.protocol, self.headers, self.host = protocol, headers, host
        self.body = b""
        self.keep_alive = self.more_body = True
        self.disconnected = self.response_complete = False
        self.patience: asyncio.TimerHandle | None = None

    def reply(self, status: bytes, content: bytes, headers: bytes = b"") -> None:
        """The whole answer in one piece."""
        protocol, self.response_complete = self.protocol, True
        if self.patience is not None:
            self.patience.cancel()
        if self.disconnected or protocol.transport.is_closing():
            return
        if not self.keep_alive:
            headers += b"connection: close\r\n"
        protocol.transport.write(ANSWER % (status, headers, len(content), content))
        if not self.keep_alive:
            protocol.transport.close()
        if protocol.pipeline:
            protocol.on_response_complete()
        else:
            protocol.rest()
