"""Movement between waves: linked and unlinked, two waves and more, and gaps that close."""

import numpy as np
import pytest
from scipy import stats

from hamn.sensemaking.assessment import Guesses, Responses, report, visible
from hamn.sensemaking.assessment.chance import generator
from hamn.sensemaking.assessment.linked import linked_contrasts, signed_ranks
from hamn.sensemaking.assessment.trends import later_is_higher, page
from tests.sensemaking.assessment.simulated import SHAPES, people

LOW, HIGH = SHAPES[13], SHAPES[14]
YEARS = ("2021", "2022")


def spaning(by_wave, linked=False, groups=None):
    """by_wave: per wave, the steps of each group on one axis."""
    rows = [(step, g, w, i if linked else -1) for w, some in enumerate(by_wave) for g, steps in enumerate(some)
            for i, step in enumerate(steps, start=1000 * g)]  # fmt: skip
    steps, group, wave, link = (np.array(column) for column in zip(*rows, strict=True))
    names = tuple("ABCDE"[: len(by_wave[0])])
    years = tuple(str(2021 + w) for w in range(len(by_wave)))
    return Responses(steps[:, None], group, wave, ("Mod",), names, years, 5, link)


def change_of(responses, group):
    found = report(responses, resamples=2999)
    return next(change for change in found.changes if change.group == group)


def test_the_same_persons_are_compared_as_wilcoxon_and_pratt_do():
    rng = np.random.default_rng(3)
    before = rng.integers(1, 6, size=(11, 1))
    after = np.clip(before + rng.integers(-1, 3, size=(11, 1)), 1, 5)
    ours = linked_contrasts(before, after, 5, 1, 9999, generator(1, "test"))[0]
    moved = (after - before)[:, 0]
    theirs = stats.wilcoxon(moved, zero_method="pratt", method=stats.PermutationMethod(n_resamples=np.inf))
    assert ours.p == pytest.approx(theirs.pvalue, abs=0.02)
    ranks = signed_ranks(moved[:, None], np.ones((11, 1), dtype=bool))
    assert min(ranks[ranks > 0].sum(), -ranks[ranks < 0].sum()) == theirs.statistic
    assert ours.superiority == pytest.approx(ranks.sum() / np.abs(ranks).sum())
    assert ours.difference == pytest.approx(moved.mean()) and ours.low < moved.mean() < ours.high


def test_following_persons_finds_what_two_crowds_hide():
    rng = np.random.default_rng(4)
    before = rng.integers(1, 5, size=30)
    steps = [[before], [before + 1]]
    linked, crowd = change_of(spaning(steps, linked=True), "A"), change_of(spaning(steps), "A")
    assert linked.linked and not crowd.linked
    assert linked.contrast.verdict == "differ" and linked.contrast.difference == 1
    assert crowd.contrast.p > linked.contrast.p


def test_a_changed_mix_is_not_a_movement():
    low, high = [1, 2] * 20, [4, 5] * 20
    many_low = spaning([[low * 2, high], [low, high * 2]])
    together = change_of(many_low, None)
    assert together.contrast.difference == pytest.approx(0)
    assert together.contrast.verdict == "alike" and together.groups == ("A", "B")
    everyone = many_low.steps[:, 0]
    assert everyone[many_low.wave == 1].mean() - everyone[many_low.wave == 0].mean() == pytest.approx(1)


def test_small_groups_together_are_dealt_out_within_each_group():
    moved = change_of(spaning([[[1, 2] * 6, [2, 3] * 6], [[3, 4] * 6, [4, 5] * 6]]), None)
    assert (moved.contrast.method, moved.contrast.verdict) == ("permuted", "differ")
    assert moved.contrast.low < moved.contrast.difference == 2 < moved.contrast.high


def test_pages_trend_is_that_of_scipy():
    persons = np.random.default_rng(5).integers(1, 6, size=(25, 4, 2)) + np.arange(4)[None, :, None] // 2
    persons = np.minimum(persons, 5)
    z, p, _family, n = page(persons, 999, generator(1, "test"))
    assert n.tolist() == [25, 25]
    for axis in range(2):
        ranks = stats.rankdata(persons[:, :, axis], axis=1)
        theirs = stats.page_trend_test(ranks, ranked=True, method="asymptotic")
        # scipy's variance knows no ties, so ours, which does, is never smaller in z.
        expected = 25 * 4 * 25 / 4
        assert np.sign(z[axis]) == np.sign(theirs.statistic - expected)
        assert z[axis] >= (theirs.statistic - expected) / np.sqrt(25 * 16 * 5 * 15 / 144) - 1e-9
    untied = np.array([[1, 2, 3], [2, 1, 3], [1, 3, 2], [1, 2, 3], [2, 3, 4]])[:, :, None]
    exact = stats.page_trend_test(untied[:, :, 0], method="exact").pvalue
    z, p, _family, _n = page(untied, 20_000, generator(1, "test"))
    # Ours looks both ways.
    assert p[0] == pytest.approx(2 * exact, abs=0.01)


def test_jonckheere_counts_who_stands_higher_later():
    counts = np.zeros((1, 3, 1, 5))
    samples = [[1, 2, 2], [2, 3], [3, 5, 5, 1]]
    for wave, steps in enumerate(samples):
        for step in steps:
            counts[0, wave, 0, step - 1] += 1
    pairs = [(a, b) for i, early in enumerate(samples) for late in samples[i + 1 :] for a in early for b in late]
    expected = sum((b > a) + 0.5 * (b == a) - 0.5 for a, b in pairs)
    assert later_is_higher(counts)[0, 0] == expected


def test_jonckheeres_normal_and_permuted_p_values_meet():
    rng = np.random.default_rng(6)
    steps = [[np.clip(rng.integers(1, 5, size=n) + (w > 0), 1, 5)] for w, n in enumerate((20, 20, 20))]
    large = report(spaning(steps), resamples=2999).trends[0]
    small = report(
        spaning([[some[0][:19]] if w == 1 else some for w, some in enumerate(steps)]), resamples=2999
    ).trends[0]
    assert large.method == small.method == "jonckheere"
    assert large.p == pytest.approx(small.p, abs=0.05)


def test_three_years_upwards_is_a_rise_and_two_years_have_no_trend():
    rising = [[[1, 2] * 12], [[2, 3] * 12], [[4, 3] * 12]]
    trend = report(spaning(rising), resamples=999).trends[0]
    assert (trend.verdict, trend.z > 0, trend.method) == ("rising", True, "jonckheere")
    linked = report(spaning(rising, linked=True), resamples=999).trends[0]
    assert (linked.verdict, linked.method, linked.n) == ("rising", "page", 24)
    assert report(spaning(rising[:2]), resamples=999).trends == ()


def test_a_gap_that_closed_is_said_to_have_closed():
    found = report(spaning([[[1, 2] * 15, [4, 5] * 15], [[3, 4] * 15, [4, 4] * 15]]), resamples=999).gap_changes[0]
    assert (found.gap_earlier, found.gap_later, found.verdict) == (3, 0.5, "closing")
    assert found.change == -2.5 and found.low < -2.5 < found.high < 0
    back = report(spaning([[[3, 4] * 15, [4, 4] * 15], [[1, 2] * 15, [4, 5] * 15]]), resamples=999).gap_changes[0]
    assert back.verdict == "widening"


def test_a_gap_between_eight_and_eight_is_too_few_to_tell_of():
    found = report(spaning([[[1, 2] * 4, [2, 3] * 4], [[2, 2] * 4, [2, 3] * 4]]), resamples=999).gap_changes[0]
    assert found.verdict == "too_few"


def test_a_guess_is_set_against_what_was_answered():
    answers = spaning([[[2, 3] * 10, [4, 5] * 15]])
    guess = Guesses(np.array([[2], [3]] * 10), np.zeros(20, dtype=int), np.ones(20, dtype=int), np.zeros(20, dtype=int))
    found = report(answers, resamples=999, guesses=guess)
    assert len(found.guesses) == 1
    gap = found.guesses[0]
    assert (gap.by, gap.about, gap.contrast.difference, gap.contrast.verdict) == ("A", "B", -2, "differ")
    shown, cell = {("B", "Mod", "2021")}, ("A", "B", "Mod", "2021")
    assert visible(found, shown, guessed={cell}).guesses == (gap,)
    assert visible(found, shown).guesses == visible(found, set(), guessed={cell}).guesses == ()


def test_a_guess_about_ones_own_group_is_not_compared():
    answers = spaning([[[2, 3] * 10, [4, 5] * 15]])
    own = Guesses(np.array([[2]]), np.array([1]), np.array([1]), np.array([0]))
    assert report(answers, resamples=99, guesses=own).guesses == ()
    with pytest.raises(ValueError, match="known group"):
        report(answers, resamples=99, guesses=Guesses(np.array([[2]]), np.array([1]), np.array([7]), np.array([0])))


@pytest.mark.slow
@pytest.mark.parametrize("shape", [SHAPES[9], SHAPES[15], SHAPES[18]], ids=["ordinary", "split", "near-unanimous"])
def test_nothing_moves_where_nothing_moved(shape):
    rng = np.random.default_rng(7)
    moved = closed = trended = 0
    for turn in range(50):
        found = report(people([shape] * 4, (8, 20), rng, ("1", "2", "3")), resamples=499, seed=turn)
        moved += any(change.contrast.verdict == "differ" for change in found.changes)
        closed += any(change.verdict in ("closing", "widening") for change in found.gap_changes)
        trended += any(trend.verdict != "too_few" for trend in found.trends)
    # 5 % of 50 is 2.5; 8 would come by chance less than once in two hundred runs.
    assert max(moved, closed, trended) <= 7
