"""How clearly each point belongs to its own group rather than to the next one (Rousseeuw 1987)."""

import numpy as np

from hamn.sensemaking.opinions.ballots import Floats
from hamn.sensemaking.opinions.kmeans import Labels


def distances(points: Floats) -> Floats:
    """All pairs, once for every number of groups tried."""
    across = points[:, None, 0] - points[None, :, 0]
    down = points[:, None, 1] - points[None, :, 1]
    answer: Floats = np.sqrt(across * across + down * down)
    return answer


def silhouette(apart: Floats, weights: Floats, labels: Labels, k: int) -> float:
    """Weighted mean of (b - a) / max(a, b); a group of one counts as 0."""
    belongs = (labels[:, None] == np.arange(k)) * weights[:, None]
    mass = belongs.sum(axis=0)
    sums = np.stack([np.einsum("ij,j->i", apart, belongs[:, group]) for group in range(k)], axis=1)
    own = np.arange(len(labels)), labels
    within = sums[own] / np.maximum(mass[labels] - 1, 1e-300)
    between = sums / np.maximum(mass, 1e-300)
    between[:, mass == 0] = np.inf
    between[own] = np.inf
    other = between.min(axis=1)
    scale = np.maximum(np.maximum(within, other), 1e-300)
    each = np.where((mass[labels] > 1) & np.isfinite(other), (other - within) / scale, 0)
    return float((each * weights).sum() / weights.sum())
