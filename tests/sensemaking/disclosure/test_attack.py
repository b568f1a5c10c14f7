"""The attack finds nothing behind the gate, and a great deal behind gates that lack one of its rules."""

import numpy as np
import pytest

from hamn.sensemaking.disclosure import Cell, Gate, Margin, Table, disclose
from tests.sensemaking.disclosure.attack import found_out, late_comers, organisation

GATE = Gate(5)


def organisations(several):
    return [organisation(np.random.default_rng(seed)) for seed in several]


def everything(counts, groups, axis):
    people = counts[list(groups), axis].sum(axis=0)
    return Cell(tuple(groups), tuple(map(int, people[:-1])), int(people[-1]))


def with_the_whole(gate, counts):
    """A gate that hides small groups and shows everybody together all the same."""
    margins = disclose(gate, counts).margins
    every = range(len(counts))
    return Table(
        tuple(
            Margin(margin.cells, margin.hidden, None, everything(counts, every, axis))
            for axis, margin in enumerate(margins)
        )
    )


def with_those_of_one_mind(gate, counts):
    """A gate that asks only how many there are."""
    margins = []
    for axis in range(counts.shape[1]):
        sizes = counts[:, axis, :-1].sum(axis=1)
        shown = [group for group in range(len(counts)) if sizes[group] >= gate.threshold]
        hidden = tuple(group for group in range(len(counts)) if group not in shown)
        margins.append(Margin(tuple(everything(counts, [group], axis) for group in shown), hidden))
    return Table(tuple(margins))


def test_nothing_is_found_out_of_random_organisations():
    for counts in organisations(range(20)):
        assert found_out(GATE, counts) == []


@pytest.mark.slow
def test_nothing_is_found_out_of_two_hundred_random_organisations():
    for counts in organisations(range(1000, 1200)):
        assert found_out(GATE, counts) == []


@pytest.mark.parametrize("careless", [with_the_whole, with_those_of_one_mind])
def test_a_gate_that_lacks_a_rule_is_found_out(careless):
    found = [finding for counts in organisations(range(20)) for finding in found_out(GATE, counts, careless)]
    assert len(found) >= 5


def late(seed):
    rng = np.random.default_rng(seed)
    counts = organisation(rng)
    more = np.zeros_like(counts)
    for group in range(len(counts)):
        for axis in range(counts.shape[1]):
            more[group, axis] = rng.multinomial(int(rng.integers(0, 9)), np.full(counts.shape[2], 1 / counts.shape[2]))
    return counts, more


def test_those_who_come_late_are_not_told_apart_by_what_was_shown_before_them():
    assert not any(late_comers(GATE, *late(seed), remembers=True) for seed in range(200))


def test_a_gate_that_forgets_what_it_showed_tells_them_apart():
    assert sum(late_comers(GATE, *late(seed), remembers=False) for seed in range(200)) >= 20
