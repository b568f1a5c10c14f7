"""Passed, not seen, and seen without an answer are three things, and telling them apart costs nobody a vote."""

import pytest

from hamn.live import exposure
from hamn.live.entries import Sent
from hamn.live.refusal import Refused
from tests.live.rooms import answer, come, look, room, say
from tests.live.test_kinds import form


def send(here, who, value, rev=1, **fields):
    """`who` answers, and everything that comes of it is stored."""
    come(here, who)
    message = answer(value, 1, rev, **fields)
    taken = here.receive(here.participant(str(who)), message, now=1e9)
    entries = [taken, *exposure.beside(here, taken, message)] if isinstance(taken, Sent) else []
    for entry in entries:
        here.stored(entry)
    return entries


def shown(here):
    look(here)
    return {row["id"]: row.get("shown") for row in here.told[1]["statements"]}


def test_what_was_shown_is_counted_with_those_who_answered_it():
    here = room("statements")
    for who in range(6):
        send(here, who, {"a": 0}, seen=["a", "b"] if who < 4 else ["a"])
    assert shown(here) == {"a": 6, "b": 4, "c": 0}
    [_a, b, _c] = here.told[1]["statements"]
    assert (b["agree"], b["pass"], b["disagree"]) == (0, 0, 0)


def test_an_answer_takes_the_place_of_the_mark_and_no_mark_that_of_an_answer():
    here = room("statements")
    for who in range(6):
        send(here, who, {"a": 1}, seen=["b"])
        send(here, who, {"b": -1}, rev=2, seen=["a", "b"])
    assert shown(here)["b"] is None and here.told[1]["statements"][1]["disagree"] == 6
    assert here.tallies[1]["vote", "b", "seen"] == 0 and here.tallies[1]["vote", "b", -1] == 6


def test_an_answer_that_was_given_before_the_mark_but_comes_after_it_still_counts():
    here = room("statements")
    marked = send(here, "late", {"a": 1}, rev=2, seen=["b"])
    assert [entry.rev for entry in marked] == [2, 0]
    send(here, "late", {"b": -1}, rev=1)
    assert here.own(here.participant("late"))["1"] == {"a": 1, "b": -1}


def test_a_mark_is_nobodys_answer():
    here = room("statements")
    send(here, "a", {"a": 1}, seen=["b", "c"])
    assert here.own(here.participant("a")) == {"1": {"a": 1}}


def test_what_somebody_writes_is_theirs_also_where_it_is_the_word_for_a_mark():
    here = room("statements", "words")
    send(here, "a", {"own": "seen"})
    assert list(here.own(here.participant("a"))["1"].values()) == ["seen"]


def test_what_is_hidden_or_was_never_there_is_not_marked():
    here = room("statements")
    [_sent, *marks] = send(here, "a", {"a": 1}, seen=["b", "gone", "b", "a"])
    assert [mark.item for mark in marks] == ["b"]


def test_the_same_message_twice_makes_the_same_marks():
    one, other = room("statements"), room("statements")
    message = {"id": "0" * 31 + "7", "seen": ["b"]}
    assert send(one, "a", {"a": 1}, **message)[1].id == send(other, "a", {"a": 1}, **message)[1].id


def test_where_no_phone_tells_nothing_is_claimed():
    here = room("statements")
    for who in range(6):
        say(here, who, {"a": 1})
    assert set(shown(here).values()) == {None}


def test_only_statements_are_shown_one_by_one():
    here = room("words")
    come(here, "a")
    with pytest.raises(Refused) as caught:
        here.receive(here.participant("a"), answer(["mod"], seen=["a"]), now=1e9)
    assert "seen" in caught.value.fields


def test_the_plain_form_tells_what_stood_on_its_page_once():
    [one, other] = form("statements", {"q1-a": ["1"], "q1-b": ["0"], "q1-seen": ["a", "b", "c"]})
    assert (one.seen, other.seen) == (["a", "b", "c"], None)


def test_a_statement_from_the_room_is_voted_on_without_scripts_too():
    [one] = form("statements", {"q1-9f": ["-1"], "q1-seen": ["a", "9f"]})
    assert one.value == {"9f": -1}


def test_over_the_wire_the_marks_are_on_disk_with_the_answer(open_house):
    house = open_house("statements")
    ticket = house.join()
    assert house.say(ticket, {"a": 1}, seen=["a", "b"])[0] == 201
    assert house.say(ticket, {"a": 1}, rev=2, seen=[1])[0] == 422
    assert {(sent.item, sent.value) for sent in house.disk.rows.values()} == {("a", 1), ("b", "seen")}
