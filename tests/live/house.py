"""A real web server with the real engine over a store in memory, so that the edge is tested by sockets and quickly."""

import asyncio
import http.client
import json
import socket
import threading
from contextlib import contextmanager

import uvicorn

from hamn.live.app import App
from hamn.live.engine import Doors, Engine, Resting
from hamn.live.refusal import Refused
from hamn.live.server import Protocol
from tests.live import rooms

CODE, LEADER = "4F7K9X", "the-leader"


class House:
    """One open room at CODE, one waiting at WAIT99, and nothing else."""

    def __init__(self, *kinds, keep_alive_s=5, **fields):
        self.keep_alive_s = keep_alive_s
        self.disk = rooms.Disk(rooms.sheet(*kinds, **fields))
        self.acts, self.published, self.pages_seen = [], [], []
        self.misses_left = 10_000
        self.waiting = True
        self.threshold, self.suspect = 5, lambda text: None
        self.door = socket.create_server(("127.0.0.1", 0), backlog=2048)
        self.port = self.door.getsockname()[1]
        self.server = None

    # What the engine is handed

    def find(self, code):
        if code == "WAIT99" and self.waiting:
            return Resting({"code": code, "state": "waiting", "questions": [], "outcome": None})
        if code not in (CODE, "WAIT99"):
            return None
        if not self.disk.is_open:
            return Resting({"code": code, "state": "closed", "questions": [], "outcome": f"/d/{code}"})
        return self.disk.room(self.threshold, self.suspect)

    def sheet(self, code):
        if not self.disk.is_open:
            raise LookupError(code)
        return self.disk.sheet

    def act(self, code, leader, command):
        self.acts.append((leader, command))
        if command.command == "end":
            self.disk.is_open = False
        elif command.command == "void" and not command.reason:
            raise Refused("invalid", 422, {"reason": ("reason", {"most": 240})})

    def authorize(self, code, headers):
        return LEADER if headers.get(b"authorization") == f"Bearer {LEADER}".encode() else None

    def miss(self):
        self.misses_left -= 1
        return 0 if self.misses_left >= 0 else 42

    async def draw(self, question, told, language):
        sides = [[each["text"] for each in said] for said in told.get("pair", {}).values()]
        beside = f" {sides}" if sides else ""
        return f"<figure lang='{language}'>{question.id}: {told['answered']}{beside}</figure>"

    async def pages(self, scope, receive, send):
        body = await receive()
        self.pages_seen.append(body["body"])
        await send({"type": "http.response.start", "status": 422, "headers": []})
        await send({"type": "http.response.body", "body": b"the form again"})

    def doors(self):
        return Doors(
            store=self.disk.store,
            find=self.find,
            sheet=self.sheet,
            draw=self.draw,
            changed=lambda room, numbers: self.published.append(set(numbers)),
            authorize=self.authorize,
            act=self.act,
            is_settled=lambda id: any(row.id == id for row in self.disk.rows.values()),
            say=lambda language, sentence: f"[{language}] {sentence[0]}",
            miss=self.miss,
            outcome=lambda code: f"/d/{code}",
        )

    # Running

    def start(self):
        started = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.run(started)), daemon=True)
        self.thread.start()
        assert started.wait(10)
        return self

    async def run(self, started):
        self.engine = Engine(self.doors())
        app = App(self.engine, self.pages)

        async def application(scope, receive, send):
            if scope["type"] == "http":
                await (app if app.takes(scope) else self.pages)(scope, receive, send)

        application.lane = app.lane
        config = uvicorn.Config(
            application,
            http=Protocol,
            ws="none",
            lifespan="off",
            log_level="warning",
            timeout_keep_alive=self.keep_alive_s,
        )
        self.server = uvicorn.Server(config)
        await self.engine.start()
        serving = asyncio.create_task(self.server.serve(sockets=[self.door]))
        while not self.server.started:
            await asyncio.sleep(0.01)
        started.set()
        await serving
        await self.engine.stop()

    def stop(self):
        self.server.should_exit = True
        self.thread.join(10)
        assert not self.thread.is_alive()

    def in_loop(self, work):
        """Something of the engine's, done in its loop."""
        return asyncio.run_coroutine_threadsafe(work, self.engine.loop).result(10)

    # Asking

    def call(self, method, path, body=None, headers=None, ticket=""):
        """Status, headers and body (as JSON where it is). path begins after the room, unless it begins with a slash."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        head = {"content-type": "application/json", **({"authorization": f"Bearer {ticket}"} if ticket else {})}
        connection.request(
            method,
            path if path.startswith("/") else f"/live/v1/rooms/{CODE}{path and '/' + path}",
            sent,
            {**head, **(headers or {})},
        )
        response = connection.getresponse()
        content = response.read()
        connection.close()
        is_json = response.headers.get("content-type", "").startswith("application/json")
        return response.status, response.headers, json.loads(content) if is_json else content

    def join(self, **fields):
        status, _headers, body = self.call("POST", "join", fields)
        assert status == 201, body
        return body["ticket"]

    def say(self, ticket, value, question=1, rev=1, **fields):
        message = {"id": rooms.new_id(), "rev": rev, "question": question, "value": value, **fields}
        status, _headers, body = self.call("POST", "answers", message, ticket=ticket)
        return status, body

    def fill(self, people, value, question=1):
        """So many people come and answer."""
        for number in range(people):
            status, body = self.say(self.join(), value(number) if callable(value) else value, question)
            assert status == 201, body

    def lead(self, **command):
        return self.call("POST", "commands", command, ticket=LEADER)

    @contextmanager
    def listening(self, path="events", ticket="", last_id="", where=""):
        """A stream, as something that gives its next event."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        place = where or f"/live/v1/rooms/{CODE}/{path}"
        head = f"GET {place} HTTP/1.1\r\nHost: localhost\r\n"
        head += f"Authorization: Bearer {ticket}\r\n" if ticket else ""
        head += f"Last-Event-ID: {last_id}\r\n" if last_id else ""
        line.sendall(f"{head}\r\n".encode())
        stream = Stream(line)
        try:
            yield stream
        finally:
            stream.file.close()
            line.close()


class Stream:
    def __init__(self, line):
        self.file = line.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        self.headers = {}
        while row := self.file.readline().strip():
            name, _colon, value = row.decode().partition(": ")
            self.headers[name.lower()] = value

    def event(self, *names):
        """The next event (of those names): name, id, data. None when the stream has ended."""
        while True:
            event = self.any_event()
            if event is None or not names or event[0] in names:
                return event

    def any_event(self):
        found = {}
        while True:
            size = self.file.readline().strip()
            if not size:
                return None
            content = self.file.read(int(size, 16) + 2)[:-2]
            for row in content.decode().splitlines():
                name, _colon, value = row.partition(": ")
                found[name] = value
            if "event" in found:
                return found["event"], found["id"], json.loads(found["data"])
