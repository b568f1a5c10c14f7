"""Odd conversations get a true and kind result; nothing is lost and nothing is made up."""

import numpy as np
import pytest

from hamn.sensemaking.__main__ import canonical, main
from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.null import Outcome
from hamn.sensemaking.opinions.options import Mode, Options
from hamn.sensemaking.opinions.votes import Moderation, gather
from hamn.sensemaking.opinions.written import as_json

from .made import planted, structureless

FEW = Options(permutations=19, subsamples=4, splits=2)


def everyone_says(value, people=30, statements=12):
    rows = [(str(p), str(s)) for p in range(people) for s in range(statements)]
    return gather([p for p, _ in rows], [s for _, s in rows], [value] * len(rows))


def told(votes, mode=Mode.DEFAULT, moderation=None):
    answer = as_json(analyse(votes, moderation, Options(mode=mode, permutations=19, subsamples=4, splits=2)))
    canonical(answer)  # must be proper JSON: no nan, no infinity
    return answer


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(
    "votes",
    [
        gather([], [], []),
        gather(["a", "b"], ["1", "1"], [1, -1]),
        structureless(people=14),
        structureless(statements=7),
        gather(["a"], ["1"], [0], None, [str(n) for n in range(50)], [str(n) for n in range(50)]),
    ],
    ids=["none", "two answers", "14 people", "7 statements", "nobody voted"],
)
def test_too_few_get_counts_alone(votes, mode):
    answer = told(votes, mode)
    assert answer["verdict"] == "too_few"
    assert (answer["groups"], answer["map"], answer["divisive"]) == ([], None, [])
    assert sum(row["agree"] + row["disagree"] + row["pass"] for row in answer["statements"]) == len(votes)
    assert {row["group"] for row in answer["participants"]} <= {None}


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("value", [1, 0, -1])
def test_everyone_the_same_is_one_crowd_without_groups(value, mode):
    answer = told(everyone_says(value), mode)
    assert answer["groups"] == []
    assert answer["verdict"] in ("no_structure", None)
    assert all(row["x"] in (0, None) for row in answer["participants"])


def test_everyone_the_same_over_fewer_votes_than_a_straight_liner_agrees_on_everything():
    answer = told(everyone_says(1))
    assert len(answer["consensus"]["common"]) == 12
    assert len(answer["consensus"]["agree"]) == 5


def test_a_crowd_of_straight_liners_is_not_an_error():
    answer = told(everyone_says(1, statements=20))
    assert answer["n"]["straight_liners"] == 30
    assert answer["groups"] == []


def test_one_odd_person_is_no_group():
    votes, _ = planted(2, 100, seed=6)
    people, statements = [votes.people[p] for p in votes.person], [votes.statements[s] for s in votes.statement]
    odd = gather(
        [*people, *["odd"] * 60], [*statements, *votes.statements], [*votes.value, *[(-1) ** n for n in range(60)]]
    )
    result = analyse(odd, None, Options().core())
    assert min(result.grouping.sizes()) >= 5


def test_what_was_moderated_out_is_counted_but_has_no_part_in_the_map():
    votes, _ = planted(2, seed=8)
    out = Moderation(out=frozenset(votes.statements[:10]))
    answer = told(votes, moderation=out)
    rows = {row["id"]: row for row in answer["statements"]}
    assert rows["0"]["moderated_out"] and rows["0"]["x"] is None and rows["0"]["agree"] > 0
    assert rows["20"]["x"] is not None
    listed = [one["id"] for side in ("agree", "disagree", "common") for one in answer["consensus"][side]]
    listed += [one["id"] for one in answer["divisive"]] + [
        one["id"] for group in answer["groups"] for one in group["representative"]
    ]
    assert listed and not set(listed) & out.out


def test_everything_moderated_out_leaves_counts():
    votes = structureless()
    assert told(votes, moderation=Moderation(out=frozenset(votes.statements)))["verdict"] == "too_few"


def test_the_quick_pass_says_that_it_tested_nothing_and_then_relies_on_what_was_tested():
    votes, _ = planted(2, seed=9)
    quick = analyse(votes, None, Options().core())
    assert quick.outcome is None
    assert as_json(quick)["groups"] == []
    tested = analyse(votes, None, FEW)
    assert tested.outcome is Outcome.GROUPS
    live = analyse(votes, None, Options(earlier=tested.earlier()).core())
    assert live.outcome is Outcome.GROUPS
    assert [group["size"] for group in as_json(live)["groups"]] == tested.grouping.sizes()


def test_every_answer_has_the_documented_shape(brexit):
    for mode in Mode:
        answer = told(brexit.export.votes, mode, brexit.export.moderation)
        assert {"participants", "statements", "groups", "consensus", "verdict", "stability", "method"} <= set(answer)
        assert {"version", "seed", "n", "input"} <= set(answer)
        assert {"id", "x", "y", "group"} <= set(answer["participants"][0])
        assert {"id", "agree", "disagree", "pass", "gac", "priority"} <= set(answer["statements"][0])
        assert all({"size", "representative"} <= set(group) for group in answer["groups"])


def test_divisive_statements_really_divide_and_common_ones_do_not():
    votes, truth = planted(2, 120, seed=10)
    result = analyse(votes, None, FEW)
    assert result.divisive and result.groups_found
    widest = result.divisive[0]
    of = result.counts
    shares = of.agree[:, widest.statement] / of.seen[:, widest.statement]
    assert widest.difference == pytest.approx(shares.max() - shares.min())
    for one in result.common:
        side = of.agree if one.agrees else of.disagree
        assert (side[:, one.statement] > 0.5 * of.seen[:, one.statement]).all()
        assert (of.seen[:, one.statement] >= 5).all()
    assert len(np.unique(truth)) == result.grouping.k


def test_the_command_line_answers_with_the_same_json(brexit, capsys):
    assert main(["opinions", str(brexit.folder), "--mode", "polis"]) == 0
    printed = capsys.readouterr().out
    assert printed == canonical(as_json(brexit.polis) | {"remarks": []})


def test_the_command_line_refuses_a_folder_without_votes_in_a_sentence(tmp_path, capsys):
    assert main(["opinions", str(tmp_path)]) == 2
    assert "no votes to read" in capsys.readouterr().err


@pytest.mark.slow
def test_a_conversation_of_the_largest_known_kind_is_drawn():
    people, statements, each = 33_000, 800, 60
    rng = np.random.default_rng(11)
    person = np.repeat(np.arange(people), each)
    statement = np.argsort(rng.random((people, statements), dtype=np.float32), axis=1)[:, :each].ravel()
    side = np.where(person % 3 == 0, -1, 1) * np.where(statement % 2 == 0, 1, -1)
    value = np.where(rng.random(len(person)) < 0.7, side, -side)
    votes = gather([str(p) for p in person], [str(s) for s in statement], value)
    result = analyse(votes, None, Options().core())
    assert len(votes) == people * each
    assert result.grouping.k == 2
    assert abs(result.grouping.sizes()[0] / people - 2 / 3) < 0.02
