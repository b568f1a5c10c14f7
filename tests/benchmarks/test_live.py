"""The load programs judge the room, so their own reading and reckoning is tried here."""

from random import Random

import pytest

from benchmarks.live.client import Stream, body_of, end_of_answer, read_event
from benchmarks.live.crowd import Sent
from benchmarks.live.latency import lateness
from benchmarks.live.power_loss import Deed, after_loss, deed_of

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


def chunk(content: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(content), content)


EVENTS = HEAD + b"".join(
    chunk(content)
    for content in (
        b'id: k3.7\nevent: snapshot\ndata: {"own": {}}\n\n',
        b": still here\n\n",
        b'id: k3.9\nevent: results\ndata: {"answered": 9}\n\n',
        b'id: k3.12\nevent: results\ndata: {"answered": 12}\n\n',
    )
)


@pytest.mark.parametrize("size", [1, 7, 50, len(EVENTS)])
def test_a_stream_finds_the_numbered_results_however_the_bytes_arrive(size):
    stream, heard = Stream(b""), []
    stream.on_event = heard.append
    for start in range(0, len(EVENTS), size):
        stream.data_received(EVENTS[start : start + size])
    assert stream.status == 200
    assert stream.numbers == [9, 12]
    assert stream.last_id == b"k3.12"
    assert [read_event(event)[0] for event in heard] == ["snapshot", "results", "results"]


def test_an_answer_is_whole_only_when_all_of_it_is_here():
    answer = b'HTTP/1.1 201 Created\r\ncontent-length: 9\r\nx: y\r\n\r\n{"seq":1}'
    assert end_of_answer(answer) == len(answer)
    assert all(end_of_answer(answer[:length]) == -1 for length in range(len(answer)))
    assert body_of(chunk(b'{"seq":') + chunk(b"1}") + b"0\r\n\r\n") == b'{"seq":1}'


def sent(*answers: tuple[float, int]) -> Sent:
    found = Sent()
    for due, number in answers:
        found.due.append(due)
        found.numbers.append(number)
    return found


def test_lateness_is_told_from_the_completing_answer_and_from_every_answer():
    completing, every, never = lateness(sent((1.0, 5), (1.2, 6), (2.0, 9)), [([6, 6, 9], [1.3, 1.4, 2.5])])
    assert completing == pytest.approx([100, 500])
    assert sorted(every) == pytest.approx([100, 300, 500])
    assert never == 0


def test_an_answer_that_nobody_was_shown_is_told():
    assert lateness(sent((1.0, 5), (2.0, 9)), [([5], [1.1]), ([], [])])[2] == 3


WAL = b"".join(b"\\x%02x" % letter for letter in b"/data/answers.sqlite3-wal")


def test_a_traced_write_and_a_traced_sync_are_read():
    write = deed_of(1.0, 1.1, b'pwrite64(5<%s>, "\\x61\\x62", 2, 4096) = 2 <0.000010>' % WAL)
    assert write == Deed(1.0, 1.1, "answers.sqlite3-wal", "write", 4096, b"ab")
    assert deed_of(2.0, 2.1, b"fdatasync(5<%s>) = 0 <0.1>" % WAL).kind == "sync"
    assert deed_of(2.0, 2.1, b"fdatasync(5<\\x2f\\x61>) = 0 <0.1>") is None


def test_after_a_power_loss_what_was_synced_is_there_and_the_rest_only_by_chance():
    done = [
        Deed(1.0, 1.1, "answers.sqlite3-wal", "write", 0, b"safe"),
        Deed(1.2, 1.5, "answers.sqlite3-wal", "sync"),
        Deed(1.6, 1.7, "answers.sqlite3-wal", "write", 4, b"late"),
    ]
    outcomes = {bytes(after_loss(done, 2.0, Random(seed))["answers.sqlite3-wal"][:8]) for seed in range(40)}
    assert outcomes == {b"safe", b"safelate", b"safe\0\0\0\0"}


def test_a_sync_that_had_not_ended_kept_nothing():
    done = [Deed(1.0, 1.1, "answers.sqlite3", "write", 0, b"x"), Deed(1.2, 1.5, "answers.sqlite3", "sync")]
    outcomes = {bytes(after_loss(done, 1.4, Random(seed))["answers.sqlite3"]) for seed in range(40)}
    assert outcomes == {b"x", b"", b"\0"}
