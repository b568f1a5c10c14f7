"""What is asked follows what is worth asking, and leaves nobody's statement unseen."""

from collections import Counter

import numpy as np
import pytest

from hamn.sensemaking.opinions.routing import META_PRIORITY, UNIFORM, next_statement, priority

PRIORITIES = np.array([0.1, 9.0, 1.0, np.nan, 0.1])


def drawn(left, seed=0, times=4000):
    return [next_statement(f"person {number}", 0, left, PRIORITIES, seed) for number in range(times)]


def test_a_person_meets_the_same_statement_however_often_the_page_is_asked_for():
    assert next_statement("a", 3, [2, 0, 1], PRIORITIES, 7) == next_statement("a", 3, [0, 1, 2], PRIORITIES, 7)
    steps = {next_statement("a", step, [0, 1, 2, 3, 4], PRIORITIES, 7).statement for step in range(40)}
    assert len(steps) > 1


def test_statements_are_asked_in_the_proportion_that_the_log_tells():
    log = drawn([0, 1, 2, 4])
    asked = Counter(one.statement for one in log)
    chance = {one.statement: one.chance for one in log}
    assert sum(chance.values()) == pytest.approx(1)
    for statement, share in chance.items():
        assert asked[statement] / len(log) == pytest.approx(share, abs=0.03)
    assert asked[1] > asked[2] > asked[0]


def test_one_in_five_is_asked_blindly_so_that_the_least_telling_is_seen_too():
    log = drawn([0, 1, 2, 4])
    blind = [one for one in log if one.rule == "uniform"]
    assert len(blind) / len(log) == pytest.approx(UNIFORM, abs=0.03)
    assert min(Counter(one.statement for one in blind).values()) > 0.2 * len(blind)


def test_a_statement_of_unknown_priority_counts_as_one():
    asked = Counter(one.statement for one in drawn([2, 3]))
    assert asked[2] == pytest.approx(asked[3], rel=0.15)


def test_nothing_left_is_nothing_asked_and_too_little_chance_is_refused():
    assert next_statement("a", 0, [], PRIORITIES, 0) is None
    with pytest.raises(ValueError, match="uniform"):
        next_statement("a", 0, [1], PRIORITIES, 0, uniform=0.1)


def test_new_agreed_and_telling_statements_come_first_and_those_about_the_conversation_before_all():
    none = np.zeros(3)
    no = np.zeros(3, dtype=bool)
    new = priority(none, none, np.array([0.0, 5.0, 50.0]), none, no)
    assert new[0] > new[1] > new[2]
    seen = np.full(3, 20.0)
    agreed = priority(np.array([18.0, 10.0, 2.0]), none, seen, none, no)
    assert agreed[0] > agreed[1] > agreed[2]
    passed = priority(np.full(3, 5.0), np.array([0.0, 5.0, 15.0]), seen, none, no)
    assert passed[0] > passed[1] > passed[2]
    assert priority(none, none, seen, none, np.ones(3, dtype=bool)).tolist() == [META_PRIORITY] * 3
