from hamn.dialogues.codes import CHARACTERS, as_typed, new_code
from hamn.dialogues.misses import Budget
from hamn.live.wordings import key_of, split_words, tidy


def test_capitals_spaces_and_stops_are_no_difference_and_swedish_letters_are_letters():
    assert key_of("  Öppen   DIALOG. ") == key_of("öppen dialog")
    assert len({key_of(word) for word in ("får", "far", "fär", "för", "for")}) == 5


def test_hidden_characters_make_no_new_word():
    assert key_of("til\u200blit\u202e") == key_of("tillit")


def test_words_are_parted_by_commas_and_each_is_taken_once():
    assert split_words(["mod, Mod", "", "fika;tid\nro", " , . "]) == ["mod", "fika", "tid", "ro"]


def test_a_text_keeps_its_lines():
    assert tidy("ett\r\n\r\n\r\n\r\ntvå \u202e") == "ett\n\ntvå"


def test_codes_have_six_characters_that_cannot_be_misread():
    assert all(len(new_code()) == 6 and set(new_code()) <= set(CHARACTERS) for _try in range(200))
    assert not set(CHARACTERS) & set("O0I1LZ2S5B8U")
    assert as_typed(" ab c-\u200b34x ") == "ABC34X"


def test_the_budget_of_misses_fills_again_with_time():
    now = [0.0]
    budget = Budget(most=2, window_s=60, clock=lambda: now[0])
    assert [budget.spend(), budget.spend()] == [0, 0]
    now[0] = 15.0
    assert budget.spend() == 45
    now[0] = 60.0
    assert budget.spend() == 0
