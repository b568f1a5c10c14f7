"""The front door: one process, one event loop. Django answers through the bridge; the live room never enters it."""

import asyncio
import gc
import json
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamn.settings")
wsgi_application = get_wsgi_application()

from django.conf import settings  # noqa: E402
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware  # noqa: E402

from hamn.dialogues import drawing, live, serving  # noqa: E402
from hamn.live.app import App  # noqa: E402
from hamn.operations.bridge import Bridge, answer  # noqa: E402
from hamn.operations.health import check  # noqa: E402

# A page that computes must not hold the room up for longer than this; Python's own default is ten times as much.
SWITCH_EVERY_S = 0.0005
# Collecting garbage stops everything; what is here after the start stays, and new garbage is rare.
COLLECT_AT = (50_000, 20, 50)

SERVES_ROOMS = settings.SERVES != "pages"

bridge = Bridge(wsgi_application, settings.THREADS)
# Only these may say on whose behalf a request comes.
pages = ProxyHeadersMiddleware(bridge, trusted_hosts=settings.TRUSTED_PROXIES)
engine = live.new_engine()
room = App(engine, pages, settings.SESSION_COOKIE_SECURE)


async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "http":
        await door(scope)(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1000})


if SERVES_ROOMS:
    application.lane = room.lane


def door(scope):
    """Who answers this request."""
    if scope["path"] == "/health/":
        return health
    return room if SERVES_ROOMS and room.takes(scope) else pages


async def health(scope, receive, send):
    """For whoever watches over the machine: 200 while the databases answer, 503 otherwise."""
    fault = await asyncio.get_running_loop().run_in_executor(bridge.pool, check)
    content = json.dumps({"status": "fault" if fault else "ok", "database": fault or "ok"}).encode()
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await answer(send, 503 if fault else 200, headers, content)


async def lifespan(receive, send):
    """The process's own life: what starts and stops with it."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await begin()
            await send({"type": "lifespan.startup.complete"})
        else:
            await end()
            await send({"type": "lifespan.shutdown.complete"})
            return


async def begin():
    sys.setswitchinterval(SWITCH_EVERY_S)
    if SERVES_ROOMS:
        await engine.start()
        serving.serve_rooms(engine)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AT)


async def end():
    if SERVES_ROOMS:
        serving.serve_rooms(None)
        await engine.stop()
    await asyncio.to_thread(drawing.drawers.stop)
    await asyncio.to_thread(bridge.close)
