"""A reference server for the load programs: the part of the protocol that they use, over plain asyncio.

It is no room: no gate, no kinds, no leading. `--confirm after` confirms when the batch is on disk; `before` confirms at
once and writes later; `nosync` writes without waiting for the disk. The last two must fail where Hamn must not.
"""

import argparse
import asyncio
import hashlib
import json
import secrets
import sqlite3
from pathlib import Path
from time import monotonic

import uvloop

# The same columns as Hamn's table, so that the same program looks the answers up.
TABLE = """CREATE TABLE IF NOT EXISTS dialogues_answer (id TEXT, round_id TEXT, question_id INTEGER, participant TEXT,
    item TEXT, rev INTEGER, value TEXT, UNIQUE (round_id, question_id, participant, item))"""
UPSERT = """INSERT INTO dialogues_answer VALUES (?, ?, ?, ?, '', ?, ?)
    ON CONFLICT (round_id, question_id, participant, item) DO UPDATE SET id = excluded.id, rev = excluded.rev,
    value = excluded.value WHERE excluded.rev > dialogues_answer.rev"""
IDLE_S, LATE_S, PRESENTER_S, PHONES_S = 0.005, 0.2, 0.05, 0.075


class Room:
    def __init__(self, code: str):
        self.code, self.seq = code, 0
        self.epoch = secrets.token_hex(2)
        self.own: dict[str, dict] = {}
        self.answered: dict[int, set] = {}
        self.phones: set = set()
        self.presenters: set = set()

    def count(self, question: int, who: str, value) -> None:
        self.own.setdefault(who, {})[str(question)] = {"": value}
        self.answered.setdefault(question, set()).add(who)

    def results(self) -> dict:
        return {str(question): {"answered": len(people)} for question, people in self.answered.items()}

    def snapshot(self, who: str) -> dict:
        questions = [{"id": n, "kind": "text", "text": "?", "open": True, "limits": {}} for n in range(1, 41)]
        return {
            "code": self.code,
            "epoch": self.epoch,
            "seq": self.seq,
            "state": "open",
            "pace": "own",
            "step": None,
            "questions": questions,
            "own": self.own.get(who, {}),
            "results": self.results(),
        }

    def event(self, name: str, data: dict) -> bytes:
        content = f"id: {self.epoch}.{self.seq}\nevent: {name}\ndata: {json.dumps(data)}\n\n".encode()
        return b"%x\r\n%s\r\n" % (len(content), content)


class House:
    """Every room, the file, and the answers on their way to it."""

    def __init__(self, folder: Path, confirm: str):
        self.confirm, self.rooms, self.batch, self.is_due = confirm, {}, [], False
        self.last = 0.0
        self.stored: dict[tuple, int] = {}
        self.file = sqlite3.connect(folder / "answers.sqlite3", isolation_level=None)
        self.file.execute("PRAGMA journal_mode=WAL")
        self.file.execute(f"PRAGMA synchronous={'OFF' if confirm == 'nosync' else 'FULL'}")
        self.file.execute(TABLE)
        rows = self.file.execute("SELECT round_id, question_id, participant, value, rev FROM dialogues_answer")
        for code, question, who, value, rev in rows.fetchall():
            self.stored[code, question, who] = rev
            self.room(code).count(question, who, json.loads(value))

    def room(self, code: str) -> Room:
        if code not in self.rooms:
            room = self.rooms[code] = Room(code)
            self.later(PHONES_S, self.tell, room, room.phones, "results", PHONES_S, 0)
            self.later(PRESENTER_S, self.tell, room, room.presenters, "figure", PRESENTER_S, 0)
        return self.rooms[code]

    def later(self, wait_s: float, verb, *words) -> None:
        asyncio.get_running_loop().call_later(wait_s, verb, *words)

    def tell(self, room: Room, listeners: set, name: str, every_s: float, told: int) -> None:
        if room.seq > told and listeners:
            event = room.event(name, {"answered": 0, "results": room.results()})
            for listener in listeners:
                listener.transport.write(event)
        self.later(every_s, self.tell, room, listeners, name, every_s, room.seq)

    def take(self, visitor, room: Room, who: str, sent: dict) -> None:
        if sent["rev"] <= self.stored.get((room.code, sent["question"], who), 0):
            visitor.confirm(sent, room.seq, 200)
            return
        is_early = self.confirm == "before"
        if is_early:
            visitor.confirm(sent, room.seq + 1)
        self.batch.append((None if is_early else visitor, room, who, sent))
        if not self.is_due:
            self.is_due = True
            self.later(LATE_S if is_early else max(0.0, self.last + IDLE_S - monotonic()), self.commit)

    def commit(self) -> None:
        batch, self.batch, self.is_due = self.batch, [], False
        self.file.execute("BEGIN IMMEDIATE")
        for _visitor, room, who, sent in batch:
            value = json.dumps(sent["value"], ensure_ascii=False)
            self.file.execute(UPSERT, (sent["id"], room.code, sent["question"], who, sent["rev"], value))
        self.file.execute("COMMIT")
        self.last = monotonic()
        for room in {room.code: room for _, room, _, _ in batch}.values():
            room.seq += 1
        for visitor, room, who, sent in batch:
            place = room.code, sent["question"], who
            self.stored[place] = max(sent["rev"], self.stored.get(place, 0))
            room.count(sent["question"], who, sent["value"])
            if visitor:
                visitor.confirm(sent, room.seq)


class Visitor(asyncio.Protocol):
    def __init__(self, house: House):
        self.house, self.transport, self.waiting = house, None, b""
        self.listening: set | None = None

    def connection_made(self, transport) -> None:
        self.transport = transport

    def connection_lost(self, error) -> None:
        if self.listening is not None:
            self.listening.discard(self)

    def data_received(self, data: bytes) -> None:
        data = self.waiting + data
        head, found, body = data.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        if not found or len(body) < int(fields.get("content-length", 0)):
            self.waiting = data
            return
        self.waiting = b""
        self.answer(lines[0].split()[1], fields, body)

    def answer(self, path: str, fields: dict, body: bytes) -> None:
        who = hashlib.sha256(fields.get("authorization", "").encode()).hexdigest()
        match path.partition("?")[0].strip("/").split("/"):
            case ["live", "v1", "rooms", code, "join"]:
                self.reply(201, {"ticket": secrets.token_urlsafe(18), "room": self.house.room(code).snapshot("")})
            case ["live", "v1", "rooms", code, "answers"]:
                self.house.take(self, self.house.room(code), who, json.loads(body))
            case ["live", "v1", "rooms", code, "events"]:
                self.listen(self.house.room(code), self.house.room(code).phones, who)
            case ["present", code, "events"]:
                self.listen(self.house.room(code), self.house.room(code).presenters, who)
            case ["live", "v1", "rooms", code]:
                self.reply(200, self.house.room(code).snapshot(who))
            case _:
                self.reply(200, {})

    def listen(self, room: Room, listeners: set, who: str) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        self.transport.write(head + room.event("snapshot", room.snapshot(who)))
        self.listening = listeners
        listeners.add(self)

    def confirm(self, sent: dict, seq: int, status: int = 201) -> None:
        self.reply(status, {"id": sent["id"], "rev": sent["rev"], "seq": seq})

    def reply(self, status: int, content: dict) -> None:
        body = json.dumps(content).encode()
        head = b"HTTP/1.1 %d OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        if self.transport.is_closing():
            return  # whoever asked has left, and hears the answer at the next asking
        self.transport.write(head % (status, len(body), body))


async def serve(port: int, folder: Path, confirm: str) -> None:
    house = House(folder, confirm)
    server = await asyncio.get_running_loop().create_server(lambda: Visitor(house), "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--confirm", choices=["after", "before", "nosync"], default="after")
    options = parser.parse_args()
    uvloop.run(serve(options.port, options.data, options.confirm))


if __name__ == "__main__":
    main()
