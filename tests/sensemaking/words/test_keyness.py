import numpy as np
import pytest
from scipy import stats

from hamn.sensemaking.sentences.words import of_keyness
from hamn.sensemaking.words.keyness import adjusted, keyness, weighted_log_odds


def group(people: int, *said: tuple[int, str]) -> dict:
    """Each word said by the first so many people."""
    return {str(at): [word for many, word in said if at < many] + ["alla"] for at in range(people)}


def test_a_groups_own_word_is_found_and_what_everyone_says_is_not():
    keys = keyness({"chefer": group(30, (25, "mod")), "personal": group(60, (6, "mod"), (50, "tid"))})
    told = {(key.group, key.term): key for key in keys}
    assert told["chefer", "mod"].z > 2 and told["chefer", "mod"].q < 0.05
    assert abs(told["chefer", "alla"].z) < 2
    assert of_keyness("chefer", keys, "sv") == "chefer säger oftare än andra: mod."


def test_a_word_that_fewer_than_the_smallest_number_used_is_not_told_of():
    keys = keyness({"a": group(10, (4, "hemligt")), "b": group(10, (9, "annat"))})
    assert "hemligt" not in {key.term for key in keys}


def test_a_word_that_few_elsewhere_used_is_not_told_of_either():
    keys = keyness({"a": group(10, (9, "mod")), "b": group(10, (2, "mod"))})
    assert "mod" not in {key.term for key in keys}


def test_somebody_who_repeats_a_word_counts_once():
    twice = {person: said * 2 for person, said in group(10, (8, "mod")).items()}
    assert keyness({"a": twice, "b": group(10)}) == keyness({"a": group(10, (8, "mod")), "b": group(10)})


def test_the_log_odds_follow_the_formula_of_the_source():
    mine, others, prior = np.array([8.0, 2.0]), np.array([3.0, 7.0]), 10.0
    log_odds, z = weighted_log_odds(mine, others, prior)
    alpha = prior * 11 / 20
    by_hand = np.log((8 + alpha) / (10 + prior - 8 - alpha)) - np.log((3 + alpha) / (10 + prior - 3 - alpha))
    assert log_odds[0] == pytest.approx(by_hand)
    assert z[0] == pytest.approx(by_hand / np.sqrt(1 / (8 + alpha) + 1 / (3 + alpha)))


def test_the_false_discovery_rate_is_scipys():
    p = np.random.default_rng(5).random(40) ** 2
    assert adjusted(p) == pytest.approx(stats.false_discovery_control(p))


def test_words_without_any_difference_seldom_pass():
    rng = np.random.default_rng(11)
    false = 0
    for _ in range(100):
        said = {g: {str(p): [w for w in "abcdefgh" if rng.random() < 0.4] for p in range(40)} for g in ("x", "y")}
        false += any(key.q <= 0.05 for key in keyness(said))
    assert false <= 12


def test_one_group_has_nobody_to_be_compared_with():
    with pytest.raises(ValueError, match="two groups"):
        keyness({"a": group(10)})
