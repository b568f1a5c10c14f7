"""The polis mode gives what the reference implementation gave, within the tolerances of tests/data/polis/README.md."""

import numpy as np

from hamn.sensemaking.opinions import consensus, projection, routing
from hamn.sensemaking.opinions.ballots import Ballots
from hamn.sensemaking.opinions.grouping import agreement
from hamn.sensemaking.opinions.represent import counts, representative, represented


def reference_labels(conversation):
    return np.nan_to_num(conversation.table("participants")["group"], nan=-1).astype(int)


def by_reference_groups(conversation):
    labels = reference_labels(conversation)
    return counts(Ballots.of(conversation.export.votes), labels, int(labels.max()) + 1)


def voted_on(conversation):
    """Numbers of the statements that have votes: the reference's rows."""
    return np.unique(conversation.export.votes.statement)


def names(conversation, places):
    return [int(conversation.export.votes.statements[place]) for place in places]


def test_counts_are_those_of_the_reference(conversation):
    expected, votes = conversation.expected["counts"], conversation.export.votes
    assert len(votes) == expected["votes"]
    assert len(votes.people) == expected["participants"]
    assert len(voted_on(conversation)) == expected["statements_with_votes"]
    assert [int((votes.value == value).sum()) for value in (1, -1, 0)] == [
        expected[name] for name in ("agree", "disagree", "pass_")
    ]
    assert int(conversation.polis.clustered.sum()) == expected["clustered"]


def test_everyone_stands_where_the_reference_put_them_up_to_the_sign_of_an_axis(conversation):
    table, points = conversation.table("participants"), conversation.polis.map.points
    expected = np.stack([table["x"], table["y"]], axis=1)
    assert [int(name) for name in conversation.export.votes.people] == table["participant"].tolist()
    sign = np.sign((expected * points).sum(axis=0))
    assert np.abs(expected - points * sign).max() <= 1e-6


def test_who_is_in_the_conversation_and_their_groups_agree(conversation):
    table = conversation.table("participants")
    assert conversation.polis.clustered.tolist() == (table["in_conversation"] == 1).tolist()
    inside = conversation.polis.clustered
    grouping = conversation.polis.grouping
    assert grouping.k == conversation.expected["reference_k"]
    assert agreement(conversation.polis.labels[inside], reference_labels(conversation)[inside]) >= 0.98


def test_no_number_of_groups_fits_worse_than_in_the_reference(conversation):
    tried = {str(one.k): one for one in conversation.polis.tried}
    assert set(tried) == {"2", "3", "4", "5"}
    for k, inertia in conversation.expected["inertia"].items():
        assert tried[k].inertia <= inertia * 1.001
        assert abs(tried[k].silhouette - conversation.expected["silhouette"][k]) < 0.003


def test_statements_have_the_reference_places_consensus_and_priority_given_its_groups(conversation):
    table, of = conversation.table("statements"), by_reference_groups(conversation)
    places = voted_on(conversation)
    assert names(conversation, places) == table["comment-id"].astype(int).tolist()
    agree, disagree, seen = (matrix[:, places] for matrix in (of.agree, of.disagree, of.seen))
    assert np.allclose(consensus.informed(agree, seen), table["gac_agree"], rtol=1e-9, atol=0)
    assert np.allclose(consensus.informed(disagree, seen), table["gac_disagree"], rtol=1e-9, atol=0)
    pull = np.nan_to_num(projection.extremity(conversation.polis.map.places))[places]
    in_use = table["moderated_out"] == 0
    assert np.allclose(pull[in_use], table["extremity"][in_use], rtol=1e-9)
    passes = seen.sum(axis=0) - agree.sum(axis=0) - disagree.sum(axis=0)
    given = routing.priority(agree.sum(axis=0), passes, seen.sum(axis=0), pull, np.zeros(len(places), dtype=bool))
    assert np.allclose(given[in_use], table["priority"][in_use], rtol=1e-9, atol=0)


def test_every_group_and_statement_has_the_reference_statistics_given_its_groups(conversation):
    table, of = conversation.table("group-statements"), by_reference_groups(conversation)
    place = {int(name): number for number, name in enumerate(conversation.export.votes.statements)}
    at = table["group"].astype(int), np.array([place[int(name)] for name in table["comment-id"]])
    assert of.agree[at].tolist() == table["na"].tolist()
    assert of.seen[at].tolist() == table["ns"].tolist()
    for side, people in (("a", of.agree), ("d", of.disagree)):
        mine = represented(people, of.seen)
        for name, matrix in (("p", mine.share), ("r", mine.ratio)):
            assert np.allclose(matrix[at], table[f"{name}{side}"], rtol=1e-9, atol=1e-9)
        for name, matrix in (("p", mine.share_z), ("r", mine.ratio_z)):
            assert np.allclose(matrix[at], table[f"{name}{side}t"], rtol=1e-9, atol=1e-9)


def test_what_most_agree_and_disagree_with_is_the_same(conversation):
    expected = conversation.expected["consensus"]
    for side, rows in (
        ("agree", conversation.polis.majority_agree),
        ("disagree", conversation.polis.majority_disagree),
    ):
        assert names(conversation, [row.statement for row in rows]) == [row["tid"] for row in expected[side]]
        for mine, theirs in zip(rows, expected[side], strict=True):
            assert (mine.people, mine.seen) == (theirs["n-success"], theirs["n-trials"])
            assert np.isclose(mine.share_z, theirs["p-test"], rtol=1e-9)


def test_the_representative_statements_of_each_group_are_the_same(conversation):
    given = representative(by_reference_groups(conversation), conversation.polis.shown)
    for group, rows in conversation.expected["representative"].items():
        mine = given[int(group)]
        theirs = [(row["tid"], row["repful-for"] == "agree") for row in rows]
        own = list(zip(names(conversation, [row.statement for row in mine]), [row.agrees for row in mine], strict=True))
        assert own == theirs
        for row, reference in zip(mine, rows, strict=True):
            assert (row.people, row.seen) == (reference["n-success"], reference["n-trials"])
            values = [row.share_z, row.ratio, row.ratio_z]
            assert np.allclose(values, [reference[name] for name in ("p-test", "repness", "repness-test")], rtol=1e-9)
        # Also with the groups we found ourselves, though one person in them may stand elsewhere.
        ours = conversation.polis.representative[int(group)]
        assert names(conversation, [row.statement for row in ours]) == [row["tid"] for row in rows]
