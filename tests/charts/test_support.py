import pytest

from hamn.charts.support import Supported, support
from tests.charts.samples import SUPPORT_WORDS


def draw(given, variant="page"):
    return support(given, "Vad undrar ni?", "Flest undrar om mandat.", SUPPORT_WORDS, variant)


FOUR = [
    Supported("a", "Vad kostar det?", 17),
    Supported("b", "Vem har mandat?", 31),
    Supported("c", "När får vi veta?", 17),
    Supported("d", "Finns det fika?", None),
]


def test_the_most_supported_stands_first_and_equal_support_shares_a_place():
    rows = draw(FOUR).table.rows
    assert [(row[0], row[2]) for row in rows] == [("1", "31"), ("2", "17"), ("2", "17"), ("", "för få")]


def test_bars_are_as_long_as_the_support():
    wide = {s.key: s.attributes["width"] for s in draw(FOUR).drawing.shapes() if s.style == "support"}
    assert wide["bar:a"] == pytest.approx(wide["bar:b"] * 17 / 31)
    assert "bar:d" not in wide


def test_a_question_that_rises_keeps_its_node_and_its_place_in_the_order_of_nodes():
    before = [node.key for node in draw(FOUR).drawing.everything()]
    risen = [Supported("a", "Vad kostar det?", 50), *FOUR[1:]]
    figure = draw(risen)
    assert [node.key for node in figure.drawing.everything()] == before
    assert figure.table.rows[0][1] == "Vad kostar det?"


@pytest.mark.parametrize(("variant", "most"), [("presenter", 5), ("page", 30), ("phone", 30)])
def test_no_more_questions_than_can_be_read_and_the_rest_is_said(variant, most):
    figure = draw([Supported(str(n), f"Fråga {n}?", n) for n in range(40)], variant)
    assert sum(text.key.startswith("text:") for text in figure.drawing.texts()) == most
    assert f"{40 - most} till finns i tabellen" in [text.text for text in figure.drawing.texts()]
    assert len(figure.table.rows) == 40


def test_before_anyone_has_asked_the_drawing_is_empty():
    assert draw([], "presenter").table.rows == []
    assert draw([]).drawing.height >= 0


def test_two_questions_with_the_same_id_are_refused():
    with pytest.raises(ValueError, match="id of its own"):
        draw([FOUR[0], FOUR[0]])
