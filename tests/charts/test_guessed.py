from dataclasses import replace

import pytest

from hamn.charts.axes import Reading
from hamn.charts.guessed import Guessed, guessed
from tests.charts.comparisons import GUESSED_WORDS

ROWS = [
    Guessed("a", "Riktning", Reading(4, 3.5, 4.5), Reading(2, 1.5, 2.5), "differ"),
    Guessed("b", "Mandat", Reading(3, 2, 4, approximate=True), Reading(None)),
    Guessed("c", "Kraft", Reading(None), Reading(None)),
    Guessed("d", "Lärande", Reading(1), Reading(5), "unsure"),
]
every_variant = pytest.mark.parametrize("variant", ["page", "presenter", "phone"])


def draw(given=ROWS, variant="page", steps=5):
    return guessed(given, steps, "T", "S", GUESSED_WORDS, variant)


def shapes(figure):
    return {shape.key: shape for shape in figure.drawing.shapes() if shape.key}


def texts(figure):
    return {text.key: text.text for text in figure.drawing.texts()}


@every_variant
def test_guess_and_answer_are_told_apart_by_shape_and_filling_and_joined(variant):
    drawn = shapes(draw(variant=variant))
    assert (drawn["guess:a"].style, drawn["answer:a"].style) == ("g3-hollow", "g1-solid")
    assert (drawn["guess:a"].tag, drawn["answer:a"].tag) == ("path", "circle")
    assert "between:a" in drawn
    assert "between:b" not in drawn


@every_variant
def test_how_far_the_guess_was_from_the_answer_is_written_with_its_sign(variant):
    said = texts(draw(variant=variant))
    assert (said["count:a"], said["count:d"]) == ("−2,0", "+4,0")
    assert not {"count:b", "count:c"} & set(said)


@every_variant
def test_one_hidden_end_is_dashed_and_two_are_said_in_words(variant):
    figure = draw(variant=variant)
    drawn = shapes(figure)
    assert "guess:b" in drawn
    assert "answer:b" not in drawn
    assert "scale:c" not in drawn
    said = [" ".join((text.text, *text.more)) for text in figure.drawing.texts()]
    assert said.count("för få för att visas") == 2, "on the row and in the legend"


def test_the_table_has_both_with_their_bands_and_the_verdict():
    table = draw().table
    assert table.head[1:] == (GUESSED_WORDS.guess, GUESSED_WORDS.answer, "Svar minus gissning", "Utfall")
    assert table.rows[0] == ("Riktning", "4,0 (3,5–4,5)", "2,0 (1,5–2,5)", "−2,0", "gissade fel")
    assert table.rows[1] == (
        "Mandat",
        "3,0 (2,0–4,0, ungefärlig osäkerhet)",
        "för få för att visas",
        "för få för att visas",
        "",
    )


def test_seven_axes_stand_in_two_columns_of_the_wall():
    figure = draw([replace(ROWS[0], id=str(n)) for n in range(7)], "presenter")
    assert len({text.x for text in figure.drawing.texts() if text.key.startswith("axis:")}) == 2


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "must be an axis"),
        ([ROWS[0], ROWS[0]], "id of its own"),
        ([replace(ROWS[0], guess=Reading(6))], "between 1 and 5"),
    ],
)
def test_what_is_no_guess_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        draw(given)
