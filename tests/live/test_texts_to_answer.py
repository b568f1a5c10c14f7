"""Statements and questions of others reach those who are to answer them also while results are hidden."""

import pytest

from hamn.live.telling import to_answer
from tests.live.rooms import come, look, room, say

QA, STATEMENTS, WORDS = 1, 2, 3


def filled(**fields):
    here = room("qa", "statements", "words", **fields)
    for who in range(6):
        say(here, who, {"ask": "När då?" if who < 5 else "Varför?"}, QA)
        say(here, who, {"own": "Vi borde ses."}, STATEMENTS)
        say(here, who, ["mod"], WORDS)
    look(here)
    return here


def told(here, number):
    return [text["text"] for text in to_answer(here, [number]).get(str(number), [])]


def test_texts_are_told_without_how_they_have_been_answered():
    here = filled()
    found = to_answer(here, here.questions)
    assert set(found) == {str(QA), str(STATEMENTS)}
    assert all(set(text) == {"id", "text"} for texts in found.values() for text in texts)
    # A statement of the question itself stands in the question, and is nobody's text.
    assert told(here, STATEMENTS) == ["Vi borde ses."]


def test_their_order_does_not_tell_who_has_most_support():
    here = filled()
    ids = {text["text"]: text["id"] for text in to_answer(here, [QA])[str(QA)]}
    for who in range(6):
        say(here, who, {"support": ids["Varför?"]}, QA)
    look(here)
    assert told(here, QA) == ["När då?", "Varför?"]


def test_nothing_is_told_of_a_question_that_is_closed_or_whose_results_tell_it_already():
    here = filled()
    here.state.open.remove(QA)
    here.state.shown.append(STATEMENTS)
    assert to_answer(here, here.questions) == {}


def test_what_the_gate_keeps_back_is_not_told():
    here = room("qa", "statements", "words")
    for who in range(4):
        say(here, who, {"ask": "När då?"}, QA)
    look(here)
    assert told(here, QA) == []


def test_a_text_that_is_put_aside_is_told_no_more():
    here = filled()
    (asked, *_) = to_answer(here, [QA])[str(QA)]
    here.state.deciding(QA).aside[asked["id"]] = "olämpligt"
    here.retell(QA)
    assert told(here, QA) == ["Varför?"]


def test_who_answers_nothing_sees_them_too():
    here = filled()
    come(here, "late")
    assert told(here, QA)


@pytest.fixture
def house(open_house):
    return open_house("qa", "statements")


def test_they_come_with_the_stream_as_they_are_let_out_and_only_when_they_are_others(house):
    with house.listening() as stream:
        house.fill(5, {"ask": "När då?"}, QA)
        texts = {}
        while not texts.get(str(QA)):
            texts = stream.event("results")[2]["texts"]
        assert [text["text"] for text in texts[str(QA)]] == ["När då?"]
        ticket = house.join()
        house.say(ticket, {"support": texts[str(QA)][0]["id"]}, QA)
        house.fill(5, {"own": "Vi borde ses."}, STATEMENTS)
        while not texts.get(str(STATEMENTS)):
            texts = stream.event("results")[2]["texts"]
            assert str(QA) not in texts
    assert [text["text"] for text in house.call("GET", "")[2]["texts"][str(QA)]] == ["När då?"]


def test_a_question_that_is_opened_again_tells_its_texts_again(house):
    house.fill(5, {"ask": "När då?"}, QA)
    while not house.call("GET", "")[2]["texts"][str(QA)]:
        pass
    house.lead(command="close", question=QA)
    with house.listening() as stream:
        _name, _number, snapshot = stream.event("snapshot")
        assert str(QA) not in snapshot["texts"]
        house.lead(command="reopen", question=QA)
        texts = {}
        while not texts.get(str(QA)):
            texts = stream.event("results")[2]["texts"]
