"""How much of what could be predicted about people's votes the groups explain: a check on the groups, not a map.

Model: logit P(agree) = m + b_i + c_j + u_i . w_j, with a ridge on all but m; passes are left out.
Source: two-parameter item response, e.g. Clinton, Jackman & Rivers (2004), Am. Pol. Sci. Rev. 98(2).
"""

from dataclasses import dataclass

import numpy as np

from hamn.sensemaking.opinions.ballots import Ballots, Floats
from hamn.sensemaking.opinions.lbfgs import lowest
from hamn.sensemaking.opinions.picture import grouped
from hamn.sensemaking.opinions.represent import counts

RIDGE = 1.0
# Offsets of people and statements vary more than their directions; a weak ridge only keeps them finite.
WEAK = 0.1
HIDDEN = 0.1


@dataclass(frozen=True)
class Check:
    """AUC on hidden votes (0.5 guessing, 1 perfect): of each statement's rate, with the groups, and of the model.

    percent: how much of what the model predicts beyond the rates the groups explain; None where that is nothing.
    """

    votes: int
    rate_auc: float
    groups_auc: float
    model_auc: float
    percent: int | None


def check(ballots: Ballots, k: int, seed: int, dimensions: int = 2, rounds: int = 3) -> Check:
    """ballots: of the people who were grouped. k: number of groups. A tenth of the votes is hidden, in each round anew."""
    said = ballots.of_votes(ballots.value != 0)
    rng = np.random.default_rng([seed, 10])
    results = [_held_out(ballots, said, k, seed, dimensions, rng) for _ in range(rounds)]
    rate, groups, model = (float(np.mean(column)) for column in zip(*results, strict=True))
    room = model - rate
    percent = None if room <= 0.005 else int(round(100 * min(1.0, max(0.0, (groups - rate) / room))))
    return Check(len(said.value), rate, groups, model, percent)


def _held_out(
    ballots: Ballots, said: Ballots, k: int, seed: int, dimensions: int, rng: np.random.Generator
) -> tuple[float, float, float]:
    hide = rng.random(len(said.value)) < HIDDEN
    shown, hidden = said.of_votes(~hide), said.of_votes(hide)
    truth = hidden.value > 0
    rate = _rates(shown)[hidden.statement]
    by_group = group_rates(ballots, said, hide, k, seed)[hidden.person, hidden.statement]
    model = predicted(fitted(shown, dimensions, seed), shown, hidden, dimensions)
    return auc(rate, truth), auc(by_group, truth), auc(model, truth)


def _rates(shown: Ballots) -> Floats:
    answer: Floats = (shown.how_many(1) + 1) / (shown.seen + 2)
    return answer


def group_rates(ballots: Ballots, said: Ballots, hide: np.ndarray, k: int, seed: int) -> Floats:
    """Share of the person's group, (people, statements); passes help to make the groups, hidden votes do not."""
    visible = ballots.value == 0
    visible[np.flatnonzero(ballots.value != 0)[~hide]] = True
    groups = grouped(ballots.of_votes(visible), seed, only=k)
    labels = groups.labels if groups else np.zeros(ballots.people, dtype=np.int64)
    of = counts(said.of_votes(~hide), labels, k)
    # One made-up voter per group who answers as everyone does, so that an unseen statement falls back on the whole.
    share = (of.agree + 2 * _rates(said.of_votes(~hide))) / (of.seen + 2)
    answer: Floats = share[labels]
    return answer


def fitted(shown: Ballots, dimensions: int, seed: int) -> Floats:
    """All parameters in one row: m, b, c, u, w."""
    people, statements = shown.people, shown.statements
    rng = np.random.default_rng([seed, dimensions])
    start = np.concatenate(
        [np.zeros(1 + people + statements), 0.1 * rng.standard_normal((people + statements) * dimensions)]
    )
    return lowest(lambda row: _loss(row, shown, dimensions), start)


def _parts(row: Floats, shown: Ballots, dimensions: int) -> tuple[float, Floats, Floats, Floats, Floats]:
    people, statements = shown.people, shown.statements
    ends = np.cumsum([1, people, statements, people * dimensions])
    m, b, c, u, w = np.split(row, ends)
    return float(m[0]), b, c, u.reshape(dimensions, people), w.reshape(dimensions, statements)


def _logit(row: Floats, shown: Ballots, of: Ballots, dimensions: int) -> Floats:
    m, b, c, u, w = _parts(row, shown, dimensions)
    logit = m + b[of.person] + c[of.statement]
    for axis in range(dimensions):
        logit += u[axis][of.person] * w[axis][of.statement]
    return logit


def predicted(row: Floats, shown: Ballots, of: Ballots, dimensions: int) -> Floats:
    return _logit(row, shown, of, dimensions)


def _loss(row: Floats, shown: Ballots, dimensions: int) -> tuple[float, Floats]:
    """Minus log likelihood with the ridge, and its gradient."""
    m, b, c, u, w = _parts(row, shown, dimensions)
    said = shown.value.astype(np.float64)
    away = -said * _logit(row, shown, shown, dimensions)
    loss = float(np.logaddexp(0, away).sum())
    slope = -said * np.exp(-np.logaddexp(0, -away))
    turns = [np.array([slope.sum()]), _sum(shown.person, slope, len(b)), _sum(shown.statement, slope, len(c))]
    turns += [_sum(shown.person, slope * w[axis][shown.statement], len(b)) for axis in range(dimensions)]
    turns += [_sum(shown.statement, slope * u[axis][shown.person], len(c)) for axis in range(dimensions)]
    ridge = np.full(len(row), RIDGE)
    ridge[: 1 + len(b) + len(c)] = WEAK
    ridge[0] = 0
    return loss + 0.5 * float((ridge * row * row).sum()), np.concatenate(turns) + ridge * row


def _sum(place: np.ndarray, weight: Floats, size: int) -> Floats:
    answer: Floats = np.bincount(place, weights=weight, minlength=size).astype(np.float64)
    return answer


def auc(score: Floats, truth: np.ndarray) -> float:
    """Chance that a random agree is scored above a random disagree; ties count half. 0.5 where one side is missing."""
    yes, no = int(truth.sum()), int((~truth).sum())
    if not yes or not no:
        return 0.5
    # Ten decimals: equal predictions must tie also where their last digits differ.
    _, place, size = np.unique(np.round(score, 10), return_inverse=True, return_counts=True)
    rank = np.cumsum(size) - (size - 1) / 2
    return float((rank[place][truth].sum() - yes * (yes + 1) / 2) / (yes * no))
