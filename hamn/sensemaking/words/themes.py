"""Which theme of a codebook an answer is about: three suggestions that a person confirms, with how sure each is.

Lexical: shared pieces of words (3 to 5 letters of the lemmas, weighed by how rare they are), and a list of words that
belong to the same matter. No model; what shares neither letters nor matter with its theme is not found.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from hamn.sensemaking.words.language import LANGUAGES, language_of
from hamn.sensemaking.words.lemmas import lemmas
from hamn.sensemaking.words.stop_words import stop_words

BEST = 3
# How much the matters weigh beside the letters, and how steeply likeness becomes confidence; see docs/methods/words.md.
MATTERS, STEEP, NONE = 1.2, 4.0, 0.12
# However near: one in twenty of the surest suggestions is wrong on texts that nobody had in view.
SUREST = 0.95


@dataclass(frozen=True)
class Theme:
    """key: the theme's name in code. description: one line. examples: answers that a person has put there."""

    key: str
    description: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """confidence: 0–1, how often a suggestion as near as this is right."""

    key: str
    confidence: float


def suggest(
    codebook: Sequence[Theme], answers: Sequence[str], languages: Sequence[str] = LANGUAGES, best: int = BEST
) -> list[list[Suggestion]]:
    """The nearest themes of each answer, surest first; equally near ones in the codebook's order.

    An answer that shares nothing with any theme gets them all as equally unlikely: an empty list.
    Raises: ValueError for a codebook without themes, or with the same key twice.
    """
    if not codebook or len({theme.key for theme in codebook}) < len(codebook):
        raise ValueError("A codebook needs at least one theme, and each key once.")
    scores = _scores(codebook, answers, tuple(languages))
    return [_suggestions(codebook, row, best) for row in scores]


def _suggestions(codebook: Sequence[Theme], scores: np.ndarray, best: int) -> list[Suggestion]:
    if scores.max() <= 0:
        return []
    weights = np.exp(STEEP * scores)
    shares = SUREST * weights / (weights.sum() + np.exp(STEEP * NONE))
    order = sorted(range(len(codebook)), key=lambda place: (-round(float(shares[place]), 9), place))
    return [Suggestion(codebook[at].key, round(float(shares[at]), 4)) for at in order[:best]]


def _scores(codebook: Sequence[Theme], answers: Sequence[str], languages: tuple[str, ...]) -> np.ndarray:
    """Likeness of every answer (row) with every theme (column), 0 and up."""
    wholes = [f"{theme.key} {theme.description}" for theme in codebook]
    texts = [*wholes, *(each for theme in codebook for each in theme.examples), *answers]
    letters = _weighted([_letters(text, languages) for text in texts])
    matters = _weighted([_matters(text, languages) for text in texts])
    pages, first = len(wholes), len(texts) - len(answers)
    by_letters = _likeness(letters[first:], letters[:first])
    by_matter = _likeness(matters[first:], matters[:first])
    everything = by_letters + MATTERS * by_matter
    scores = everything[:, :pages].copy()
    place = pages
    for column, theme in enumerate(codebook):
        if theme.examples:
            nearest = everything[:, place : place + len(theme.examples)].max(axis=1)
            scores[:, column] = np.maximum(scores[:, column], nearest)
        place += len(theme.examples)
    return np.asarray(scores)


Weights = list[dict[str, float]]


def _weighted(counted: Sequence[Counter[str]]) -> Weights:
    """Rows of unit length: rarer pieces weigh more (smoothed inverse document frequency)."""
    texts = Counter(piece for counts in counted for piece in counts)
    rows = []
    for counts in counted:
        row = {
            piece: (1 + np.log(n)) * (np.log((1 + len(counted)) / (1 + texts[piece])) + 1)
            for piece, n in sorted(counts.items())
        }
        length = float(np.sqrt(sum(weight**2 for weight in row.values())))
        rows.append({piece: float(weight) / length for piece, weight in row.items()})
    return rows


def _likeness(ones: Weights, others: Weights) -> np.ndarray:
    from scipy.sparse import csr_array

    number = {piece: at for at, piece in enumerate(sorted({piece for row in others for piece in row}))}

    def matrix(rows: Weights) -> "csr_array":
        cells = [
            (at, number[piece], weight)
            for at, row in enumerate(rows)
            for piece, weight in row.items()
            if piece in number
        ]
        at, column, weights = zip(*cells, strict=True) if cells else ((), (), ())
        shape = (len(rows), max(1, len(number)))
        return csr_array((np.array(weights, float), (np.array(at, int), np.array(column, int))), shape=shape)

    return np.asarray((matrix(ones) @ matrix(others).T).toarray())


@lru_cache(maxsize=50_000)
def _words(text: str, languages: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    language = language_of(text, languages)
    silent = stop_words(language)
    every = lemmas(text, language)
    return language, tuple(word for word in every if word not in silent) or every


def _letters(text: str, languages: tuple[str, ...]) -> Counter[str]:
    """Pieces of 3 to 5 letters of each lemma, with its edges marked."""
    _, words = _words(text, languages)
    return Counter(
        edged[at : at + size]
        for edged in (f" {word} " for word in words)
        for size in (3, 4, 5)
        for at in range(len(edged) - size + 1)
    )


def _matters(text: str, languages: tuple[str, ...]) -> Counter[str]:
    language, words = _words(text, languages)
    return Counter(matter for word in words for matter in _matters_of(word, language))


@lru_cache(maxsize=50_000)
def _matters_of(word: str, language: str) -> tuple[str, ...]:
    return tuple(matter for matter, pattern in _concepts(language) if pattern.fullmatch(word))


@cache
def _concepts(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """Matters are numbered by their line, so that the same line in another language is the same matter."""
    listed: Mapping[str, list[str]] = tomllib.loads(files(__package__).joinpath("concepts.toml").read_text("utf-8"))
    return [
        (str(at), re.compile("|".join(re.escape(word).replace(r"\*", ".*") for word in line.split())))
        for at, line in enumerate(listed.get(language, []))
    ]
