"""What people wrote, made safe to show as text: hostile characters taken out, paragraphs kept, web addresses linked."""

import re
import unicodedata

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

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
ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]+", re.IGNORECASE)
ENDS_A_SENTENCE = ".,;:!?)]"


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


def paragraphs(text: str) -> SafeString:
    """Escaped HTML; a blank line parts paragraphs. Each keeps its own direction, so that none turns its neighbour."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", cleaned(text)) if part.strip()]
    return format_html_join("\n", '<p dir="auto">{}</p>', ((with_lines(part),) for part in parts))


def with_lines(paragraph: str) -> SafeString:
    return mark_safe("<br>".join(with_links(line.strip()) for line in paragraph.split("\n")))  # escaped line by line


def with_links(line: str) -> SafeString:
    shown, position = [], 0
    for match in ADDRESS.finditer(line):
        address = match.group().rstrip(ENDS_A_SENTENCE)
        shown.append(escape(line[position : match.start()]))
        shown.append(format_html('<a href="{0}" rel="nofollow noopener ugc">{0}</a>', address))
        position = match.start() + len(address)
    shown.append(escape(line[position:]))
    return mark_safe("".join(shown))  # every piece was escaped above


def shortened(text: str, most: int = 100) -> str:
    """The beginning of a text, for a list, a link or a title; three dots say that there is more."""
    return Truncator(one_line(text)).chars(most)
