"""How honest the analysis of opinions is, by simulation: `python benchmarks/sensemaking/opinions_honesty.py [--quick]`.

Writes benchmarks/sensemaking/opinions_honesty.md, which docs/methods/opinions.md cites. Every figure follows from the seeds
in tests/sensemaking/opinions/made.py; --quick makes a tenth of the trials.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from hamn.sensemaking.opinions import scale  # noqa: E402
from hamn.sensemaking.opinions.analyse import analyse  # noqa: E402
from hamn.sensemaking.opinions.ideal_point import check  # noqa: E402
from hamn.sensemaking.opinions.options import Options  # noqa: E402
from hamn.sensemaking.opinions.polis_export import read_export  # noqa: E402
from tests.sensemaking.opinions import made, trials  # noqa: E402

DATA = ROOT / "tests" / "data" / "polis"
REAL = ("brexit-consensus", "scoop-hivemind.biodiversity")
SIZES = ((40, 20), (100, 30), (200, 50), (400, 60))


def told(seen):
    return ", ".join(f"{name}{f' ({k})' if k else ''} {count}" for (name, k), count in sorted(seen.items()))


def structureless(trials_each):
    for people, statements in SIZES:
        seen = trials.outcomes(made.structureless(people, statements, seed) for seed in range(trials_each))
        yield f"structureless {people} × {statements}, {trials_each} conversations", told(seen)


def scales(trials_each):
    for strength in (0.4, 0.7, 1.0, 1.5):
        before, after = trials.held(made.spectrum(seed=seed, strength=strength) for seed in range(trials_each))
        what = f"one scale of strength {strength}, 200 × 40, {trials_each} conversations"
        yield f"{what}, groups by themselves", told(before)
        yield f"{what}, held against a scale", told(after)


def planted(trials_each):
    for people in (60, 120):
        for k in (2, 3, 4):
            before, after = trials.held(made.planted(k, people, seed=seed)[0] for seed in range(trials_each))
            what = f"{k} planted groups, {people} × 60, {trials_each} conversations"
            yield f"{what}, groups by themselves", told(before)
            yield f"{what}, held against a scale", told(after)


def false_statements(trials_each):
    for name in REAL:
        export = read_export(DATA / name)
        ballots = trials.members(export.votes, export.moderation)
        for k in (2, 3):
            found = [trials.false_statements(trials.dealt(ballots, seed), k, seed) for seed in range(trials_each)]
            ours, polis = np.mean(found, axis=0)
            yield (
                f"falsely representative per group, {name} shuffled, k = {k}, {trials_each} times",
                f"cross-fitted {ours:.3f}, by Polis' rule {polis:.1f}",
            )


def robots(trials_each):
    for share in (0.02, 0.05):
        same = [
            trials.same_groups(votes, trials.with_robots(votes, share, seed))
            for seed in range(trials_each)
            for votes in [made.planted(2, 400, 100, seed)[0]]
        ]
        kept = sum(one == other for one, other, _, _ in same)
        least = min(alike for _, _, alike, _ in same)
        yield f"{share:.0%} robots among 400, {trials_each} times", f"k kept {kept}, lowest ARI of the rest {least:.3f}"
    for name in REAL:
        export = read_export(DATA / name)
        one, other, alike, aside = trials.same_groups(
            export.votes, trials.with_robots(export.votes, 0.02), export.moderation
        )
        yield f"2 % robots in {name}", f"k {one} → {other}, ARI of the rest {alike:.3f}, set aside {aside}"


def real(_):
    for name in REAL:
        export = read_export(DATA / name)
        result = analyse(export.votes, export.moderation, Options())
        found = [int(row.sum()) for row in result.crossfit.found] if result.crossfit else []
        stable = result.stability
        yield (
            f"{name} as it is",
            f"{result.outcome.value}, k = {result.grouping.k}, wins {stable.wins}, ARI {stable.agreement:.2f}, "
            f"cross-fitted statements per group {found}",
        )
        ballots = trials.members(export.votes, export.moderation)
        held = scale.check(ballots, result.grouping, 99, 0)
        yield (
            f"held against a scale, {name}",
            f"as clear by a scale p {held.as_clear_p:.2f}; held-out AUC of groups {held.groups_auc:.3f}, of the scale "
            f"{held.scale_auc:.3f}: {'a spectrum' if held.replaces_groups else 'groups'}",
        )
        for dimensions in (1, 2):
            auc = check(ballots, result.grouping.k, 0, dimensions)
            yield (
                f"held-out votes, {name}, {dimensions} dimensions",
                f"AUC of rates {auc.rate_auc:.3f}, groups {auc.groups_auc:.3f}, model {auc.model_auc:.3f}: {auc.percent} %",
            )


PLAN = ((real, 1), (planted, 20), (false_statements, 6), (robots, 8), (scales, 10), (structureless, 250))


def main():
    tenth = 10 if "--quick" in sys.argv else 1
    rows, start = [], time.perf_counter()
    for part, count in PLAN:
        for what, result in part(max(1, count // tenth)):
            print(f"{what}: {result}", flush=True)
            rows.append(f"| {what} | {result} |")
            written(rows, (time.perf_counter() - start) / 60)


def written(rows, minutes):
    """After every row, so that a run that was cut short leaves what it found."""
    command = " ".join(["python", "benchmarks/sensemaking/opinions_honesty.py", *sys.argv[1:]])
    head = ["# How honest the analysis of opinions is", "", "| trial | result |", "|---|---|"]
    foot = ["", f"By `{command}`, {minutes:.0f} minutes."]
    Path(__file__).with_suffix(".md").write_text("\n".join([*head, *rows, *foot]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
