"""From votes to what they say. Equal votes, moderation and options give an equal result, whatever the machine."""

from dataclasses import dataclass, replace

import numpy as np

from hamn.sensemaking.opinions import consensus, projection, routing, scale
from hamn.sensemaking.opinions.ballots import Ballots, Floats, Mask
from hamn.sensemaking.opinions.crossfit import Crossfit, crossfit
from hamn.sensemaking.opinions.grouping import MOST, Grouping, best, groupings, matched
from hamn.sensemaking.opinions.ideal_point import check
from hamn.sensemaking.opinions.kmeans import Labels
from hamn.sensemaking.opinions.null import Outcome, null
from hamn.sensemaking.opinions.options import Earlier, Mode, Options
from hamn.sensemaking.opinions.picture import Picture, picture, smallest_group
from hamn.sensemaking.opinions.represent import SHOWN, Counts, Representative, counts, represented
from hamn.sensemaking.opinions.represent import representative as polis_representative
from hamn.sensemaking.opinions.result import Map, Result, Totals
from hamn.sensemaking.opinions.stability import stability
from hamn.sensemaking.opinions.straight import straight_liners
from hamn.sensemaking.opinions.votes import Moderation, Votes

FEWEST_PEOPLE = 15
FEWEST_STATEMENTS = 8
# Polis' rule for who is in the conversation.
FEWEST_VOTES = 7
# How many conversations are made from a scale where no number of runs is asked for.
SCALES = 99


@dataclass(frozen=True, eq=False)
class _Cast:
    """columns: the statements that make the map. seated: its votes. members: who makes the groups. drawn: who makes the map."""

    columns: Mask
    seated: Ballots
    members: Mask
    drawn: Mask


def analyse(votes: Votes, moderation: Moderation | None = None, options: Options | None = None) -> Result:
    """Everything that the options ask for. Too few people or statements: only counts."""
    moderation, options = moderation or Moderation(), options or Options()
    everyone = Ballots.of(votes)
    kept = moderation.kept(votes.statements)
    in_use = kept & (everyone.seen > 0)
    straight = straight_liners(everyone.of_statements(in_use))
    result = Result(votes, moderation, options, _totals(everyone), in_use, straight, None)
    voters = int((everyone.of_statements(in_use).cast > 0).sum())
    if voters < FEWEST_PEOPLE or int(in_use.sum()) < FEWEST_STATEMENTS:
        return replace(result, outcome=Outcome.TOO_FEW)
    compatible = options.mode is Mode.POLIS
    cast = _as_polis(everyone, kept) if compatible else _as_we_do(everyone, in_use, straight)
    drawn = _drawn(result, everyone, cast)
    return drawn if compatible else _examined(drawn, cast)


def _totals(everyone: Ballots) -> Totals:
    agree, disagree, passes = (everyone.how_many(value).astype(np.float64) for value in (1, -1, 0))
    return Totals(agree, disagree, passes, agree + disagree + passes)


def _as_polis(everyone: Ballots, kept: Mask) -> _Cast:
    """What was moderated out counts as passed by everyone; everybody makes the map."""
    voted = everyone.seen > 0
    columns = kept & voted
    seated = replace(everyone.of_statements(columns), filled=int((voted & ~kept).sum()))
    members = _members(everyone.cast, int(voted.sum()))
    return _Cast(columns, seated, members, np.ones(everyone.people, dtype=bool))


def _as_we_do(everyone: Ballots, in_use: Mask, straight: Mask) -> _Cast:
    """What was moderated out is left out, and only those who are grouped make the map."""
    seated = everyone.of_statements(in_use)
    members = _members(np.where(straight, 0, seated.cast), int(in_use.sum()))
    return _Cast(in_use, seated, members, members)


def _members(cast: np.ndarray, statements: int) -> Mask:
    """Enough votes; when too few have, the most active fill up."""
    members: Mask = cast >= min(FEWEST_VOTES, statements)
    if int(members.sum()) < FEWEST_PEOPLE:
        members = np.zeros(len(cast), dtype=bool)
        members[np.argsort(-cast, kind="stable")[:FEWEST_PEOPLE]] = True
        members &= cast > 0
    return members


def _drawn(result: Result, everyone: Ballots, cast: _Cast) -> Result:
    """With the map, the best groups, and what is counted from them."""
    options, votes = result.options, result.votes
    before = _before(options.earlier, votes, cast.columns)
    seen = picture(cast.seated if cast.drawn.all() else cast.seated.of_people(cast.drawn), before)
    points = seen.points
    if not cast.drawn.all():
        points = projection.people(cast.seated, seen.means, seen.components.loadings)
    if options.mode is Mode.POLIS:
        # The reference tries up to five groups however few the people are.
        found = groupings(points[cast.members], options.seed, limit=MOST)
    else:
        found = groupings(points[cast.members], options.seed, smallest_group(int(cast.members.sum())))
    grouping = best(found)
    if grouping is not None:
        grouping = _renamed(grouping, options.earlier, votes, cast.members)
    labels = np.full(len(votes.people), -1, dtype=np.int64)
    labels[cast.members] = grouping.labels if grouping else 0
    result = replace(
        result,
        map=_map(seen, points, cast, len(votes.statements)),
        grouping=grouping,
        tried=tuple(found.values()),
        labels=labels,
    )
    return _counted(result, everyone)


def _before(earlier: Earlier | None, votes: Votes, columns: Mask) -> Floats | None:
    if earlier is None:
        return None
    unknown = (float("nan"), float("nan"))
    rows = [earlier.loadings.get(name, unknown) for name, used in zip(votes.statements, columns, strict=True) if used]
    return np.array(rows, dtype=np.float64).T


def _renamed(grouping: Grouping, earlier: Earlier | None, votes: Votes, members: Mask) -> Grouping:
    """The numbers that most people's groups had before."""
    if earlier is None:
        return grouping
    names = np.flatnonzero(members)
    old: Labels = np.array([earlier.groups.get(votes.people[place], -1) for place in names], dtype=np.int64)
    number = matched(grouping.labels, old, grouping.k)
    centres = np.empty_like(grouping.centres)
    centres[number] = grouping.centres
    return replace(grouping, labels=number[grouping.labels], centres=centres)


def _map(seen: Picture, points: Floats, cast: _Cast, statements: int) -> Map:
    loadings = np.full((2, statements), np.nan)
    loadings[:, cast.columns] = seen.components.loadings
    width = cast.seated.statements + cast.seated.filled
    places = np.full((statements, 2), np.nan)
    places[cast.columns] = projection.statements(seen.means, seen.components.loadings, width)
    return Map(points, places, loadings, seen.components.explained())


def _counted(result: Result, everyone: Ballots) -> Result:
    assert result.map is not None and result.labels is not None
    options, allowed = result.options, result.shown
    k = result.grouping.k if result.grouping else 1
    of = counts(everyone, result.labels, k)
    agree, seen = of.agree.sum(axis=0), of.seen.sum(axis=0)
    if options.mode is Mode.DEFAULT:
        agree, seen = result.totals.agree, result.totals.seen
    passes = seen - agree - (of.disagree.sum(axis=0) if options.mode is Mode.POLIS else result.totals.disagree)
    pull = np.nan_to_num(projection.extremity(result.map.places))
    meta = np.array([name in result.moderation.meta for name in result.votes.statements], dtype=bool)
    polis = options.mode is Mode.POLIS and result.grouping is not None
    return replace(
        result,
        counts=of,
        informed=consensus.informed(of.agree, of.seen),
        informed_disagree=consensus.informed(of.disagree, of.seen),
        priority=routing.priority(agree, passes, seen, pull, meta),
        representative=tuple(tuple(rows) for rows in polis_representative(of, allowed)) if polis else (),
        majority_agree=tuple(consensus.majority(everyone, 1, allowed)),
        majority_disagree=tuple(consensus.majority(everyone, -1, allowed)),
    )


def _examined(result: Result, cast: _Cast) -> Result:
    """With the tests that say how much of it to believe."""
    options, grouping = result.options, result.grouping
    members = cast.seated.of_people(cast.members)
    if options.permutations:
        # The test sees what every shuffled run sees: the members by themselves.
        verdict = null(members, picture(members), grouping, options.permutations, options.seed)
        result = replace(result, null=verdict, outcome=verdict.outcome)
    elif options.earlier is not None:
        result = replace(result, outcome=options.earlier.outcome)
    if options.ideal_point and grouping is not None and result.groups_found:
        held = scale.check(members, grouping, options.permutations or SCALES, options.seed)
        result = replace(result, scale=held, outcome=Outcome.SPECTRUM if held.replaces_groups else result.outcome)
    if grouping is None or not result.groups_found:
        return _told(_as_one(result))
    if options.subsamples:
        result = replace(result, stability=stability(members, grouping, options.subsamples, options.seed))
    if options.splits:
        fit = _widened(crossfit(members, grouping, options.splits, options.seed), cast.columns)
        result = replace(result, crossfit=fit, representative=_from_crossfit(result, fit))
    if options.ideal_point:
        result = replace(result, check=check(members, grouping.k, options.seed))
    return _told(result)


def _as_one(result: Result) -> Result:
    """Where no groups are found, everybody on the map is one when common ground is counted."""
    assert result.labels is not None
    one = np.where(result.labels >= 0, 0, -1)
    of = counts(Ballots.of(result.votes), one, 1)
    return replace(
        result,
        counts=of,
        informed=consensus.informed(of.agree, of.seen),
        informed_disagree=consensus.informed(of.disagree, of.seen),
    )


def _told(result: Result) -> Result:
    assert result.counts is not None
    fewest = max(5, result.options.threshold)
    return replace(
        result,
        common=tuple(consensus.common_ground(result.counts, result.shown, fewest)),
        divisive=tuple(consensus.divisive(result.counts, result.shown, fewest)),
    )


def _widened(fit: Crossfit, columns: Mask) -> Crossfit:
    """With a place for every statement, also those left out."""
    k, width = len(fit.p), len(columns)
    p, z, found = np.ones((k, width)), np.zeros((k, width)), np.zeros((k, width), dtype=bool)
    p[:, columns], z[:, columns], found[:, columns] = fit.p, fit.z, fit.found
    return replace(fit, p=p, z=z, found=found)


def _from_crossfit(result: Result, fit: Crossfit) -> tuple[tuple[Representative, ...], ...]:
    """The clearest of what cross-fitting found, for each group; agreeing where it agrees more than the rest."""
    of = result.counts
    assert of is not None
    sides = {True: represented(of.agree, of.seen), False: represented(of.disagree, of.seen)}
    people = {True: of.agree, False: of.disagree}

    def row(group: int, place: int) -> Representative:
        agrees = bool(fit.z[group, place] > 0)
        side = sides[agrees]
        return Representative(
            place,
            agrees,
            int(people[agrees][group, place]),
            int(of.seen[group, place]),
            float(side.share[group, place]),
            float(side.share_z[group, place]),
            float(side.ratio[group, place]),
            float(side.ratio_z[group, place]),
        )

    return tuple(
        tuple(row(group, place) for place in _clearest(of, fit, group, result.options.threshold))
        for group in range(len(fit.p))
    )


def _clearest(of: Counts, fit: Crossfit, group: int, threshold: int) -> list[int]:
    strength = np.round(np.abs(fit.z[group]), 9)
    told = fit.found[group] & (of.seen[group] >= threshold)
    return [int(place) for place in np.argsort(-strength, kind="stable") if told[place]][:SHOWN]
