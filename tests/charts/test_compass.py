from dataclasses import replace
from math import hypot

import pytest

from hamn.charts.axes import LOOKS, Reading, Series
from hamn.charts.compass import compass
from hamn.charts.dot_twin import dot_twin
from tests.charts.samples import COMPASS_WORDS, HIDDEN, axes, overlapping_texts, series, texts_outside

both = pytest.mark.parametrize("figure_of", [compass, dot_twin])
FOUR = [Reading(1, 1, 2), Reading(2, 1.5, 2.5), Reading(4, 3, 5), Reading(5)]


def draw(readings=FOUR, figure_of=compass, variant="page", steps=5, names=("",)):
    given = [Series(f"s{n}", name, readings, None) for n, name in enumerate(names)]
    return figure_of(axes(len(readings)), given, steps, "Var står vi?", "Vi står still.", COMPASS_WORDS, variant)


def points(figure):
    return {
        shape.key: (shape.attributes["cx"], shape.attributes["cy"])
        for shape in figure.drawing.shapes()
        if shape.tag == "circle" and shape.key.startswith("point:") and not shape.key.endswith("rim")
    }


def test_a_reading_stands_as_far_out_as_its_value():
    figure = draw()
    middle = next(s.attributes for s in figure.drawing.shapes() if s.style == "rim")
    out = [hypot(x - middle["cx"], y - middle["cy"]) for x, y in points(figure).values()]
    assert [distance / middle["r"] for distance in out] == pytest.approx([0.2, 0.4, 0.8, 1.0], abs=0.01)


def test_the_twin_puts_the_same_readings_on_a_scale_from_the_first_step():
    x = [x for x, _ in points(draw(figure_of=dot_twin)).values()]
    assert [(each - x[0]) / (x[3] - x[0]) for each in x] == pytest.approx([0, 0.25, 0.75, 1])


@both
def test_the_table_has_every_reading_with_its_band(figure_of):
    table = draw(figure_of=figure_of).table
    assert table.head == ("Axel", "Medel")
    assert [row[1] for row in table.rows] == ["1 (1–2)", "2 (1,5–2,5)", "4 (3–5)", "5"]


@both
@pytest.mark.parametrize("variant", ["page", "presenter", "phone"])
def test_what_too_few_answered_has_no_point_and_is_said_in_words(figure_of, variant):
    figure = draw([*FOUR[:3], Reading(None)], figure_of, variant)
    assert len(points(figure)) == 3
    # The wall breaks the words over two lines.
    assert HIDDEN in [" ".join((text.text, *text.more)) for text in figure.drawing.texts()]
    assert figure.table.rows[3][1] == HIDDEN


def test_a_line_is_broken_where_a_reading_is_missing_and_closed_where_none_is():
    def line(readings):
        return next(s.attributes["d"] for s in draw(readings).drawing.shapes() if s.key == "line:s0")

    assert line(FOUR).endswith("Z")
    assert line(FOUR).count("L") == 3
    broken = line([Reading(1), Reading(None), Reading(3), Reading(4)])
    assert "Z" not in broken
    assert (broken.count("M"), broken.count("L")) == (1, 2)


def test_two_readings_that_are_not_neighbours_are_not_joined():
    figure = draw([Reading(1), Reading(None), Reading(3), Reading(None)])
    assert "line:s0" not in [shape.key for shape in figure.drawing.shapes()]
    assert len(points(figure)) == 2


def test_three_series_differ_by_colour_marker_and_dash():
    assert len({look.colour for look in LOOKS[:3]}) == 3
    assert len({look.shape for look in LOOKS}) == len({look.dash for look in LOOKS}) == 8
    figure = draw(names=("Politik", "Tjänstepersoner", "Civilsamhälle"))
    lines = [s for s in figure.drawing.shapes() if s.key.startswith("line:")]
    assert len({line.attributes.get("stroke_dasharray") for line in lines}) == 3
    texts = [text.text for text in figure.drawing.texts()]
    assert {"Politik", "Tjänstepersoner", "Civilsamhälle"} <= set(texts)


def test_a_band_glides_because_it_keeps_its_shape():
    def shape_of(readings):
        d = next(s.attributes["d"] for s in draw(readings).drawing.shapes() if s.key == "band:s0")
        return [letter for letter in d if letter.isalpha()]

    whole = [replace(reading, low=1.0, high=5.0) for reading in FOUR]
    moved = [replace(reading, low=1.5, high=4.5, value=2.0) for reading in FOUR]
    assert shape_of(whole) == shape_of(moved)


def test_the_star_has_a_point_for_every_axis():
    for count in (3, 7, 12):
        figure = draw([Reading(2)] * count)
        star = next(s.attributes["d"] for s in figure.drawing.shapes() if s.style == "star-dark")
        assert star.count("M") == count


def test_a_phone_numbers_the_axes_and_names_them_in_a_list_with_their_values():
    texts = [text.text for text in draw(variant="phone").drawing.texts()]
    assert texts.count("2") >= 2
    assert axes(1)[0].label in texts
    assert "4" in texts


@pytest.mark.parametrize("count", [4, 8])
def test_ordinary_words_are_whole_on_the_wall(count):
    words = ["Riktning", "Samordning", "Mandat", "Lärande", "Kraft", "Delaktighet", "Resurser", "Uthållighet"]
    named = [replace(axis, label=word) for axis, word in zip(axes(count), words, strict=False)]
    figure = compass(named, series(3, count), 5, "T", "S", COMPASS_WORDS, "presenter")
    assert set(words[:count]) <= {text.text for text in figure.drawing.texts()}


@both
@pytest.mark.parametrize(
    ("count", "given", "message"),
    [
        (0, series(1, 0), "to 12 axes"),
        (13, series(1, 13), "to 12 axes"),
        (4, [], "shows 1 to"),
        (4, [Series(f"s{n}", "X", FOUR) for n in range(9)], "shows 1 to"),
        (4, [Series("x", "X", FOUR[:3])], "needs a reading"),
        (4, [Series("x", "X", [*FOUR[:3], Reading(6)])], "between 1 and 5"),
        (4, [Series("x", "X", FOUR), Series("x", "Y", FOUR)], "id of its own"),
    ],
)
def test_what_a_compass_cannot_show_is_refused(figure_of, count, given, message):
    with pytest.raises(ValueError, match=message):
        figure_of(axes(count), given, 5, "T", "S", COMPASS_WORDS)


def test_a_fourth_line_in_one_rose_is_refused():
    with pytest.raises(ValueError, match="1 to 3 series"):
        draw(names=("a", "b", "c", "d"))


@pytest.mark.parametrize("variant", ["page", "presenter", "phone"])
def test_the_twin_dashes_the_lane_of_a_group_too_small_to_show_and_says_why(variant):
    given = [Series("a", "Politik", FOUR), Series("b", "Civilsamhälle", [Reading(None), *FOUR[1:]])]
    figure = dot_twin(axes(4), given, 5, "T", "S", COMPASS_WORDS, variant)
    assert [shape.style for shape in figure.drawing.shapes()].count("stem-off") == 2
    assert HIDDEN in [text.text for text in figure.drawing.texts()]


def test_twelve_axes_find_room_on_the_wall_under_the_longest_legend():
    names = ("Politikerna i alla tolv kommunerna", "Tjänstepersoner i hela regionen", "Civilsamhället i hela länet")
    given = [Series(name, name, [Reading(2.0 + n, 1.5, 4.5) for _ in range(12)]) for n, name in enumerate(names)]
    given[0] = replace(given[0], readings=[Reading(None), *given[0].readings[1:]])
    figure = dot_twin(axes(12), given, 5, "T", "S", replace(COMPASS_WORDS, band=names[0], hidden=names[1]), "presenter")
    assert sum(text.key.startswith("axis:") for text in figure.drawing.texts()) == 12
    assert overlapping_texts(figure.drawing) == []
    assert texts_outside(figure.drawing) == []


def test_two_axes_make_no_rose_but_may_stand_in_rows():
    with pytest.raises(ValueError, match="3 to 12 axes"):
        compass(axes(2), series(1, 2), 5, "T", "S", COMPASS_WORDS)
    assert len(dot_twin(axes(2), series(1, 2), 5, "T", "S", COMPASS_WORDS).table.rows) == 2
