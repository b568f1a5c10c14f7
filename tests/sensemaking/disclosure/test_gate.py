"""The one gate. Properties are tried on random rooms where people come, change their minds and take answers back."""

import random
from itertools import combinations

import pytest

from hamn.sensemaking.disclosure import Gate, Verdict, Watch, people_between

GATE = Gate(5)


class Watched:
    """A room behind the gate, and somebody who keeps every view they were ever shown."""

    def __init__(self, gate):
        self.watch = Watch(gate)
        self.views = [{}]

    @property
    def now(self):
        return self.watch.now

    @property
    def ledger(self):
        return self.watch.ledger

    def look(self, closing=False):
        verdict = self.watch.verdict(closing)
        if verdict in (Verdict.SHOW, Verdict.HIDE):
            shown = dict(self.now) if verdict is Verdict.SHOW else {}
            added = self.watch.show(verdict)
            assert all(shown.get(person) == mark for person, mark in added.items())
            self.views.append(shown)
        return verdict

    def answer(self, people, mark="x"):
        for person in people:
            self.watch.change(person, mark)
        return self

    def leave(self, people):
        for person in people:
            self.watch.change(person, None)
        return self


def between(one, other):
    return sum(one.get(person) != other.get(person) for person in one.keys() | other.keys())


def random_room(seed, threshold=5):
    rng = random.Random(seed)
    room = Watched(Gate(threshold))
    for _step in range(rng.randint(5, 120)):
        person = rng.randint(1, 30)
        room.watch.change(person, None if rng.random() < 0.2 else rng.choice("abc"))
        if rng.random() < 0.7:
            room.look()
    return room


@pytest.mark.parametrize("threshold", [3, 5, 8])
def test_no_two_views_of_an_open_room_differ_by_fewer_people_than_the_threshold(threshold):
    differing = 0
    for seed in range(150):
        room = random_room(seed, threshold)
        for one, other in combinations(room.views, 2):
            differing += 1
            assert between(one, other) == 0 or between(one, other) >= threshold, f"seed {seed}"
    assert differing > 500


def test_a_view_describes_nobody_or_at_least_the_threshold():
    for seed in range(200):
        assert all(not view or len(view) >= 5 for view in random_room(seed).views)


def test_the_gate_that_only_looks_back_one_step_fails_the_same_property():
    """A control: five new ones come and go again while two others arrive; against the first view those two stand alone."""
    room = Watched(GATE).answer("abcde")
    room.look()
    room.answer("fghij")
    assert room.look() is Verdict.SHOW
    room.leave("fghij").answer("kl")
    assert people_between(room.now, room.ledger, 2) == [7, 2, 7]
    assert room.look() is Verdict.HOLD


def test_four_are_too_few_and_five_are_shown():
    room = Watched(GATE).answer("abcd")
    assert room.look() is Verdict.HOLD
    assert room.answer("e").look() is Verdict.SHOW


def test_what_is_shown_moves_only_when_five_more_have_come():
    room = Watched(GATE).answer("abcde")
    room.look()
    for person in "fghi":
        assert room.answer(person).look() is Verdict.HOLD
    assert room.answer("j").look() is Verdict.SHOW


def test_a_changed_mind_moves_the_view_only_together_with_others():
    room = Watched(GATE).answer("abcdefg")
    room.look()
    assert room.answer("abcd", "y").look() is Verdict.HOLD
    assert room.answer("e", "y").look() is Verdict.SHOW


def test_looking_again_at_the_same_answers_changes_nothing():
    room = Watched(GATE).answer("abcde")
    room.look()
    assert room.look() is Verdict.HOLD


def test_when_nearly_everybody_takes_their_answer_back_nothing_is_shown():
    room = Watched(GATE).answer("abcdefg")
    room.look()
    room.leave("abcde")
    assert room.look() is Verdict.HIDE
    assert room.views[-1] == {}


def test_at_closing_a_remainder_of_five_moves_the_figures():
    room = Watched(GATE).answer("abcde")
    room.look()
    assert room.answer("fghij").look(closing=True) is Verdict.SHOW


def test_at_closing_the_remainder_shows_however_small():
    room = Watched(GATE).answer("abcde")
    room.look()
    assert room.answer("f").look(closing=True) is Verdict.SHOW
    assert len(room.views[-1]) == 6


def test_what_closing_shows_is_a_recount_of_everything():
    for seed in range(60):
        room = random_room(seed)
        room.look(closing=True)
        assert room.views[-1] == (room.now if len(room.now) >= 5 else {})


def test_closing_an_unchanged_room_changes_nothing():
    room = Watched(GATE).answer("abcde")
    room.look()
    assert room.look(closing=True) is Verdict.HOLD


def test_at_closing_everything_shows_when_nothing_was_shown_before():
    assert Watched(GATE).answer("abcdefg").look(closing=True) is Verdict.SHOW


def test_at_closing_fewer_than_the_threshold_show_nothing_at_all():
    room = Watched(GATE).answer("abcd")
    room.look(closing=True)
    assert not any(room.views)


def test_an_open_dialogue_shows_everything_at_once():
    room = Watched(Gate(5, recognisable=True)).answer("a")
    assert room.look() is Verdict.SHOW
    assert room.watch.gate.count(1) == 1


def test_a_watch_begun_again_from_its_ledger_goes_on_as_if_nothing_had_happened():
    for seed in range(30):
        room = random_room(seed)
        again = Watch(GATE, room.ledger)
        for person in reversed(room.now):
            again.change(person, room.now[person])
        assert again.moved.tolist() == room.watch.moved.tolist()
        assert again.verdict() is room.watch.verdict()
        assert again.show(Verdict.SHOW) == room.watch.show(Verdict.SHOW)


def test_the_ledger_counts_the_same_as_a_recount_of_every_view():
    for seed in range(60):
        room = random_room(seed).answer([99])
        recount = [between(room.now, view) for view in room.views]
        assert people_between(room.now, room.ledger, len(room.views) - 1) == recount
        assert room.watch.moved.tolist() == recount


def test_groups_are_shown_only_when_what_is_left_out_isolates_nobody():
    assert GATE.groups_shown({"a": 7, "b": 9}) == {"a", "b"}
    assert GATE.groups_shown({"a": 7, "b": 9, "c": 0}) == {"a", "b"}
    # Three hidden people would be the whole minus the others, so the smallest other is hidden with them.
    assert GATE.groups_shown({"a": 7, "b": 9, "c": 3}) == {"b"}
    assert GATE.groups_shown({"a": 20, "b": 2, "c": 2}) == set()
    assert GATE.groups_shown({"a": 20, "b": 3, "c": 3}) == {"a"}


def test_a_group_is_not_shown_beside_an_earlier_view_that_it_nearly_equals():
    room = Watched(GATE).answer("abcde")
    room.look()
    room.answer("fghijklmno")
    room.look()
    assert not room.watch.isolates_nobody("abcdef")
    assert room.watch.isolates_nobody("abcde")
    assert room.watch.isolates_nobody("fghij")


def test_a_threshold_under_three_is_refused():
    with pytest.raises(ValueError, match="at least 3"):
        Gate(2)


def test_a_number_below_the_threshold_is_called_a_few():
    assert [GATE.count(people) for people in (0, 1, 4, 5)] == [None, None, None, 5]
