"""Who answered the same to nearly everything: counted as everyone, but not asked to shape the map."""

import numpy as np

from hamn.sensemaking.opinions.ballots import Ballots, Mask

FEWEST = 15
SHARE = 0.95


def straight_liners(ballots: Ballots) -> Mask:
    """At least 15 votes, at least 95 % of them the same."""
    cast = ballots.cast()
    same = np.zeros(ballots.people, dtype=np.int64)
    for value in (-1, 0, 1):
        said = np.bincount(ballots.person[ballots.value == value], minlength=ballots.people)
        same = np.maximum(same, said)
    answer: Mask = (cast >= FEWEST) & (same >= SHARE * cast)
    return answer
