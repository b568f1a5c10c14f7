from dataclasses import replace

import pytest

from hamn.charts.soundings import FORMATS, Word, soundings
from tests.charts.samples import SOUNDINGS_WORDS, overlapping_texts, texts_outside, words

VARIANTS = ["page", "presenter", "beside", "phone"]


def draw(given, previous=None, variant="page"):
    return soundings(given, previous, "Vad behöver vi mest?", "Samverkan nämndes oftast.", variant, SOUNDINGS_WORDS)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("count", [0, 1, 12, 40, 70])
def test_no_two_words_overlap_and_none_leaves_the_water(variant, count):
    drawing = draw(words(count), variant=variant)[0].drawing
    assert overlapping_texts(drawing) == []
    assert texts_outside(drawing) == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_words_stay_put_when_counts_grow(variant):
    before = words(30)
    after = [replace(word, count=word.count + int(word.id) % 3 if word.count else None) for word in before]
    places = draw(before, variant=variant)[1]
    figure, again = draw(after, places, variant)
    assert again == places
    assert overlapping_texts(figure.drawing) == []


def test_most_words_stay_when_new_ones_arrive():
    places = draw(words(25))[1]
    figure, again = draw([*words(25), *(Word(f"new{n}", "nytt ord", 9) for n in range(4))], places)
    assert sum(again[word] == place for word, place in places.items()) >= 23
    assert len(again) == 29
    assert overlapping_texts(figure.drawing) == []


def test_a_word_that_grows_to_the_largest_keeps_its_place_where_it_can():
    places = draw(words(20))[1]
    grown = [replace(word, count=70) if word.id == "6" else word for word in words(20)]
    assert draw(grown, places)[1]["6"] == places["6"]


def test_more_often_said_is_larger():
    figure, _ = draw([Word("a", "mod", 40), Word("b", "tid", 10)])
    size = {text.text: text.size for text in figure.drawing.texts()}
    assert size["mod"] > size["tid"]


@pytest.mark.parametrize("count", [10, 40])
def test_nothing_presented_is_smaller_than_four_percent_of_the_height(count):
    drawing = draw(words(count), variant="presenter")[0].drawing
    assert min(text.size for text in drawing.texts()) >= 0.04 * drawing.height


def test_phone_text_is_at_least_twelve_pixels_on_the_smallest_phone():
    drawing = draw(words(30), variant="phone")[0].drawing
    assert min(text.size for text in drawing.texts()) * 320 / FORMATS["phone"].width >= 12


def test_every_drawn_word_links_to_its_trail_and_says_its_count_and_state():
    figure, places = draw([Word("a", "mod", 12, "/words/a/", "unanswered"), Word("b", "tid", None, "/words/b/")])
    labels = {link.href: link.label for link in figure.drawing.links()}
    assert labels == {"/words/a/": "mod, 12, inget svar än", "/words/b/": "tid, färre än fem"}
    assert set(places) == {"a", "b"}


def test_unanswered_and_answered_words_carry_different_signs_explained_in_words():
    unanswered = draw([Word("a", "mod", 12, "", "unanswered")])[0].drawing
    answered = draw([Word("a", "mod", 12, "", "answered")])[0].drawing
    assert "hollow" in {shape.style for shape in unanswered.shapes()}
    assert "solid" in {shape.style for shape in answered.shapes()}
    assert "inget svar än" in [text.text for text in unanswered.texts()]
    assert "har fått svar" in [text.text for text in answered.texts()]


def test_a_hidden_count_is_nowhere_in_the_drawing():
    figure, _ = draw([Word("a", "mod", 12), Word("b", "tid", None)])
    assert [text.text for text in figure.drawing.texts()] == ["mod", "12", "tid"]
    assert figure.table.rows == [("mod", "12"), ("tid", "färre än fem")]


def test_the_ranked_list_holds_every_word_even_those_without_room():
    many = words(300)
    figure, places = draw(many, variant="phone")
    assert len(figure.table.rows) == 300
    assert 0 < len(places) < 300


def test_the_order_in_which_words_arrive_changes_nothing():
    assert draw(words(30))[0].page_svg("f") == draw(list(reversed(words(30))))[0].page_svg("f")


def test_a_very_long_word_is_shortened_to_fit():
    figure, _ = draw([Word("a", "medarbetarskap" * 20, 9)], variant="phone")
    assert texts_outside(figure.drawing) == []
    assert figure.drawing.texts()[0].text.endswith("…")


def test_a_word_that_moves_in_rank_keeps_its_nodes():
    before = draw(words(12))[0].drawing
    after = draw([replace(word, count=99) if word.id == "7" else word for word in words(12)])[0].drawing
    for drawing in (before, after):
        assert {"word:7", "text:7"} <= {node.key for node in drawing.everything()}
    assert [shape.key for shape in after.shapes() if shape.style in ("deep", "middle")] == [
        "water:middle",
        "water:deep",
    ]
