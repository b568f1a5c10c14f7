"""What a map may show: enough people, nobody's own place, and no group that is too small."""

from dataclasses import replace

import numpy as np
import pytest

from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.islands import archipelago
from hamn.sensemaking.opinions.null import Outcome
from hamn.sensemaking.opinions.options import Options

from .made import planted, structureless

QUICK = Options(permutations=39, subsamples=0, splits=0)


@pytest.fixture(scope="module")
def three():
    return analyse(planted(3, 90, seed=21)[0], None, QUICK)


def test_each_group_is_an_island_and_each_pair_has_a_bridge(three):
    drawn = archipelago(three, 5)
    assert drawn.outcome is Outcome.GROUPS
    assert [island.size for island in drawn.islands] == three.grouping.sizes()
    assert sum(island.share for island in drawn.islands) == pytest.approx(1, abs=0.01)
    assert {(bridge.one, bridge.other) for bridge in drawn.bridges} == {(0, 1), (0, 2), (1, 2)}
    assert all(0 < bridge.agreement < 1 for bridge in drawn.bridges)
    assert 0 < drawn.explained < 1
    assert not drawn.hidden


def test_a_bridge_rests_on_statements_that_both_groups_agree_on(three):
    of, votes = three.counts, three.votes
    for bridge in archipelago(three, 5).bridges:
        for name in bridge.statements:
            place = votes.statements.index(name)
            for group in (bridge.one, bridge.other):
                assert of.agree[group, place] > 0.5 * of.seen[group, place]


def test_dots_are_as_many_as_the_people_and_stand_where_nobody_stands(three):
    drawn = archipelago(three, 5)
    assert len(drawn.dots) == int(three.clustered.sum())
    assert all(0 <= dot.x <= 1 and 0 <= dot.y <= 1 for dot in drawn.dots)
    assert archipelago(three, 5) == drawn
    # Dots stand group by group and cell by cell: their order tells nothing of the people's.
    assert [dot.group for dot in drawn.dots] == sorted(dot.group for dot in drawn.dots)


def test_a_group_under_the_threshold_is_not_drawn_and_cannot_be_found_by_subtraction(three):
    labels = np.where(np.cumsum(three.labels == 2) > 4, 0, three.labels) * (three.labels >= 0)
    labels[three.labels == 2] = np.where(np.arange((three.labels == 2).sum()) < 4, 2, 0)
    labels[(three.labels != 2)] = three.labels[three.labels != 2]
    small = replace(three, labels=labels)
    drawn = archipelago(small, 5)
    assert 2 not in {dot.group for dot in drawn.dots}
    assert len(drawn.islands) == 1, "four people alone, left out, would be the whole minus the islands"
    assert drawn.hidden
    assert drawn.bridges == ()


def test_too_few_on_the_map_have_no_map():
    result = analyse(structureless(people=16), None, QUICK)
    assert archipelago(result, 5).dots
    assert archipelago(result, 20) == replace(archipelago(result, 20), dots=(), islands=(), bridges=())
    assert not archipelago(result, 20).dots


def test_without_groups_there_is_one_sea_of_dots(three):
    result = analyse(structureless(seed=3), None, QUICK)
    drawn = archipelago(result, 5)
    assert drawn.outcome is Outcome.NO_STRUCTURE
    assert (drawn.islands, drawn.bridges) == ((), ())
    assert {dot.group for dot in drawn.dots} == {None}


def test_a_large_crowd_is_fewer_dots_that_stand_for_more():
    result = analyse(structureless(people=1500, statements=12), None, Options().core())
    drawn = archipelago(result, 5)
    assert len(drawn.dots) < 800
    assert {dot.people for dot in drawn.dots} == {2}
    assert sum(dot.people for dot in drawn.dots) >= int(result.clustered.sum())


def test_few_straight_liners_are_not_told_of(three):
    two, six = (replace(three, straight=np.arange(len(three.straight)) < count) for count in (2, 6))
    assert archipelago(two, 5).straight is None
    assert archipelago(six, 5).straight == 6
