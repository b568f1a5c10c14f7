"""Which statement a person is asked next, so that telling statements are seen more and none is starved."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from hamn.sensemaking.opinions.ballots import Floats, Mask

# At least one draw in five is blind to priority: late statements, and the statistics of all, need it.
UNIFORM = 0.2
META_PRIORITY = 49.0


@dataclass(frozen=True)
class Exposure:
    """One line of the log of what was shown. chance: the probability with which this statement was drawn.

    rule: "priority" or "uniform".
    """

    person: str
    step: int
    statement: int
    rule: str
    chance: float


def priority(agree: Floats, passes: Floats, seen: Floats, extremity: Floats, meta: Mask) -> Floats:
    """Polis' priority: agreed upon, seldom passed, far from the middle, and above all new."""
    passing, agreeing = (passes + 1) / (seen + 2), (agree + 1) / (seen + 2)
    importance = (1 - passing) * (1 + extremity) * agreeing
    fresh = 1 + 8 * 2 ** (-seen / 5)
    answer: Floats = np.where(meta, META_PRIORITY, (importance * fresh) ** 2)
    return answer


def next_statement(
    person: str, step: int, left: Sequence[int], priorities: Floats, seed: int, uniform: float = UNIFORM
) -> Exposure | None:
    """Draw among the statements that the person has not voted on; None when there are none.

    step: how many the person has been shown; the same person and step always give the same draw.
    left: numbers of statements, in any order. priorities: of all statements.
    """
    if not UNIFORM <= uniform <= 1:
        raise ValueError(f"At least {UNIFORM} of the draws must be uniform, got {uniform}.")
    if not left:
        return None
    places = np.sort(np.asarray(left, dtype=np.int64))
    weight = np.nan_to_num(priorities[places], nan=1.0)
    share = weight / weight.sum() if weight.sum() > 0 else np.full(len(places), 1 / len(places))
    coin, place = _chances(person, step, seed)
    blind = coin < uniform
    upto = np.cumsum(np.full(len(places), 1 / len(places)) if blind else share)
    drawn = min(int((upto <= place).sum()), len(places) - 1)
    chance = uniform / len(places) + (1 - uniform) * float(share[drawn])
    return Exposure(person, step, int(places[drawn]), "uniform" if blind else "priority", chance)


def order(person: str, step: int, left: Sequence[int], priorities: Floats, seed: int) -> list[Exposure]:
    """Everything that is left, one draw after the other as if each were answered before the next.

    step: how many the person has been shown before. Whoever comes back after answering the first of them, while the
    priorities are the same, meets the rest in the same order.
    """
    waiting = list(left)
    found: list[Exposure] = []
    while drawn := next_statement(person, step + len(found), waiting, priorities, seed):
        found.append(drawn)
        waiting.remove(drawn.statement)
    return found


def _chances(person: str, step: int, seed: int) -> tuple[float, float]:
    """Two numbers in 0-1, from the digest itself: a page draws hundreds of times, and a generator for each would be slow."""
    digest = sha256(f"{seed}\x1f{person}\x1f{step}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48, int.from_bytes(digest[6:12], "big") / 2**48
