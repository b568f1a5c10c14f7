import pytest

from hamn.charts.histogram import histogram
from tests.charts.samples import DONT_KNOW_WORDS, HIDDEN, HISTOGRAM_WORDS, overlapping_texts, texts_outside

LABELS = ["1 Stämmer inte", "2", "3", "4", "5 Stämmer helt"]


def draw(counts, labels=LABELS, middle=None):
    told = ("Vi har en gemensam riktning", "De flesta svarade 4.", HISTOGRAM_WORDS)
    return histogram(labels, counts, *told, middle=middle)


def test_the_middle_half_is_marked_by_bracket_words_and_darker_bars():
    drawing = draw([3, 7, 14, 22, 9], middle=(2, 3)).drawing
    styles = [shape.style for shape in drawing.shapes()]
    assert styles.count("bar-middle") == 2
    assert styles.count("bar") == 3
    assert "median" in styles
    assert "Hälften svarade här" in [text.text for text in drawing.texts()]


def test_bars_are_as_high_as_their_counts():
    heights = [float(s.attributes["height"]) for s in draw([5, 10, 20, 10, 5]).drawing.shapes() if "bar" in s.style]
    assert [height / heights[0] for height in heights] == pytest.approx([1, 2, 4, 2, 1])


def test_a_hidden_count_is_drawn_as_hidden_and_nothing_is_marked():
    figure = draw([6, None, 9, 12, 7])
    assert figure.table.rows[1] == ("2", HIDDEN)
    assert f"– {HIDDEN}" in [text.text for text in figure.drawing.texts()]
    assert "median" not in [shape.style for shape in figure.drawing.shapes()]


@pytest.mark.parametrize("steps", [2, 5, 7, 10])
def test_no_two_texts_overlap(steps):
    labels = [f"{n} Stämmer ganska bra" for n in range(steps)]
    figure = draw([n * 3 for n in range(steps)], labels, middle=(0, steps - 1))
    assert overlapping_texts(figure.drawing) == []
    assert texts_outside(figure.drawing) == []


def test_labels_without_counts_are_refused():
    with pytest.raises(ValueError, match="needs a label and a count"):
        draw([1, 2])


def test_those_who_do_not_know_stand_apart_from_the_scale():
    figure = histogram(["1", "2", "3"], [5, 9, 5], "Riktning", "De flesta 2.", DONT_KNOW_WORDS, dont_know=40)
    apart = next(shape for shape in figure.drawing.shapes() if shape.key == "bar:apart")
    last = next(shape for shape in figure.drawing.shapes() if shape.key == "bar:2")
    assert apart.style == "passed"
    assert float(apart.attributes["x"]) > float(last.attributes["x"]) + float(last.attributes["width"])
    assert figure.table.rows[-1] == ("Vet inte", "40")


def test_how_many_do_not_know_may_be_hidden_while_the_scale_is_shown():
    figure = histogram(
        ["1", "2", "3"], [5, 9, 5], "Riktning", "De flesta 2.", DONT_KNOW_WORDS, dont_know=None, middle=(0, 2)
    )
    assert figure.table.rows[-1] == ("Vet inte", HIDDEN)
    assert HIDDEN in [" ".join((text.text, *text.more)) for text in figure.drawing.texts()]
    assert "median" in [shape.style for shape in figure.drawing.shapes()]


@pytest.mark.parametrize("variant", ["page", "presenter", "phone"])
def test_the_ends_of_the_scale_are_said_in_words_under_its_first_and_last_step(variant):
    ends = ("Stämmer inte alls", "Stämmer helt")
    figure = histogram(list("1234"), [1, 2, 3, 4], "T", "S", DONT_KNOW_WORDS, variant, 3, ends)
    said = {text.anchor: " ".join((text.text, *text.more)) for text in figure.drawing.texts() if text.style == "quiet"}
    assert said["start"] == ends[0]
    assert said["end"] == ends[1]
    assert [row[0] for row in figure.table.rows] == ["1 Stämmer inte alls", "2", "3", "4 Stämmer helt", "Vet inte"]
