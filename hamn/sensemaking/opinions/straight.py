"""Who answered the same to nearly everything: counted as everyone, but not asked to shape the map."""

import numpy as np

from hamn.sensemaking.opinions.ballots import Ballots, Mask

FEWEST = 15
SHARE = 0.95


def straight_liners(ballots: Ballots) -> Mask:
    """At least 15 votes, at least 95 % of them the same."""
    said = np.bincount(ballots.person * 3 + (ballots.value + 1), minlength=3 * ballots.people)
    same = said.reshape(-1, 3).max(axis=1)
    answer: Mask = (ballots.cast >= FEWEST) & (same >= SHARE * ballots.cast)
    return answer
