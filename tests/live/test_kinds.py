"""What each kind of question takes, counts and tells."""

import pytest

from hamn.live.form import answers_to
from hamn.live.kinds import KINDS, kind_of
from hamn.live.kinds.kind import middle_half
from hamn.live.messages import Answer
from hamn.live.refusal import Refused
from hamn.live.tally import Tally
from hamn.live.texts import Moderation, Texts, text_id
from tests.live import rooms

ID = "0" * 31 + "1"


def read(kind, value, comment=None, item=None, texts=(), **fields):
    question = rooms.question(kind, **fields)
    return kind_of(question).read(question, Answer(ID, 1, 1, value, comment, False, item), texts)


def told(kind, values, **fields):
    question = rooms.question(kind, **fields)
    tally = Tally()
    for item, value in values:
        tally.add(kind_of(question).cells(question, item, value))
    return kind_of(question).told(question, tally, Texts(1, Moderation(), lambda text: None))


def refused(kind, value, **more):
    with pytest.raises(Refused) as caught:
        read(kind, value, **more)
    [(field, (sentence, _words))] = caught.value.fields.items()
    return field, sentence


def test_there_are_the_nine_kinds_that_the_protocol_names():
    assert tuple(KINDS) == rooms.KINDS


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        ("words", ["Tillit", " mod ", "tillit."], ("", ["Tillit", "mod"])),
        ("text", "  Lyssna\r\nmer. ", ("", "Lyssna\nmer.")),
        ("choice", ["b"], ("", ["b"])),
        ("scale", 4, ("", 4)),
        ("scale", "dont_know", ("", "dont_know")),
        ("ranking", ["c", "a"], ("", ["c", "a"])),
        ("points", {"b": 40, "a": 60, "c": 0}, ("", {"a": 60, "b": 40})),
        ("axes", {"b": "dont_know", "a": 3}, ("", {"steps": {"a": 3, "b": "dont_know"}, "comment": {}})),
        ("statements", {"a": -1}, ("a", -1)),
        ("statements", {"own": "Vi möts för sällan"}, (f"own:{ID}", "Vi möts för sällan")),
        ("qa", {"ask": "När börjar vi?"}, (f"ask:{ID}", "När börjar vi?")),
    ],
)
def test_a_value_is_stored_in_one_form(kind, value, stored):
    assert read(kind, value) == stored


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("words", "tillit", "not_words"),
        ("words", [], "empty"),
        ("words", [" ", "..."], "empty"),
        ("words", list("abcdef"), "too_many_words"),
        ("words", ["x" * 61], "word_too_long"),
        ("words", [1], "not_words"),
        ("text", 7, "not_text"),
        ("text", "\u200b", "empty"),
        ("text", "å" * 2001, "text_too_long"),
        ("choice", "a", "unknown_option"),
        ("choice", [], "empty"),
        ("choice", ["z"], "unknown_option"),
        ("choice", ["a", "b"], "one_option"),
        ("choice", [["a"]], "unknown_option"),
        ("scale", 0, "not_a_step"),
        ("scale", 6, "not_a_step"),
        ("scale", True, "not_a_step"),
        ("scale", "4", "not_a_step"),
        ("scale", 3.0, "not_a_step"),
        ("ranking", ["a", "a"], "option_twice"),
        ("ranking", {"a": 1}, "unknown_option"),
        ("points", {"a": 60}, "points_sum"),
        ("points", {"a": -10, "b": 110}, "points_whole"),
        ("points", {"a": 99.5, "b": 0.5}, "points_whole"),
        ("points", {"z": 100}, "unknown_option"),
        ("axes", {}, "empty"),
        ("axes", {"z": 3}, "unknown_axis"),
        ("axes", {"a": 9}, "not_a_step"),
        ("statements", {"a": 2}, "not_a_vote"),
        ("statements", {"a": True}, "not_a_vote"),
        ("statements", {"z": 1}, "unknown_statement"),
        ("statements", {"a": 1, "b": 1}, "one_statement"),
        ("qa", {"ask": ""}, "empty"),
        ("qa", {"support": "ffff"}, "unknown_text"),
        ("qa", {"like": "ffff"}, "ask_or_support"),
    ],
)
def test_nonsense_is_refused_in_a_sentence_about_the_value(kind, value, sentence):
    assert refused(kind, value) == ("value", sentence)


def test_a_choice_of_several_says_nothing_about_the_order_of_pressing():
    assert read("choice", ["c", "a"], several=True) == ("", ["a", "c"])


def test_a_comment_stands_beside_an_axis_that_was_answered():
    _item, value = read("axes", {"a": 2}, comment={"a": " Vi vågar mer "})
    assert value["comment"] == {"a": "Vi vågar mer"}
    assert refused("axes", {"a": 2}, comment={"b": "…"}) == ("comment", "unknown_axis")


def test_a_released_text_can_be_voted_on_and_supported():
    text = text_id(1, "Vi möts för sällan")
    assert read("statements", {text: 1}, texts={text}) == (text, 1)
    assert read("qa", {"support": text}, texts={text}) == (f"support:{text}", True)


def test_an_own_statement_is_changed_by_naming_it_and_nobody_elses_item_can_be_named():
    assert read("statements", {"own": "Nytt"}, item="own:abc") == ("own:abc", "Nytt")
    assert refused("statements", {"own": "Nytt"}, item="a") == ("item", "item")


def test_each_kind_tells_its_counts():
    assert told("choice", [("", ["a"]), ("", ["a"]), ("", ["b"])])["options"][0] == {"id": "a", "count": 2}
    assert told("scale", [("", 1), ("", 5), ("", 5), ("", "dont_know")]) == {
        "counts": [1, 0, 0, 0, 2],
        "dont_know": 1,
        "low": 1,
        "high": 5,
    }
    ranked = told("ranking", [("", ["b", "a"]), ("", ["b", "c"]), ("", ["a", "b"])])["options"]
    assert ranked[0] == {"id": "a", "ranked": 2, "first": 1, "mean_rank": 1.5, "low": 1, "high": 2}
    assert ranked[1]["mean_rank"] == 1.3 and ranked[2] == {
        "id": "c",
        "ranked": 1,
        "first": 0,
        "mean_rank": 2.0,
        "low": 2,
        "high": 2,
    }
    shares = told("points", [("", {"a": 60, "b": 40}), ("", {"a": 100})])["options"]
    assert shares[0] == {"id": "a", "points": 160, "mean": 80.0}
    assert shares[2] == {"id": "c", "points": 0, "mean": 0.0}
    axes = told(
        "axes", [("", {"steps": {"a": 2, "b": "dont_know"}, "comment": {}}), ("", {"steps": {"a": 4}, "comment": {}})]
    )
    assert axes["axes"][0] == {"id": "a", "counts": [0, 1, 0, 1, 0], "dont_know": 0, "mean": 3.0, "low": 2, "high": 4}
    assert axes["axes"][1]["dont_know"] == 1 and axes["axes"][1]["mean"] is None
    votes = told("statements", [("a", 1), ("a", -1), ("a", 0), ("own:1", "Vi möts för sällan")])["statements"]
    assert votes[0] == {"id": "a", "text": "Alfa", "agree": 1, "pass": 1, "disagree": 1}
    assert votes[-1]["text"] == "Vi möts för sällan"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([1, 1, 1, 1], (1, 3)),
        ([0, 0, 9, 0, 0], (3, 3)),
        ([3, 7, 14, 22, 9], (3, 4)),
        ([10, 0, 0, 0, 10], (1, 5)),
        ([0, 0, 0], (None, None)),
    ],
)
def test_the_middle_half_lies_between_the_quartiles_which_are_steps_that_somebody_chose(counts, expected):
    assert middle_half(counts) == expected


def test_questions_from_the_room_are_told_by_support():
    text = text_id(1, "När börjar vi?")
    asks = told("qa", [("ask:1", "Varför då?"), ("ask:2", "När börjar vi?"), (f"support:{text}", True)])["asks"]
    assert [(ask["text"], ask["support"]) for ask in asks] == [("När börjar vi?", 1), ("Varför då?", 0)]


def form(kind, posted, own=None, **fields):
    posted = {"id": ["1" * 32], "rev": ["2"], **posted}
    return list(answers_to(rooms.question(kind, **fields), own or {}, lambda name: posted.get(name, [])))


@pytest.mark.parametrize(
    ("kind", "posted", "value"),
    [
        ("words", {"q1-0": ["mod, tillit"], "q1-3": ["fika"]}, ["mod", "tillit", "fika"]),
        ("text", {"q1": ["Lyssna"]}, "Lyssna"),
        ("choice", {"q1": ["b"]}, ["b"]),
        ("scale", {"q1": ["4"]}, 4),
        ("ranking", {"q1-a": ["2"], "q1-b": [""], "q1-c": ["1"]}, ["c", "a"]),
        ("points", {"q1-a": ["60"], "q1-b": ["40"]}, {"a": 60, "b": 40}),
        ("axes", {"q1-a": ["3"], "q1-b": ["dont_know"]}, {"a": 3, "b": "dont_know"}),
        ("statements", {"q1-a": ["-1"]}, {"a": -1}),
        ("statements", {"q1-own": ["Vi möts för sällan"]}, {"own": "Vi möts för sällan"}),
        ("qa", {"q1-ask": ["När börjar vi?"]}, {"ask": "När börjar vi?"}),
    ],
)
def test_the_plain_form_says_the_same_as_the_protocol(kind, posted, value):
    [sent] = form(kind, posted)
    assert sent.value == value
    question = rooms.question(kind)
    assert kind_of(question).read(question, sent, ()) is not None


@pytest.mark.parametrize("kind", rooms.KINDS)
def test_an_empty_form_says_nothing(kind):
    assert form(kind, {}) == []


def test_an_emptied_field_takes_an_earlier_answer_back():
    [taken_back] = form("words", {}, own={"": ["mod"]})
    assert taken_back.withdraw and taken_back.item is None
    unticked = form("qa", {"q1-on-page": ["ab", "cd"], "q1-support": ["cd"]}, own={"support:ab": True})
    assert [(each.item, each.withdraw) for each in unticked] == [("support:ab", True), (None, False)]


def test_the_same_form_sent_twice_has_the_same_ids():
    posted = {"q1-a": ["1"], "q1-b": ["-1"]}
    assert form("statements", posted) == form("statements", posted)
    assert len({each.id for each in form("statements", posted)}) == 2


def test_two_options_at_one_place_are_asked_about():
    with pytest.raises(Refused) as caught:
        form("ranking", {"q1-a": ["1"], "q1-b": ["1"]})
    assert caught.value.fields["value"][0] == "rank_twice"


def test_a_damaged_form_is_refused():
    for posted in ({"id": ["x"]}, {"rev": ["0"]}, {"rev": ["9" * 40]}):
        with pytest.raises(Refused):
            form("text", {"q1": ["hej"], **posted})
