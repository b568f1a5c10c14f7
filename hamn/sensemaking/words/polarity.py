"""Which way a text points: the words that turn or weigh it, each with the lemma it governs."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hamn.sensemaking.words.lemmas import lemma
from hamn.sensemaking.words.tokens import tokens

TURNS = ("stop", "start", "more", "less", "not", "too_much", "too_little")
# "Mer tillit" and "tillit" ask for the same; "mindre tillit" does not.
AFFIRMING = frozenset({"start", "more"})


@dataclass(frozen=True, order=True)
class Mark:
    """One turning word: what it does, and the lemma it governs; empty when nothing follows."""

    turn: str
    governs: str


@dataclass(frozen=True)
class Reading:
    """A text as its marks and its other lemmas in order."""

    marks: tuple[Mark, ...]
    rest: tuple[str, ...]


@cache
def turning_words(language: str) -> frozenset[str]:
    """Every single word that turns a text: never a stop word."""
    return frozenset(phrase[0] for phrase in _phrases(language) if len(phrase) == 1)


def polarity_key(text: str, language: str = "sv") -> tuple[tuple[str, str], ...]:
    """The turning words of a text with what each governs, sorted: texts with different keys never mean the same."""
    return tuple(sorted((mark.turn, mark.governs) for mark in reading(text, language).marks))


def reading(text: str, language: str = "sv") -> Reading:
    """The text's marks and its remaining lemmas."""
    words = [token.lower() for token in tokens(text)]
    turns, phrases, weak = _turns(words, language), _phrases(language), _weak(language)
    marks: list[Mark] = []
    rest: list[str] = []
    place = 0
    while place < len(words):
        length = turns.get(place, 0)
        if length:
            turn = phrases[tuple(words[place : place + length])]
            marks.append(Mark(turn, _governed(words, place + length, turns, weak, language)))
            place += length
        else:
            rest.append(lemma(words[place], language))
            place += 1
    return Reading(tuple(marks), tuple(rest))


def _turns(words: Sequence[str], language: str) -> dict[int, int]:
    """Where turning words stand, and how many words each takes: the longest expression wins."""
    phrases, found, place = _phrases(language), {}, 0
    while place < len(words):
        length = next((size for size in (3, 2, 1) if tuple(words[place : place + size]) in phrases), 0)
        if length:
            found[place] = length
        place += max(1, length)
    return found


def _governed(words: Sequence[str], start: int, turns: dict[int, int], weak: frozenset[str], language: str) -> str:
    """The next word that says something; empty at the end of the text ("Micromanagement måste upphöra")."""
    place = start
    while place < len(words):
        if place in turns:
            place += turns[place]
        elif words[place] in weak:
            place += 1
        else:
            return lemma(words[place], language)
    return ""


@cache
def _phrases(language: str) -> dict[tuple[str, ...], str]:
    said = _lists().get(language, {})
    return {tuple(phrase.split()): turn for turn in TURNS for phrase in said.get(turn, [])}


@cache
def _weak(language: str) -> frozenset[str]:
    return frozenset(_lists().get(language, {}).get("weak", []))


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    listed: dict[str, dict[str, list[str]]] = tomllib.loads(
        files(__package__).joinpath("polarity.toml").read_text(encoding="utf-8")
    )
    return listed
