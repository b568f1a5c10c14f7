"""What people wrote, with hostile characters taken out. Pure: text in, text out."""

import re
import unicodedata

# Overrides that turn text around, characters without width, and tags that no font draws. The joiner U+200D is kept, once
# at a time, since emoji are built with it; so is U+200C, which Persian and other languages spell with.
REVERSING = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
WIDTHLESS = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
TAGS = "\U000e0000-\U000e0fff"
HOSTILE = re.compile(f"[{REVERSING}{WIDTHLESS}{TAGS}]")
JOINERS = re.compile("(?<=[^\\s\u200c\u200d])([\u200c\u200d])(?=[^\\s\u200c\u200d])|[\u200c\u200d]")
# Three marks on one letter are enough for every living language; more is a tower that covers its neighbours.
MARKS_PER_LETTER = 3
# Nearly every text: Latin letters with the signs around them, in which nothing is hostile. Known by one look, since a page
# shows hundreds of texts and the careful way goes letter by letter.
HARMLESS = re.compile("[\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u20a0-\u20bf\u2190-\u21ff]*")


def cleaned(text: str) -> str:
    """The text as its writer meant it, with line breaks as \\n."""
    text = str(text).replace("\r\n", "\n").replace("\r", "\n")
    if HARMLESS.fullmatch(text):
        return text
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = JOINERS.sub(r"\1", HOSTILE.sub("", text))
    return without_towers("".join(letter for letter in text if is_shown(letter)))


def is_shown(letter: str) -> bool:
    return letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs", "Co"}


def without_towers(text: str) -> str:
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if marks <= MARKS_PER_LETTER:
            kept.append(letter)
    return "".join(kept)


def one_line(text: str) -> str:
    return " ".join(cleaned(text).split())
