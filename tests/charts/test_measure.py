import hashlib

import pytest

from hamn.charts.measure import FONTS, plain, shorten, width, wrap


def test_a_wider_letter_takes_more_room():
    assert width("m", 10) > width("i", 10)
    assert width("ord", 20) == pytest.approx(2 * width("ord", 10))


def test_swedish_and_finnish_letters_have_their_own_widths():
    for letter in "åäöÅÄÖšžŠŽ–…":
        for face in ("display", "text", "strong"):
            assert 0 < width(letter, 1000, face) < 1000


@pytest.mark.parametrize("text", ["", "tillit", "en mening som tar flera rader i anspråk", "x" * 300, "å " * 200])
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_wrapped_text_never_exceeds_its_room(text, lines):
    rows = wrap(text, 17, 120, lines=lines)
    assert 1 <= len(rows) <= lines
    assert all(width(row, 17) <= 120 for row in rows)


def test_wrapping_keeps_every_word_when_there_is_room():
    assert " ".join(wrap("vi lär oss längs vägen", 10, 90)) == "vi lär oss längs vägen"


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert shorten("kollektivtrafik", 20, 80).endswith("…")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("rätt\u202ehåll", "rätthåll"),
        ("noll\u200bbredd\u2066", "nollbredd"),
        ("a\tb\nc  d", "a b c d"),
        ("z" + "\u0301" * 40, "ź\u0301\u0301"),
        ("a\u030a", "å"),
        ("\x00\x1b[31m", "[31m"),
    ],
)
def test_what_could_disturb_a_drawing_is_taken_out(given, shown):
    assert plain(given) == shown


def test_the_fonts_are_the_ones_we_checked():
    for line in (FONTS / "SHA256SUMS").read_text().splitlines():
        expected, name = line.split("  ")
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == expected, name


def test_every_font_comes_with_its_licence():
    for font in FONTS.glob("*.ttf"):
        assert (FONTS / f"{font.stem.rpartition('-')[0]}-OFL.txt").exists()
