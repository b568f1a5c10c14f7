"""What to do beside what to stop doing, on the wall of a room that answers both."""

from dataclasses import replace

import pytest

from hamn.live.paired import on_wall, with_pair
from hamn.live.questions import Pair
from tests.live import rooms
from tests.live.house import CODE, House

START = {"answered": 5, "words": [{"id": "a", "text": "mod", "count": 5}]}
STOP = {"answered": 6, "words": [{"id": "b", "text": "kontroll", "count": 6}]}


def pair_of_questions():
    first, second = rooms.sheet("words", "words").questions
    return first, replace(second, pair=Pair(start=1, stop=2))


def test_the_second_of_a_pair_is_told_with_both_sides_and_the_first_alone():
    first, second = pair_of_questions()
    told = {1: START, 2: STOP}
    assert with_pair(first, told) == START
    assert with_pair(second, told) == STOP | {"pair": {"start": START["words"], "stop": STOP["words"]}}
    assert on_wall({1: first, 2: second}, told)["2"]["pair"]["start"] == START["words"]


def test_a_side_that_is_not_shown_is_not_told_beside_the_other():
    _first, second = pair_of_questions()
    assert with_pair(second, {2: STOP}) == STOP
    assert with_pair(second, {1: None, 2: STOP}) == STOP
    assert with_pair(second, {1: START}) is None


def test_its_figure_is_made_of_both_questions():
    first, second = pair_of_questions()
    assert (first.shows, second.shows) == ({1}, {1, 2})


@pytest.fixture
def house():
    made = House("words", "words")
    made.disk.sheet = replace(made.disk.sheet, questions=list(pair_of_questions()))
    yield made.start()
    made.stop()


def test_the_wall_at_the_second_is_drawn_again_when_the_first_is_answered(house):
    for number, word in ((1, "mod"), (2, "kontroll")):
        house.lead(command="show", question=number)
        house.fill(5, [word], number)
    with house.listening(where=f"/present/{CODE}/events?question=2&language=sv") as wall:
        seen = until(wall, "[['mod'], ['kontroll']]")
        assert "2: 5" in seen
        house.fill(5, ["fika"], 1)
        assert "2: 5" in until(wall, "fika")


def test_hiding_the_first_takes_its_words_off_the_wall(house):
    for number, word in ((1, "mod"), (2, "kontroll")):
        house.lead(command="show", question=number)
        house.fill(5, [word], number)
    with house.listening(where=f"/present/{CODE}/events?question=2&language=sv") as wall:
        until(wall, "mod")
        house.lead(command="hide", question=1)
        while "mod" in (html := wall.event("figure")[2]["html"] or "mod"):
            pass
        assert html == "<figure lang='sv'>2: 5</figure>"


def until(wall, text):
    while text not in (html := wall.event("figure")[2]["html"] or ""):
        pass
    return html
