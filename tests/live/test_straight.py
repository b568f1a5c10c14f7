"""Answers that go straight from the web server's protocol to their room: by sockets, in every way they may be sent."""

import json
import socket
import time

from tests.live.house import CODE
from tests.live.rooms import new_id


def request(ticket, value=("mod",), *heads, body=None, rev=1):
    message = {"id": new_id(), "rev": rev, "question": 1, "value": list(value)}
    body = json.dumps(message).encode() if body is None else body
    lines = [f"POST /live/v1/rooms/{CODE}/answers HTTP/1.1", "Host: x", f"Authorization: Bearer {ticket}", *heads]
    if not any("chunked" in head for head in heads):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answers(house, sent, count, pieces=1):
    """The statuses and bodies of so many answers, over one connection that is sent the bytes in pieces."""
    with socket.create_connection(("127.0.0.1", house.port), timeout=10) as line:
        size = -(-len(sent) // pieces)
        for start in range(0, len(sent), size):
            line.sendall(sent[start : start + size])
        file = line.makefile("rb")
        return [one_answer(file) for _each in range(count)]


def one_answer(file):
    status, length = int(file.readline().split()[1]), 0
    while row := file.readline().strip():
        if row.lower().startswith(b"content-length:"):
            length = int(row.split(b":")[1])
    return status, json.loads(file.read(length))


def test_several_answers_in_one_breath_are_confirmed_in_their_order(house):
    ticket = house.join()
    words = [f"ord{number}" for number in range(6)]
    sent = b"".join(request(ticket, [word], rev=rev) for rev, word in enumerate(words, 1))
    found = answers(house, sent, 6)
    assert [status for status, _body in found] == [201] * 6
    assert [body["rev"] for _status, body in found] == [1, 2, 3, 4, 5, 6]
    [row] = house.disk.rows.values()
    assert row.value == ["ord5"]


def test_an_answer_in_small_pieces_in_chunks_or_with_an_expectation_is_taken_too(house):
    ticket = house.join()
    assert answers(house, request(ticket), 1, pieces=40)[0][0] == 201
    body = json.dumps({"id": new_id(), "rev": 2, "question": 1, "value": ["fika"]}).encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    assert answers(house, request(ticket, (), "Transfer-Encoding: chunked", body=chunked), 1)[0][0] == 201
    [row] = house.disk.rows.values()
    assert row.value == ["fika"]


def test_a_refusal_leaves_the_connection_to_the_next_answer(house):
    ticket = house.join()
    sent = request("forged") + request(ticket, body=b"{") + request(ticket, ["x" * 99]) + request(ticket)
    found = answers(house, sent, 4)
    assert [(status, body.get("error")) for status, body in found] == [
        (401, "join"),
        (422, "invalid"),
        (422, "invalid"),
        (201, None),
    ]


def test_whoever_asks_for_the_connection_to_be_closed_gets_the_answer_first(house):
    ticket = house.join()
    with socket.create_connection(("127.0.0.1", house.port), timeout=10) as line:
        line.sendall(request(ticket, ("mod",), "Connection: close"))
        file = line.makefile("rb")
        assert one_answer(file)[0] == 201
        assert file.read() == b""


def test_a_connection_that_nobody_uses_is_closed_also_after_a_straight_answer(open_house):
    house = open_house("words", keep_alive_s=1)
    with socket.create_connection(("127.0.0.1", house.port), timeout=10) as line:
        file = line.makefile("rb")
        for rev in (1, 2, 3):
            line.sendall(request(house.join(), rev=rev))
            assert one_answer(file)[0] == 201
            time.sleep(0.4)
        began = time.monotonic()
        assert file.read() == b"" and time.monotonic() - began < 5


def test_an_answer_whose_phone_has_gone_is_stored_and_disturbs_nobody(house):
    ticket = house.join()
    with socket.create_connection(("127.0.0.1", house.port), timeout=10) as line:
        line.sendall(request(ticket))
    assert house.say(house.join(), ["fika"])[0] == 201
    assert sorted(row.value for row in house.disk.rows.values()) == [["fika"], ["mod"]]
