"""One person's last word on a statement counts, in whatever order the rows come."""

import numpy as np
import pytest

from hamn.sensemaking.opinions.votes import Moderation, Votes, gather, in_order


def test_the_last_vote_by_time_counts_wherever_its_row_stands():
    for rows in ([("a", "1", 1, 10), ("a", "1", -1, 20)], [("a", "1", -1, 20), ("a", "1", 1, 10)]):
        people, statements, values, times = zip(*rows, strict=True)
        assert gather(people, statements, values, times).value.tolist() == [-1]


def test_two_answers_of_one_instant_count_as_a_pass_and_are_counted():
    votes = gather(["a", "a", "b"], ["1", "1", "1"], [1, -1, 1], [5, 5, 5])
    assert (votes.value.tolist(), votes.contradictory) == ([0, 1], 1)


def test_the_same_vote_sent_twice_is_one_vote():
    votes = gather(["a", "a"], ["1", "1"], [1, 1], [5, 5])
    assert (len(votes), votes.contradictory) == (1, 0)


def test_a_contradiction_that_was_settled_later_is_none():
    votes = gather(["a"] * 3, ["1"] * 3, [1, -1, 1], [5, 5, 6])
    assert (votes.value.tolist(), votes.contradictory) == ([1], 0)


def test_shuffled_rows_give_the_same_votes_and_digest():
    rng = np.random.default_rng(4)
    people, statements = rng.integers(0, 30, 500).astype(str), rng.integers(0, 12, 500).astype(str)
    values, times = rng.integers(-1, 2, 500), rng.integers(0, 40, 500)
    one = gather(list(people), list(statements), values, times)
    order = rng.permutation(500)
    other = gather(list(people[order]), list(statements[order]), values[order], times[order])
    assert one.digest() == other.digest()
    assert one.value.tolist() == other.value.tolist()


def test_another_vote_gives_another_digest():
    assert gather(["a"], ["1"], [1]).digest() != gather(["a"], ["1"], [0]).digest()
    assert gather(["a"], ["1"], [1]).digest() != gather(["a"], ["1"], [1], more_people=["b"]).digest()


def test_ids_stand_in_the_order_of_their_numbers():
    assert in_order(["10", "9", "b", "a", "07"]) == ("07", "9", "10", "a", "b")


def test_statements_without_votes_and_people_who_only_looked_are_kept():
    votes = gather(["a"], ["1"], [1], more_people=["z"], more_statements=["2"])
    assert (votes.people, votes.statements) == (("a", "z"), ("1", "2"))


def test_what_is_no_vote_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="1 .agree., 0 .pass. or -1"):
        gather(["a"], ["1"], [2])
    unsorted = np.array([1, 0], dtype=np.int32), np.array([0, 0], dtype=np.int32), np.array([1, 1], dtype=np.int8)
    with pytest.raises(ValueError, match="sorted"):
        Votes(("a", "b"), ("1",), *unsorted)


def test_moderation_keeps_what_was_neither_taken_away_nor_about_the_conversation_itself():
    assert Moderation(frozenset("1"), frozenset("3")).kept(["1", "2", "3"]).tolist() == [False, True, False]
