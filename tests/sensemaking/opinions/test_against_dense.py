"""The fast sparse arithmetic equals a second, dense implementation."""

import numpy as np
import pytest

from hamn.sensemaking.opinions import pca
from hamn.sensemaking.opinions.ballots import Ballots
from hamn.sensemaking.opinions.grouping import agreement, best, groupings, matched
from hamn.sensemaking.opinions.ideal_point import auc
from hamn.sensemaking.opinions.kmeans import partitions, refined
from hamn.sensemaking.opinions.picture import picture
from hamn.sensemaking.opinions.votes import gather

from . import dense
from .made import planted, spectrum, structureless


@pytest.mark.parametrize("votes", [structureless(seed=1), spectrum(seed=2), planted(3, seed=3)[0]])
def test_the_map_is_that_of_a_full_singular_value_decomposition(votes):
    seen = picture(Ballots.of(votes))
    points, loadings, spread = dense.pictured(dense.matrix(votes))
    assert np.allclose(seen.components.spread, spread, rtol=1e-9)
    sign = np.sign((seen.components.loadings * loadings).sum(axis=1))
    assert np.abs(seen.components.loadings - loadings * sign[:, None]).max() < 1e-8
    assert np.abs(seen.points - points * sign).max() < 1e-7


def test_two_directions_of_equal_spread_are_both_found():
    table = np.kron(np.eye(2), np.array([[1, 1], [-1, -1]]))
    people, statements = np.nonzero(np.ones_like(table))
    votes = gather([str(p) for p in people], [str(s) for s in statements], table[people, statements].astype(int))
    found = pca.components(Ballots.of(votes).centred(Ballots.of(votes).means()))
    assert np.allclose(found.spread, [4, 4])
    assert np.allclose(found.loadings @ found.loadings.T, np.eye(2))


def test_everybody_the_same_has_no_direction():
    votes = gather(
        [str(p) for p in range(20) for _ in range(10)], [str(s) for _ in range(20) for s in range(10)], [1] * 200
    )
    found = pca.components(Ballots.of(votes).centred(Ballots.of(votes).means()))
    assert found.spread.tolist() == [0, 0]
    assert not found.loadings.any()


def test_the_largest_loading_is_positive_and_an_earlier_sign_is_kept():
    loadings = np.array([[0.1, -0.9], [0.9, 0.1]])
    assert pca.signed(loadings).tolist() == [[-0.1, 0.9], [0.9, 0.1]]
    assert pca.signed(loadings, before=np.array([[np.nan, -1.0], [-1.0, np.nan]])).tolist() == [
        [0.1, -0.9],
        [-0.9, -0.1],
    ]


def test_the_silhouette_is_that_of_a_count_person_by_person():
    votes, _ = planted(3, seed=5)
    found = groupings(picture(Ballots.of(votes)).points, seed=0)
    points = picture(Ballots.of(votes)).points
    for grouping in found.values():
        assert abs(grouping.silhouette - dense.clearness(points, grouping.labels)) < 1e-9


def test_groups_among_many_people_are_found_on_a_grid_as_well_as_on_all_of_them():
    rng = np.random.default_rng(8)
    truth = rng.integers(0, 3, 6000)
    points = np.array([[0, 0], [6, 0], [0, 6]])[truth] + rng.standard_normal((6000, 2))
    grouping = best(groupings(points, seed=0))
    assert grouping.k == 3
    assert dense_agreement(grouping.labels, truth) > 0.95
    exact = sum(((points[truth == group] - points[truth == group].mean(axis=0)) ** 2).sum() for group in range(3))
    assert grouping.inertia < exact


def dense_agreement(labels, truth):
    return dense.pairs_agree(labels[:800], truth[:800])


def test_moving_single_points_never_makes_a_grouping_worse():
    rng = np.random.default_rng(9)
    points, weights = rng.standard_normal((200, 2)), np.ones(200)
    labels, centres, inertia = partitions(points, weights, 4, rng)
    for start in range(len(labels)):
        own, middles = refined(points, weights, labels[start], centres[start])
        assert ((points - middles[own]) ** 2).sum() <= inertia[start] + 1e-9


def test_agreement_between_groupings_is_that_of_all_pairs():
    rng = np.random.default_rng(2)
    one, other = rng.integers(0, 3, 60), rng.integers(0, 4, 60)
    assert agreement(one, one) == 1
    assert abs(agreement(one, other) - dense.pairs_agree(one, other)) < 1e-12


def test_groups_keep_the_numbers_that_most_of_their_people_had():
    earlier = np.array([0, 0, 0, 1, 1, 2, 2, 2])
    assert matched(np.array([2, 2, 2, 0, 0, 1, 1, 1]), earlier, 3).tolist() == [1, 2, 0]
    assert sorted(matched(np.array([0, 0, 0, 1, 1, 1, 1, 1]), earlier, 2).tolist()) == [0, 1]


def test_the_area_under_the_curve_counts_pairs_and_halves_ties():
    assert auc(np.array([0.1, 0.4, 0.4, 0.9]), np.array([False, True, False, True])) == (1 + 0.5 + 1 + 1) / 4
    assert auc(np.array([0.1, 0.2]), np.array([True, True])) == 0.5
