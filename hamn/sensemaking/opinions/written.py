"""A result as JSON: the shape is documented in docs/methods/opinions.md. Rounded, so that equal input gives equal bytes."""

from math import isfinite
from typing import Any

from hamn.sensemaking.opinions.null import Null
from hamn.sensemaking.opinions.options import Mode
from hamn.sensemaking.opinions.represent import Representative
from hamn.sensemaking.opinions.result import VERSION, Result
from hamn.sensemaking.opinions.stability import Stability

Json = dict[str, Any]
# Far finer than anyone reads, far coarser than where two machines differ.
PLACES = 8
DIGITS = 11
# Below this share of the runs in the same group, a person stands between groups.
BETWEEN = 0.8


def as_json(result: Result) -> Json:
    found = result.groups_found
    return {
        "method": result.options.mode.value,
        "version": VERSION,
        "seed": result.options.seed,
        "input": result.votes.digest(),
        "n": _n(result),
        "verdict": result.outcome.value if result.outcome else ("groups" if found else None),
        "null": _null(result.null),
        "stability": _stability(result, result.stability),
        "participants": _participants(result),
        "statements": [_statement(result, place) for place in range(len(result.votes.statements))],
        "groups": _groups(result) if found else [],
        "consensus": _consensus(result),
        "divisive": _divisive(result) if found else [],
        "check": _check(result),
        "scale": _scale(result),
        "map": _map(result),
    }


def exact(value: float) -> float | None:
    """Eleven significant digits; None for what is no number."""
    return float(f"{value:.{DIGITS}g}") + 0.0 if isfinite(value) else None


def placed(value: float) -> float | None:
    """A position on the map; minus nought is nought."""
    return round(float(value), PLACES) + 0.0 if isfinite(value) else None


def _n(result: Result) -> Json:
    return {
        "participants": len(result.votes.people),
        "statements": len(result.votes.statements),
        "votes": len(result.votes),
        "clustered": int(result.clustered.sum()),
        "moderated_out": len(result.moderation.out),
        "straight_liners": int(result.straight.sum()),
        "contradictory": result.votes.contradictory,
    }


def _null(null: Null | None) -> Json | None:
    if null is None:
        return None
    return {
        "runs": null.runs,
        "spread_p": exact(null.spread_p),
        "shuffled_p": exact(null.shuffled_p),
        "cloud_p": exact(null.cloud_p),
    }


def _stability(result: Result, stability: Stability | None) -> Json | None:
    if stability is None or result.grouping is None:
        return None
    return {
        "runs": stability.runs,
        "wins": {str(k): count for k, count in stability.wins.items()},
        "holds": exact(stability.holds(result.grouping.k)),
        "agreement": exact(stability.agreement),
        "between": int((stability.same < BETWEEN).sum()),
    }


def _participants(result: Result) -> list[Json]:
    rows = []
    same = iter(result.stability.same if result.stability else ())
    for number, name in enumerate(result.votes.people):
        member = bool(result.clustered[number])
        row: Json = {"id": name, "x": None, "y": None, "group": None}
        if result.map is not None:
            row["x"], row["y"] = (placed(value) for value in result.map.points[number])
        if member and result.groups_found and result.labels is not None:
            row["group"] = int(result.labels[number])
            row["same"] = exact(next(same, float("nan")))
        if result.straight[number] and not member:
            row["straight"] = True
        rows.append(row)
    return rows


def _statement(result: Result, place: int) -> Json:
    totals, name = result.totals, result.votes.statements[place]
    row: Json = {
        "id": name,
        "agree": int(totals.agree[place]),
        "disagree": int(totals.disagree[place]),
        "pass": int(totals.passes[place]),
        "moderated_out": name in result.moderation.out,
        "meta": name in result.moderation.meta,
    }
    if result.map is None or result.informed is None or result.informed_disagree is None or result.priority is None:
        return row | {"gac": None, "gac_disagree": None, "priority": None, "x": None, "y": None, "groups": []}
    x, y = (placed(value) for value in result.map.places[place])
    return row | {
        "gac": exact(result.informed[place]),
        "gac_disagree": exact(result.informed_disagree[place]),
        "priority": exact(result.priority[place]),
        "x": x,
        "y": y,
        "groups": _by_group(result, place) if result.groups_found else [],
    }


def _by_group(result: Result, place: int) -> list[Json]:
    of = result.counts
    assert of is not None
    return [
        {
            "agree": int(of.agree[group, place]),
            "disagree": int(of.disagree[group, place]),
            "seen": int(of.seen[group, place]),
        }
        for group in range(len(of.seen))
    ]


def _groups(result: Result) -> list[Json]:
    assert result.grouping is not None
    sizes = result.grouping.sizes()
    rows = result.representative or tuple(() for _ in sizes)
    return [
        {
            "group": group,
            "size": size,
            "x": placed(result.grouping.centres[group, 0]),
            "y": placed(result.grouping.centres[group, 1]),
            "representative": [_representative(result, group, one) for one in rows[group]],
        }
        for group, size in enumerate(sizes)
    ]


def _representative(result: Result, group: int, one: Representative) -> Json:
    row: Json = {
        "id": result.votes.statements[one.statement],
        "direction": "agree" if one.agrees else "disagree",
        "people": one.people,
        "seen": one.seen,
        "share": exact(one.share),
        "share_z": exact(one.share_z),
        "ratio": exact(one.ratio),
        "ratio_z": exact(one.ratio_z),
    }
    if result.options.mode is Mode.POLIS:
        return row | {"best_agree": one.best_agree}
    assert result.crossfit is not None
    return row | {"p": exact(result.crossfit.p[group, one.statement])}


def _consensus(result: Result) -> Json:
    names = result.votes.statements
    answer: Json = {
        side: [
            {
                "id": names[one.statement],
                "people": one.people,
                "seen": one.seen,
                "share": exact(one.share),
                "z": exact(one.share_z),
            }
            for one in rows
        ]
        for side, rows in (("agree", result.majority_agree), ("disagree", result.majority_disagree))
    }
    answer["common"] = [
        {
            "id": names[one.statement],
            "direction": "agree" if one.agrees else "disagree",
            "gac": exact(one.informed),
            "low": exact(one.low),
        }
        for one in result.common
    ]
    return answer


def _divisive(result: Result) -> list[Json]:
    return [
        {
            "id": result.votes.statements[one.statement],
            "most": one.high_group,
            "least": one.low_group,
            "most_share": exact(one.high),
            "least_share": exact(one.low),
            "difference": exact(one.difference),
        }
        for one in result.divisive
    ]


def _check(result: Result) -> Json | None:
    if result.check is None:
        return None
    # Three decimals: a fitted model is no more exact than that.
    check = result.check
    return {
        "votes": check.votes,
        "rate_auc": round(check.rate_auc, 3),
        "groups_auc": round(check.groups_auc, 3),
        "model_auc": round(check.model_auc, 3),
        "percent": check.percent,
    }


def _scale(result: Result) -> Json | None:
    held = result.scale
    if held is None:
        return None
    aucs = {"groups_auc": round(held.groups_auc, 3), "scale_auc": round(held.scale_auc, 3)}
    return {"as_clear_p": round(held.as_clear_p, 3), **aucs, "replaces_groups": held.replaces_groups}


def _map(result: Result) -> Json | None:
    if result.map is None:
        return None
    return {
        "explained": [exact(share) for share in result.map.explained],
        "tried": [
            {"k": one.k, "silhouette": exact(round(one.silhouette, 9)), "inertia": exact(one.inertia)}
            for one in result.tried
        ],
    }
