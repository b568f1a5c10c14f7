"""Gaps over waves where persons are followed by a phrase of their own: sharper, never looser, and silent about the few."""

import numpy as np
import pytest
from scipy import stats

from hamn.sensemaking.assessment import gaps, report, visible
from tests.sensemaking.assessment.test_waves import spaning


def gap_of(responses, resamples=999):
    [found] = report(responses, resamples=resamples).gap_changes
    return found


def half_width(found):
    return (found.high - found.low) / 2


def following(steps, people):
    """So many of each group are followed; the others are strangers to each other."""
    answers = spaning(steps, linked=True)
    link = np.where(answers.link % 1000 < people, answers.link, -1)
    return type(answers)(
        answers.steps, answers.group, answers.wave, answers.axes, answers.groups, answers.waves, answers.scale, link
    )


@pytest.fixture
def moved():
    """People who hardly differ from themselves a year before."""
    rng = np.random.default_rng(12)
    before = [rng.integers(1, 5, size=60) for _group in range(2)]
    return [before, [np.clip(some + (rng.random(60) < 0.2), 1, 5) for some in before]]


def test_fully_followed_and_many_it_is_scipys_paired_error(moved):
    moved = [[np.tile(some, 10) for some in wave] for wave in moved]
    se = [stats.sem(later - earlier) for earlier, later in zip(*moved, strict=True)]
    # One more pair of people, evenly spread, is a six hundredth of the answers.
    assert half_width(gap_of(spaning(moved, linked=True))) == pytest.approx(1.96 * np.hypot(*se), rel=0.04)


def test_not_followed_it_is_welchs_error_of_four_crowds(moved):
    moved = [[np.tile(some, 10) for some in wave] for wave in moved]
    se = [stats.sem(some) for wave in moved for some in wave]
    found = gap_of(spaning(moved))
    assert half_width(found) == pytest.approx(1.96 * np.sqrt(np.square(se).sum()), rel=0.01)
    assert (found.followed_first, found.followed_second) == (None, None)


def test_partly_followed_it_is_the_error_of_samples_that_overlap(moved):
    moved = [[np.tile(some, 10) for some in wave] for wave in moved]
    n, together = 600, 400
    variance = 0.0
    for earlier, later in zip(*moved, strict=True):
        shared = np.cov(earlier[:together], later[:together])[0, 1]
        variance += (earlier.var(ddof=1) + later.var(ddof=1)) / n - 2 * together * shared / n**2
    found = gap_of(following(moved, together))
    assert half_width(found) == pytest.approx(1.96 * np.sqrt(variance), rel=0.04)
    assert (found.followed_first, found.followed_second) == (together, together)


def test_following_persons_finds_a_gap_that_closed_where_crowds_cannot_tell():
    rng = np.random.default_rng(4)
    low, high = rng.integers(1, 4, size=16), rng.integers(3, 6, size=16)
    steps = [[low, high], [low + np.arange(16) % 2, high]]
    known, crowd = gap_of(spaning(steps, linked=True), 2999), gap_of(spaning(steps), 2999)
    assert (known.gap_earlier, known.gap_later, known.change) == (crowd.gap_earlier, crowd.gap_later, crowd.change)
    assert (known.verdict, crowd.verdict) == ("closing", "too_few")
    assert half_width(known) < half_width(crowd)


@pytest.mark.parametrize("redrawn", [0.6, 0.8, 1.0])
def test_dealt_and_computed_p_values_of_the_same_answers_meet(monkeypatch, redrawn):
    rng = np.random.default_rng(2)
    before = [rng.integers(1, 5, size=40) for _group in range(2)]
    after = [np.where(rng.random(40) < redrawn, rng.integers(2, 6, size=40), some) for some in before]
    found = []
    for enough in (20, 1000):
        monkeypatch.setattr(gaps, "ENOUGH", enough)
        found.append(gap_of(spaning([before, after], linked=True), 2999).p)
    assert found[0] == pytest.approx(found[1], abs=0.05)


def test_a_rest_of_one_to_four_makes_everybody_a_crowd(moved):
    steps = [[some[:12] for some in wave] for wave in moved]
    for people, known in ((12, 12), (11, None), (8, None), (7, 7), (5, None)):
        found = gap_of(following(steps, people), 99)
        # Five of twelve are not half of the smaller wave.
        assert (found.followed_first, found.followed_second) == (known, known)


def test_with_a_higher_threshold_the_rest_must_be_that_many(moved):
    found = report(following([[some[:12] for some in wave] for wave in moved], 7), resamples=99)
    every = {(group, "Mod", wave) for group in "AB" for wave in ("2021", "2022")}
    assert len(visible(found, every, 5).gap_changes) == 1
    assert visible(found, every, 6).gap_changes == ()


def test_where_no_gap_moved_a_false_alarm_is_rare_for_those_who_are_followed():
    rng = np.random.default_rng(9)
    alarms = 0
    for turn in range(80):
        before = [rng.integers(1, 6, size=n) for n in (9, 24)]
        after = [np.where(rng.random(len(some)) < 0.6, some, rng.integers(1, 6, size=len(some))) for some in before]
        found = report(spaning([before, after], linked=True), resamples=499, seed=turn).gap_changes
        alarms += any(one.verdict in ("closing", "widening") for one in found)
    # 5 % of 80 is four; eleven would come by chance once in five hundred runs.
    assert alarms <= 10
