"""From an analysis to what may be said of it: every number here has passed the gate. As JSON, with ids instead of texts.

What everybody together answered to a statement stands on the page already. So a statement is told group by group only
where the gate would let everybody be told beside the groups, and those outside every group are counted as the gate counts
a group. Where they are too few to be told of, each stands in the group that is nearest, for otherwise whoever subtracts
would know how they voted. What is all groups' and what divides them is then counted anew, from the numbers that are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from hamn.sensemaking.disclosure import SMALLEST_THRESHOLD, Gate, Margin, disclose
from hamn.sensemaking.opinions import consensus
from hamn.sensemaking.opinions.ballots import Ballots
from hamn.sensemaking.opinions.islands import Archipelago, archipelago
from hamn.sensemaking.opinions.null import Outcome
from hamn.sensemaking.opinions.represent import Counts, counts
from hamn.sensemaking.opinions.result import Result
from hamn.sensemaking.opinions.votes import in_order
from hamn.sensemaking.opinions.written import BETWEEN, exact
from hamn.sensemaking.sentences import opinions as sentences

Json = dict[str, Any]
LANGUAGES = ("sv", "fi", "en")
FEWEST = 5


def shown(result: Result, gate: Gate) -> Json:
    """The whole of what may be told of the result."""
    threshold = SMALLEST_THRESHOLD if gate.recognisable else gate.threshold
    voters = len(np.unique(result.votes.person))
    if not gate.opens_for(voters) or result.outcome in (None, Outcome.TOO_FEW):
        return told_too_few(result)
    folded = as_told(result, threshold)
    # Beside groups that are shown, a hidden one would be what is left of everybody.
    is_hidden = archipelago(folded, threshold).hidden
    cells = _cells(folded, gate) if folded.groups_found and not is_hidden else {}
    mask = np.array([place in cells for place in range(len(result.shown))], dtype=bool)
    told: Json = {
        "outcome": result.outcome.value if result.outcome else None,
        "people": voters,
        "threshold": threshold,
        "statements": int(result.shown.sum()),
        "archipelago": _archipelago(archipelago(replace(folded, shown=mask), threshold)),
        "cells": [{"id": result.votes.statements[place], "groups": rows} for place, rows in cells.items()],
        "telling": _telling(folded, cells),
        "stability": _stability(result, gate),
        "scale": _scale(result),
        "ends": _ends(result, threshold),
    }
    names, common, divisive = found_in(told, _totals(result))
    # The sentences count what is listed.
    listed = replace(folded, common=common, divisive=divisive)
    told |= as_lists(names, common, divisive)
    return told | {"sentences": {language: _sentences(listed, told, language) for language in LANGUAGES}}


def told_too_few(result: Result) -> Json:
    none = replace(result, outcome=Outcome.TOO_FEW)
    words = {language: {"verdict": sentences.verdict(none, language)} for language in LANGUAGES}
    return {"outcome": Outcome.TOO_FEW.value, "archipelago": None, "sentences": words}


def as_told(result: Result, threshold: int) -> Result:
    """With those who belong to no group in the nearest one where they are too few to be told of, counted like that."""
    if result.labels is None or result.map is None:
        return result
    labels, everyone = result.labels.copy(), Ballots.of(result.votes)
    outside = np.flatnonzero((labels < 0) & (everyone.cast > 0))
    centres = result.grouping.centres if result.groups_found and result.grouping else np.zeros((1, 2))
    if 0 < len(outside) < threshold:
        away = result.map.points[outside][:, None, :] - centres[None, :, :]
        labels[outside] = (away**2).sum(axis=2).argmin(axis=1)
    if not result.groups_found:
        labels = np.where(labels >= 0, 0, -1)
    return replace(result, labels=labels, counts=counts(everyone, labels, len(centres)))


def _cells(result: Result, gate: Gate) -> dict[int, list[list[int]]]:
    """Each statement that may be told group by group: its place, and agree, pass and disagree of every group."""
    of, totals = result.counts, result.totals
    assert of is not None
    passes = of.seen - of.agree - of.disagree
    rest = (totals.disagree - of.disagree.sum(0), totals.passes - passes.sum(0), totals.agree - of.agree.sum(0))
    steps = [np.vstack([side, left]) for side, left in zip((of.disagree, passes, of.agree), rest, strict=True)]
    table = disclose(gate, np.stack([*steps, np.zeros_like(steps[0])], axis=2).astype(np.int64))
    rows = np.stack([of.agree, passes, of.disagree], axis=2).astype(np.int64)
    groups = range(len(of.seen))
    return {
        place: rows[:, place].tolist()
        for place, margin in enumerate(table.margins)
        if result.shown[place] and _is_whole(margin, groups)
    }


def _is_whole(margin: Margin, groups: Sequence[int]) -> bool:
    return margin.whole is not None and all(margin.cell(group) for group in groups)


def _totals(result: Result) -> dict[str, tuple[int, int, int]]:
    totals = result.totals
    rows = zip(result.votes.statements, result.shown, totals.agree, totals.passes, totals.disagree, strict=True)
    return {name: (int(agree), int(passes), int(against)) for name, used, agree, passes, against in rows if used}


Found = tuple[list[str], tuple[consensus.Common, ...], tuple[consensus.Divisive, ...]]


def found_in(told: Json, totals: Mapping[str, Sequence[int]]) -> Found:
    """Common ground and what divides, from published tables alone: the map's cells or, without groups, everybody's totals.

    totals: agree, pass and disagree by statement. Returns the statements' ids, in the order that the two lists number them.
    """
    rows = {cell["id"]: cell["groups"] for cell in told["cells"]}
    if told["outcome"] != Outcome.GROUPS.value:
        rows = {name: [list(totals[name])] for name in in_order(totals)}
    fewest, names = max(FEWEST, told["threshold"]), list(rows)
    if not names:
        return [], (), ()
    table = np.array([rows[name] for name in names], dtype=np.float64).transpose(1, 0, 2)
    of = Counts(table[:, :, 0], table[:, :, 2], table.sum(axis=2))
    everything = np.ones(len(names), dtype=bool)
    common = consensus.common_ground(of, everything, fewest)
    return names, tuple(common), tuple(consensus.divisive(of, everything, fewest) if len(table) > 1 else ())


def as_lists(names: Sequence[str], common: Sequence[consensus.Common], divisive: Sequence[consensus.Divisive]) -> Json:
    return {
        "common": [{"id": names[one.statement], "agrees": one.agrees, "low": exact(one.low)} for one in common],
        "divisive": [
            {
                "id": names[one.statement],
                "most": one.high_group,
                "least": one.low_group,
                "most_share": exact(one.high),
                "least_share": exact(one.low),
            }
            for one in divisive
        ],
    }


def _archipelago(islands: Archipelago) -> Json:
    return {
        "dots": [[dot.x, dot.y, dot.group, dot.people] for dot in islands.dots],
        "islands": [vars(island) for island in islands.islands],
        "bridges": [{**vars(bridge), "statements": list(bridge.statements)} for bridge in islands.bridges],
        "explained": islands.explained,
        "hidden": islands.hidden,
        "straight": islands.straight,
    }


def _telling(result: Result, cells: Mapping[int, list[list[int]]]) -> list[list[Json]]:
    """What tells each group from the others, found on votes that did not make it; its share as it is shown."""
    found = []
    for group, rows in enumerate(result.representative if result.groups_found else ()):
        told = []
        for one in rows:
            if one.statement in cells:
                agree, passes, disagree = cells[one.statement][group]
                share = (agree if one.agrees else disagree) / (agree + passes + disagree)
                told.append({"id": result.votes.statements[one.statement], "agrees": one.agrees, "share": exact(share)})
        found.append(told)
    return found


def _stability(result: Result, gate: Gate) -> Json | None:
    if result.stability is None or result.grouping is None:
        return None
    between = int((result.stability.same < BETWEEN).sum())
    return {
        "runs": result.stability.runs,
        "holds": exact(result.stability.holds(result.grouping.k)),
        "agreement": exact(result.stability.agreement),
        "between": gate.count(between),
    }


def _scale(result: Result) -> Json | None:
    """How the groups compare with a single scale. Two decimals: of few votes, more would tell of single ones."""
    if result.scale is None:
        return None
    names = ("as_clear_p", "groups_auc", "scale_auc")
    return {name: round(getattr(result.scale, name), 2) for name in names}


def _ends(result: Result, threshold: int) -> list[Json]:
    """What those at the left and at the right end of a scale surely say: the statements that pull most each way.

    Where nothing pulls one way, that end says no to what the other says yes to.
    """
    if result.outcome is not Outcome.SPECTRUM or result.map is None:
        return []
    told = result.shown & (result.totals.seen >= max(FEWEST, threshold))
    pull = np.where(told, np.nan_to_num(result.map.loadings[0]), 0.0)
    left, right = int(np.argmin(pull)), int(np.argmax(pull))
    if not pull[right] > 0 and not pull[left] < 0:
        return []
    weak = 0.5 * float(np.abs(pull).max())
    left, left_agrees = (left, True) if -pull[left] >= weak else (right, False)
    right, right_agrees = (right, True) if pull[right] >= weak else (left, False)
    names = result.votes.statements
    return [{"id": names[left], "agrees": left_agrees}, {"id": names[right], "agrees": right_agrees}]


def _sentences(result: Result, told: Json, language: str) -> Json:
    found = {
        "verdict": sentences.verdict(result, language),
        "straight": sentences.straight(result, language, told["threshold"]),
        "scale": sentences.scale(result, language),
        "explained": sentences.explained(result, language),
    }
    if told["cells"] or not result.groups_found:
        found["consensus"] = sentences.consensus(result, language)
        found["divisive"] = sentences.divisive(result, language)
    return {name: text for name, text in found.items() if text}
