"""The front door: one process, one event loop. Django answers through the bridge; what must never wait does not enter it."""

import asyncio
import json
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamn.settings")
wsgi_application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from hamn.operations.bridge import Bridge, answer  # noqa: E402
from hamn.operations.health import check  # noqa: E402

pages = Bridge(wsgi_application, settings.THREADS)


async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        await live(receive, send)
    elif scope["type"] == "http":
        await door(scope)(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1000})


def door(scope):
    """Who answers this request. The live room's addresses get their own door here, before the pages."""
    return health if scope["path"] == "/health/" else pages


async def health(scope, receive, send):
    """For whoever watches over the machine: 200 while the databases answer, 503 otherwise."""
    fault = await asyncio.get_running_loop().run_in_executor(pages.pool, check)
    content = json.dumps({"status": "fault" if fault else "ok", "database": fault or "ok"}).encode()
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await answer(send, 503 if fault else 200, headers, content)


async def live(receive, send):
    """The process's own life: what starts and stops with it."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        else:
            await asyncio.to_thread(pages.close)
            await send({"type": "lifespan.shutdown.complete"})
            return
