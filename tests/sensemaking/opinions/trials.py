"""Trials of honesty, small in the tests and large in benchmarks/sensemaking/opinions_honesty.py."""

from collections import Counter
from dataclasses import replace

import numpy as np

from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.ballots import Ballots
from hamn.sensemaking.opinions.crossfit import crossfit
from hamn.sensemaking.opinions.grouping import agreement, groupings
from hamn.sensemaking.opinions.null import Outcome
from hamn.sensemaking.opinions.options import Options
from hamn.sensemaking.opinions.picture import picture, smallest_group
from hamn.sensemaking.opinions.represent import counts, represented
from hamn.sensemaking.opinions.votes import Votes, gather

TESTED = replace(Options().core(), permutations=99)
# As a page has it: also held against a single scale.
HELD = replace(TESTED, ideal_point=True)


def outcomes(conversations):
    """How often each outcome, with the number of groups, is declared."""
    seen = Counter()
    for votes in conversations:
        result = analyse(votes, None, TESTED)
        seen[result.outcome.value, result.grouping.k if result.groups_found else 0] += 1
    return seen


def held(conversations):
    """The same before and after the groups are held against a single scale."""
    before, after = Counter(), Counter()
    for votes in conversations:
        result = analyse(votes, None, HELD)
        k = result.grouping.k if result.grouping else 0
        for seen, outcome in ((before, result.null.outcome), (after, result.outcome)):
            seen[outcome.value, k if outcome is Outcome.GROUPS else 0] += 1
    return before, after


def members(votes, moderation):
    """The votes that make the map in the default mode."""
    result = analyse(votes, moderation, Options().core())
    return Ballots.of(votes).of_statements(result.shown).of_people(result.clustered)


def dealt(ballots, seed):
    """The same votes, dealt out anew among the voters of each statement: nothing tells groups apart any more."""
    rng = np.random.default_rng([seed, 7])
    value = ballots.value.copy()
    for statement in range(ballots.statements):
        column = np.flatnonzero(ballots.statement == statement)
        value[column] = value[rng.permutation(column)]
    return replace(ballots, value=value)


def false_statements(ballots, k, seed, splits=20):
    """Per group of shuffled votes: how many are called representative by cross-fitting, and by Polis' rule."""
    points = picture(ballots).points
    grouping = groupings(points, seed, smallest_group(ballots.people), only=k)[k]
    fit = crossfit(ballots, grouping, splits, seed)
    of = counts(ballots, grouping.labels, k)
    polis = represented(of.agree, of.seen).passes() | represented(of.disagree, of.seen).passes()
    return float(fit.found.sum() / k), float(polis.sum() / k)


def with_robots(votes, share, seed=0):
    """The same people, and accounts that agree with everything."""
    rng = np.random.default_rng([seed, 6])
    robots = round(share * len(votes.people))
    seen = max(20, len(votes) // len(votes.people))
    people, statements = [votes.people[p] for p in votes.person], [votes.statements[s] for s in votes.statement]
    values = votes.value.tolist()
    for robot in range(robots):
        asked = rng.permutation(len(votes.statements))[:seen]
        people += [f"robot {robot}"] * len(asked)
        statements += [votes.statements[place] for place in asked]
        values += [1] * len(asked)
    return gather(people, statements, values, None, votes.people, votes.statements)


def same_groups(votes: Votes, robbed: Votes, moderation=None):
    """Number of groups without and with robots, the agreement of the people's groups, and who was set aside."""
    one, other = (analyse(each, moderation, Options().core()) for each in (votes, robbed))
    place = [robbed.people.index(name) for name in votes.people]
    labels = other.labels[place]
    both = (one.labels >= 0) & (labels >= 0)
    return one.grouping.k, other.grouping.k, agreement(one.labels[both], labels[both]), int(other.straight.sum())
