"""The difference between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]+")
# Beyond this the comparison takes longer than a page should; the two texts are shown beside each other instead.
MOST_WORDS = 4000


@dataclass(frozen=True)
class Piece:
    """A run of text that is `same`, `gone` or `new`."""

    kind: str
    text: str


def word_difference(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one, marked; empty when they are too long to compare in this way."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return ()
    pieces = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        pieces += [
            Piece(kind, text) for kind, text in (("gone", "".join(old[i:j])), ("new", "".join(new[k:m]))) if text
        ]
    return tuple(pieces)
