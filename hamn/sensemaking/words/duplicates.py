"""Which answers say the same thing: groups that a leader may merge with one click, and take apart again.

Two answers are one when nothing turns them apart, their sorted lemmas are nearly equal, and they do not each hold a
word that the other has nothing like. Embeddings cannot see "fler" from "färre"; a rule can.
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from hamn.sensemaking.words.language import LANGUAGES, language_of
from hamn.sensemaking.words.polarity import AFFIRMING, reading
from hamn.sensemaking.words.stop_words import stop_words

# Of 100: how alike the sorted lemmas are, and a single lemma and its misspelling.
ALIKE, ALIKE_WORD = 82, 80
# In a sentence with one of these, who stands before it matters: "chefer ska lita på oss", "vi ska lita på chefer".
MODALS = frozenset(["ska", "skall", "böra", "borde", "måste", "should", "must", "shall"])
# "otydlig" is no misspelling of "tydlig".
TURNING_PREFIXES = ("o", "in", "un", "de", "av", "an", "miss", "över", "under", "epä")
# Readings are compared pair by pair up to here; beyond, only those that share a word.
PAIRWISE = 600


@dataclass(frozen=True)
class Merge:
    """Texts by their places in the list: `others` say the same as `into`, the one most people wrote."""

    into: int
    others: tuple[int, ...]


@dataclass(frozen=True)
class Meaning:
    """What two answers are compared by."""

    turned: tuple[tuple[str, str], ...]
    content: tuple[str, ...]
    before_modal: frozenset[str]
    all: str


def suggest_merges(
    texts: Sequence[str], counts: Sequence[int] | None = None, languages: Sequence[str] = LANGUAGES
) -> list[Merge]:
    """The merges to offer, in the order of the list. counts: how many wrote each; the most written one is merged into."""
    many = counts or [1] * len(texts)
    found = []
    for group in duplicates(texts, languages):
        if len(group) > 1:
            into = min(group, key=lambda place: (-many[place], place))
            found.append(Merge(into, tuple(place for place in group if place != into)))
    return found


def duplicates(texts: Sequence[str], languages: Sequence[str] = LANGUAGES) -> list[list[int]]:
    """The places of texts that say the same, in groups of one or more, in the order of their first text."""
    meanings = [meaning(text, language_of(text, languages)) for text in texts]
    where: dict[Meaning, list[int]] = defaultdict(list)
    for place, each in enumerate(meanings):
        where[each].append(place)
    groups = _groups(Counter(meanings))
    return sorted(sorted(place for each in group for place in where[each]) for group in groups)


def same(one: str, other: str, languages: Sequence[str] = LANGUAGES) -> bool:
    """Whether two answers say the same thing, as far as their words tell."""
    return alike(*(meaning(text, language_of(text, languages)) for text in (one, other)))


@lru_cache(maxsize=20_000)
def meaning(text: str, language: str) -> Meaning:
    """The text's turns with what they govern, and its content. Words asking for more of something do not turn it."""
    read, silent, one = reading(text, language), stop_words(language), _synonyms(language)
    rest = [one.get(word, word) for word in read.rest]
    turned = [(mark.turn, one.get(mark.governs, mark.governs)) for mark in read.marks if mark.turn not in AFFIRMING]
    content = sorted(word for word in rest if word not in silent and word not in MODALS)
    modal = next((place for place, word in enumerate(rest) if word in MODALS), 0)
    before = frozenset(rest[:modal])
    # A text of nothing but stop words is compared by them.
    return Meaning(tuple(sorted(turned)), tuple(content), before, " ".join(content or sorted(rest)))


def alike(one: Meaning, other: Meaning) -> bool:
    """Whether the two mean the same; the cheapest question comes first."""
    if one == other:
        return True
    return (
        _ratio()(one.all, other.all, score_cutoff=ALIKE) > 0
        and _turn_alike(one, other)
        and _nothing_stands_against(one.content, other.content)
        and not (one.before_modal and other.before_modal and one.before_modal != other.before_modal)
    )


def _turn_alike(one: Meaning, other: Meaning) -> bool:
    """The same turns, each over the same lemma or its misspelling."""
    return len(one.turned) == len(other.turned) and all(
        mine[0] == theirs[0] and _word_alike(mine[1], theirs[1])
        for mine, theirs in zip(one.turned, other.turned, strict=True)
    )


def _nothing_stands_against(one: Sequence[str], other: Sequence[str]) -> bool:
    """An extra word is a detail; a word on each side that the other has nothing like is another matter."""
    mine = [word for word in one if not any(_word_alike(word, each) for each in other)]
    theirs = [word for word in other if not any(_word_alike(word, each) for each in one)]
    return not (mine and theirs)


@lru_cache(maxsize=100_000)
def _word_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if any(one == prefix + other or other == prefix + one for prefix in TURNING_PREFIXES):
        return False
    if one.isdigit() or other.isdigit():
        return False
    return min(len(one), len(other)) > 3 and _ratio()(one, other) >= ALIKE_WORD


def _groups(meanings: Counter[Meaning]) -> list[list[Meaning]]:
    """Each joins the most said meaning that it is like: no chain of small steps ends somewhere else."""
    ordered = sorted(meanings, key=lambda each: (-meanings[each], each.all, each.turned, sorted(each.before_modal)))
    leads: list[list[Meaning]] = []
    known: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for each in ordered:
        near = _near(each, known, len(ordered))
        place = next((place for place in near if alike(leads[place][0], each)), None)
        if place is not None:
            leads[place].append(each)
            continue
        leads.append([each])
        for key in _keys(each, len(ordered)):
            known[key].append(len(leads) - 1)
    return leads


def _near(each: Meaning, known: dict[tuple[str, ...], list[int]], many: int) -> Iterator[int]:
    yield from sorted({place for key in _keys(each, many) for place in known.get(key, ())})


def _keys(each: Meaning, many: int) -> list[tuple[str, ...]]:
    """Where to look: among all with the same turns; among very many, those that share a word's beginning and length."""
    turns = tuple(turn for turn, _ in each.turned)
    if many <= PAIRWISE:
        return [turns]
    size = len(each.all) // 8
    return [(*turns, word[:4], str(near)) for word in each.content for near in (size, size + 1)] or [turns]


@cache
def _ratio() -> Callable[..., float]:
    from rapidfuzz import fuzz

    return fuzz.ratio


@cache
def _synonyms(language: str) -> dict[str, str]:
    listed = tomllib.loads(files(__package__).joinpath("synonyms.toml").read_text(encoding="utf-8"))
    return {word: words[0] for words in listed.get(language, []) for word in words[1:]}
