"""The demonstration's totals become one answer per person, for every kind of question, as the room reads them."""

from collections import Counter

import pytest

from hamn.demo.answers import AnyText
from hamn.demo.cargo import Cargo
from hamn.demo.spread import spread
from hamn.live.kinds import kind_of
from hamn.live.questions import Option, Question
from hamn.live.texts import text_id

OPTIONS = (Option("a", "A"), Option("b", "B"))
TOLD = {
    "words": {"answers": [["trust", 5], ["courage", 3]]},
    "text": {"answers": [["Say no, and why.", 2], ["Come for coffee.", 1]]},
    "choice": {"given": [[["a"], 4], [["b"], 2]]},
    "scale": {"counts": [1, 0, 2, 0, 1], "dont_know": 2},
    "ranking": {"given": [[["b", "a"], 4], [["a"], 2]]},
    "points": {"given": [[{"a": 60, "b": 40}, 6]]},
    "axes": {"given": [[{"a": 2, "b": "dont_know"}, 6]], "comments": [["a", "Not yet."]]},
    "statements": {"votes": {"a": [3, 1, 2], "b": [0, 0, 6]}, "own": [["We try.", 4, 0, 1]]},
    "qa": {"asks": [["When?", 4], ["Who?", 1]]},
}
PEOPLE = 6


def asked(kind):
    return Question(7, kind, "Well?", OPTIONS)


def dealt(kind):
    question = asked(kind)
    return [
        (person, *kind_of(question).read(question, answer, AnyText()))
        for person, answer in spread(TOLD[kind], question, PEOPLE)
    ]


@pytest.mark.parametrize("kind", TOLD)
def test_every_kind_is_read_by_the_room_and_nobody_answers_the_same_twice(kind):
    places = [(person, item) for person, item, _value in dealt(kind)]
    assert places and len(set(places)) == len(places)
    assert {person for person, _item in places} <= set(range(PEOPLE))


def test_words_add_up_to_the_files_totals():
    said = Counter(word for _person, _item, words in dealt("words") for word in words)
    assert said == {"trust": 5, "courage": 3}


def test_a_scale_adds_up_with_those_who_do_not_know():
    assert Counter(value for *_place, value in dealt("scale")) == {1: 1, 3: 2, 5: 1, "dont_know": 2}


def test_votes_and_support_add_up_also_on_what_the_room_wrote_itself():
    own = text_id(7, "We try.")
    votes = Counter((item, value) for _person, item, value in dealt("statements") if not item.startswith("own:"))
    assert votes == {("a", 1): 3, ("a", 0): 1, ("a", -1): 2, ("b", -1): 6, (own, 1): 4, (own, -1): 1}
    support = Counter(item for _person, item, _value in dealt("qa") if item.startswith("support:"))
    assert support == {f"support:{text_id(7, 'When?')}": 4, f"support:{text_id(7, 'Who?')}": 1}


def test_the_demonstration_asks_in_every_way():
    rows = Cargo(None).rows("5-dialogues", "dialogue")
    [all_ways] = [row for row in rows if row["id"] == "alla-sätt"]
    assert {question["kind"] for question in all_ways["questions"]} == set(TOLD)
    assert all_ways["invented"] is True
