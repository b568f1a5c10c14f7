"""A table of answers: what it says, and a clear word about every row that cannot be used."""

import random

import numpy as np
import pytest

from hamn.sensemaking import __main__ as face
from hamn.sensemaking.assessment.reading import read

HEAD = "respondent,group,wave,axis,value"


def table(*rows, head=HEAD):
    return [head + "\n", *(row + "\n" for row in rows)]


def test_a_table_becomes_answers():
    answers, guesses = read(
        table("a,Chefer,2021,Mod,4", "a,Chefer,2021,Mål,vet inte", "b,Personal,2021,Mod,5", "b,Personal,2021,Mål,")
    )
    assert guesses is None
    assert (answers.axes, answers.groups, answers.waves, answers.scale) == (
        ("Mod", "Mål"),
        ("Chefer", "Personal"),
        ("2021",),
        5,
    )
    assert answers.steps.tolist() == [[4, 0], [5, -1]]
    assert (answers.link == -1).all()


@pytest.mark.parametrize("word", ["vet inte", "Vet ej", "dont_know", "don’t know", "en osaa sanoa"])
def test_not_knowing_has_many_words(word):
    assert read(table(f"a,A,1,Mod,{word}", "b,A,1,Mod,3"))[0].steps.tolist() == [[0], [3]]


def test_saying_the_same_twice_counts_once_and_rows_may_come_in_any_order():
    rows = [
        f"{who},{'AB'[who % 2]},{wave},{axis},{1 + (who * 7 + wave) % 5}"
        for who in range(9)
        for wave in (1, 2, 10)
        for axis in "xyz"
    ]
    first = read(table(*rows, rows[3]))[0]
    random.Random(1).shuffle(rows)
    second = read(table(*rows))[0]
    assert first.waves == ("1", "2", "10")
    assert np.array_equal(first.steps, second.steps) and first.digest() == second.digest()


def test_a_phrase_of_ones_own_joins_waves():
    rows = ["a,A,1,Mod,2,yes", "a,A,2,Mod,3,yes", "b,A,1,Mod,4,no", "b,A,2,Mod,4,no"]
    answers = read(table(*rows, head=HEAD + ",linked"))[0]
    before, after = answers.pairs(0, 1)
    assert (answers.steps[before].tolist(), answers.steps[after].tolist()) == ([[2]], [[3]])


def test_a_guess_tells_whom_it_is_about():
    rows = ["a,A,1,Mod,2,", "a,A,1,Mod,5,B", "b,B,1,Mod,3,"]
    answers, guesses = read(table(*rows, head=HEAD + ",about"))
    assert answers.steps.tolist() == [[2], [3]]
    assert (guesses.steps.tolist(), guesses.by.tolist(), guesses.about.tolist()) == ([[5]], [0], [1])


@pytest.mark.parametrize(
    ("rows", "head", "message"),
    [
        (["a,A,1,Mod"], "respondent,group,wave,axis", "no column value"),
        (["a,A,1,Mod,3,x"], HEAD + ",party", "column party is not known"),
        (["a,A,1,Mod,3,3"], HEAD + ",value", "stands twice"),
        ([], HEAD, "holds no answers"),
        (["a,A,1,Mod"], HEAD, "Row 2 does not have as many columns"),
        (["a,A,1,Mod,3,4"], HEAD, "Row 2 does not have as many columns"),
        (["a,,1,Mod,3"], HEAD, "Row 2 has nothing in group"),
        (["a,A,1,Mod,mycket"], HEAD, "Row 2: a value is a step"),
        (["a,A,1,Mod,0"], HEAD, "Row 2: a value is a step"),
        (["a,A,1,Mod,3", "b,A,1,Mod,3", "a,A,1,Mod,4"], HEAD, "Rows 2 and 4 give different values for a on Mod in 1"),
        (["a,A,1,Mod,3", "a,B,1,Mål,4"], HEAD, "Rows 2 and 3 put a in two groups in 1"),
        (
            ["a,A,2021,Mod,3,5", "a,A,2022,Mod,3,7"],
            HEAD + ",steps",
            r"5 steps in row 2 \(2021\) and 7 in row 3 \(2022\)",
        ),
        (["a,A,1,Mod,6,5"], HEAD + ",steps", "Row 2: the value 6 is outside a scale of 5 steps"),
        (["a,A,1,Mod,3,50"], HEAD + ",steps", "2 to 11 steps, got 50"),
    ],
)
def test_a_row_that_cannot_be_used_is_told(rows, head, message):
    with pytest.raises(ValueError, match=message):
        read(table(*rows, head=head))


def test_a_scale_that_was_said_beforehand_holds():
    assert read(table("a,A,1,Mod,3"), scale=7)[0].scale == 7
    with pytest.raises(ValueError, match="value 6 is outside a scale of 5"):
        read(table("a,A,1,Mod,6"), scale=5)


def test_the_command_answers_with_the_report_and_its_sentences(tmp_path, capsys):
    file = tmp_path / "spaning.csv"
    rows = [f"{n},{'Politiker' if n < 25 else 'Personal'},2021,Mod,{(1 if n < 25 else 4) + n % 2}" for n in range(50)]
    file.write_text("".join(table(*rows)), encoding="utf-8")
    assert face.main(["assessment", str(file), "--sentences", "sv", "--resamples", "999"]) == 0
    first = capsys.readouterr().out
    assert "Personal och Politiker ser ”Mod” olika: 3,0 steg, säkert." in first
    random.Random(2).shuffle(rows)
    file.write_text("\ufeff" + "".join(table(*rows)), encoding="utf-8")
    face.main(["assessment", str(file), "--sentences", "sv", "--resamples", "999"])
    assert capsys.readouterr().out == first


def test_the_command_tells_what_is_wrong_with_a_file(tmp_path, capsys):
    file = tmp_path / "spaning.csv"
    file.write_text("".join(table("a,A,1,Mod,9999")), encoding="utf-8")
    assert face.main(["assessment", str(file)]) == 2
    assert capsys.readouterr().err.startswith("Row 2: a value is a step")
    assert face.main(["assessment", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err
