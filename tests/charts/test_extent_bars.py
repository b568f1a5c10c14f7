import pytest

from hamn.charts.extent_bars import Extent, extent_bars, shade
from tests.charts.comparisons import EXTENT_WORDS

ROWS = [
    Extent("a", "Politik", [0.1, 0.2, 0.4, 0.2, 0.1], 0.25, 12),
    Extent("b", "Unga", None),
    Extent("c", "Chefer", [0, 0, 0, 0, 1.0], 0.0, 9),
]
every_variant = pytest.mark.parametrize("variant", ["page", "presenter", "phone"])


def draw(given=ROWS, variant="page", steps=5):
    return extent_bars(given, steps, "T", "S", EXTENT_WORDS, variant)


def bars(figure, name):
    return [s.attributes for s in figure.drawing.shapes() if s.key.startswith(f"step:{name}:")]


@every_variant
def test_steps_lie_end_to_end_and_as_long_as_their_shares(variant):
    drawn = bars(draw(variant=variant), "a")
    whole = sum(each["width"] for each in drawn)
    assert [each["width"] / whole for each in drawn] == pytest.approx(ROWS[0].shares)
    for one, after in zip(drawn, drawn[1:], strict=False):
        assert one["x"] + one["width"] == pytest.approx(after["x"])


def test_an_empty_step_keeps_its_node_so_that_it_can_grow():
    assert [each["width"] for each in bars(draw(), "c")][:4] == [0, 0, 0, 0]


@every_variant
def test_those_who_do_not_know_stand_apart_from_the_scale(variant):
    figure = draw(variant=variant)
    apart = next(text for text in figure.drawing.texts() if text.key == "apart:a")
    last = bars(figure, "a")[-1]
    assert apart.text == "25 %"
    assert apart.x > last["x"] + last["width"]
    assert "vet inte" in [text.text for text in figure.drawing.texts()]


@every_variant
def test_a_hidden_row_says_so_and_has_no_bar(variant):
    figure = draw(variant=variant)
    assert bars(figure, "b") == []
    assert "för få för att visas" in [text.text for text in figure.drawing.texts()]


def test_the_table_has_every_share_and_names_the_ends():
    table = draw().table
    assert table.head == ("Grupp", f"1 {EXTENT_WORDS.low}", "2", "3", "4", f"5 {EXTENT_WORDS.high}", "vet inte")
    assert table.rows[0] == ("Politik 12", "10 %", "20 %", "40 %", "20 %", "10 %", "25 %")
    assert table.rows[1] == ("Unga", *["för få för att visas"] * 6)


def test_rounded_shares_that_make_more_than_one_still_find_room():
    figure = draw([Extent("a", "A", [0.21, 0.21, 0.21, 0.21, 0.21])])
    last = bars(figure, "a")[-1]
    assert last["x"] + last["width"] <= figure.drawing.width


@pytest.mark.parametrize("steps", range(2, 12))
def test_shades_go_from_the_palest_to_the_deepest_whatever_the_scale(steps):
    shades = [int(shade(step, steps)[-1]) for step in range(steps)]
    assert (shades[0], shades[-1]) == (1, 5)
    assert shades == sorted(shades)


@pytest.mark.parametrize(
    ("given", "steps", "message"),
    [
        (ROWS, 1, "2 to 11 steps"),
        (ROWS, 4, "Every step needs a share"),
        ([ROWS[0], ROWS[0]], 5, "id of its own"),
        ([Extent("a", "A", [0.5, 0.9, 0, 0, 0])], 5, "make 1 together"),
        ([Extent("a", "A", [-0.1, 0.9, 0, 0, 0])], 5, "between 0 and 1"),
        ([Extent("a", "A", [1, 0, 0, 0, 0], 1.4)], 5, "between 0 and 1"),
    ],
)
def test_what_are_no_shares_is_refused(given, steps, message):
    with pytest.raises(ValueError, match=message):
        draw(given, steps=steps)
