"""One plain sentence, which says what the numbers carry and no more."""

from dataclasses import replace

import numpy as np
import pytest

from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.ideal_point import Check
from hamn.sensemaking.opinions.null import Outcome
from hamn.sensemaking.opinions.options import Options
from hamn.sensemaking.opinions.stability import Stability
from hamn.sensemaking.sentences import opinions as sentences
from tests.sensemaking.opinions.made import planted, structureless


@pytest.fixture(scope="module")
def two():
    return analyse(planted(2, seed=31)[0], None, Options(permutations=39, subsamples=5, splits=2))


def held(result, wins, alike):
    return replace(result, stability=Stability(10, wins, alike, np.ones(int(result.clustered.sum()))))


def test_each_outcome_has_its_sentence(two):
    quiet = analyse(structureless(), None, Options(permutations=19))
    assert sentences.verdict(quiet, "sv") == "Vi ser inga tydliga grupper."
    spread = replace(two, outcome=Outcome.SPECTRUM)
    assert sentences.verdict(spread, "sv") == "Ni skiljer er åt längs en skala, men inte i grupper."
    assert sentences.verdict(analyse(structureless(people=3), None), "en").startswith("There are too few of you")
    assert sentences.verdict(analyse(structureless(), None, Options().core()), "sv").startswith("Vi har inte prövat")


def test_how_sure_the_groups_are_is_part_of_the_sentence(two):
    assert sentences.verdict(replace(two, stability=None), "sv") == "Vi ser två grupper."
    assert sentences.verdict(held(two, {2: 6, 3: 4}, 0.9), "sv") == (
        "Vi ser grupper, men hur många de är går inte att säga säkert: två passar bäst."
    )
    assert "består även om" in sentences.verdict(held(two, {2: 10}, 0.9), "sv")
    assert sentences.verdict(held(two, {2: 10}, 0.5), "fi") == "Näemme kaksi ryhmää."


def test_common_ground_and_difference_are_counted(two):
    assert f"I {len(two.common)} påståenden står de flesta i varje grupp på samma sida." == sentences.consensus(
        two, "sv"
    )
    assert sentences.divisive(two, "en") == f"The groups surely differ on {len(two.divisive)} statements."
    assert sentences.divisive(replace(two, divisive=two.divisive[:1]), "sv").endswith("i ett påstående.")
    assert sentences.consensus(replace(two, common=()), "fi").startswith("Emme voi osoittaa")


def test_nothing_is_said_of_groups_that_are_not_there(two):
    spread = replace(two, outcome=Outcome.SPECTRUM)
    assert sentences.divisive(spread, "sv") is None
    assert "grupp" not in sentences.consensus(spread, "sv")
    assert sentences.consensus(analyse(structureless(people=3), None), "sv") is None


def test_what_the_groups_explain_is_told_only_where_it_was_tested(two):
    assert sentences.explained(two, "sv") is None
    tested = replace(two, check=Check(100, 0.7, 0.8, 0.9, 50))
    assert "ungefär 50 procent" in sentences.explained(tested, "sv")
    assert sentences.explained(replace(two, check=Check(100, 0.7, 0.7, 0.7, None)), "sv") is None


def test_few_straight_liners_are_not_told_of(two):
    some = replace(two, straight=np.arange(len(two.straight)) < 6)
    assert sentences.straight(some, "sv", 5).startswith("6 personer svarade likadant")
    assert sentences.straight(some, "sv", 7) is None


def test_every_sentence_stands_in_every_language_and_an_unknown_one_is_refused(two):
    names = [set(words) for words in sentences.SENTENCES.values()]
    assert len(names) == 3 and names[0] == names[1] == names[2]
    with pytest.raises(ValueError, match="sv, fi, en"):
        sentences.verdict(two, "no")
