"""Words that belong together: "öppen frågestund" is one thing, not two."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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
