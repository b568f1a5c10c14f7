"""Which words one group of people says more than the others, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

# How many people's worth of prior the whole vocabulary gets; spread over the words as everybody says them.
PRIOR = 10.0


@dataclass(frozen=True)
class Key:
    """A term of a group: z above 0 is more said than elsewhere; q is the false-discovery rate at which it stands."""

    group: str
    term: str
    people: int
    others: int
    log_odds: float
    z: float
    q: float


def keyness(answers: Mapping[str, Mapping[str, Sequence[str]]], smallest: int = 5, prior: float = PRIOR) -> list[Key]:
    """Every group's terms against all other groups together, surest first within the group.

    answers: group → person → that person's terms (lemmas). A person counts once for a term.
    smallest: a term is told of only where at least so many people of the group used it, and where those elsewhere who
    did are nobody or as many: a smaller figure is nobody's business.
    Raises: ValueError for fewer than two groups.
    Source: Monroe, Colaresi & Quinn (2008), Political Analysis 16:372-403, eq. 16-22, people instead of tokens;
    Benjamini & Hochberg (1995) over all terms of a group.
    """
    if len(answers) < 2:
        raise ValueError("Words are compared between at least two groups.")
    groups = sorted(answers)
    terms = sorted({term for people in answers.values() for said in people.values() for term in said})
    number = {term: place for place, term in enumerate(terms)}
    counts = np.zeros((len(groups), len(terms)))
    for row, group in enumerate(groups):
        for said in answers[group].values():
            counts[row, [number[term] for term in set(said)]] += 1
    return [key for row, group in enumerate(groups) for key in _of_group(group, row, counts, terms, smallest, prior)]


def _of_group(group: str, row: int, counts: np.ndarray, terms: Sequence[str], smallest: int, prior: float) -> list[Key]:
    mine, others = counts[row], counts.sum(axis=0) - counts[row]
    told = np.flatnonzero((mine >= smallest) & ((others == 0) | (others >= smallest))).tolist()
    if not told:
        return []
    log_odds, z = weighted_log_odds(mine, others, prior)
    q = adjusted(_two_sided(z[told]))
    keys = [
        Key(
            group, terms[at], int(mine[at]), int(others[at]), *(round(float(v), 6) for v in (log_odds[at], z[at], each))
        )
        for at, each in zip(told, q, strict=True)
    ]
    return sorted(keys, key=lambda key: (-abs(key.z), key.term))


def weighted_log_odds(mine: np.ndarray, others: np.ndarray, prior: float = PRIOR) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds ratio with an informative Dirichlet prior, and its z; arrays of shape (terms,)."""
    together = mine + others
    alpha = prior * together / max(1.0, together.sum())
    log_odds = _log_odds(mine, alpha) - _log_odds(others, alpha)
    with np.errstate(divide="ignore"):
        variance = 1 / (mine + alpha) + 1 / (others + alpha)
    return log_odds, log_odds / np.sqrt(variance)


def _log_odds(counts: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    rest = counts.sum() + alpha.sum() - counts - alpha
    return np.asarray(np.log(counts + alpha) - np.log(np.maximum(rest, 1e-9)))


def _two_sided(z: np.ndarray) -> np.ndarray:
    from scipy.special import ndtr

    return np.asarray(2 * ndtr(-np.abs(z)))


def adjusted(p: np.ndarray) -> np.ndarray:
    """Benjamini and Hochberg's q of each p: the smallest false-discovery rate at which it is kept."""
    order = np.argsort(p)[::-1]
    ranks = np.arange(len(p), 0, -1)
    q = np.empty(len(p))
    q[order] = np.minimum(1, np.minimum.accumulate(p[order] * len(p) / ranks))
    return q
