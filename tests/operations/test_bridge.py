import asyncio
import threading

import pytest

from hamn.operations import bridge
from hamn.operations.bridge import Bridge


def scope(**changes):
    told = {
        "type": "http",
        "method": "POST",
        "scheme": "http",
        "http_version": "1.1",
        "path": "/åland/",
        "query_string": b"a=1",
        "headers": [(b"host", b"hamn.example"), (b"content-type", b"text/plain")],
        "server": ("127.0.0.1", 8000),
        "client": ("192.0.2.7", 5555),
    }
    return {**told, **changes}


def ask(application, *parts: bytes, **changes):
    """The status, headers and body that the bridge sends for a request whose body comes in these parts."""
    sent = []
    last = len(parts) - 1
    messages = [
        {"type": "http.request", "body": part, "more_body": number < last} for number, part in enumerate(parts)
    ] or [{"type": "http.disconnect"}]

    async def receive():
        return messages.pop(0)

    async def send(message):
        sent.append(message)

    crossing = Bridge(application, threads=1)
    asyncio.run(crossing(scope(**changes), receive, send))
    crossing.close()
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def test_a_body_that_comes_in_parts_arrives_whole():
    def application(environ, start_response):
        start_response("200 OK", [("X-Length", environ["CONTENT_LENGTH"])])
        return [environ["wsgi.input"].read()]

    assert ask(application, b"half and ", b"half") == (200, {b"X-Length": b"13"}, b"half and half")


def test_an_address_with_letters_beyond_ascii_keeps_them():
    def application(environ, start_response):
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode("latin-1"), b" ", environ["QUERY_STRING"].encode()]

    assert ask(application, b"")[2].decode() == "/åland/ a=1"


def test_a_header_with_an_underscore_cannot_pose_as_one_that_the_proxy_checked():
    def application(environ, start_response):
        start_response("200 OK", [])
        return [environ.get("HTTP_X_FORWARDED_PROTO", "none").encode()]

    headers = [(b"x_forwarded_proto", b"https")]
    assert ask(application, b"", headers=headers)[2] == b"none"


def test_cookies_sent_in_two_headers_are_joined():
    def application(environ, start_response):
        start_response("200 OK", [])
        return [environ["HTTP_COOKIE"].encode()]

    headers = [(b"cookie", b"a=1"), (b"cookie", b"b=2")]
    assert ask(application, b"", headers=headers)[2] == b"a=1; b=2"


def test_a_body_past_the_limit_is_refused_before_django_sees_it(monkeypatch):
    monkeypatch.setattr(bridge, "LARGEST_BODY", 10)

    def application(environ, start_response):
        pytest.fail("Django was asked")

    status, _headers, body = ask(application, b"eleven bytes")
    assert status == 413
    assert "stort" in body.decode()


def test_somebody_who_leaves_in_the_middle_changes_nothing():
    def application(environ, start_response):
        pytest.fail("Django was asked")

    assert ask(application)[0] == 413


def test_what_the_page_opened_is_closed_also_when_it_fails():
    closed = []

    class Failing:
        def __iter__(self):
            raise RuntimeError("the page failed")

        def close(self):
            closed.append(True)

    def application(environ, start_response):
        start_response("200 OK", [])
        return Failing()

    with pytest.raises(RuntimeError):
        ask(application, b"")
    assert closed == [True]


def test_the_same_few_threads_serve_every_request():
    seen = set()

    def application(environ, start_response):
        seen.add(threading.current_thread().name)
        start_response("204 No Content", [])
        return []

    async def many():
        crossing = Bridge(application, threads=2)
        parts = {"type": "http.request", "body": b""}

        async def receive():
            return parts

        async def send(message):
            pass

        await asyncio.gather(*(crossing(scope(), receive, send) for _ in range(20)))
        crossing.close()

    asyncio.run(many())
    assert len(seen) <= 2
