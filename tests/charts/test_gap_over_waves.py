from dataclasses import replace

import pytest

from hamn.charts.axes import Reading
from hamn.charts.gap_over_waves import GapRow, gap_over_waves
from tests.charts.comparisons import GAP_WORDS
from tests.charts.samples import overlapping_texts, texts_outside

WAVES = ("2021", "2022", "2023")
ROWS = [
    GapRow("a", "Riktning", [Reading(2, 1.5, 2.5), Reading(1, 0.5, 1.5), Reading(0, 0, 0.5)], "closed"),
    GapRow("b", "Mandat", [Reading(1, 0.5, 1.5), Reading(None), Reading(2, 1, 3, approximate=True)], "wider"),
    GapRow("c", "Kraft", [Reading(1), Reading(1), Reading(1)]),
]
every_variant = pytest.mark.parametrize("variant", ["page", "presenter", "phone"])


def draw(given=ROWS, variant="page", waves=WAVES, **more):
    return gap_over_waves(given, waves, "T", "S", GAP_WORDS, variant, **more)


def point(figure, name):
    return next(s.attributes for s in figure.drawing.shapes() if s.key == f"point:{name}")


@every_variant
def test_a_gap_that_closes_comes_down_to_the_line_where_there_is_none(variant):
    figure = draw(variant=variant)
    heights = [point(figure, f"a:{wave}")["cy"] for wave in range(3)]
    places = [point(figure, f"a:{wave}")["cx"] for wave in range(3)]
    assert heights == sorted(heights)
    assert places == sorted(places)
    assert heights[2] - heights[1] == pytest.approx(heights[1] - heights[0])


@every_variant
def test_all_axes_have_one_scale(variant):
    figure = draw(variant=variant)
    first, second = point(figure, "a:0"), point(figure, "b:2")
    rise = point(figure, "a:1")["cy"] - first["cy"]
    assert point(figure, "b:0")["cy"] - second["cy"] == pytest.approx(rise)


def test_only_the_last_round_is_filled():
    styles = {s.key: s.style for s in draw().drawing.shapes()}
    assert [styles[f"point:a:{wave}"] for wave in range(3)] == ["g1-hollow", "g1-hollow", "g1-solid"]


@every_variant
def test_a_round_that_may_not_be_shown_is_a_dotted_line_and_joins_nothing(variant):
    figure = draw(variant=variant)
    shapes = {s.key: s for s in figure.drawing.shapes()}
    assert shapes["whisker:b:1"].style == "stem-off"
    assert "point:b:1" not in shapes
    assert "line:b" not in shapes
    assert figure.table.rows[1][2] == "för få för att visas"


@every_variant
def test_whether_the_gap_closed_is_said_with_a_sign_and_a_word(variant):
    said = {text.key: text.text for text in draw(variant=variant).drawing.texts() if text.key.startswith("verdict:")}
    assert said == {"verdict:a": "gapet har slutits", "verdict:b": "större gap"}


def test_the_table_has_every_round_and_the_change():
    table = draw().table
    assert table.head == ("Axel", "2021", "2022", "2023", "Utfall")
    assert table.rows[0] == ("Riktning", "2,0 (1,5–2,5)", "1,0 (0,5–1,5)", "0,0 (0,0–0,5)", "gapet har slutits")
    assert table.rows[1][3] == "2,0 (1,0–3,0, ungefärlig osäkerhet)"


def test_the_scale_may_be_the_widest_gap_there_can_be():
    assert point(draw(most=4), "a:0")["cy"] > point(draw(), "a:0")["cy"]


@every_variant
@pytest.mark.parametrize("waves", [1, 2, 9])
def test_one_round_or_nine_find_room(waves, variant):
    row = GapRow("a", "Riktning", [Reading(1, 0.5, 2)] * waves, "same")
    figure = draw([row, replace(row, id="b")], variant, [f"Rundan våren {2015 + n}" for n in range(waves)])
    assert overlapping_texts(figure.drawing) == []
    assert len([s for s in figure.drawing.shapes() if s.key.startswith("point:a:")]) >= waves


def test_the_wall_shows_three_axes_and_says_that_the_table_has_more():
    figure = draw([replace(ROWS[0], id=str(n)) for n in range(12)], "presenter")
    assert sum(text.key.startswith("axis:") for text in figure.drawing.texts()) == 3
    assert "9 till finns i tabellen" in [text.text for text in figure.drawing.texts()]
    assert len(figure.table.rows) == 12


@every_variant
def test_no_axis_group_or_day_is_cut(variant):
    label = "Ledarskap och medarbetarskap: Politiker – Medarbetare"
    rows = [GapRow(str(n), label, [Reading(2, 1.5, 2.5), Reading(1, 0.5, 1.5)], "narrower") for n in range(3)]
    figure = draw(rows, variant, ["2021-09-15", "2023-09-18 (14)"])
    said = [" ".join((text.text, *text.more)) for text in figure.drawing.texts()]
    assert [said.count(each) for each in (label, "2021-09-15", "2023-09-18 (14)")] == [3, 3, 3]
    assert overlapping_texts(figure.drawing) == [] == texts_outside(figure.drawing)


@pytest.mark.parametrize(
    ("given", "more", "message"),
    [
        ([], {}, "a round and an axis"),
        ([ROWS[0], ROWS[0]], {}, "id of its own"),
        ([replace(ROWS[0], gaps=ROWS[0].gaps[:2])], {}, "Every round needs a gap"),
        ([replace(ROWS[0], gaps=[Reading(-0.1)] * 3)], {}, "not less than 0"),
        (ROWS, {"most": 2}, "nor more than the widest"),
    ],
)
def test_what_is_no_gap_is_refused(given, more, message):
    with pytest.raises(ValueError, match=message):
        draw(given, **more)
