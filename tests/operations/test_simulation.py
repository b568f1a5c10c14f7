"""Phones that are not there: what they answer, what they say afterwards, and that they stay on this machine."""

from random import Random

import pytest

from benchmarks.live.server import Server
from hamn.operations import plausible
from hamn.operations.problems import Refused
from hamn.operations.simulation import Seen, simulate
from tests.installation import free_port

OPTIONS = [{"id": letter, "text": letter} for letter in "abcd"]
LIMITS = {"length": 60, "words": 5, "points": 100, "own": 2, "asks": 3}


def question(kind, **more):
    return {"id": 1, "kind": kind, "text": "?", "open": True, "limits": LIMITS, **more}


def many(asked, results=None):
    """What two hundred phones would send."""
    return [sending for seed in range(200) for sending in plausible.sendings(asked, results, Random(seed))]


def values(asked, results=None):
    return [sending["value"] for sending in many(asked, results)]


def test_words_are_one_to_three_different_ones():
    for value in values(question("words")):
        assert 1 <= len(value) <= 3
        assert len(set(value)) == len(value)


def test_a_text_fits_within_the_questions_length():
    assert all(0 < len(value) <= 20 for value in values(question("text", limits={"length": 20})))


def test_one_choice_is_one_and_several_may_be_several():
    assert {len(value) for value in values(question("choice", options=OPTIONS, several=False))} == {1}
    assert {len(value) for value in values(question("choice", options=OPTIONS, several=True))} == {1, 2, 3}


def test_a_scale_gets_its_own_steps_and_now_and_then_a_dont_know():
    assert set(values(question("scale", scale={"steps": 5}))) == {1, 2, 3, 4, 5, "dont_know"}


def test_a_ranking_ranks_nothing_twice():
    for value in values(question("ranking", options=OPTIONS)):
        assert len(set(value)) == len(value) >= 3


def test_points_are_together_exactly_the_sum_and_never_negative():
    for value in values(question("points", options=OPTIONS)):
        assert sum(value.values()) == 100
        assert min(value.values()) > 0


def test_every_axis_is_answered_and_comments_belong_to_an_axis():
    sent = many(question("axes", axes=OPTIONS, scale={"steps": 5}))
    assert all(set(sending["value"]) == set("abcd") for sending in sent)
    comments = [sending["comment"] for sending in sent if "comment" in sending]
    assert comments
    assert all(set(comment) <= set("abcd") for comment in comments)


def test_each_statement_is_voted_on_in_a_sending_of_its_own():
    sent = plausible.sendings(question("statements", statements=OPTIONS), None, Random(1))
    assert [next(iter(sending["value"])) for sending in sent][:4] == list("abcd")
    assert any("own" in value for value in values(question("statements", statements=OPTIONS)))


def test_a_panel_is_asked_when_nothing_is_asked_yet_and_supported_when_something_is():
    assert all("ask" in value for value in values(question("qa")))
    asked = values(question("qa"), {"asks": [{"id": "9f", "text": "?", "support": None}]})
    assert {"support": "9f"} in asked


def test_a_kind_that_is_not_known_gets_nothing():
    assert plausible.sendings(question("dance"), None, Random(1)) == []


def test_the_sentence_tells_how_many_how_soon_and_what_was_refused():
    seen = Seen(3, 3, (1.0, 2.0, 30.0), {"503 busy": 2})
    assert seen.sentence == (
        "3 of 3 phones joined, and 3 answers were confirmed, half of them within 2 ms and 99 of 100 within 29 ms. "
        "Not answered as hoped: 2 × 503 busy."
    )


def test_a_room_where_nothing_was_confirmed_is_told_without_waits():
    assert Seen(2, 0).sentence == "0 of 2 phones joined, and 0 answers were confirmed. None was refused."


@pytest.mark.parametrize(
    "address", ["http://hamn.example.org", "https://127.0.0.1:8000", "http://192.0.2.1:8000", "127.0.0.1:8000", ""]
)
def test_only_this_machine_is_ever_spoken_to(address):
    with pytest.raises(Refused, match="Only a room of this machine"):
        simulate(address, "CNTR34")


@pytest.mark.parametrize(("phones", "seconds"), [(0, 30), (100_000, 30), (300, 0), (300, 100_000)])
def test_numbers_out_of_bounds_are_refused(phones, seconds):
    with pytest.raises(Refused, match="phones, for 1 to"):
        simulate("http://127.0.0.1:8000", "CNTR34", phones, seconds)


def test_a_silent_address_is_told_in_a_sentence():
    with pytest.raises(Refused, match="Nobody answers at"):
        simulate(f"http://127.0.0.1:{free_port()}", "CNTR34", 1, 1)


@pytest.mark.whole
def test_the_phones_answer_every_kind_of_question_and_all_is_confirmed():
    with Server() as server:
        (room,) = server.rooms(1, " ".join(plausible.KINDS))
        address = f"http://127.0.0.1:{server.port}"
        seen = simulate(address, room.code, phones=30, seconds=8)
        with pytest.raises(Refused, match="No room answers to the code"):
            simulate(address, "XXXXXX", 1, 1)
    assert seen.joined == 30
    assert seen.confirmed >= 30
    assert seen.refused == {}
