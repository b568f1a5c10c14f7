import pytest

from hamn.charts.bars import Bar, bars
from tests.charts.samples import BARS_WORDS, HIDDEN, options


def draw(given, variant="page", full=None):
    return bars(given, "Vem tar nästa steg?", "Regionen, sa flest.", BARS_WORDS, variant, full)


def lengths(figure, style="bar"):
    shapes = [shape for shape in figure.drawing.shapes() if shape.style == style]
    return {shape.key.split(":")[1]: float(shape.attributes["width"]) for shape in shapes}


def heights_of_labels(figure):
    return {text.key.split(":")[1]: text.y for text in figure.drawing.texts() if text.key.startswith("label:")}


THREE = [Bar("a", "Regionen", 10), Bar("b", "Kommunerna", 40), Bar("c", "Vi", 20)]


def test_bars_are_as_long_as_their_values():
    found = lengths(draw(THREE))
    assert found["b"] == pytest.approx(4 * found["a"])
    assert found["c"] == pytest.approx(2 * found["a"])


def test_the_largest_stands_first_and_equals_as_they_were_given():
    places = heights_of_labels(draw([*THREE, Bar("d", "Alla", 20)]))
    assert sorted(places, key=places.get) == ["b", "c", "d", "a"]


def test_the_table_is_in_the_order_of_the_drawing_with_numbers_as_they_are_written():
    figure = draw([*THREE, Bar("d", "Ö", 12.5)])
    assert figure.table.rows == [("Kommunerna", "40"), ("Vi", "20"), ("Ö", "12,5"), ("Regionen", "10")]


def test_what_may_not_be_shown_has_words_instead_of_a_bar_and_stands_last():
    figure = draw([Bar("x", "Få", None), *THREE])
    assert "x" not in lengths(figure)
    assert HIDDEN in [text.text for text in figure.drawing.texts()]
    assert figure.table.rows[-1] == ("Få", HIDDEN)


def test_nothing_chosen_by_anyone_is_a_bar_without_length():
    assert set(lengths(draw([Bar("a", "A", 0), Bar("b", "B", 0)])).values()) == {0}


def test_a_full_lane_stands_for_everybody_when_that_is_told():
    figure = draw(THREE, full=80)
    assert lengths(figure)["b"] == pytest.approx(lengths(figure, "rail")["b"] / 2)


def test_the_wall_shows_the_eight_largest_and_says_how_many_more_there_are():
    many = [Bar(str(n), f"Alternativ {n}", n) for n in range(20)]
    figure = draw(many, "presenter")
    assert set(lengths(figure)) == {str(n) for n in range(12, 20)}
    assert "12 till finns i tabellen" in [text.text for text in figure.drawing.texts()]
    assert len(figure.table.rows) == 20


def test_a_phone_has_every_option_with_its_text_above_the_bar():
    figure = draw(options(20), "phone")
    assert len(heights_of_labels(figure)) == 20


@pytest.mark.parametrize(
    ("given", "full"),
    [([], None), ([Bar("a", "A", 1), Bar("a", "B", 2)], None), ([Bar("a", "A", -1)], None), ([Bar("a", "A", 9)], 8)],
)
def test_what_cannot_be_drawn_is_refused(given, full):
    with pytest.raises(ValueError, match="need at least one option|between 0 and"):
        draw(given, full=full)
