"""k-means in the plane from many seeded starts at once."""

import numpy as np
from numpy.typing import NDArray

from hamn.sensemaking.opinions.ballots import Floats

STARTS = 12
ROUNDS = 200
Labels = NDArray[np.int64]


def partitions(points: Floats, weights: Floats, k: int, rng: np.random.Generator) -> tuple[Labels, Floats, Floats]:
    """Labels (starts, points), centres (starts, k, 2) and inertia (starts,) of each start, run until nothing moves."""
    centres = _spread_out(points, weights, k, rng)
    labels = nearest(points, centres)
    moving = np.arange(STARTS)
    for _ in range(ROUNDS):
        centres[moving] = _middles(points, weights, labels[moving], centres[moving])
        again = nearest(points, centres[moving])
        changed = (again != labels[moving]).any(axis=1)
        labels[moving] = again
        moving = moving[changed]
        if not len(moving):
            break
    return labels, centres, _inertia(points, weights, labels, centres)


def nearest(points: Floats, centres: Floats) -> Labels:
    """For each start, which centre each point is nearest to; the first of equals."""
    apart = _distances(points, centres)
    labels = np.zeros((len(centres), len(points)), dtype=np.int64)
    least = apart[:, 0]
    # One group at a time: several times faster than argmin along a middle axis.
    for group in range(1, centres.shape[1]):
        labels[apart[:, group] < least] = group
        least = np.minimum(least, apart[:, group])
    return labels


def _distances(points: Floats, centres: Floats) -> Floats:
    """Squared, (starts, k, points)."""
    across = points[None, None, :, 0] - centres[:, :, None, 0]
    down = points[None, None, :, 1] - centres[:, :, None, 1]
    across *= across
    down *= down
    across += down
    return across


def _spread_out(points: Floats, weights: Floats, k: int, rng: np.random.Generator) -> Floats:
    """k-means++ (Arthur & Vassilvitskii 2007): far points are likelier to be the next centre."""
    centres = np.zeros((STARTS, k, 2))
    chance = np.tile(weights, (STARTS, 1))
    for number in range(k):
        upto = np.cumsum(chance, axis=1)
        drawn = rng.random(STARTS) * upto[:, -1]
        chosen = np.minimum((upto <= drawn[:, None]).sum(axis=1), len(points) - 1)
        centres[:, number] = points[chosen]
        gap = weights * _distances(points, centres[:, number : number + 1])[:, 0]
        chance = gap if number == 0 else np.minimum(chance, gap)
    return centres


def _middles(points: Floats, weights: Floats, labels: Labels, centres: Floats) -> Floats:
    starts, k = centres.shape[:2]
    place = (labels + k * np.arange(starts)[:, None]).ravel()
    mass = np.bincount(place, weights=np.tile(weights, starts), minlength=starts * k)
    sums = [
        np.bincount(place, weights=np.tile(weights * points[:, axis], starts), minlength=starts * k) for axis in (0, 1)
    ]
    middles = np.stack(sums, axis=1) / np.maximum(mass, 1e-300)[:, None]
    answer: Floats = np.where(mass[:, None] > 0, middles, centres.reshape(-1, 2)).reshape(centres.shape)
    return answer


def refined(points: Floats, weights: Floats, labels: Labels, centres: Floats) -> tuple[Labels, Floats]:
    """Of one start: move one point at a time while that lessens the inertia (Hartigan & Wong 1979).

    Moving everybody at once can stop where a single point would still gain by going over.
    """
    labels, centres = labels.copy(), centres.copy()
    k, everyone = len(centres), np.arange(len(points))
    mass = np.bincount(labels, weights=weights, minlength=k)
    for _ in range(ROUNDS):
        apart = _distances(points, centres[None])[0]
        own = mass[labels]
        leaving = np.where(
            own > weights, weights * own / np.maximum(own - weights, 1e-300) * apart[labels, everyone], 0
        )
        coming = weights * mass[:, None] / (mass[:, None] + weights) * apart
        coming[labels, everyone] = np.inf
        gain = leaving - coming.min(axis=0)
        one = int(gain.argmax())
        if gain[one] <= 1e-9:
            break
        old, new = int(labels[one]), int(coming[:, one].argmin())
        labels[one] = new
        for group, weight in ((old, -weights[one]), (new, weights[one])):
            mass[group] += weight
            centres[group] += weight * (points[one] - centres[group]) / mass[group]
    return labels, centres


def _inertia(points: Floats, weights: Floats, labels: Labels, centres: Floats) -> Floats:
    own = np.take_along_axis(centres, labels[:, :, None], axis=1)
    answer: Floats = (weights * ((points - own) ** 2).sum(axis=2)).sum(axis=1)
    return answer
