"""A single scale is told from groups by what it would itself show, and its fit by what it was made from."""

from dataclasses import replace

import numpy as np
import pytest

from hamn.sensemaking.disclosure import Gate
from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.ballots import Ballots
from hamn.sensemaking.opinions.null import Outcome
from hamn.sensemaking.opinions.options import Options
from hamn.sensemaking.opinions.scale import Check, fitted
from hamn.sensemaking.opinions.shown import shown
from hamn.sensemaking.opinions.written import as_json
from hamn.sensemaking.sentences import opinions as sentences
from tests.sensemaking.opinions import trials
from tests.sensemaking.opinions.made import planted, spectrum, voted


def test_the_scale_finds_the_slopes_that_the_votes_were_made_from():
    rng = np.random.default_rng(4)
    slope, place = rng.normal(0, 1.5, 30), rng.standard_normal(600)
    found = fitted(Ballots.of(voted(np.outer(place, slope) + 0.3, 4)), seed=0)
    assert abs(np.corrcoef(found.slope, slope)[0, 1]) > 0.97
    assert np.abs(np.abs(found.slope) - np.abs(slope)).mean() < 0.25


def test_where_all_at_one_end_agree_the_slope_stays_finite():
    place = np.repeat([-1.0, 1.0], 20)
    found = fitted(Ballots.of(voted(np.outer(place, np.full(10, 50.0)), 1)), seed=0)
    assert np.isfinite(found.slope).all() and np.isfinite(found.ease).all()


@pytest.mark.slow
def test_a_strong_scale_that_looks_like_groups_is_a_spectrum_after_all():
    votes = spectrum(seed=2, strength=1.5)
    before, after = analyse(votes, None, trials.TESTED), analyse(votes, None, trials.HELD)
    assert before.outcome is Outcome.GROUPS
    assert after.outcome is Outcome.SPECTRUM and after.scale.replaces_groups
    assert not after.groups_found and as_json(after)["scale"]["replaces_groups"]


@pytest.mark.slow
@pytest.mark.parametrize("k", [2, 3])
def test_planted_groups_stay_groups(k):
    result = analyse(planted(k, 60, seed=1)[0], None, trials.HELD)
    assert (result.outcome, result.grouping.k) == (Outcome.GROUPS, k)
    assert result.scale.as_clear_p <= 0.05


def test_groups_give_way_only_to_a_scale_that_would_show_them_and_predicts_as_well():
    assert Check(0.6, 0.80, 0.80).replaces_groups
    assert not Check(0.6, 0.82, 0.80).tells_as_much
    assert Check(0.3, 0.80, 0.82).tells_as_much and not Check(0.3, 0.80, 0.82).replaces_groups
    assert not Check(0.02, 0.80, 0.82).tells_as_much


def test_who_asks_for_no_check_gets_none():
    assert analyse(planted(2, 60, seed=1)[0], None, Options().core()).scale is None


def told_as_a_scale(votes):
    result = replace(analyse(votes, None, Options().core()), outcome=Outcome.SPECTRUM)
    return result, shown(result, Gate(5))


def test_the_ends_of_a_scale_are_named_by_what_pulls_most_each_way():
    slope = np.array([3.0, -3.0] * 3 + [0.2] * 6)
    result, told = told_as_a_scale(voted(np.outer(np.linspace(-1.5, 1.5, 60), slope), 2))
    left, right = told["ends"]
    assert {int(left["id"]) % 2, int(right["id"]) % 2} == {0, 1} and max(int(left["id"]), int(right["id"])) < 6
    assert left["agrees"] and right["agrees"]
    pull = dict(zip(result.votes.statements, result.map.loadings[0], strict=True))
    assert pull[left["id"]] < 0 < pull[right["id"]]


def test_where_nothing_pulls_one_way_that_end_says_no():
    _result, told = told_as_a_scale(voted(np.outer(np.linspace(-1.5, 1.5, 60), np.full(12, 2.0)), 2))
    left, right = told["ends"]
    assert left["id"] == right["id"] and left["agrees"] != right["agrees"]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_what_the_page_says_of_it_follows_from_the_check(language):
    result = analyse(planted(2, 60, seed=1)[0], None, Options().core())
    checks = (Check(0.6, 0.8, 0.8), Check(0.3, 0.8, 0.8), Check(0.01, 0.8, 0.8), Check(0.3, 0.9, 0.8))
    said = [sentences.scale(replace(result, scale=one), language) for one in checks]
    assert len(set(said)) == 4 and all(said)
    assert sentences.COUNT[language][2] in said[0]
    assert sentences.scale(result, language) is None
