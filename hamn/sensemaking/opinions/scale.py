"""Whether one scale tells what the groups tell: people spread evenly along a line, and statements that divide it.

Where statements divide sharply, answers pile up at both ends, and an even spread looks like two heaps on the map. So the groups
are held against the scale that fits these votes best: against conversations made from it, with the same people voting on the
same statements, and in predicting votes that neither has seen. The scale is the two-parameter item response model with a
normal spread of people, fitted by EM over a grid.

Source: Bock & Aitkin (1981), Psychometrika 46(4); the test is a parametric bootstrap.
"""

from dataclasses import dataclass, replace

import numpy as np

from hamn.sensemaking.opinions.ballots import Ballots, Floats
from hamn.sensemaking.opinions.grouping import Grouping
from hamn.sensemaking.opinions.ideal_point import HIDDEN, auc, group_rates
from hamn.sensemaking.opinions.null import LEVEL
from hamn.sensemaking.opinions.picture import grouped, picture

# Places on the scale, in standard deviations.
GRID = np.linspace(-4, 4, 25)
ROUNDS, CLOSE = 60, 1e-3
# Keeps the slope finite where everybody at one end agrees: a standard deviation of about three.
RIDGE = 0.1
STEEPEST = 12.0
# The scale of a crowd is found in some of it.
MOST_PEOPLE = 1500
# Where more than half of the conversations made from the scale show groups as clear, the scale is the likelier account.
LIKELY = 0.5
# What two accounts may differ by, in AUC, and still be as good as each other.
MARGIN = 0.005


@dataclass(frozen=True, eq=False)
class Scale:
    """logit P(agree) = slope * place + ease, by statement; places are standard normal."""

    slope: Floats
    ease: Floats


@dataclass(frozen=True)
class Check:
    """as_clear_p: of groups as clear as these where there is only a scale. AUC on hidden votes: 0.5 guessing, 1 perfect."""

    as_clear_p: float
    groups_auc: float
    scale_auc: float

    @property
    def could_show_them(self) -> bool:
        return self.as_clear_p > LEVEL

    @property
    def tells_as_much(self) -> bool:
        """Whether the scale is as good an account as the groups: it predicts as well, and would look like them at times."""
        return self.could_show_them and self.scale_auc >= self.groups_auc - MARGIN

    @property
    def replaces_groups(self) -> bool:
        """Whether such groups are what the scale would more often show than not."""
        return self.tells_as_much and self.as_clear_p > LIKELY


def fitted(ballots: Ballots, seed: int) -> Scale:
    """The scale of these votes; passes are left out."""
    said = _some(ballots.of_votes(ballots.value != 0), seed)
    scale = _start(said)
    by_statement = np.argsort(said.statement, kind="stable")
    for _ in range(ROUNDS):
        posterior = _posterior(said, scale)
        new = _steepened(said, by_statement, posterior, scale)
        moved = float(np.abs(new.slope - scale.slope).max(initial=0.0))
        scale = new
        if moved < CLOSE:
            break
    return scale


def _some(said: Ballots, seed: int) -> Ballots:
    if said.people <= MOST_PEOPLE:
        return said
    wanted = np.zeros(said.people, dtype=bool)
    wanted[np.random.default_rng([seed, 12]).permutation(said.people)[:MOST_PEOPLE]] = True
    return said.of_people(wanted)


def _start(said: Ballots) -> Scale:
    """As far apart as the first direction of the map has them."""
    agree, seen = said.how_many(1), said.seen
    rate = (agree + 0.5) / (seen + 1)
    loading = picture(said).components.loadings[0]
    size = float(np.sqrt(np.mean(loading**2))) or 1.0
    return Scale(loading / size, np.log(rate / (1 - rate)))


def _log_chances(scale: Scale) -> Floats:
    """Of disagreeing and agreeing, (2, statements, places)."""
    logit = scale.slope[:, None] * GRID + scale.ease[:, None]
    return np.stack([-np.logaddexp(0, logit), -np.logaddexp(0, -logit)])


def _posterior(said: Ballots, scale: Scale) -> Floats:
    """Where each person may stand, (people, places)."""
    told = _log_chances(scale)[(said.value > 0).astype(np.int64), said.statement]
    log = _sums(told, said.rows) - GRID**2 / 2
    weight = np.exp(log - log.max(axis=1, keepdims=True))
    answer: Floats = weight / weight.sum(axis=1, keepdims=True)
    return answer


def _sums(rows: Floats, starts: np.ndarray) -> Floats:
    """Sums of consecutive rows; starts: where each begins, and where the last ends."""
    answer = np.zeros((len(starts) - 1, rows.shape[1]))
    filled = np.diff(starts) > 0
    if filled.any():
        answer[filled] = np.add.reduceat(rows, starts[:-1][filled], axis=0)
    return answer


def _steepened(said: Ballots, by_statement: np.ndarray, posterior: Floats, scale: Scale) -> Scale:
    """One step of Newton's for slope and ease of every statement."""
    starts = np.searchsorted(said.statement[by_statement], np.arange(said.statements + 1))
    there = posterior[said.person[by_statement]]
    seen = _sums(there, starts)
    agreed = _sums(there * (said.value[by_statement] > 0)[:, None], starts)
    chance = np.exp(_log_chances(scale)[1])
    error, weight = agreed - seen * chance, seen * chance * (1 - chance)
    turn_slope, turn_ease = (error * GRID).sum(axis=1) - RIDGE * scale.slope, error.sum(axis=1) - RIDGE * scale.ease
    aa, ab = (weight * GRID**2).sum(axis=1) + RIDGE, (weight * GRID).sum(axis=1)
    bb = weight.sum(axis=1) + RIDGE
    whole = aa * bb - ab**2
    slope = scale.slope + np.clip((bb * turn_slope - ab * turn_ease) / whole, -1, 1)
    ease = scale.ease + np.clip((aa * turn_ease - ab * turn_slope) / whole, -1, 1)
    return Scale(np.clip(slope, -STEEPEST, STEEPEST), np.clip(ease, -STEEPEST, STEEPEST))


def check(ballots: Ballots, groups: Grouping, runs: int, seed: int, rounds: int = 3) -> Check:
    """ballots: of the people who were grouped. A tenth of the votes is hidden, in each round anew."""
    said = ballots.of_votes(ballots.value != 0)
    rng = np.random.default_rng([seed, 12])
    found = [_held_out(ballots, said, groups.k, seed, rng) for _ in range(rounds)]
    by_groups, by_scale = (float(np.mean(column)) for column in zip(*found, strict=True))
    return Check(_as_clear_p(ballots, groups, fitted(ballots, seed), runs, seed), by_groups, by_scale)


def _held_out(ballots: Ballots, said: Ballots, k: int, seed: int, rng: np.random.Generator) -> tuple[float, float]:
    hide = rng.random(len(said.value)) < HIDDEN
    shown, hidden = said.of_votes(~hide), said.of_votes(hide)
    by_group = group_rates(ballots, said, hide, k, seed)[hidden.person, hidden.statement]
    scale = fitted(shown, seed)
    there, chance = _posterior(shown, scale)[hidden.person], np.exp(_log_chances(scale)[1])[hidden.statement]
    truth = hidden.value > 0
    return auc(by_group, truth), auc((there * chance).sum(axis=1), truth)


def _as_clear_p(ballots: Ballots, groups: Grouping, scale: Scale, runs: int, seed: int) -> float:
    """How often people who only stand along the scale show groups as clear as these. Ends when it is settled."""
    rng = np.random.default_rng([seed, 97])
    as_clear = made = 0
    for _ in range(runs):
        found = grouped(_answered(ballots, scale, rng), seed)
        as_clear += found is not None and found.silhouette >= groups.silhouette
        made += 1
        if as_clear > LIKELY * (1 + runs):
            break
    return (1 + as_clear) / (1 + made)


def _answered(ballots: Ballots, scale: Scale, rng: np.random.Generator) -> Ballots:
    """The same people vote on the same statements, from anywhere on the scale; whoever passed passes."""
    place = rng.standard_normal(ballots.people)
    logit = place[ballots.person] * scale.slope[ballots.statement] + scale.ease[ballots.statement]
    agrees = rng.random(len(logit)) < 1 / (1 + np.exp(-logit))
    value = np.where(ballots.value == 0, 0, np.where(agrees, 1, -1)).astype(ballots.value.dtype)
    return replace(ballots, value=value)
