"""What strangers and broken networks do to a room. Everyone else's room goes on, and the late are told politely."""

import socket
import time

import pytest

from hamn.live import server
from hamn.live.entries import Seen
from tests.live.house import CODE, LEADER
from tests.live.rooms import new_id

HOSTILE = [
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "\u202eabc\u202d",
    "\u200b" * 500 + "x",
    "a" + "\u0301" * 400,
    "'; DROP TABLE dialogues_answer; --",
    "\x00\x01\x02x",
    "\ud800x",
    "=cmd|' /C calc'!A0",
    "{{7*7}}${7*7}",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_every_field_is_stored_clean_or_refused_in_a_sentence(house, text):
    ticket = house.join()
    status, body = house.say(ticket, [text])
    assert status in (201, 422)
    for field in ("id", "item", "comment"):
        message = {"id": new_id(), "rev": 1, "question": 1, "value": ["mod"], field: text}
        status, _headers, body = house.call("POST", "answers", message, ticket=ticket)
        assert status in (200, 201, 422), body
    assert house.call("POST", "join", {"phrase": text})[0] in (201, 422)
    assert house.call("POST", "join", {"group": text, "language": "sv"})[0] == 422
    assert house.lead(command=text)[0] == 422
    stored = str([row.value for row in house.disk.rows.values()])
    assert "\\x00" not in stored and "\u202e" not in stored and "\u200b" not in stored
    assert house.say(house.join(), ["fika"])[0] == 201


def test_a_message_of_a_megabyte_is_refused_and_costs_no_memory(house):
    ticket = house.join()
    for body in (b'{"value": "' + b"x" * 1_000_000 + b'"}', b"[" * 500_000):
        assert house.call("POST", "answers", body, ticket=ticket)[0] == 413
    assert house.call("POST", "answers", b"[" * 15_000, ticket=ticket)[0] == 422
    assert house.say(ticket, ["mod"])[0] == 201


def test_a_body_that_never_ends_is_cut_off(house, monkeypatch):
    monkeypatch.setattr(server, "BODY_WITHIN_S", 0.3)
    line = socket.create_connection(("127.0.0.1", house.port))
    line.sendall(f"POST /live/v1/rooms/{CODE}/answers HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{{".encode())
    began = time.monotonic()
    assert b"408" in line.recv(200)
    assert time.monotonic() - began < 5
    line.close()


def test_whoever_connects_and_says_nothing_is_hung_up_on(open_house, monkeypatch):
    monkeypatch.setattr(server, "SILENT_S", 0.3)
    house = open_house("words")
    silent, slow = (socket.create_connection(("127.0.0.1", house.port), timeout=5) for _each in range(2))
    slow.sendall(b"GET /live/v1/rooms/4F7K9X HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    assert silent.recv(10) == b"" and slow.recv(10) == b""
    assert house.say(house.join(), ["mod"])[0] == 201


def test_whoever_has_been_answered_and_then_sends_half_a_head_is_hung_up_on(open_house, monkeypatch):
    monkeypatch.setattr(server, "SILENT_S", 0.3)
    house = open_house("words", keep_alive_s=60)
    line = socket.create_connection(("127.0.0.1", house.port), timeout=5)
    ask = b"GET /live/v1/rooms/4F7K9X HTTP/1.1\r\nHost: x\r\n"
    line.sendall(ask + b"\r\n")
    assert line.recv(12) == b"HTTP/1.1 200"
    line.sendall(ask + b"X-Slow: ")
    with line.makefile("rb") as rest:
        assert rest.read().count(b"HTTP/1.1") == 0
    line.close()


@pytest.mark.slow
def test_three_hundred_join_from_one_address_and_nobody_is_turned_away(house):
    tickets = {house.join() for _person in range(300)}
    assert len(tickets) == 300
    assert house.say(tickets.pop(), ["mod"])[0] == 201


def test_a_ticket_that_is_replayed_after_closing_counts_nothing(house):
    ticket = house.join()
    assert house.say(ticket, ["mod"])[0] == 201
    house.lead(command="end")
    before = dict(house.disk.rows)
    assert house.say(ticket, ["fika"], rev=2)[0] == 409
    assert house.call("POST", "join", {}, ticket=ticket)[0] == 409
    assert house.disk.rows == before


def test_more_streams_than_the_cap_are_told_when_to_come_back(house):
    house.engine.most_streams = 3
    with house.listening() as one, house.listening() as two, house.listening() as three:
        assert [stream.status for stream in (one, two, three)] == [200, 200, 200]
        with house.listening() as late:
            assert late.status == 503 and late.headers["retry-after"] == "30"
        assert house.say(house.join(), ["mod"])[0] == 201
    time.sleep(0.2)
    with house.listening() as stream:
        assert stream.status == 200


@pytest.mark.slow
def test_a_phone_that_does_not_read_is_passed_over_and_the_others_hear_everything(house):
    house.lead(command="show", question=1)
    with house.listening() as deaf, house.listening() as awake:
        deaf.file.read(10)
        lines = house.engine.hosts[CODE].phones.lines
        for line in lines:
            line.transport.set_write_buffer_limits(high=1, low=0)
        for number in range(40):
            house.fill(5, lambda person, number=number: [f"ord {number} {person} {'x' * 40}"])
        time.sleep(0.5)
        heard = []
        # The last four at most wait for a fifth, or for the closing.
        while not heard or (heard[-1][2].get("answered") or 0) < 196 or "1" not in heard[-1][2]["results"]:
            heard.append(awake.event("results", "snapshot"))
        # Absolute values: whatever was passed over, the last one heard is the whole truth.
        assert len(heard[-1][2]["results"]["1"]["words"]) == heard[-1][2]["results"]["1"]["answered"]


def test_a_full_room_says_so_and_those_inside_go_on(house, monkeypatch):
    inside = house.join()
    monkeypatch.setattr("hamn.live.room.MOST_PEOPLE", 1)
    status, headers, body = house.call("POST", "join", {})
    assert (status, headers["retry-after"], body["error"]) == (503, "30", "full")
    assert house.say(inside, ["mod"])[0] == 201


def test_when_too_much_is_waiting_phones_are_asked_to_keep_their_answers(house):
    ticket = house.join()
    house.engine.journal.most_waiting = 0
    status, _headers, body = house.call(
        "POST", "answers", {"id": new_id(), "rev": 1, "question": 1, "value": ["mod"]}, ticket=ticket
    )
    assert (status, body["error"]) == (503, "busy")
    house.engine.journal.most_waiting = 100
    assert house.say(ticket, ["mod"])[0] == 201


def test_a_disk_that_fails_confirms_nothing_and_the_room_goes_on_when_it_is_back(house, monkeypatch):
    ticket = house.join()
    store = house.disk.store

    def full(batch):
        raise OSError("No space left on device")

    house.engine.journal.store = full
    status, body = house.say(ticket, ["mod"])
    assert (status, body["error"]) == (503, "busy")
    house.engine.journal.store = store
    assert house.say(ticket, ["mod"])[0] == 201
    assert len(house.disk.rows) == 1


def test_what_a_leader_asked_while_the_disk_was_away_is_not_done(house):
    store = house.disk.store
    house.fill(5, ["mod"])

    def full(batch):
        raise OSError("No space left on device")

    house.engine.journal.store = full
    assert house.lead(command="show", question=1)[0] == 503
    assert house.lead(command="freeze", on=True)[0] == 503
    assert house.call("GET", "")[2]["results"] == {}
    house.engine.journal.store = store
    assert house.lead(command="show", question=1)[0] == 200
    assert "1" in house.call("GET", "")[2]["results"]


def test_a_disk_that_fails_while_showing_shows_as_soon_as_it_is_back(house, monkeypatch):
    monkeypatch.setattr("hamn.live.host.AGAIN_S", 0.1)
    house.lead(command="show", question=1)
    tickets = [house.join() for _person in range(5)]
    store = house.disk.store

    def full_for_views(batch):
        if any(isinstance(entry, Seen) for entry in batch):
            raise OSError("No space left on device")
        return store(batch)

    house.engine.journal.store = full_for_views
    assert [house.say(ticket, ["mod"])[0] for ticket in tickets] == [201] * 5
    time.sleep(0.3)
    assert house.call("GET", "")[2]["results"] == {"1": None} and not house.disk.views
    house.engine.journal.store = store
    with house.listening() as stream:
        while not (stream.event("results", "snapshot")[2]["results"].get("1") or {}).get("answered"):
            pass
    assert house.call("GET", "")[2]["answered"] == 5


def test_a_header_that_is_no_cookie_is_no_ticket(house):
    for cookie in ("ticket", "ticket=" + "x" * 5000, "\xff\xfe=;;", 'ticket="'):
        status, _headers, _body = house.call("GET", "", headers={"cookie": cookie})
        assert status == 200
    assert house.call("GET", "desk", headers={"cookie": f"sessionid={LEADER}"})[0] == 403


def test_a_field_that_nobody_knows_is_named_back_harmlessly(house):
    ticket = house.join()
    message = {"id": new_id(), "rev": 1, "question": 1, "value": ["mod"], "\ud800<b>": 1}
    status, _headers, body = house.call("POST", "answers", message, ticket=ticket)
    assert status == 422 and list(body["fields"]) == ["\\ud800<b>"]
