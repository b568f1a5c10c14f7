"""What holds for every figure of the live room, on a page, on the wall and on a phone."""

import re

import pytest

from hamn.charts.drawing import key
from hamn.charts.stage import STAGES
from tests.charts.samples import HIDDEN, LABELS, overlapping_texts, room, room_drawers, texts_outside, words

FIGURES = tuple(room("page"))
# The wall is 1600 × 900 units, of which a figure may be lower.
WALL = 900
NAMES_OF_ANSWERS = ("label:", "text:", "axis:")
every_figure = pytest.mark.parametrize("name", FIGURES)
every_variant = pytest.mark.parametrize("variant", STAGES)


def figures(variant):
    """Each figure from 1 to 20 answers with several throws of the dice."""
    for size in (1, 2, 3, 5, 8, 12, 20):
        for seed in range(6):
            yield (size, seed), room(variant, seed, size)


@pytest.fixture(scope="module")
def thrown():
    return {variant: dict(figures(variant)) for variant in STAGES}


@every_variant
@every_figure
def test_no_two_texts_overlap_and_none_leaves_the_drawing(thrown, variant, name):
    for throw, drawn in thrown[variant].items():
        assert overlapping_texts(drawn[name].drawing) == [], throw
        assert texts_outside(drawn[name].drawing) == [], throw


@every_variant
@every_figure
def test_everything_drawn_stays_inside(thrown, variant, name):
    for throw, drawn in thrown[variant].items():
        drawing = drawn[name].drawing
        for shape in drawing.shapes():
            if shape.tag == "rect":
                left, top, wide, high = (float(shape.attributes[part]) for part in ("x", "y", "width", "height"))
                assert min(left, top, wide, high) >= 0, (throw, shape)
                assert left + wide <= drawing.width + 0.1, (throw, shape)
                assert top + high <= drawing.height + 0.1, (throw, shape)


@every_figure
def test_nothing_on_the_wall_is_under_four_percent_of_its_height_nor_a_label_under_five_and_a_half(thrown, name):
    for drawn in thrown["presenter"].values():
        texts = drawn[name].drawing.texts()
        assert min((text.size for text in texts), default=WALL) >= 0.04 * WALL
        labels = [text for text in texts if text.key.startswith(NAMES_OF_ANSWERS)]
        if name not in ("histogram", "soundings", "cloud pair"):
            assert labels or name in ("agreement", "support")
            assert all(text.size >= 0.055 * WALL for text in labels)


@every_figure
def test_text_on_a_phone_is_at_least_twelve_pixels_also_on_the_smallest(thrown, name):
    for drawn in thrown["phone"].values():
        drawing = drawn[name].drawing
        assert min((text.size for text in drawing.texts()), default=12) * 320 / drawing.width >= 12


@every_variant
@every_figure
def test_every_id_is_the_pages_own_and_there_only_once(thrown, variant, name):
    for drawn in thrown[variant].values():
        ids = re.findall(r' id="([^"]+)"', drawn[name].page_svg("live-3"))
        assert len(set(ids)) == len(ids)
        assert all(each.startswith("live-3-") and " " not in each for each in ids)


@every_variant
@pytest.mark.parametrize("name", [name for name in FIGURES if name not in ("soundings", "cloud pair")])
def test_answers_keep_their_nodes_in_the_same_order_when_counts_change(variant, name):
    """What a morph finds in the same place it moves; what it must fetch from elsewhere may jump."""

    def names(seed):
        nodes = room_drawers(variant, seed)[name]().drawing.everything()
        return [node.key for node in nodes if node.key.startswith((*NAMES_OF_ANSWERS, "count:"))]

    for seed in (3, 6):
        shared = set(names(0)) & set(names(seed))
        assert len(shared) >= 3
        assert [each for each in names(0) if each in shared] == [each for each in names(seed) if each in shared]


def test_words_keep_their_nodes():
    ids = [re.findall(r' id="(f-word:\d+)"', room("presenter", seed)["soundings"].page_svg("f")) for seed in (0, 3)]
    assert set(ids[0]) == set(ids[1]) == {f"f-word:{word.id}" for word in words(6)}


def test_text_that_may_move_stands_by_a_transform():
    svg = room("page")["bars"].page_svg("f")
    assert re.search(r'<text id="f-value:o%200" class="[^"]*k-glide" transform="translate\([\d.]+ [\d.]+\)"', svg)


def test_two_keys_are_only_equal_if_all_their_parts_are():
    assert key("a", "b c") == "a:b%20c"
    assert len({key("a:b", "c"), key("a", "b:c"), key("a", "b", "c"), key("a-b", "c")}) == 4


def test_a_drawing_that_is_only_scenery_has_no_ids():
    assert " id=" not in room("page")["bars"].decoration_svg()


@every_figure
@every_variant
def test_the_table_is_the_same_whatever_finds_room(thrown, variant, name):
    for throw, drawn in thrown[variant].items():
        assert drawn[name].table == thrown["page"][throw][name].table


@every_figure
def test_equal_answers_give_equal_drawings(name):
    one, other = (room_drawers("page", 5)[name]() for _ in range(2))
    assert one.page_svg("f") == other.page_svg("f")


@pytest.mark.parametrize("name", ["bars", "ranking", "agreement", "support", "dot twin"])
def test_what_is_hidden_is_said_in_words(thrown, name):
    said = [
        text.text
        for drawn in thrown["page"].values()
        for text in drawn[name].drawing.texts()
        if text.text in (HIDDEN, "för få")
    ]
    assert said


def test_a_text_from_the_right_and_pictures_reach_the_page_unharmed():
    svg = room("page", size=8)["bars"].page_svg("f")
    assert LABELS[4] in svg
    assert LABELS[5] in svg
