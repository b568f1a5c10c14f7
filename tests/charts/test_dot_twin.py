from dataclasses import replace

import pytest

from hamn.charts.axes import Axis, Reading, Series
from hamn.charts.dot_twin import dot_twin
from tests.charts.samples import COMPARING_WORDS, axes

VERDICTS = {"a0": "differ", "a1": "alike", "a3": "unsure"}
every_variant = pytest.mark.parametrize("variant", ["page", "presenter", "phone"])


def group(number, **more):
    return Series(f"s{number}", f"Grupp {number}", [Reading(3, 2, 4)] * 4, 9, **more)


def draw(series, variant="page", verdicts=VERDICTS, given=None):
    return dot_twin(given or axes(4), series, 5, "T", "S", COMPARING_WORDS, variant, verdicts)


def keys(figure, start):
    return [shape.key for shape in figure.drawing.shapes() if shape.key.startswith(start) and "rim" not in shape.key]


@every_variant
def test_each_verdict_has_a_shape_and_a_word_of_its_own(variant):
    figure = draw([group(0), group(1)], variant)
    said = {text.key: text.text for text in figure.drawing.texts() if text.key.startswith("verdict:")}
    assert said == {"verdict:a0": "skiljer sig", "verdict:a1": "lika", "verdict:a3": "för få för att säga"}
    bare = draw([group(0), group(1)], variant, {})
    styles = [[shape.tag for shape in each.drawing.shapes()] for each in (figure, bare)]
    more = {tag: styles[0].count(tag) - styles[1].count(tag) for tag in ("path", "rect", "circle")}
    assert more == {"path": 2, "rect": 2, "circle": 3}


def test_verdicts_stand_last_in_the_table():
    table = draw([group(0), group(1)]).table
    assert table.head[-1] == "Utfall"
    assert [row[-1] for row in table.rows] == ["skiljer sig", "lika", "", "för få för att säga"]


def test_an_earlier_round_is_hollow_on_the_same_lane():
    figure = draw([group(0, behind=[Reading(2)] * 4)])
    circles = {shape.key: shape for shape in figure.drawing.shapes() if shape.tag == "circle"}
    then, now = circles["behind:s0:1"], circles["point:s0:1"]
    assert (then.style, now.style) == ("g1-hollow", "g1-solid")
    assert then.attributes["cy"] == now.attributes["cy"]
    assert then.attributes["cx"] < now.attributes["cx"]


def test_an_approximate_interval_is_dashes_between_two_ends():
    figure = draw([replace(group(0), readings=[Reading(3, 2, 4, approximate=True)] * 4)])
    assert all(shape.style == "g1-dashed" for shape in figure.drawing.shapes() if shape.key.startswith("band:s0"))
    assert "ungefärligt intervall" in [text.text for text in figure.drawing.texts()]
    assert "mittersta hälften" not in [text.text for text in figure.drawing.texts()]


@every_variant
def test_eight_groups_each_have_a_lane_in_every_row(variant):
    figure = draw([group(n) for n in range(8)], variant)
    assert len(keys(figure, "point:")) == 32
    heights = {
        shape.attributes["y"]
        for shape in figure.drawing.shapes()
        if shape.key.startswith("band:") and "y" in shape.attributes
    }
    # Two columns of the wall share their heights.
    assert len(heights) == (16 if variant == "presenter" else 32)


def test_the_wall_says_how_many_rows_only_the_table_has_and_keeps_the_callers_order():
    given = [Axis(f"x{n}", f"Axel {n}") for n in range(12)]
    many = [Series(f"s{n}", f"Grupp {n}", [Reading(3, 2, 4)] * 12) for n in range(8)]
    figure = draw(many, "presenter", {"x0": "differ"}, given)
    drawn = [text.text for text in figure.drawing.texts() if text.key.startswith("axis:")]
    assert drawn == [f"Axel {n}" for n in range(len(drawn))]
    rest = next(text.text for text in figure.drawing.texts() if text.key == "rest")
    assert rest == f"{12 - len(drawn)} till finns i tabellen"
    assert len(figure.table.rows) == 12


def test_seven_axes_of_three_groups_with_verdicts_and_an_earlier_round_stand_on_the_wall():
    given = [Axis(f"x{n}", f"Samordning {n}") for n in range(7)]
    lines = [[Reading(3, 2, 4, approximate=n == 1)] * 7 for n in range(3)]
    three = [Series(f"s{n}", f"Tjänstepersoner {n}", line, 21, line) for n, line in enumerate(lines)]
    three[2] = replace(three[2], readings=[Reading(None), *lines[2][1:]])
    figure = draw(three, "presenter", {axis.id: "unsure" for axis in given}, given)
    assert sum(text.key.startswith("axis:") for text in figure.drawing.texts()) == 7
