"""Cut out of each font the letters that nearly every page needs, so that a phone in a basement waits for less.

Usage: python tools/font_parts.py

Reads hamn/web/static/web/vendor/, writes hamn/web/static/web/fonts/ and prints the ranges for css/fonts.css. The whole font
still comes, by itself, to a page that has other letters. Run it after a change of the fonts, and commit the result.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEB = Path(__file__).parent.parent / "hamn" / "web" / "static" / "web"
FONTS = ("atkinson", "familjen")
# The Nordic languages and English, with what people type between the letters.
COMMON = {*range(0x20, 0x7F), *map(ord, "\u00a0§©«°·»×½ÅÄÖÆØÉÜåäöæøéèüàáç–—‘’“”„•…−€")}


def main() -> None:
    for name in FONTS:
        known = set(TTFont(WEB / "vendor" / f"{name}.woff2").getBestCmap())
        cut(name, COMMON & known)
        print(name, "common:", ranges(COMMON & known))
        print(name, "the rest:", ranges(known - COMMON))


def cut(name: str, letters: set[int]) -> None:
    # What it says of its makers and licence stays in it.
    options = Options(flavor="woff2", layout_features=["*"], name_IDs=["*"], notdef_outline=True)
    font = TTFont(WEB / "vendor" / f"{name}.woff2", recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(WEB / "fonts" / f"{name}.woff2")


def ranges(letters: set[int]) -> str:
    """As a sheet writes them: U+20-7E, U+A0."""
    found: list[list[int]] = []
    for letter in sorted(letters):
        if found and letter == found[-1][1] + 1:
            found[-1][1] = letter
        else:
            found.append([letter, letter])
    return ", ".join(f"U+{first:X}" + (f"-{last:X}" if last > first else "") for first, last in found)


if __name__ == "__main__":
    main()
