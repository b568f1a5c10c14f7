from hamn.sensemaking.words.language import language_of
from hamn.sensemaking.words.tokens import tokens
from tests.sensemaking.words.samples import SAID


def test_hyphens_and_apostrophes_inside_a_word_hold_it_together():
    assert tokens("LG-mötet – don’t stop!") == ("LG-mötet", "don't", "stop")


def test_emoji_are_kept_whole():
    assert tokens("Heja 👍🏽👩‍👩‍👧!") == ("Heja", "👍🏽", "👩‍👩‍👧")


def test_nothing_said_has_no_words():
    assert tokens("  ... !? \n") == ()


def test_the_language_of_the_delivered_answers_is_known():
    told = [("sv", each) for theme in SAID["themes"].values() for each in theme["answers_sv"]]
    told += [("en", each) for theme in SAID["themes"].values() for each in theme["answers_en"]]
    assert sum(language_of(each) == language for language, each in told) / len(told) >= 0.98


def test_a_tie_is_in_the_installations_first_language():
    assert {language_of("👍", ("sv", "fi")), language_of("123", ("sv", "en"))} == {"sv"}
    assert language_of("👍", ("fi", "sv")) == "fi"


def test_an_answer_in_a_third_language_still_gets_one_of_ours():
    assert language_of("我们需要更多信任", ("sv", "fi", "en")) in ("sv", "fi", "en")
