"""Who more often do not know: scipy and the literature as oracles, and no false alarm where nobody differs."""

import numpy as np
import pytest
from scipy import stats

from hamn.sensemaking.assessment import Responses, report, visible
from hamn.sensemaking.assessment.contrasts import holm
from hamn.sensemaking.assessment.unsure import fisher, share_difference

AXES = ("Mod", "Mål", "Tillit")


def spaning(unsure, sizes, waves=1):
    """unsure: by group and axis, how many of it do not know; the others spread over the scale."""
    steps, group, wave = [], [], []
    for when in range(waves):
        for who, size in enumerate(sizes):
            for person in range(size):
                steps.append([0 if person < some else 1 + (person + axis) % 5 for axis, some in enumerate(unsure[who])])
                group.append(who)
                wave.append(when)
    names = tuple("ABC"[: len(sizes)])
    years = tuple(str(2021 + when) for when in range(waves))
    return Responses(np.array(steps), np.array(group), np.array(wave), AXES[: len(unsure[0])], names, years, 5)


def test_p_is_scipys_for_every_small_table():
    rng = np.random.default_rng(5)
    for _table in range(300):
        of_first, of_second = rng.integers(1, 40, size=2)
        first, second = rng.integers(0, of_first + 1), rng.integers(0, of_second + 1)
        theirs = stats.fisher_exact([[first, of_first - first], [second, of_second - second]]).pvalue
        assert fisher(first, of_first, second, of_second)[0] == pytest.approx(theirs, abs=1e-9)


def test_the_most_uneven_split_is_the_least_p_of_all_with_the_same_margins():
    ours = fisher(2, 8, 3, 14)[1]
    theirs = min(stats.fisher_exact([[x, 8 - x], [5 - x, 14 - (5 - x)]]).pvalue for x in range(6))
    assert ours == pytest.approx(theirs)


@pytest.mark.parametrize(
    ("table", "ends"),
    [
        ([[56, 70], [48, 80]], (0.0524, 0.3339)),
        ([[9, 10], [3, 10]], (0.1705, 0.8090)),
        ([[10, 10], [0, 20]], (0.6791, 1.0)),
    ],
)
def test_intervals_are_those_that_newcombe_printed(table, ends):
    found = share_difference(np.array([table]))[0]
    assert found[1:] == pytest.approx(ends, abs=5e-5)
    assert found[0] == pytest.approx(table[0][0] / table[0][1] - table[1][0] / table[1][1])


def test_a_group_that_plainly_does_not_know_is_found_with_its_shares():
    found = report(spaning([[1, 1, 2], [12, 1, 2]], (20, 20)), resamples=99).unsure
    assert [one.verdict for one in found] == ["differ", "too_few", "too_few"]
    assert (found[0].share_first, found[0].share_second) == (0.05, 0.6)
    assert found[0].low < found[0].difference < found[0].high < 0


def test_the_family_is_holms_over_what_could_differ_at_all():
    found = report(spaning([[1, 9, 0], [12, 2, 1], [3, 5, 0]], (20, 20, 18), waves=2), resamples=99).unsure
    # One who does not know among forty cannot make a difference, however it falls.
    inside = [one for one in found if one.axis != "Tillit"]
    assert [one.p_family for one in inside] == pytest.approx(list(holm(np.array([one.p for one in inside]))))
    assert {one.p_family for one in found if one.axis == "Tillit"} == {1.0}


def test_where_everybody_answered_it_is_described_and_not_tested():
    found = report(spaning([[1, 1, 2], [12, 1, 2]], (20, 20)), resamples=99, everyone=("A", "B")).unsure[0]
    assert (found.verdict, found.p, found.low) == ("described", None, None) and found.difference == pytest.approx(-0.55)


def test_nothing_is_left_of_a_hidden_cell():
    answers = spaning([[1, 1, 2], [12, 1, 2]], (20, 20))
    every = {(group, axis, "2021") for group in "AB" for axis in AXES}
    left = visible(report(answers, resamples=99), every - {("B", "Mod", "2021")}).unsure
    assert [one.axis for one in left] == ["Mål", "Tillit"]


def test_where_nobody_differs_a_false_alarm_is_rare():
    rng = np.random.default_rng(11)
    alarms = 0
    for _world in range(200):
        unsure = [rng.binomial(size, (0.2, 0.4, 0.6)) for size in (9, 15, 30)]
        alarms += any(one.verdict == "differ" for one in report(spaning(unsure, (9, 15, 30)), resamples=99).unsure)
    # At most 5 %; Fisher's test is careful, and the standard error of 200 worlds is 1.5 points.
    assert alarms <= 16
