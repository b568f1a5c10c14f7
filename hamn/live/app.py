"""The ASGI edge: requests in, protocol out. docs/live-protocol.md, line by line."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from hamn.live.engine import Engine, Resting
from hamn.live.entries import StoreFailed, Taken
from hamn.live.form import answers_of
from hamn.live.host import Host
from hamn.live.hub import Line, whole_number
from hamn.live.lane import ROOMS, AnswerLane, known, participant, refusal
from hamn.live.messages import Answer, read_answer, read_command, read_join
from hamn.live.refusal import Refused, invalid
from hamn.live.request import TICKET, Receive, Request

LARGEST_BODY, LARGEST_FORM = 16 * 1024, 256 * 1024
TICKET_DAYS = 90
PRESENT, FORM = "/present/", "/d/"
JSON = (b"content-type", b"application/json")
NO_STORE = (b"cache-control", b"no-store")

Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class App:
    """Everything under /live/, /present/CODE/events and the plain form's answers. pages: who renders the rest."""

    def __init__(self, engine: Engine, pages: Callable[..., Awaitable[None]], is_secure: bool = False) -> None:
        self.engine, self.pages, self.is_secure = engine, pages, is_secure
        self.lane = AnswerLane(engine, LARGEST_BODY)

    def takes(self, scope: Mapping[str, Any]) -> bool:
        path: str = scope["path"]
        if path.startswith("/live/"):
            return True
        if path.startswith(PRESENT):
            return path.endswith("/events")
        return scope["method"] == "POST" and path.startswith(FORM) and len(path) > len(FORM)

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        path: str = scope["path"]
        try:
            if path.startswith(FORM):
                await self.form(request, send, path[len(FORM) :].strip("/"))
            elif path.startswith(PRESENT):
                await self.wall(request, send, path[len(PRESENT) : -len("/events")])
            else:
                await self.room(request, send, path)
        except (Refused, Taken, StoreFailed) as fault:
            code = path.removeprefix(ROOMS).partition("/")[0]
            status, body, headers = refusal(self.engine, code, request, fault)
            await answer(send, status, body, headers)

    async def room(self, request: Request, send: Send, path: str) -> None:
        code, _slash, what = path.removeprefix(ROOMS).partition("/")
        act = ACTS.get((request.method, what)) if path.startswith(ROOMS) else None
        if act is None:
            raise Refused("unknown", 404)
        await act(self, request, send, code)

    # Phones

    async def join(self, request: Request, send: Send, code: str) -> None:
        message = read_join(await request.body(LARGEST_BODY))
        host = await self.engine.open_room(code)
        ticket = request.ticket or secrets.token_urlsafe(24)
        language = message.language or request.language
        participant = await host.join(ticket, message.group, message.phrase, language)
        body = {"ticket": ticket, "room": host.snapshot(participant)}
        await answer(send, 201, body, cookies(code, ticket, self.is_secure))

    async def take(self, request: Request, send: Send, code: str) -> None:
        message = read_answer(await request.body(LARGEST_BODY))
        try:
            host = await self.engine.open_room(code)
        except Refused as refused:
            await self.settled(send, message, refused)
            return
        confirmation, seq, is_new = await host.answer(participant(host, request), message)
        await answer(send, 201 if is_new else 200, {"id": confirmation.id, "rev": confirmation.rev, "seq": seq})

    async def settled(self, send: Send, message: Answer, refused: Refused) -> None:
        """A confirmation that was lost before the round closed is repeated."""
        if refused.error != "closed" or not await asyncio.to_thread(self.engine.doors.is_settled, message.id):
            raise refused
        await answer(send, 200, {"id": message.id, "rev": message.rev, "seq": 0})

    async def snapshot(self, request: Request, send: Send, code: str) -> None:
        found = await self.engine.find(code)
        if isinstance(found, Host) and not await newer(found, request):
            await reply(send, 204, b"", [NO_STORE])
            return
        await answer(send, 200, self.told(found, request))

    def told(self, found: Host | Resting, request: Request) -> Mapping[str, Any]:
        if isinstance(found, Resting):
            return found.told
        if found.is_over:
            return found.snapshot() | {"state": "closed", "outcome": self.engine.doors.outcome(found.room.sheet.code)}
        return found.snapshot(known(found, request))

    async def events(self, request: Request, send: Send, code: str) -> None:
        found = await self.engine.find(code)
        if isinstance(found, Host):
            await self.stream(request, Line(found.phones, known(found, request)))
            found.nudge_counters()
        elif found.told["state"] == "waiting":
            await self.stream(request, Line(self.engine.lobby(code)))
        else:
            raise Refused("closed", 409)

    async def wall(self, request: Request, send: Send, code: str) -> None:
        host = await self.engine.open_room(code)
        language = request.query("language") or request.language or self.engine.doors.default_language
        await self.stream(request, Line(host.walls, "", language, whole_number(request.query("question"))))

    async def stream(self, request: Request, line: Line) -> None:
        if self.engine.streams >= self.engine.most_streams:
            raise Refused("full", 503, wait_s=30)
        if line.hub.is_closed:
            raise Refused("busy", 503, wait_s=1)
        last_id = request.headers.get(b"last-event-id", b"").decode("latin-1") or request.query("after")
        request.edge.take_over(line, line.hub.welcome(line, last_id))

    # Those who lead

    async def desk(self, request: Request, send: Send, code: str) -> None:
        await self.leader(request, code)
        host = await self.engine.open_room(code)
        if not await newer(host, request):
            await reply(send, 204, b"", [NO_STORE])
            return
        await answer(send, 200, host.desk())

    async def command(self, request: Request, send: Send, code: str) -> None:
        if not request.headers.get(b"content-type", b"").startswith(b"application/json") or not own_origin(request):
            raise Refused("forbidden", 403)
        message = read_command(await request.body(LARGEST_BODY))
        leader = await self.leader(request, code)
        await self.engine.lead(code, leader, message)
        found = self.engine.hosts.get(code)
        await answer(send, 200, found.desk() if found else self.told(await self.engine.find(code), request))

    async def leader(self, request: Request, code: str) -> Any:
        leader = await asyncio.to_thread(self.engine.doors.authorize, code, request.headers)
        if leader is None:
            raise Refused("forbidden", 403)
        return leader

    # Without scripts

    async def form(self, request: Request, send: Send, code: str) -> None:
        """Answers from the plain form, through the same journal. What needs another look is rendered by the pages."""
        body = await request.body(LARGEST_FORM)
        if not own_origin(request):
            # Another site's form: the pages know how to say no to it.
            await self.pages(request.scope, replay(body), send)
            return
        try:
            ticket = await self.answer_by_form(code, request, body)
        except (Refused, Taken, StoreFailed):
            await self.pages(request.scope, replay(body), send)
            return
        location = f"{FORM}{code}".encode()
        await reply(send, 303, b"", [(b"location", location), NO_STORE, *cookies(code, ticket, self.is_secure)])

    async def answer_by_form(self, code: str, request: Request, body: bytes) -> str:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=2000)
        host = await self.engine.open_room(code)
        ticket = request.ticket or secrets.token_urlsafe(24)
        group = (fields.get("group") or [""])[-1] or None
        phrase = (fields.get("phrase") or [""])[-1] or None
        own = {int(number): items for number, items in host.room.own(host.room.participant(ticket)).items()}
        asked = list(host.room.questions.values())
        sent = list(answers_of(asked_openly(host, asked), own, lambda name: fields.get(name, [])))
        if not sent:
            raise invalid("empty")
        participant = await host.join(ticket, group, phrase, request.language)
        outcomes = await host.answer_all(participant, sent)
        if any(confirmation.id != each.id for (confirmation, _, _), each in zip(outcomes, sent, strict=True)):
            raise Refused("behind", 409)
        return ticket


async def newer(host: Host, request: Request) -> bool:
    """Wait, if asked to, for something newer than what the asker has."""
    after, wait = request.query("after"), request.query("wait", "0")
    return not after or await host.newer_than(after, float(wait) if wait.replace(".", "", 1).isdecimal() else 0.0)


def asked_openly(host: Host, asked: list[Any]) -> list[Any]:
    """What the form of this moment holds: the questions that take answers."""
    return [question for question in asked if question.id in host.room.state.open]


def own_origin(request: Request) -> bool:
    """A browser says where a command comes from; another site's page may not lead our room."""
    origin = request.headers.get(b"origin")
    return origin is None or origin.partition(b"://")[2] == request.headers.get(b"host", b"")


def cookies(code: str, ticket: str, is_secure: bool) -> list[tuple[bytes, bytes]]:
    """The only thing that ties a phone to its answers: a random value, sent back to this room alone."""
    kept = f"Max-Age={TICKET_DAYS * 24 * 3600}; HttpOnly; SameSite=Lax{'; Secure' if is_secure else ''}"
    return [(b"set-cookie", f"{TICKET}={ticket}; Path={place}{code}; {kept}".encode()) for place in (FORM, ROOMS)]


def replay(body: bytes) -> Receive:
    """The body again, for whoever answers instead."""

    async def receive() -> Mapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def answer(send: Send, status: int, body: Any, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    content = json.dumps(body, ensure_ascii=False).encode()
    await reply(send, status, content, [JSON, NO_STORE, *(headers or [])])


async def reply(send: Send, status: int, content: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    length = (b"content-length", str(len(content)).encode())
    nosniff = (b"x-content-type-options", b"nosniff")
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length, nosniff]})
    await send({"type": "http.response.body", "body": content})


Act = Callable[[App, Request, Send, str], Awaitable[None]]
ACTS: dict[tuple[str, str], Act] = {
    ("POST", "join"): App.join,
    ("POST", "answers"): App.take,
    ("POST", "commands"): App.command,
    ("GET", ""): App.snapshot,
    ("GET", "events"): App.events,
    ("GET", "desk"): App.desk,
}
