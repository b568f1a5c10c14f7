from dataclasses import replace

import pytest

from hamn.charts.axes import Axis, Reading, Series
from hamn.charts.compasses import compasses
from tests.charts.samples import COMPARING_WORDS, HIDDEN, axes, overlapping_texts, texts_outside

NAMES = ("Riktning", "Samordning", "Mandat", "Lärande", "Kraft", "Delaktighet", "Resurser")
SEVEN = [Axis(f"a{n}", name) for n, name in enumerate(NAMES)]


def group(number, value=3.0, **more):
    return Series(f"s{number}", f"Grupp {number}", [Reading(value, value - 0.5, value + 0.5)] * 7, 9, **more)


def draw(series, variant="page", given=SEVEN):
    return compasses(given, series, 5, "Var står vi?", "Vi står.", COMPARING_WORDS, variant)


def rims(figure):
    return [shape.attributes for shape in figure.drawing.shapes() if shape.style == "rim"]


@pytest.mark.parametrize("variant", ["page", "presenter", "phone"])
@pytest.mark.parametrize("count", range(1, 9))
def test_every_group_has_a_rose_of_the_same_size_and_none_touches_another(count, variant):
    drawn = rims(draw([group(n) for n in range(count)], variant))
    assert len(drawn) == count
    assert len({rim["r"] for rim in drawn}) == 1
    for n, one in enumerate(drawn):
        for other in drawn[:n]:
            distance = ((one["cx"] - other["cx"]) ** 2 + (one["cy"] - other["cy"]) ** 2) ** 0.5
            assert distance > 2 * one["r"]


def test_four_roses_stand_on_one_line_of_the_wall_and_more_on_two():
    assert len({rim["cy"] for rim in rims(draw([group(n) for n in range(4)], "presenter"))}) == 1
    assert len({rim["cy"] for rim in rims(draw([group(n) for n in range(5)], "presenter"))}) == 2


@pytest.mark.parametrize("count", range(1, 9))
def test_no_name_is_cut_on_the_wall(count):
    names = (
        "Nya arbetssätt och metoder",
        "Intersektionalitet",
        "Involverade aktörer",
        "Ledarskap och medarbetarskap",
        "Politikens roll",
        "3 dimensioner av hållbarhet",
        "Mod",
    )
    groups = [replace(group(n), name="Förtroendevalda" if n % 2 else "Medarbetare") for n in range(count)]
    figure = draw(groups, "presenter", [Axis(f"a{n}", name) for n, name in enumerate(names)])
    headings = [text.text for text in figure.drawing.texts() if text.key.startswith("group:")]
    # More than four are read as shapes.
    assert count > 4 or not any(heading.endswith("…") for heading in headings)
    said = [" ".join((text.text, *text.more)) for text in figure.drawing.texts() if text.key.startswith("axis:")]
    assert said == list(names)
    assert overlapping_texts(figure.drawing) == [] == texts_outside(figure.drawing)


def test_a_ninth_group_is_refused():
    with pytest.raises(ValueError, match="1 to 8 series"):
        draw([group(n) for n in range(9)])


@pytest.mark.parametrize("variant", ["page", "presenter", "phone"])
def test_a_group_too_small_to_show_keeps_its_place_with_nothing_in_it(variant):
    hidden = Series("s1", "Unga", [Reading(None)] * 7)
    figure = draw([group(0), hidden, group(2)], variant)
    keys = {shape.key for shape in figure.drawing.shapes()}
    assert len(rims(figure)) == 3
    assert not any(key.startswith(("point:s1", "line:s1", "band:s1")) for key in keys)
    assert "Unga" in [text.text for text in figure.drawing.texts()]
    said = [" ".join((text.text, *text.more)) for text in figure.drawing.texts()]
    assert said.count(HIDDEN) == 2, "inside the rose and in the legend"
    assert [row[2] for row in figure.table.rows] == [HIDDEN] * 7


def test_another_reading_lies_hollow_behind_and_stands_in_the_table():
    behind = [Reading(2.0)] * 7
    figure = draw([group(0, behind=behind), group(1)])
    ghosts = [shape for shape in figure.drawing.shapes() if shape.key == "behind:s0"]
    assert [ghost.style for ghost in ghosts] == ["ghost"]
    assert figure.table.head == ("Axel", "Grupp 0 9", "Grupp 0, förra rundan", "Grupp 1 9")
    assert figure.table.rows[0][1:3] == ("3 (2,5–3,5)", "2")
    assert "förra rundan" in [text.text for text in figure.drawing.texts()]


def test_a_band_that_is_only_approximate_is_dashed_and_said_to_be():
    rough = [replace(reading, approximate=True) for reading in group(0).readings]
    figure = draw([replace(group(0), readings=rough)])
    dashed = [shape for shape in figure.drawing.shapes() if shape.key.startswith("approximate:s0")]
    assert len(dashed) == 7
    assert all("stroke_dasharray" in shape.attributes for shape in dashed)
    assert figure.table.rows[0][1] == "3 (2,5–3,5, ungefärligt intervall)"


def test_names_stand_around_four_roses_of_a_page_and_numbers_where_there_is_no_room():
    texts = [text.text for text in draw([group(n) for n in range(4)]).drawing.texts()]
    assert texts.count("Delaktighet") == 4
    long = draw([replace(group(n), readings=group(n).readings) for n in range(4)], given=axes(7))
    assert texts_outside(long.drawing) == []
    assert [text.text for text in long.drawing.texts()].count("7") == 5, "around four roses and once in the list"


@pytest.mark.parametrize("variant", ["page", "presenter", "phone"])
def test_a_group_keeps_its_sign_whoever_else_is_there(variant):
    def sign(figure):
        return next(shape.style for shape in figure.drawing.shapes() if shape.key == "sign:s1")

    assert sign(draw([group(0), group(1)], variant)) == sign(draw([group(n) for n in range(6)], variant))


@pytest.mark.parametrize("variant", ["page", "presenter", "phone"])
def test_a_long_name_does_not_push_out_how_many_they_are(variant):
    called = replace(group(1), name="Kommunernas förtroendevalda i nämnder och styrelser", people=18)
    assert "18" in [text.text for text in draw([called, group(2), group(3)], variant).drawing.texts()]
