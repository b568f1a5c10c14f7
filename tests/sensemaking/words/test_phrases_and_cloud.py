import math

import pytest

from hamn.sensemaking.words.cloud import cloud
from hamn.sensemaking.words.phrases import npmi, phrases, recurring


def test_words_that_stand_together_are_a_phrase_from_three_answers():
    said = [("öppen", "frågestund"), ("öppen", "frågestund", "i", "lg"), ("öppen", "frågestund"), ("fika",), ("lg",)]
    assert [(each.lemmas, each.n) for each in phrases(said)] == [(("öppen", "frågestund"), 3)]
    assert phrases(said[:2]) == []


def test_a_phrase_neither_begins_nor_ends_with_a_stop_word():
    said = [("fika", "i", "lg")] * 3 + [("mod",)]
    assert [each.lemmas for each in phrases(said, frozenset({"i"}))] == [("fika", "i", "lg")]


def test_npmi_is_one_for_inseparable_words_and_nought_by_chance():
    assert npmi(2, [2, 2], 8) == pytest.approx(1)
    assert npmi(2, [4, 4], 8) == pytest.approx(0)
    assert npmi(1, [2, 4], 8) == pytest.approx(math.log(1) / math.log(8))


def test_a_word_counts_people_not_mentions():
    (word,) = cloud([("a", "tillit tillit"), ("a", "Tilliten"), ("b", "tillit")], ("sv",))
    assert (word.lemma, word.label, word.people) == ("tillit", "tillit", 2)


def test_the_label_is_the_form_most_people_wrote():
    assert cloud([("a", "mötena"), ("b", "möten"), ("c", "Möten")], ("sv",))[0].label == "möten"


def test_a_turning_word_stands_with_what_it_turns():
    said = [("a", "mindre kontroll"), ("b", "mer kontroll")]
    assert {word.label for word in cloud(said, ("sv",))} == {"mindre kontroll", "mer kontroll"}


def test_words_stay_in_their_place_when_more_is_said():
    said = [("a", "tillit"), ("b", "mod")]
    before = [word.lemma for word in cloud(said, ("sv",))]
    after = cloud([*said, ("c", "mod"), ("d", "mod fika")], ("sv",), before)
    assert [word.lemma for word in after] == [*before, "fika"]


def test_the_order_of_the_answers_does_not_matter():
    said = [("a", "tillit och mod"), ("b", "Mod"), ("c", "fika")]
    assert cloud(said, ("sv",)) == cloud(said[::-1], ("sv",))


def test_a_phrase_that_returns_in_other_texts_is_named_as_most_wrote_it():
    texts = [("öppen frågestund", 1), ("Öppna frågestunder i LG", 2), ("fika", 3)]
    [found] = recurring(texts, ("sv",))
    assert (found.label, found.answers) == ("öppna frågestunder", 3)
    assert recurring(texts[::-1], ("sv",)) == [found]


def test_what_many_wrote_alike_is_a_text_and_no_phrase():
    assert recurring([("öppen frågestund", 9), ("fika", 3)], ("sv",)) == []


def test_a_phrase_within_a_longer_one_is_left_out():
    texts = [("siffror två gånger", 2), ("fråga om siffror två gånger", 2), ("mod", 3)]
    assert [each.label for each in recurring(texts, ("sv",))] == ["siffror två gånger"]
