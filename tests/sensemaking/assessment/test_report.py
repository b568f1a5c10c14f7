"""The whole report: the same bytes whatever the order, kind to odd input, and nothing left of what is hidden."""

import json
import os
import subprocess
import sys
from dataclasses import fields

import numpy as np
import pytest

from hamn.sensemaking.__main__ import canonical
from hamn.sensemaking.assessment import Responses, as_json, report, shown_groups_only, visible
from tests.sensemaking.assessment.simulated import SHAPES, people


@pytest.fixture(scope="module")
def answers():
    rng = np.random.default_rng(8)
    return people(SHAPES[8:11], (6, 12, 25), rng, ("2021", "2022", "2023"), shifts=[(2, 0, 1, SHAPES[20])])


@pytest.fixture(scope="module")
def found(answers):
    return report(answers, resamples=499)


def again(answers, order, link=None):
    link = answers.link if link is None else link
    return Responses(answers.steps[order], answers.group[order], answers.wave[order], answers.axes, answers.groups,
                     answers.waves, answers.scale, link[order])  # fmt: skip


def test_the_order_of_people_changes_no_byte(answers, found):
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(answers.people)
        assert canonical(as_json(report(again(answers, order), resamples=499))) == canonical(as_json(found))


def test_the_numbers_of_links_change_no_byte(answers):
    link = np.full(answers.people, -1)
    for wave in range(3):
        for group in range(3):
            rows = answers.rows(wave, group)[:6]
            link[rows] = 10 * group + np.arange(6)[: len(rows)]
    linked = again(answers, np.arange(answers.people), link)
    order = np.random.default_rng(1).permutation(answers.people)
    renumbered = again(linked, order, np.where(linked.link >= 0, 900 - linked.link, -1))
    first, second = (canonical(as_json(report(one, resamples=199))) for one in (linked, renumbered))
    assert first == second and '"linked":true' in first


def test_a_report_tells_where_it_comes_from(found, answers):
    told = as_json(found)
    assert (told["method"], told["seed"], told["resamples"], told["n"]) == (
        "assessment-1",
        20210915,
        499,
        answers.people,
    )
    assert len(told["input"]) == 64 and told["version"]
    assert as_json(report(answers, resamples=499, seed=2))["input"] == told["input"]


def test_one_more_answer_changes_the_hash(answers, found):
    steps = answers.steps.copy()
    steps[0, 0] = 1 + steps[0, 0] % 5
    other = Responses(steps, answers.group, answers.wave, answers.axes, answers.groups, answers.waves, answers.scale)
    assert other.digest() != found.input


def test_json_is_plain_and_rounded(found):
    told = json.loads(canonical(as_json(found)))
    assert {field.name for field in fields(found)} == set(told)
    means = [level["mean"] for level in told["levels"]]
    assert len(means) == 27 and all(mean == round(mean, 6) for mean in means)


def test_nothing_that_a_hidden_cell_has_a_part_in_is_left(answers, found):
    every = {(group, axis, wave) for group in answers.groups for axis in answers.axes for wave in answers.waves}
    hidden = ("Politiker", "Mål", "2022")
    left = visible(found, every - {hidden})
    assert len(found.levels) - len(left.levels) == 1
    assert not [
        one for one in left.pairs if (one.axis, one.wave) == hidden[1:] and hidden[0] in (one.first, one.second)
    ]
    assert not [one for one in left.axis_tests if (one.axis, one.wave) == hidden[1:]]
    assert [one.wave for one in left.wave_tests] == ["2021", "2023"]
    touched = [one for one in left.changes if one.axis == "Mål" and "2022" in (one.earlier, one.later)]
    assert touched and not [one for one in touched if "Politiker" in one.groups]
    assert not [one for one in left.trends if (one.axis, one.group) == ("Mål", "Politiker")]
    gaps = [one for one in left.gap_changes if one.axis == "Mål" and "2022" in (one.earlier, one.later)]
    assert gaps and not [one for one in gaps if "Politiker" in (one.first, one.second)]
    assert (left.n, left.input) == (None, None)


def test_showing_everything_keeps_every_figure_but_not_the_hash(answers, found):
    every = {(group, axis, wave) for group in answers.groups for axis in answers.axes for wave in answers.waves}
    left = visible(found, every)
    assert (left.levels, left.pairs, left.trends, left.n) == (found.levels, found.pairs, found.trends, found.n)
    assert left.input is None


def test_showing_nothing_leaves_nothing(found):
    left = visible(found, set())
    assert not any(
        (left.levels, left.wave_tests, left.axis_tests, left.pairs, left.changes, left.trends, left.gap_changes)
    )


@pytest.mark.parametrize(("followed", "left"), [(4, False), (6, False), (5, True), (10, True)])
def test_persons_who_were_followed_are_shown_only_when_neither_they_nor_the_rest_are_few(followed, left):
    """Ten people in each of three waves: with six followed, the mean of the other four could be worked out."""
    link = np.tile(np.where(np.arange(10) < followed, np.arange(10), -1), 3)
    steps = np.random.default_rng(3).integers(1, 6, size=(30, 1))
    many = Responses(steps, np.zeros(30), np.repeat([0, 1, 2], 10), ("Mod",), ("A",), ("1", "2", "3"), 5, link)
    seen = visible(report(many, resamples=99), {("A", "Mod", wave) for wave in "123"})
    # Four are too few to stand for the others, so everybody is compared as two crowds.
    assert [change.linked for change in seen.changes] == ([True] * 3 if left else [False] * 3 if followed == 4 else [])
    assert [trend.method for trend in seen.trends] == (["page"] if left else ["jonckheere"] if followed == 4 else [])


def test_groups_that_are_left_out_move_no_figure_of_the_others(answers):
    kept = shown_groups_only(answers, ["Personal", "Övriga"], {"Politiker": "Övriga", "Chefer": "Övriga"})
    counts = answers.counts()
    assert np.array_equal(kept.counts()[:, 0], counts[:, 2])
    assert np.array_equal(kept.counts()[:, 1], counts[:, 0] + counts[:, 1])
    alone = shown_groups_only(answers, ["Personal"])
    assert alone.people == len(answers.steps[answers.group == 2])
    assert report(alone, resamples=99).pairs == ()


def one_axis(steps, group, waves=None, groups=("A", "B")):
    """Steps of each person, on one axis or on two."""
    waves = np.zeros(len(steps), dtype=int) if waves is None else np.array(waves)
    axes = ("Mod", "Mål") if np.ndim(steps) > 1 else ("Mod",)
    names = tuple(str(wave) for wave in range(int(waves.max(initial=0)) + 1))
    return Responses(np.array(steps), np.array(group), waves, axes, groups, names, 5)


def test_two_answers_one_group_everyone_the_same_and_nobody_are_all_answered():
    two = report(one_axis([2, 4], [0, 1]), resamples=99)
    assert [pair.contrast.verdict for pair in two.pairs] == ["too_few"] and all(
        level.approximate for level in two.levels
    )
    alone = report(one_axis([2, 4, 4], [0, 0, 0], groups=("A",)), resamples=99)
    assert (alone.pairs, alone.wave_tests[0].p, alone.axis_tests[0].p_family) == ((), None, None)
    same = report(one_axis([3] * 12, [0, 1] * 6), resamples=99)
    assert same.wave_tests[0].p is None and same.pairs[0].contrast.verdict == "too_few"
    assert same.levels[0].agreement == 1 and same.levels[0].low < 3 < same.levels[0].high
    nobody = report(one_axis([], []), resamples=99)
    assert [level.n for level in nobody.levels] == [0, 0] and nobody.levels[0].mean is None
    assert all("NaN" not in canonical(as_json(one)) for one in (two, alone, same, nobody))


def test_a_group_that_nobody_is_in_is_told_and_not_compared():
    found = report(one_axis([2, 4, 3, 3], [0, 0, 2, 2], groups=("A", "B", "C")), resamples=99)
    assert [(pair.first, pair.second) for pair in found.pairs] == [("A", "C")]
    assert "Nobody in B answered in 0." in found.notes


def test_an_axis_that_was_taken_away_is_told_and_the_rest_is_compared():
    found = report(
        one_axis([[2, 3], [3, 3], [4, -1], [5, -1]], [0, 0, 0, 0], [0, 0, 1, 1], groups=("A",)), resamples=99
    )
    assert found.notes == ("Mål was not asked in 1.",)
    assert {change.axis: change.contrast.difference for change in found.changes} == {"Mod": 2, "Mål": None}


def test_not_knowing_is_a_result_of_its_own_and_no_step():
    found = report(one_axis([0, 0, 4, -1], [0] * 4, groups=("A",)), resamples=99).levels[0]
    assert (found.n, found.mean, found.dont_know, found.dont_know_share) == (1, 4, 2, pytest.approx(2 / 3))
    assert found.dont_know_low < 2 / 3 < found.dont_know_high


def test_everybody_answered_is_described_without_intervals():
    found = report(one_axis([1, 2, 4, 5, 5], [0, 0, 1, 1, 1]), resamples=99, everyone=[("A", "0")])
    first, second = found.levels
    assert (first.described, first.low, first.approximate, first.mean) == (True, None, False, 1.5)
    assert (second.described, second.low is None) == (False, False)
    with pytest.raises(ValueError, match="no such group"):
        report(one_axis([1], [0]), resamples=99, everyone=["C"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scale": 1}, "2 to 11 steps"),
        ({"steps": [[9]]}, "1 to 5"),
        ({"steps": [[2.5]]}, "whole numbers"),
        ({"group": [3]}, "group must be an index"),
        ({"wave": [0, 0]}, "1 people but 2 entries in wave"),
        ({"groups": ("A", "A")}, "name of its own"),
        ({"axes": ()}, "at least one axis"),
        ({"steps": [[1], [2]], "group": [0, 0], "wave": [0, 0], "link": [4, 4]}, "linked twice in one wave"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(change, message):
    good = {
        "steps": [[3]],
        "group": [0],
        "wave": [0],
        "axes": ("Mod",),
        "groups": ("A", "B"),
        "waves": ("1",),
        "scale": 5,
    }
    with pytest.raises(ValueError, match=message):
        Responses(**(good | change))


@pytest.mark.slow
def test_another_process_and_other_threads_give_the_same_bytes(answers, found):
    program = (
        "import numpy as np; from tests.sensemaking.assessment.simulated import SHAPES, people; "
        "from hamn.sensemaking.assessment import as_json, report; from hamn.sensemaking.__main__ import canonical; "
        "print(canonical(as_json(report(people(SHAPES[8:11], (6, 12, 25), np.random.default_rng(8), ('2021', '2022', '2023'), "
        "shifts=[(2, 0, 1, SHAPES[20])]), resamples=499))), end='')"
    )
    for threads in ("1", "2"):
        environment = {
            **os.environ,
            "OPENBLAS_NUM_THREADS": threads,
            "PYTHONHASHSEED": threads,
            "PYTHONIOENCODING": "utf-8",
        }
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, env=environment, encoding="utf-8"
        )
        assert done.stdout == canonical(as_json(found)), done.stderr
