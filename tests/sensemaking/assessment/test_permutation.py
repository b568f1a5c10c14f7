"""Do groups differ: against scipy, against a second small implementation, and against data without any difference."""

import random
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from hamn.sensemaking.assessment.chance import generator
from hamn.sensemaking.assessment.permutation import compare_groups, kruskal_wallis, permuted_counts, step_down
from tests.sensemaking.assessment.simulated import SHAPES, people


@pytest.fixture
def spaning():
    return people([SHAPES[9]] * 3, (8, 9, 25), np.random.default_rng(3), missing=0.2, shifts=[(0, 0, 1, SHAPES[13])])


def counts_of(responses):
    return responses.counts()[0][None].astype(np.float32)


def test_h_is_that_of_scipy_among_those_who_answered_the_axis(spaning):
    ours = kruskal_wallis(counts_of(spaning))[0]
    for axis in range(3):
        answered = spaning.steps[:, axis] > 0
        groups = [spaning.steps[answered & (spaning.group == group), axis] for group in range(3)]
        assert ours[axis] == pytest.approx(stats.kruskal(*groups).statistic)


def test_p_values_agree_with_a_second_implementation(spaning):
    found = compare_groups(spaning.group, 3, spaning.marks(), 5, 4000, generator(1, "test"))
    slow = slow_test(spaning.steps.tolist(), spaning.group.tolist(), 1500)
    assert found.total_p == pytest.approx(slow["total"], abs=0.04)
    assert found.p == pytest.approx(slow["p"], abs=0.04)
    assert found.p_family == pytest.approx(slow["family"], abs=0.04)
    assert found.chance_gap == pytest.approx(slow["chance_gap"], abs=0.05)


def slow_test(steps, group, resamples):
    """Plain lists and loops, written from the textbook instead of from our code."""
    dice = random.Random(7)

    def one(labels):
        h, gaps = [], []
        for axis in range(len(steps[0])):
            some = [(row[axis], label) for row, label in zip(steps, labels, strict=True) if row[axis] > 0]
            ranks = stats.rankdata([value for value, _ in some])
            n = len(some)
            by_group = {g: [i for i, (_, label) in enumerate(some) if label == g] for g in set(labels)}
            between = sum(
                len(at) * (sum(ranks[i] for i in at) / len(at) - (n + 1) / 2) ** 2 for at in by_group.values() if at
            )
            h.append((n - 1) * between / sum((rank - (n + 1) / 2) ** 2 for rank in ranks))
            means = [sum(some[i][0] for i in at) / len(at) for at in by_group.values() if at]
            gaps.append(max(means) - min(means))
        return h, gaps

    seen, _ = one(group)
    drawn = []
    for _ in range(resamples):
        labels = group[:]
        dice.shuffle(labels)
        drawn.append(one(labels))
    hs = [h for h, _ in drawn]

    def share(reached):
        return (1 + sum(reached)) / (1 + resamples)

    p = [share(h[a] >= seen[a] - 1e-9 for h in hs) for a in range(len(seen))]
    order = sorted(range(len(seen)), key=lambda a: -seen[a])
    family, highest = [0.0] * len(seen), 0.0
    for place, a in enumerate(order):
        highest = max(highest, share(max(h[b] for b in order[place:]) >= seen[a] - 1e-9 for h in hs))
        family[a] = highest
    return {
        "total": share(sum(h) >= sum(seen) - 1e-9 for h in hs),
        "p": p,
        "family": family,
        "chance_gap": [sum(gaps[a] for _, gaps in drawn) / resamples for a in range(len(seen))],
    }


def test_the_first_deal_is_what_was_answered_and_every_deal_keeps_the_sums(spaning):
    counts = permuted_counts(spaning.group, 3, spaning.marks(), 50, generator(1, "test"))
    assert np.array_equal(counts[0].reshape(3, 3, 5), spaning.counts()[0])
    assert (counts.sum(axis=1) == counts[0].sum(axis=0)).all()
    assert len(np.unique(counts, axis=0)) > 40


def test_adjusted_p_values_keep_the_order_and_are_never_smaller(spaning):
    found = compare_groups(spaning.group, 3, spaning.marks(), 5, 999, generator(1, "test"))
    order = np.argsort(-found.h)
    assert all(one <= other for one, other in pairwise(found.p_family[order]))
    assert (found.p_family >= found.p).all()


def test_axes_that_say_the_same_cost_nothing_extra():
    draws = np.random.default_rng(1).chisquare(2, size=(2000, 1))
    assert np.allclose(step_down(np.repeat(draws, 7, axis=1)), step_down(draws)[0])


def test_everybody_the_same_is_no_difference():
    marks = np.tile(np.eye(5, dtype=np.float32)[2], (12, 1))
    found = compare_groups(np.repeat([0, 1], 6), 2, marks, 5, 99, generator(1, "test"))
    assert (found.h[0], found.p[0], found.gap[0]) == (0, 1, 0)


def test_the_gap_by_chance_is_as_wide_as_methods_say():
    """Five groups of 8, 8, 12, 20 and 50 on a five-step scale: about 0.7 steps without any difference at all."""
    rng = np.random.default_rng(1)
    gaps = []
    for _ in range(20):
        answers = people([SHAPES[9]], (8, 8, 12, 20, 50), rng, missing=0)
        gaps.append(compare_groups(answers.group, 5, answers.marks(), 5, 200, generator(1, "x")).chance_gap[0])
    assert 0.6 < np.mean(gaps) < 0.85
