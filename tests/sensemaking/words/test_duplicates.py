import random

import pytest

from hamn.sensemaking.words.duplicates import Merge, duplicates, same, suggest_merges
from hamn.sensemaking.words.polarity import polarity_key, turning_words
from hamn.sensemaking.words.stop_words import stop_words
from tests.sensemaking.words.samples import SAID, pairs


@pytest.mark.parametrize("name", ["pairs-held-out.txt", "pairs-tuned.txt"])
def test_nine_of_ten_duplicates_are_found_and_no_opposites_are_merged(name):
    told = pairs(name)
    found = [same(one, other, ("sv", "en")) for alike, one, other in told if alike]
    wrong = [(one, other) for alike, one, other in told if not alike and same(one, other, ("sv", "en"))]
    assert len(told) == 100
    assert sum(found) / len(found) >= 0.9
    assert wrong == []


def test_the_delivered_pairs():
    assert all(same(*pair) for pair in SAID["near_duplicates"])
    assert not any(same(*pair) for pair in SAID["not_duplicates"])


def test_the_delivered_answers_do_not_merge_with_each_other():
    answers = [answer for theme in SAID["themes"].values() for answer in theme["answers_sv"]]
    assert suggest_merges(answers) == []


def test_a_turning_word_is_told_with_what_it_governs():
    assert polarity_key("Mindre kontroll och mer tillit") == (("less", "kontroll"), ("more", "tillit"))
    assert polarity_key("Sluta med onödiga rapporter") == (("stop", "onödig"),)
    assert polarity_key("För många möten") == (("too_much", "möte"),)


@pytest.mark.slow
def test_a_turning_word_is_known_in_finnish():
    assert polarity_key("Älkää mitatko", "fi")[0][0] == "not"


def test_no_turning_word_is_ever_a_stop_word():
    for language in ("sv", "fi", "en"):
        assert turning_words(language)
        assert not turning_words(language) & stop_words(language)


def test_the_wording_most_people_chose_is_merged_into():
    assert suggest_merges(["mer tillit", "Fika", "Mer tillit!"], counts=[1, 9, 4]) == [Merge(2, (0,))]


def test_the_order_of_the_answers_does_not_matter():
    texts = sorted({text for _, one, other in pairs("pairs-tuned.txt") for text in (one, other)})
    expected = {frozenset(texts[at] for at in group) for group in duplicates(texts)}
    shuffled = random.Random(3).sample(texts, len(texts))
    assert {frozenset(shuffled[at] for at in group) for group in duplicates(shuffled)} == expected


def test_answers_without_letters_and_empty_ones_are_no_trouble():
    assert duplicates(["", "👍", "👍", "!!!"]) == [[0, 3], [1, 2]]


def test_very_many_answers_are_grouped_as_few_are():
    filler = [f"ord{number} sak{number * 7} ting{number * 13}" for number in range(700)]
    assert [0, 701] in duplicates(["Mer tillit till varandra", *filler, "mer tillit till varann"])
