"""The common letters come at once and light; every other letter has its font too, and no letter has two."""

import re

import pytest
from fontTools.ttLib import TTFont

from hamn.dialogues.phone_texts import texts_of
from hamn.web.stylesheets import WEB

SHEET = (WEB / "css" / "fonts.css").read_text()
FONTS = ("atkinson", "familjen")


def letters_of(path):
    return set(TTFont(WEB / path).getBestCmap())


def asked_for(path):
    """The letters for which the sheet asks for that file."""
    (ranges,) = re.findall(rf"url\(\.\./{path}\)[^}}]*unicode-range: ([^;]+);", SHEET)
    found = set()
    for part in ranges.split(", "):
        first, _, last = part.removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


@pytest.mark.parametrize("name", FONTS)
def test_the_sheet_asks_for_the_part_that_has_the_letter(name):
    common, rest = f"fonts/{name}.woff2", f"vendor/{name}.woff2"
    assert asked_for(common) == letters_of(common)
    # A letter that the whole font does not have is not asked of it either: it would come for nothing.
    printed = {letter for letter in letters_of(rest) if letter >= 0x20}
    assert asked_for(rest) == printed - asked_for(common)


@pytest.mark.parametrize("name", FONTS)
@pytest.mark.parametrize("language", ["sv", "sv-easy", "fi", "en"])
def test_what_a_phone_says_in_our_own_letters_needs_the_common_part_only(name, language):
    said = "".join(sentence for table in ("page", "errors") for sentence in texts_of(language)[table].values())
    assert {ord(letter) for letter in said} <= letters_of(f"fonts/{name}.woff2")


@pytest.mark.parametrize("name", FONTS)
def test_the_common_part_is_the_same_variable_font_and_says_who_made_it(name):
    part, whole = TTFont(WEB / "fonts" / f"{name}.woff2"), TTFont(WEB / "vendor" / f"{name}.woff2")
    assert [axis.axisTag for axis in part["fvar"].axes] == [axis.axisTag for axis in whole["fvar"].axes]
    assert part["name"].getDebugName(0) == whole["name"].getDebugName(0)
    assert part["name"].getDebugName(13) == whole["name"].getDebugName(13)
