"""Whether the groups would be the same if a fifth of the people had stayed at home (Hennig 2007)."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from hamn.sensemaking.opinions.ballots import Ballots, Floats
from hamn.sensemaking.opinions.grouping import Grouping, agreement, matched
from hamn.sensemaking.opinions.picture import grouped

SHARE = 0.8


@dataclass(frozen=True, eq=False)
class Stability:
    """wins: how often each number of groups won; 0 is none. agreement: mean adjusted Rand index with the groups shown.

    same: for each person, the share of the runs with them in which they stood in the same group.
    """

    runs: int
    wins: dict[int, int]
    agreement: float
    same: Floats

    def holds(self, k: int) -> float:
        """Share of the runs in which this number of groups won."""
        return self.wins.get(k, 0) / self.runs


def stability(ballots: Ballots, groups: Grouping, runs: int, seed: int) -> Stability:
    """ballots: of the people who were grouped, in the order of their labels."""
    rng = np.random.default_rng([seed, 80])
    wins: Counter[int] = Counter()
    alike: list[float] = []
    present, kept = np.zeros(ballots.people), np.zeros(ballots.people)
    for _ in range(runs):
        chosen = np.zeros(ballots.people, dtype=bool)
        chosen[rng.permutation(ballots.people)[: round(SHARE * ballots.people)]] = True
        some = ballots.of_people(chosen)
        won = grouped(some, seed)
        wins[won.k if won else 0] += 1
        again = won if won and won.k == groups.k else grouped(some, seed, only=groups.k)
        if again is None:
            present[chosen] += 1
            alike.append(0.0)
            continue
        labels = groups.labels[chosen]
        alike.append(agreement(labels, again.labels))
        number = matched(again.labels, labels, groups.k)
        present[chosen] += 1
        kept[chosen] += number[again.labels] == labels
    mean = float(np.mean(alike)) if alike else 0.0
    return Stability(runs, dict(sorted(wins.items())), mean, kept / np.maximum(1, present))
