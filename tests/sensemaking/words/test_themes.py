import pytest

from hamn.sensemaking.words.themes import Theme, suggest
from tests.sensemaking.words.samples import SAID, rows

BOOK = [Theme(key, theme["description_sv"]) for key, theme in SAID["themes"].items()]


def reached(told: list[tuple[str, str]], book=BOOK) -> tuple[float, float]:
    """The share whose theme stands first, and among the three."""
    near = suggest(book, [text for _, text in told], ("sv", "en"))
    keys = [[each.key for each in found] for found in near]
    first = [bool(found) and found[0] == key for found, (key, _) in zip(keys, told, strict=True)]
    three = [key in found for found, (key, _) in zip(keys, told, strict=True)]
    return sum(first) / len(told), sum(three) / len(told)


def test_the_delivered_answers_find_their_themes():
    first, three = reached([(key, text) for key, theme in SAID["themes"].items() for text in theme["answers_sv"]])
    assert first >= 0.85 and three >= 0.95


def test_english_answers_find_themes_described_in_swedish():
    first, _ = reached([(key, text) for key, theme in SAID["themes"].items() for text in theme["answers_en"]])
    assert first >= 0.75


@pytest.mark.parametrize(
    "name, first, three",
    [("themes-deck.txt", 0.8, 0.85), ("themes-written-later.txt", 0.85, 0.9), ("themes-written-last.txt", 0.8, 0.9)],
)
def test_answers_of_other_sets_find_their_themes(name, first, three):
    reached_first, reached_three = reached(told_of(name))
    assert reached_first >= first and reached_three >= three


def test_a_sure_suggestion_is_right_at_least_as_often_as_it_says():
    told = told_of("themes-deck.txt") + told_of("themes-written-last.txt")
    near = suggest(BOOK, [text for _, text in told], ("sv", "en"))
    sure = [(found[0], key) for found, (key, _) in zip(near, told, strict=True) if found and found[0].confidence >= 0.7]
    right = sum(found.key == key for found, key in sure) / len(sure)
    assert len(sure) >= 40
    assert right >= sum(found.confidence for found, _ in sure) / len(sure)
    assert max(found.confidence for found, _ in sure) <= 0.95


def told_of(name: str) -> list[tuple[str, str]]:
    return [tuple(part.strip() for part in row.split("|")) for row in rows(name)]


def test_an_example_that_a_person_put_in_a_theme_brings_its_likes():
    book = [Theme("a", "parkering"), Theme("b", "mat", ("Kaffet är kallt",))]
    assert suggest(book, ["Kallt kaffe"])[0][0].key == "b"


def test_what_shares_nothing_with_any_theme_gets_no_suggestion():
    assert suggest([Theme("a", "parkering")], ["👍", ""]) == [[], []]


def test_one_answer_is_suggested_the_same_twice():
    assert suggest(BOOK, ["Fler möten", "Sluta mäta"]) == suggest(BOOK, ["Fler möten", "Sluta mäta"])


@pytest.mark.parametrize("book", [[], [Theme("a", "x"), Theme("a", "y")]])
def test_a_codebook_has_themes_and_each_key_once(book):
    with pytest.raises(ValueError, match="each key once"):
        suggest(book, ["x"])
