"""Which wordings are equal, and how a participant's typing becomes words. Pure: text in, text out."""

import hashlib
import re
from functools import lru_cache

from hamn.live.cleaning import cleaned, one_line

MOST_WORDS = 5
LONGEST_WORD = 60
LONGEST_TEXT = 2000
# A key is an index entry; a database's index does not take a whole page of text.
LONGEST_KEY = 200
PARTS = re.compile(r"[,;\n]+")
EDGES = " .,;:!?\"'”“»«–-…"


def key_of(text: str) -> str:
    """Equal wordings have equal keys: capitals, spaces and final stops are no difference; å, ä and ö are letters."""
    return _key_of_word(text) if len(text) <= LONGEST_WORD else _key_of(text)


def _key_of(text: str) -> str:
    key = one_line(text).casefold().strip(EDGES)
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


# A room says the same few words over and over.
_key_of_word = lru_cache(maxsize=20_000)(_key_of)


def split_words(typed: list[str]) -> list[str]:
    """Every different word or short phrase, in the order written; several in one field are parted by commas."""
    found: dict[str, str] = {}
    for part in (part for text in typed for part in PARTS.split(cleaned(text))):
        word = one_line(part)
        if key_of(word):
            found.setdefault(key_of(word), word)
    return list(found.values())


def tidy(text: str) -> str:
    """A written answer as it is kept: line breaks stay, hostile characters and empty edges do not."""
    return re.sub(r"\n{3,}", "\n\n", cleaned(text)).strip()
