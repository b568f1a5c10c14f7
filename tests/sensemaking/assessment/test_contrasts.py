"""Two groups against each other: scipy as oracle, three verdicts, and no false alarm when others differ."""

import numpy as np
import pytest
from scipy import stats

from hamn.sensemaking.assessment import Responses, report
from hamn.sensemaking.assessment.contrasts import brunner_munzel, holm, verdict_of
from tests.sensemaking.assessment.simulated import SHAPES, people


def two(first, second, scale=5, **options):
    steps = np.array([*first, *second])[:, None]
    group = np.repeat([0, 1], [len(first), len(second)])
    responses = Responses(steps, group, np.zeros(len(steps), dtype=int), ("Mod",), ("A", "B"), ("2021",), scale)
    return report(responses, resamples=2999, **options).pairs[0].contrast


def test_brunner_and_munzel_are_those_of_scipy():
    rng = np.random.default_rng(1)
    for _ in range(20):
        first, second = rng.integers(1, 6, size=12), rng.integers(2, 6, size=31)
        theirs = stats.brunnermunzel(first, second)
        t, df, superiority = brunner_munzel(np.bincount(first, minlength=6)[1:], np.bincount(second, minlength=6)[1:])
        # scipy's sign is that of the second sample.
        assert t == pytest.approx(-theirs.statistic)
        assert 2 * stats.t.sf(abs(t), df) == pytest.approx(theirs.pvalue)
        higher = np.sign(first[:, None] - second[None, :]).mean()
        assert 2 * superiority - 1 == pytest.approx(higher)


def test_large_groups_use_scipys_p_and_small_ones_are_permuted():
    rng = np.random.default_rng(2)
    first, second = rng.integers(1, 6, size=40), rng.integers(1, 6, size=30)
    large = two(first, second)
    assert (large.method, large.p) == ("t", pytest.approx(stats.brunnermunzel(first, second).pvalue))
    small = two(first[:7], second[:9])
    assert small.method == "permuted"
    exact = stats.permutation_test(
        (first[:7], second[:9]),
        lambda a, b: abs(brunner_munzel(np.bincount(a, minlength=6)[1:], np.bincount(b, minlength=6)[1:])[0]),
        alternative="greater",
        n_resamples=20_000,
    )
    assert small.p == pytest.approx(exact.pvalue, abs=0.03)


def test_groups_far_apart_differ():
    found = two([1, 2] * 15, [4, 5] * 15)
    assert found.verdict == "differ"
    assert found.difference == -3 and found.low < -3 < found.high < 0
    assert (
        found.superiority == -1 and found.superiority_low == pytest.approx(-1, abs=0.01) and found.superiority_high < 0
    )


def test_alike_needs_enough_people():
    assert two([3, 4] * 60, [3, 4] * 60).verdict == "alike"
    assert two([3, 4] * 4, [3, 4] * 4).verdict == "too_few"
    assert two([4] * 8, [4] * 8).verdict == "too_few"


def test_a_small_difference_that_is_surely_small_is_alike():
    assert two([3, 4] * 400, [3, 3, 3, 4] * 200).verdict == "alike"


def test_the_test_alone_does_not_make_a_difference():
    assert verdict_of(0.01, (-0.1, 1.4), (0.1, 1.2)) == "too_few"
    assert verdict_of(0.01, (0.2, 1.4), (0.3, 1.2)) == "differ"
    assert verdict_of(0.2, (0.2, 1.4), (0.3, 1.2)) == "too_few"


def test_two_answers_are_too_few_and_say_so():
    found = two([1], [5])
    assert (found.verdict, found.approximate) == ("too_few", True)
    assert found.difference == -4 and found.low < found.high


def test_everybody_in_both_groups_is_described():
    found = two([1, 2, 2], [4, 4], everyone=["A", "B"])
    assert (found.verdict, found.low, found.p, found.approximate) == ("described", None, None, False)
    assert two([1, 2, 2], [4, 4], everyone=["A"]).verdict == "too_few"


def test_holm_is_the_textbooks():
    assert holm(np.array([0.01, 0.04, 0.03])) == pytest.approx([0.03, 0.06, 0.06])


@pytest.mark.slow
def test_alike_is_rarely_said_of_groups_half_a_step_apart():
    """Half a step is where alike ends, so saying it there is wrong: at most 5 % of the time."""
    rng = np.random.default_rng(5)
    one, other = np.array([0, 0, 0, 0.2, 0.8]), np.array([0, 0, 0, 0.7, 0.3])
    wrong = 0
    for _ in range(200):
        first, second = (1 + np.searchsorted(np.cumsum(shape)[:-1], rng.random(40)) for shape in (one, other))
        wrong += two(first, second).verdict == "alike"
    assert wrong <= 14


@pytest.mark.slow
def test_no_false_alarms_when_nobody_differs_and_none_among_the_rest_when_one_does():
    rng = np.random.default_rng(6)
    shapes = SHAPES[8:15]
    apart = [(0, 2, axis, shape[::-1]) for axis, shape in enumerate(shapes)]
    calm = alarmed = 0
    for turn in range(120):
        found = report(people(shapes, (8, 12, 25), rng), resamples=499, seed=turn)
        calm += any(pair.contrast.verdict == "differ" for pair in found.pairs)
        found = report(people(shapes, (8, 12, 25), rng, shifts=apart), resamples=499, seed=turn)
        alarmed += any(p.contrast.verdict == "differ" for p in found.pairs if "Personal" not in (p.first, p.second))
    # 5 % of 120 is 6; 12 would come by chance once in a hundred such runs.
    assert calm <= 12 and alarmed <= 12
