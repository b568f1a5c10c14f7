"""Levels and their intervals, also for few and unanimous groups."""

import numpy as np
import pytest
from scipy import stats

from hamn.sensemaking.assessment import levels
from hamn.sensemaking.assessment.chance import generator
from tests.sensemaking.assessment.simulated import SHAPES, level_coverage


def interval(*counts, draws=20_000):
    return levels.mean_interval(levels.believe(np.array([counts]), draws, generator(1, "test")))[0]


def test_for_two_steps_the_interval_is_that_of_clopper_and_pearson():
    for some, others in ((0, 7), (3, 9), (20, 5)):
        exact = stats.binomtest(some, some + others).proportion_ci(method="exact")
        assert interval(others, some) - 1 == pytest.approx([exact.low, exact.high], abs=0.01)


def test_a_unanimous_group_of_five_is_not_certain():
    low, high = interval(0, 0, 0, 0, 5)
    assert low < 4 and high == 5


@pytest.mark.parametrize("people", [1, 2, 5, 200])
def test_no_interval_is_without_width(people):
    low, high = interval(0, people, 0, 0)
    assert high - low > 0.01 and 1 <= low <= 2 <= high <= 4


def test_means_and_medians_can_be_counted_again():
    people = [np.random.default_rng(seed).integers(1, 6, size=7 + seed) for seed in range(6)]
    counts = np.array([np.bincount(some, minlength=6)[1:] for some in people])
    assert np.allclose(levels.means(counts), [some.mean() for some in people])
    assert np.allclose(levels.medians(counts), [np.median(some) for some in people])


def test_the_median_of_few_may_be_anywhere():
    beliefs = levels.believe(np.array([[0, 0, 3, 0, 0], [0, 0, 60, 0, 0]]), 5000, generator(1, "test"))
    assert levels.median_interval(beliefs).tolist() == [[1, 5], [3, 3]]


def test_the_share_who_do_not_know_has_wilsons_interval():
    expected = stats.binomtest(3, 12).proportion_ci(method="wilson")
    assert levels.share_interval(np.array(3), np.array(12)) == pytest.approx([expected.low, expected.high])


def test_superiority_lies_between_its_ends_and_reverses_with_its_sides():
    beliefs = levels.believe(np.array([[9, 4, 2, 1], [1, 3, 8, 8]]), 4000, generator(1, "test"))
    least, most = beliefs.superiority(slice(0, 1), slice(1, 2))
    back_least, back_most = beliefs.superiority(slice(1, 2), slice(0, 1))
    assert (
        (least < most).all() and np.allclose(least, -back_most, atol=1e-5) and np.allclose(most, -back_least, atol=1e-5)
    )
    assert least.mean() < -0.5


@pytest.mark.slow
@pytest.mark.parametrize("n", [5, 9, 12, 30])
def test_intervals_hold_for_every_shape(n):
    rng = np.random.default_rng(n)
    found = [level_coverage(shape, n, 250, 600, rng)["one more person"] for shape in SHAPES]
    covered, _shown, _width, narrowest = np.array(found).T
    assert covered.mean() >= 0.95 and covered.min() >= 0.90 and narrowest.min() > 0
