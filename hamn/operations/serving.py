"""The web server: one process with one event loop, on a socket that is ours before anything else starts."""

import errno
import gc
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from hamn.live.server import Protocol
from hamn.operations.problems import Refused


class Server(uvicorn.Server):
    """Says where it is once it really answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]):
        super().__init__(config)
        self.on_ready = on_ready

    async def startup(self, sockets=None):
        await super().startup(sockets=sockets)
        if self.started:
            # What a start has made stays and need not be looked through again; what pages leave behind shall go.
            gc.freeze()
            gc.set_threshold(2_000, 10, 10)
            self.on_ready()

    async def shutdown(self, sockets=None):
        """Phones are told first, so that nobody's waiting holds the door open."""
        from hamn.asgi import engine

        await engine.tell_restart()
        await super().shutdown(sockets=sockets)


def listen(host: str, port: int) -> socket.socket:
    """The socket, or a sentence about why it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except OSError as error:
        door.close()
        if error.errno == errno.EADDRINUSE:
            raise Refused(f"Port {port} is taken by another program. Choose another with --port.") from error
        raise Refused(f"Cannot listen at {host} port {port}: {error.strerror}.") from error
    return door


def serve(door: socket.socket, on_ready: Callable[[], None]) -> None:
    """Answer at the socket until told to stop."""
    config = uvicorn.Config(
        "hamn.asgi:application",
        loop="uvloop",
        http=Protocol,
        ws="none",
        lifespan="on",
        # Nothing about who asked for what is written down: no address, no agent, no code.
        access_log=False,
        log_level="warning",
        server_header=False,
        # The pages look at what a proxy says (hamn/asgi.py); the room never asks who somebody is.
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )
    # Ctrl-C is how one stops it; by then everything is closed.
    with suppress(KeyboardInterrupt):
        Server(config, on_ready).run(sockets=[door])


def lan_address() -> str:
    """This machine's own address on the network around it. Nothing is sent: connecting a datagram only picks a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found = probe.getsockname()[0]
        except OSError:
            found = "127.0.0.1"
    if found.startswith("127.") or found == "0.0.0.0":  # noqa: S104 -- compared, not listened at
        raise Refused("This machine has no address on a local network right now. Start without --lan.")
    return found
