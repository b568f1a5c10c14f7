import math
import random

import pytest

from hamn.sensemaking.sentences.words import of_alpha
from hamn.sensemaking.words.alpha import krippendorff_alpha, second_coder_sample

N = None


def test_krippendorffs_own_example_with_four_coders_and_missing_values():
    """Krippendorff (2011), Computing Krippendorff's alpha-reliability, example C: nominal .743."""
    ratings = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
    assert krippendorff_alpha(ratings) == pytest.approx(0.743, abs=0.0005)


def test_his_example_with_two_coders_and_two_values():
    """Example A there: .095."""
    ratings = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    assert krippendorff_alpha(ratings) == pytest.approx(0.095, abs=0.0005)


def test_it_is_the_definition_pair_by_pair():
    rng = random.Random(2)
    for _ in range(20):
        ratings = [[rng.choice(["a", "b", "c", None]) for _ in range(15)] for _ in range(3)]
        assert krippendorff_alpha(ratings) == pytest.approx(by_definition(ratings))


def by_definition(ratings) -> float:
    """1 - observed / expected disagreement, from all pairs: a second, slower way."""
    units = [[code for code in unit if code is not None] for unit in zip(*ratings, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    n = sum(map(len, units))
    observed = sum(sum(a != b for a in unit for b in unit) / (len(unit) - 1) for unit in units) / n
    every = [code for unit in units for code in unit]
    return 1 - observed / (sum(a != b for a in every for b in every) / (n * (n - 1)))


def test_full_agreement_is_one_and_nothing_to_compare_is_nan():
    assert krippendorff_alpha([["x", "y"], ["x", "y"]]) == 1
    assert krippendorff_alpha([["x", "x"], ["x", "x"]]) == 1
    assert math.isnan(krippendorff_alpha([["x", None], [None, "y"]]))
    assert math.isnan(krippendorff_alpha([]))


def test_rows_of_different_length_are_refused():
    with pytest.raises(ValueError, match="one place for each unit"):
        krippendorff_alpha([["x"], ["x", "y"]])


def test_the_second_coders_sample_is_the_same_whatever_order_the_answers_came_in():
    units = [str(number) for number in range(50)]
    assert second_coder_sample(units, 10, 7) == second_coder_sample(units[::-1], 10, 7)
    assert len(set(second_coder_sample(units, 10, 7))) == 10
    assert second_coder_sample(units, 10, 7) != second_coder_sample(units, 10, 8)


def test_the_sentence_says_what_to_do_when_coders_differ():
    assert of_alpha(0.5, 20, "sv").endswith("koda om.")
    assert "0,85" in of_alpha(0.85, 20, "sv") and "0.85" in of_alpha(0.85, 20, "en")
    assert "vielä" in of_alpha(float("nan"), 0, "fi")
