import pytest

from hamn.charts.ranking import Ranked, ranking
from tests.charts.samples import HIDDEN, RANKING_WORDS, ranked


def draw(given, variant="page"):
    return ranking(given, "Vad är viktigast?", "Vatten först.", RANKING_WORDS, variant)


FOUR = [
    Ranked("a", "Unga", 3, 2, 4, 2),
    Ranked("b", "Vatten", 1.5, 1, 2, 21),
    Ranked("c", "Vård", 2, 1, 3, 14),
    Ranked("d", "Skola", None),
]


def shapes(figure, kind):
    return {
        shape.key.split(":")[1]: shape.attributes
        for shape in figure.drawing.shapes()
        if shape.key.startswith(f"{kind}:")
    }


def test_the_best_mean_rank_stands_first_and_what_is_hidden_last():
    assert [row[0] for row in draw(FOUR).table.rows] == ["Vatten", "Vård", "Unga", "Skola"]


def test_dots_stand_at_the_mean_on_a_scale_from_one_to_the_number_of_options():
    x = {name: float(dot["cx"]) for name, dot in shapes(draw(FOUR), "mean").items()}
    assert (x["c"] - x["b"]) / (x["a"] - x["b"]) == pytest.approx(0.5 / 1.5)


def test_the_spread_holds_the_dot_and_reaches_from_low_to_high():
    figure = draw(FOUR)
    dots, spreads = shapes(figure, "mean"), shapes(figure, "spread")
    for name, spread in spreads.items():
        assert spread["x"] <= dots[name]["cx"] <= spread["x"] + spread["width"]
    assert spreads["a"]["width"] > spreads["b"]["width"]


def test_how_many_ranked_it_first_stands_at_the_end_under_its_head():
    texts = [text.text for text in draw(FOUR).drawing.texts()]
    assert {"först", "21", "14", "2"} <= set(texts)


def test_the_table_says_mean_spread_and_firsts_in_words_where_they_are_hidden():
    assert draw(FOUR).table.rows[0] == ("Vatten", "1,5", "1–2", "21")
    assert draw(FOUR).table.rows[3] == ("Skola", HIDDEN, HIDDEN, HIDDEN)


def test_a_single_option_is_ranked_first_by_all():
    assert shapes(draw([Ranked("a", "Vatten", 1, 1, 1, 9)]), "mean")


def test_the_steps_are_thinned_so_that_numbers_stay_apart_but_the_last_is_named():
    texts = [text.text for text in draw(ranked(20), "phone").drawing.texts() if text.style == "quiet"]
    assert "1" in texts
    assert "20" in texts


@pytest.mark.parametrize("given", [[], [Ranked("a", "A", 1), Ranked("a", "B", 2)], [Ranked("a", "A", 1.2)]])
def test_what_cannot_be_a_ranking_is_refused(given):
    with pytest.raises(ValueError, match="needs at least one option|lies between 1 and"):
        draw(given)
