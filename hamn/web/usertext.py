"""What people wrote, made safe to show as text: hostile characters taken out, paragraphs kept, web addresses linked."""

import re

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from hamn.live.cleaning import cleaned, one_line

ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]+", re.IGNORECASE)
ENDS_A_SENTENCE = ".,;:!?)]"


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
