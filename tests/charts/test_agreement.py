import pytest

from hamn.charts.agreement import Statement, agreement
from tests.charts.samples import AGREEMENT_WORDS, HIDDEN, statements


def draw(given, variant="page"):
    return agreement(given, "Vad håller ni med om?", "Flest möten i skärgården.", AGREEMENT_WORDS, variant)


TWO = [Statement("a", "Mät samma sak", 10, 4, 30), Statement("b", "Regionen ska leda", 20, 0, 5)]


def part(figure, style, statement):
    return next(s.attributes for s in figure.drawing.shapes() if s.key == f"{style}:{statement}")


def test_every_part_is_as_wide_as_its_count_and_they_stand_side_by_side():
    figure = draw(TWO)
    disagree, passed, agree = (part(figure, style, "a") for style in ("disagree", "passed", "agree"))
    assert agree["width"] == pytest.approx(3 * disagree["width"])
    assert disagree["width"] == pytest.approx(2.5 * passed["width"])
    assert disagree["x"] + disagree["width"] == pytest.approx(passed["x"])
    assert passed["x"] + passed["width"] == pytest.approx(agree["x"])


def test_all_rows_share_scale_and_middle():
    figure = draw(TWO)
    assert part(figure, "disagree", "b")["width"] == pytest.approx(2 * part(figure, "disagree", "a")["width"])
    passed = part(figure, "passed", "a")
    assert passed["x"] + passed["width"] / 2 == pytest.approx(part(figure, "passed", "b")["x"])


def test_statements_stand_in_the_order_given():
    assert [row[0] for row in draw(TWO).table.rows] == ["Mät samma sak", "Regionen ska leda"]
    y = {text.key: text.y for text in draw(TWO).drawing.texts()}
    assert y["text:a"] < y["text:b"]


def test_all_three_counts_are_written_and_the_fills_are_named():
    texts = [text.text for text in draw(TWO[:1]).drawing.texts()]
    assert {"10", "4", "30", "instämmer inte", "pass", "instämmer"} <= set(texts)


def test_one_hidden_count_hides_the_row_for_two_would_give_away_the_third():
    figure = draw([Statement("a", "Mät samma sak", None, 4, 30)])
    texts = [text.text for text in figure.drawing.texts()]
    assert HIDDEN in texts
    assert not {"4", "30"} & set(texts)
    assert figure.table.rows == [("Mät samma sak", HIDDEN, HIDDEN, HIDDEN)]


@pytest.mark.parametrize(("variant", "most"), [("presenter", 6), ("page", 20), ("phone", 20)])
def test_no_more_rows_than_can_be_read_and_the_rest_is_said(variant, most):
    short = [Statement(str(n), f"Påstående {n}", n, n, n) for n in range(25)]
    figure = draw(short, variant)
    assert sum(text.key.startswith("text:") for text in figure.drawing.texts()) == most
    assert f"{25 - most} till finns i tabellen" in [text.text for text in figure.drawing.texts()]
    assert len(figure.table.rows) == 25


def test_a_question_without_statements_yet_is_an_empty_drawing():
    figure = draw([])
    assert figure.table.rows == []
    assert figure.drawing.height > 0


def test_a_phone_has_the_text_above_the_bar():
    figure = draw(statements(1, 3) + TWO, "phone")
    text = next(text for text in figure.drawing.texts() if text.key == "text:a")
    assert text.y < part(figure, "agree", "a")["y"]
    assert text.x < part(figure, "disagree", "a")["x"]


def test_two_statements_with_the_same_id_are_refused():
    with pytest.raises(ValueError, match="id of its own"):
        draw([TWO[0], TWO[0]])
