import json

import numpy as np
import pytest

from hamn.sensemaking.disclosure import Gate, Table, disclose

GATE = Gate(5)


def one_axis(*groups):
    return np.array([[list(group)] for group in groups])


def margin(*groups, gate=GATE):
    return disclose(gate, one_axis(*groups)).margins[0]


LARGE, MIXED = [1, 2, 3, 4, 2, 0], [2, 1, 1, 1, 1, 1]


def test_groups_that_are_large_enough_stand_beside_each_other_and_the_whole():
    seen = margin(LARGE, MIXED)
    assert [cell.groups for cell in seen.cells] == [(0,), (1,)]
    assert seen.cells[1].counts == (2, 1, 1, 1, 1) and seen.cells[1].dont_know == 1
    assert seen.whole.counts == (3, 3, 4, 5, 3) and not seen.hidden and seen.others is None


def test_beside_one_hidden_group_the_whole_is_not_shown():
    seen = margin(LARGE, MIXED, [1, 0, 1, 0, 1, 0])
    assert seen.hidden == (2,) and seen.whole is None and seen.others is None


def test_two_small_groups_are_shown_as_one_when_neither_can_be_placed():
    seen = margin(LARGE, [1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 1, 0])
    assert seen.hidden == (1, 2)
    assert seen.others.groups == (1, 2) and seen.others.people == 6
    assert seen.whole.people == LARGE_PEOPLE + 6


LARGE_PEOPLE = sum(LARGE)


def test_two_small_groups_of_nearly_one_mind_are_not_shown_as_one():
    seen = margin(LARGE, [0, 0, 3, 0, 0, 0], [0, 0, 2, 1, 0, 0])
    assert seen.others is None and seen.whole is None


def test_a_small_group_of_one_mind_looks_like_one_that_is_too_small():
    seen = margin(LARGE, [0, 0, 7, 0, 0, 0])
    assert seen.hidden == (1,) and seen.whole is None
    assert margin(LARGE, [0, 0, 10, 0, 0, 0]).hidden == ()


def test_a_large_group_that_is_hidden_for_being_of_one_mind_is_never_part_of_others():
    seen = margin(LARGE, [0, 0, 7, 0, 0, 0], [1, 0, 0, 1, 1, 0])
    assert seen.hidden == (1, 2) and seen.others is None


def test_those_who_do_not_know_do_not_make_a_group_large_enough():
    assert margin(LARGE, [1, 1, 1, 1, 0, 9]).hidden == (1,)


def test_nobody_at_all_is_an_empty_margin():
    seen = margin([0] * 6, [0] * 6)
    assert seen.cells == () and seen.hidden == () and seen.whole is None


def test_an_open_round_shows_everything():
    seen = margin(LARGE, [0, 0, 1, 0, 0, 0], gate=Gate(5, recognisable=True))
    assert len(seen.cells) == 2 and seen.whole.people == LARGE_PEOPLE + 1


def test_one_more_answer_moves_nothing_and_five_do():
    first = disclose(GATE, one_axis(LARGE, MIXED))
    one_more = one_axis(LARGE, [3, 1, 1, 1, 1, 1])
    assert disclose(GATE, one_more, first) == first
    five_more = one_axis(LARGE, [4, 2, 2, 2, 1, 1])
    assert disclose(GATE, five_more, first).margins[0].cells[1].counts == (4, 2, 2, 2, 1)


def test_five_in_all_who_are_fewer_in_each_group_move_nothing():
    first = disclose(GATE, one_axis(LARGE, MIXED))
    spread = one_axis([3, 3, 3, 4, 2, 0], [4, 1, 1, 1, 1, 1])
    assert disclose(GATE, spread, first) == first


def test_a_group_that_becomes_large_enough_is_not_taken_out_of_what_was_shown_together():
    first = disclose(GATE, one_axis(LARGE, [1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 1, 0]))
    grown = one_axis(LARGE, [3, 2, 3, 1, 1, 0], [0, 1, 0, 1, 1, 0])
    assert disclose(GATE, grown, first) == first


def test_the_order_of_the_groups_does_not_matter():
    rng = np.random.default_rng(1)
    counts = rng.integers(0, 4, (5, 3, 6))
    turned = disclose(GATE, counts[::-1])
    for axis, seen in enumerate(disclose(GATE, counts).margins):
        assert {4 - group for group in turned.margins[axis].hidden} == set(seen.hidden)


def test_it_is_kept_as_json_and_read_again():
    table = disclose(GATE, one_axis(LARGE, [1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 1, 0]))
    assert Table.from_json(json.loads(json.dumps(table.to_json()))) == table
    assert table.shown(3).tolist() == [[True], [False], [False]]


@pytest.mark.parametrize("counts", [np.zeros((2, 3)), np.full((1, 1, 4), -1), np.zeros((1, 1, 2))])
def test_what_is_no_table_is_refused(counts):
    with pytest.raises(ValueError, match="Expected people by group"):
        disclose(GATE, counts)


def test_under_a_groups_heading_a_word_needs_three_of_that_group():
    assert GATE.word_may_stand(3, 5)
    assert not GATE.word_may_stand(2, 50)
    assert not GATE.word_may_stand(3, 4)


def test_what_everybody_in_a_small_group_said_may_not_stand_under_its_heading():
    assert not GATE.word_may_stand(9, 9)
    assert GATE.word_may_stand(8, 9)
    assert GATE.word_may_stand(10, 10)
