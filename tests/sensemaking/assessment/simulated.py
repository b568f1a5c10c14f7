"""Answers whose truth is known, for tests and for benchmarks/sensemaking/assessment_coverage.py."""

import numpy as np

from hamn.sensemaking.assessment import Responses
from hamn.sensemaking.assessment.levels import believe, mean_interval

AXES = ("Mod", "Mål", "Ledning", "Lärande", "Tillit", "Samverkan", "Resurser")
# Thirty fixed shapes: what share of the people in general chooses each step, on scales of 4, 5 and 7 steps.
SHAPES = [
    np.array(weights, dtype=float) / sum(weights)
    for weights in (
        (1, 1, 1, 1), (1, 2, 3, 4), (4, 3, 2, 1), (1, 4, 4, 1), (1, 0, 0, 1), (0, 1, 19, 0), (18, 1, 1, 0), (0, 5, 5, 0),
        (1, 1, 1, 1, 1), (1, 2, 4, 2, 1), (1, 2, 3, 3, 1), (0, 1, 2, 4, 3), (3, 4, 2, 1, 0), (6, 3, 1, 0, 0), (0, 0, 1, 3, 6),
        (1, 0, 0, 0, 1), (4, 1, 0, 1, 4), (0, 0, 1, 19, 0), (0, 0, 0, 19, 1), (0, 0, 0, 1, 19), (1, 0, 0, 0, 19), (0, 1, 8, 1, 0),
        (1, 1, 1, 1, 1, 1, 1), (1, 2, 4, 6, 4, 2, 1), (0, 0, 1, 2, 4, 4, 2), (3, 4, 3, 1, 0, 0, 0), (2, 1, 0, 0, 0, 1, 2),
        (0, 0, 0, 0, 0, 1, 19), (1, 0, 0, 0, 0, 0, 19), (0, 1, 18, 1, 0, 0, 0),
    )
]  # fmt: skip


def level_coverage(shape, n, datasets, draws, rng):
    """How often each interval holds the true mean, and how wide it is: {name: (coverage, coverage if shown, width, least)}."""
    steps = np.arange(1, len(shape) + 1)
    counts = rng.multinomial(n, shape, size=datasets)
    shown = (counts.max(axis=1) < n) | (n >= 10)
    found = {
        "t": _student(counts, steps, n),
        "Dirichlet(1/C)": _perks(counts, steps, draws, rng),
        "one more person": mean_interval(believe(counts, draws, rng)),
    }
    # The draws' mean is a float32 sum.
    truth, slack = shape @ steps, 1e-6
    result = {}
    for name, ends in found.items():
        holds = (ends[:, 0] <= truth + slack) & (truth - slack <= ends[:, 1])
        width = ends[:, 1] - ends[:, 0]
        result[name] = (holds.mean(), holds[shown].mean() if shown.any() else np.nan, width.mean(), width.min())
    return result


def _student(counts, steps, n):
    from scipy.stats import t

    mean = counts @ steps / n
    error = np.sqrt((counts @ steps**2 / n - mean**2) / (n - 1))
    return np.column_stack([mean - t.ppf(0.975, n - 1) * error, mean + t.ppf(0.975, n - 1) * error])


def _perks(counts, steps, draws, rng):
    weights = rng.standard_gamma((counts + 1 / len(steps))[..., None], size=(*counts.shape, draws))
    means = np.einsum("kcd,c->kd", weights, steps) / weights.sum(axis=1)
    return np.quantile(means, [0.025, 0.975], axis=1).T


def people(shapes, sizes, rng, waves=("2021",), correlation=0.5, missing=0.1, shifts=()):
    """Answers of groups over correlated axes. shapes: one per axis; shifts: (wave, group, axis, another shape)."""
    steps, group, wave = [], [], []
    for when in range(len(waves)):
        for who, size in enumerate(sizes):
            common = rng.standard_normal((size, 1))
            latent = np.sqrt(correlation) * common + np.sqrt(1 - correlation) * rng.standard_normal((size, len(shapes)))
            # Ranks against a large normal sample: the share under each value.
            share = _normal_share(latent)
            answers = np.empty((size, len(shapes)), dtype=int)
            for axis, usual in enumerate(shapes):
                own = [shape for at, g, a, shape in shifts if (at, g, a) == (when, who, axis)]
                answers[:, axis] = 1 + np.searchsorted(np.cumsum(own[0] if own else usual)[:-1], share[:, axis])
            answers[rng.random(answers.shape) < missing] = 0
            steps.append(answers)
            group += [who] * size
            wave += [when] * size
    names = ("Politiker", "Chefer", "Personal", "Partner", "Unga")[: len(sizes)]
    return Responses(
        np.vstack(steps), np.array(group), np.array(wave), AXES[: len(shapes)], names, tuple(waves), len(shapes[0])
    )


def _normal_share(values):
    from scipy.special import ndtr

    return ndtr(values)
