"""Words that belong together: "öppen frågestund" is one thing, not two."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hamn.sensemaking.words.language import LANGUAGES, language_of
from hamn.sensemaking.words.lemmas import lemmas
from hamn.sensemaking.words.stop_words import stop_words
from hamn.sensemaking.words.tokens import tokens

SMALLEST_N, SMALLEST_NPMI = 3, 0.3


@dataclass(frozen=True)
class Phrase:
    """Lemmas in order, in how many answers they stand so, and how strongly they belong together (NPMI, -1..1)."""

    lemmas: tuple[str, ...]
    n: int
    npmi: float


def phrases(
    answers: Sequence[Sequence[str]], silent: frozenset[str] = frozenset(), smallest_n: int = SMALLEST_N
) -> list[Phrase]:
    """Phrases of two or three lemmas, most said first. An answer counts once, however often it says the same.

    silent: stop words; no phrase begins or ends with one.
    Source: normalised pointwise mutual information, Bouma (2009), GSCL.
    """
    grams: Counter[tuple[str, ...]] = Counter()
    for answer in answers:
        sizes = ((place, size) for size in (1, 2, 3) for place in range(len(answer) - size + 1))
        grams.update({tuple(answer[place : place + size]) for place, size in sizes})
    found = []
    for gram, n in grams.items():
        if len(gram) > 1 and n >= smallest_n and gram[0] not in silent and gram[-1] not in silent:
            strength = npmi(n, [grams[(word,)] for word in gram], len(answers))
            if strength >= SMALLEST_NPMI:
                found.append(Phrase(gram, n, round(strength, 6)))
    return sorted(found, key=lambda phrase: (-phrase.n, -len(phrase.lemmas), phrase.lemmas))


def npmi(together: int, each: Sequence[int], answers: int) -> float:
    """1 when the words only ever stand together, 0 when they meet by chance."""
    if together == answers:
        return 1.0
    shares = math.log(together / answers)
    by_chance = sum(math.log(count / answers) for count in each)
    return (shares - by_chance) / (-shares * (len(each) - 1))


@dataclass(frozen=True)
class Recurring:
    """A phrase as most answers wrote it, and in how many answers it stands."""

    label: str
    answers: int


@dataclass(frozen=True)
class _Read:
    """A text that so many answers wrote, as words and as lemmas, place by place."""

    answers: int
    words: tuple[str, ...]
    lemmas: tuple[str, ...]

    def places(self, phrase: tuple[str, ...]) -> Iterator[int]:
        size = len(phrase)
        return (at for at in range(len(self.lemmas) - size + 1) if self.lemmas[at : at + size] == phrase)


def recurring(texts: Sequence[tuple[str, int]], languages: Sequence[str] = LANGUAGES) -> list[Recurring]:
    """The phrases that return in texts which are not the same, most said first. texts: each with how many wrote it.

    What only ever stands within a longer one is left out. Order of the texts does not matter.
    """
    # Every language's: where only one is read for its lemmas, the small words of another are still small.
    silent = frozenset().union(*(stop_words(language) for language in LANGUAGES))
    read = [_Read(answers, tokens(text), lemmas(text, language_of(text, languages))) for text, answers in texts]
    said = phrases([each.lemmas for each in read for _answer in range(each.answers)], silent)
    longest = [phrase for phrase in said if not any(_holds(other, phrase) for other in said)]
    labels = ((_label(phrase.lemmas, read), phrase.n) for phrase in longest)
    return sorted((Recurring(label, n) for label, n in labels if label), key=lambda each: (-each.answers, each.label))


def _holds(longer: Phrase, phrase: Phrase) -> bool:
    """Whether the phrase stands only within the longer one."""
    size = len(phrase.lemmas)
    within = [longer.lemmas[at : at + size] for at in range(len(longer.lemmas) - size + 1)]
    return len(longer.lemmas) > size and longer.n == phrase.n and phrase.lemmas in within


def _label(phrase: tuple[str, ...], read: Sequence[_Read]) -> str:
    """The form most answers wrote; empty for what stands in a single text, which is read there."""
    forms: Counter[str] = Counter()
    holding = 0
    for each in read:
        places = list(each.places(phrase))
        holding += bool(places)
        for at in places[:1]:
            forms[" ".join(_small(word) for word in each.words[at : at + len(phrase)])] += each.answers
    return min(forms, key=lambda form: (-forms[form], form)) if holding > 1 else ""


def _small(word: str) -> str:
    """Capitals only where a whole word has them, such as LG."""
    return word if word.isupper() and len(word) > 1 else word.lower()
