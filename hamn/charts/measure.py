"""How much room text takes, from glyph widths baked out of the fonts we ship."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import repeat
from pathlib import Path
from typing import Literal

Face = Literal["display", "text", "strong"]

FONTS = Path(__file__).parent / "fonts"
MOST_MARKS_ON_A_LETTER = 2
# Letters outside our fonts are drawn by whatever the reader has: assume a wide one.
UNKNOWN_WIDTH = 1000
ELLIPSIS = "…"
# A live figure asks for the same words again and again.
REMEMBERED = 4096


@dataclass(frozen=True)
class Metrics:
    """Widths and heights in thousandths of the font size."""

    advance: dict[str, int]
    ascent: float
    descent: float


def metrics(face: Face) -> Metrics:
    return _faces()[face]


@cache
def _faces() -> dict[Face, Metrics]:
    faces = json.loads((FONTS / "widths.json").read_text(encoding="utf-8"))
    return {face: Metrics(**measures) for face, measures in faces.items()}


def width(text: str, size: float, face: Face = "text") -> float:
    return _advance(text, face) * size / 1000


@lru_cache(maxsize=REMEMBERED)
def _advance(text: str, face: Face) -> int:
    return sum(map(metrics(face).advance.get, text, repeat(UNKNOWN_WIDTH)))


@lru_cache(maxsize=REMEMBERED)
def plain(text: str) -> str:
    """Text without what could disturb a drawing: controls, direction overrides, towers of accents."""
    kept: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text):
        category = unicodedata.category(letter)
        if letter.isspace():
            letter, category = " ", "Zs"
        if category.startswith("C"):
            continue
        marks = marks + 1 if category == "Mn" else 0
        if marks <= MOST_MARKS_ON_A_LETTER:
            kept.append(letter)
    return " ".join("".join(kept).split())


def shorten(text: str, size: float, most: float, face: Face = "text") -> str:
    """The text, or as much of its beginning as fits followed by an ellipsis."""
    if width(text, size, face) <= most:
        return text
    while text and width(text + ELLIPSIS, size, face) > most:
        text = text[:-1]
    return text.rstrip(" ,.;:–-") + ELLIPSIS


def wrap(text: str, size: float, most: float, face: Face = "text", lines: int = 3) -> Sequence[str]:
    """The text on at most so many lines, none wider than most; what is left over becomes an ellipsis."""
    rows: list[str] = []
    words = plain(text).split()
    while words and len(rows) < lines - 1:
        row = words.pop(0)
        while words and width(f"{row} {words[0]}", size, face) <= most:
            row = f"{row} {words.pop(0)}"
        rows.append(shorten(row, size, most, face))
    if words:
        rows.append(shorten(" ".join(words), size, most, face))
    return rows or [""]
