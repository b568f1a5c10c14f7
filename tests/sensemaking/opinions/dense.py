"""A second implementation, small and dense, written from the method's description: the oracle of the fast one."""

import numpy as np


def matrix(votes):
    table = np.full((len(votes.people), len(votes.statements)), np.nan)
    table[votes.person, votes.statement] = votes.value
    return table


def pictured(table):
    """Positions and loadings: fill with the mean, centre, take the singular vectors, stretch by the share voted on."""
    means = np.nan_to_num(np.nanmean(np.where(np.isnan(table).all(axis=0), 0, table), axis=0))
    filled = np.where(np.isnan(table), means, table) - means
    _, scale, loadings = np.linalg.svd(filled, full_matrices=False)
    voted = (~np.isnan(table)).sum(axis=1)
    points = (filled @ loadings[:2].T) * np.sqrt(table.shape[1] / np.maximum(1, voted))[:, None]
    return points, loadings[:2], scale[:2] ** 2


def clearness(points, labels):
    """Mean silhouette, person by person."""
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    each = []
    for person, own in enumerate(labels):
        inside = (labels == own) & (np.arange(len(labels)) != person)
        if not inside.any():
            each.append(0.0)
            continue
        within = apart[person, inside].mean()
        other = min(apart[person, labels == group].mean() for group in set(labels.tolist()) - {int(own)})
        each.append((other - within) / max(within, other))
    return float(np.mean(each))


def pairs_agree(one, other):
    """Adjusted Rand index by counting every pair of people."""
    same_one, same_other = (np.equal.outer(labels, labels)[np.triu_indices(len(labels), 1)] for labels in (one, other))
    both, first, second = (same_one & same_other).sum(), same_one.sum(), same_other.sum()
    chance = first * second / len(same_one)
    return float((both - chance) / ((first + second) / 2 - chance))
