"""Django's pages inside the ASGI process: the WSGI application in a small pool of threads.

Each thread keeps its database connections from request to request. A body is read to its end before a thread is taken
and an answer leaves after the thread is free again, so no slow phone can hold one; answers are pages and pictures, which
fit in memory. Streams never come this way.
"""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from tempfile import SpooledTemporaryFile

# Well above the largest upload that a form accepts, so that the form's own sentence is what people meet.
LARGEST_BODY = 64 * 1024 * 1024
BODY_IN_MEMORY = 1024 * 1024
TOO_LARGE = "Det är för stort att ta emot. · Tämä on liian suuri. · This is too large to receive.\n"


class Bridge:
    def __init__(self, wsgi_application, threads: int):
        self.wsgi_application = wsgi_application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope, receive, send):
        with SpooledTemporaryFile(BODY_IN_MEMORY) as body:
            if not await read(receive, body):
                await answer(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, [], TOO_LARGE.encode())
                return
            call = asyncio.get_running_loop().run_in_executor
            await answer(send, *await call(self.pool, self.respond, environ(scope, body)))

    def respond(self, environ) -> tuple[int, list, bytes]:
        started = []

        def start_response(status, headers, exc_info=None):
            started[:] = [int(status.split(" ", 1)[0]), headers]

        result = self.wsgi_application(environ, start_response)
        try:
            content = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        status, headers = started
        return status, [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers], content

    def close(self) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)


async def read(receive, body) -> bool:
    """False when there was more than we take. Someone who leaves in the middle leaves an unfinished body, which is refused."""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        body.write(message.get("body", b""))
        if body.tell() > LARGEST_BODY:
            return False
        if not message.get("more_body"):
            body.seek(0)
            return True


async def answer(send, status: int, headers: list, content: bytes) -> None:
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": content})


def environ(scope, body) -> dict:
    """The request as WSGI tells it (PEP 3333); text is bytes in latin-1 clothes there."""
    host, port = (scope.get("server") or ("localhost", 80))[:2]
    length = body.seek(0, 2)
    body.seek(0)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", "").encode().decode("latin-1"),
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **header_variables(scope["headers"]),
        "CONTENT_LENGTH": str(length),
    }


def header_variables(headers) -> dict[str, str]:
    variables: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        # A name with an underscore would arrive as the one with a hyphen that a proxy has checked.
        if "_" in name:
            continue
        variable = name.upper().replace("-", "_")
        if variable not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            variable = f"HTTP_{variable}"
        separator = "; " if name == "cookie" else ","
        variables[variable] = f"{variables[variable]}{separator}{value}" if variable in variables else value
    return variables
