from dataclasses import replace

import pytest

from hamn.charts.cloud import Word
from hamn.charts.cloud_pair import Tension, cloud_pair
from tests.charts.comparisons import PAIR_WORDS

START = [Word("1", "lyssna", 30), Word("2", "mer tillsammans", 20), Word("3", "våga", 8), Word("4", "mod", None)]
STOP = [Word("1", "lyssna", 10), Word("9", "mindre konsensus", 12), Word("5", "stuprör", 11)]
PULL = [Tension("t", "2", "9")]
every_variant = pytest.mark.parametrize("variant", ["page", "presenter", "phone"])


def draw(variant="page", start=START, stop=STOP, previous=None, tensions=PULL):
    return cloud_pair(start, stop, previous, "T", "S", PAIR_WORDS, variant, tensions)


def texts(figure):
    return {text.key: text for text in figure.drawing.texts()}


def test_both_sides_stand_in_one_table_ranked_one_after_the_other():
    assert draw()[0].table.rows == [
        ("Börja göra", "lyssna", "30"),
        ("Börja göra", "mer tillsammans", "20"),
        ("Börja göra", "våga", "8"),
        ("Börja göra", "mod", "ett fåtal"),
        ("Sluta göra", "mindre konsensus", "12"),
        ("Sluta göra", "stuprör", "11"),
        ("Sluta göra", "lyssna", "10"),
    ]


@every_variant
def test_a_word_said_on_both_sides_is_two_words_on_a_side_each(variant):
    drawn = [text for text in draw(variant)[0].drawing.texts() if text.text == "lyssna"]
    assert len({text.key for text in drawn}) == 2
    start, stop = sorted(drawn, key=lambda text: "stop" in text.key)
    assert (start.x < stop.x) if variant != "phone" else (start.y < stop.y)


@every_variant
def test_sizes_can_be_compared_between_the_sides(variant):
    sizes = {text.key: text.size for text in draw(variant)[0].drawing.texts() if text.text == "lyssna"}
    assert max(sizes.values()) > min(sizes.values())


@every_variant
def test_words_keep_their_places_when_counts_change(variant):
    _, before = draw(variant)
    more = [*START[:2], Word("3", "våga", 9), START[3], Word("new", "fira", 3)]
    _, after = draw(variant, more, previous=before)
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 1


def test_a_tension_runs_from_word_to_word_and_is_explained():
    figure, _ = draw()
    line = next(shape for shape in figure.drawing.shapes() if shape.key == "tension:t")
    ends = {s.key: s.attributes["cx"] for s in figure.drawing.shapes() if s.key.startswith("tension:t:s")}
    half = figure.drawing.width / 2
    assert line.style == "lit"
    assert ends["tension:t:start"] < half < ends["tension:t:stop"]
    assert "spänning mellan två ord" in [text.text for text in figure.drawing.texts()]
    without = draw(tensions=())[0]
    assert "spänning mellan två ord" not in [text.text for text in without.drawing.texts()]


def test_a_phone_lists_the_pairs_instead_of_drawing_through_the_words():
    figure, _ = draw("phone")
    assert not any(shape.style == "lit" for shape in figure.drawing.shapes())
    said = texts(figure)
    assert (said["pair:t:start"].text, said["pair:t:stop"].text) == ("mer tillsammans", "mindre konsensus")


def test_one_side_may_still_be_empty():
    figure, positions = draw(stop=[], tensions=())
    assert len(positions) == 4
    assert "Sluta göra" in [text.text for text in figure.drawing.texts()]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"tensions": [Tension("t", "2", "77")]}, "a word of each side"),
        ({"tensions": [*PULL, *PULL]}, "id of its own"),
        ({"start": [START[0], START[0]], "tensions": ()}, "id of its own"),
    ],
)
def test_what_cannot_be_a_pair_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        draw(**given)


STATES = {"": "", "answered": "besvarat", "unanswered": "inget svar än"}


@every_variant
def test_what_is_answered_is_told_by_signs_a_legend_and_the_table(variant):
    words = replace(PAIR_WORDS, state="Svar", states=STATES)
    start = [replace(word, state="answered") for word in START]
    stop = [replace(word, state="unanswered") for word in STOP]
    figure, _ = cloud_pair(start, stop, None, "T", "S", words, variant, PULL)
    said = [text.text for text in figure.drawing.texts()]
    assert {"besvarat", "inget svar än"} <= set(said)
    assert figure.table.head[-1] == "Svar" and figure.table.rows[0][-1] == "besvarat"
    assert max(text.y for text in figure.drawing.texts()) <= figure.drawing.height


@every_variant
def test_a_side_of_so_many_words_that_they_shrink_shrinks_the_other_too(variant):
    many = [Word(str(n), f"återkoppling {n}", 14 if n == 0 else 12) for n in range(60)]
    drawn = texts(draw(variant, many, [Word("a", "färre styrsignaler", 14), Word("b", "stuprör", 12)], tensions=[])[0])
    sizes = {text.text: text.size for text in drawn.values()}
    assert sizes["återkoppling 0"] == pytest.approx(sizes["färre styrsignaler"], rel=0.01)
    assert sizes["stuprör"] <= sizes["färre styrsignaler"]
