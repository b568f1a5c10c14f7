"""Where people and statements stand on the map."""

import numpy as np

from hamn.sensemaking.opinions.ballots import Ballots, Floats


def people(ballots: Ballots, means: Floats, loadings: Floats) -> Floats:
    """Positions, (people, 2). Who voted on few statements is stretched outwards, as Polis does.

    Source: methods of Polis (Small et al. 2021): sqrt(m / n) times the sum over voted statements.
    """
    centred = ballots.centred(means)
    sums = np.stack([centred @ loading for loading in loadings], axis=1)
    voted = np.maximum(1, ballots.cast + ballots.filled)
    answer: Floats = sums * np.sqrt((ballots.statements + ballots.filled) / voted)[:, None]
    return answer


def statements(means: Floats, loadings: Floats, columns: int) -> Floats:
    """Positions of virtual people who agree with one statement and see no other, (statements, 2)."""
    answer: Floats = (np.sqrt(columns) * (1 - means) * loadings).T
    return answer


def extremity(places: Floats) -> Floats:
    """How far from the middle each statement pulls."""
    answer: Floats = np.sqrt((places * places).sum(axis=1))
    return answer
