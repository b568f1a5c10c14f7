import sys
import unicodedata

import pytest
from django.utils.safestring import SafeString

from hamn.live.cleaning import HARMLESS, HOSTILE, JOINERS, cleaned, is_shown, one_line
from hamn.web.usertext import paragraphs


def test_markup_is_shown_as_text():
    assert paragraphs("<script>alert(1)</script>") == ('<p dir="auto">&lt;script&gt;alert(1)&lt;/script&gt;</p>')


def test_paragraphs_and_line_breaks_are_kept():
    assert paragraphs("One\nline\r\n\r\n\r\nTwo") == '<p dir="auto">One<br>line</p>\n<p dir="auto">Two</p>'


@pytest.mark.parametrize("sign", ["\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u061c"])
def test_a_sign_that_turns_text_around_is_taken_out(sign):
    assert cleaned(f"invoice{sign}gnp.exe") == "invoicegnp.exe"


def test_a_flood_of_widthless_signs_leaves_the_words():
    assert cleaned("\u200b" * 5_000 + "a" + "\u2060\ufeff" * 500 + "b") == "ab"


def test_joined_emoji_and_persian_spelling_survive_but_runs_of_joiners_do_not():
    family = "👩\u200d👧"
    assert cleaned(family) == family
    assert cleaned("می\u200cخواهم") == "می\u200cخواهم"
    assert cleaned("a" + "\u200d" * 400 + "b") == "ab"


def test_towers_of_marks_are_lowered():
    assert cleaned("e" + "\u0301" * 80) == "e" + "\u0301" * 3


def test_control_characters_are_taken_out_and_letters_are_not():
    assert cleaned("å\x00ä\x1bö\x7f ŋ ŧ") == "åäö ŋ ŧ"


def test_web_addresses_become_links_and_nothing_else_does():
    shown = paragraphs("See https://example.org/a?b=1&c=2. And javascript:alert(1) and data:text/html,x")
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener ugc">' in shown
    assert shown.count("<a ") == 1
    assert "</a>. And javascript:alert(1)" in shown


def test_an_address_cannot_break_out_of_its_link():
    shown = paragraphs('https://example.org/"onmouseover="alert(1)')
    assert 'href="https://example.org/"' in shown
    assert "&quot;onmouseover=&quot;" in shown


def test_one_line_has_no_breaks():
    assert one_line(" a\n\n b\t c ") == "a b c"


def test_what_is_let_through_at_one_look_is_what_the_careful_way_would_leave_alone():
    harmless = [letter for letter in map(chr, range(sys.maxunicode + 1)) if HARMLESS.fullmatch(letter)]
    assert len(harmless) > 500
    for letter in harmless:
        assert is_shown(letter) and not HOSTILE.match(letter) and not JOINERS.match(letter)
        assert letter not in "\u2028\u2029" and unicodedata.category(letter) not in {"Mn", "Me"}


def test_a_text_that_calls_itself_safe_is_escaped_all_the_same():
    assert type(cleaned(SafeString("<b>"))) is str
