"""Conversations made by chance, where we know what is there."""

import numpy as np

from hamn.sensemaking.opinions.votes import Votes

PASSES = 0.12


def voted(logits, seed, share=0.6):
    """Votes with these chances of agreeing; each person sees a random part of the statements."""
    rng = np.random.default_rng([seed, 1])
    people, statements = logits.shape
    agrees = rng.random(logits.shape) < 1 / (1 + np.exp(-logits))
    value = np.where(rng.random(logits.shape) < PASSES, 0, np.where(agrees, 1, -1)).astype(np.int8)
    seen = rng.random(logits.shape) < np.clip(share * rng.lognormal(0, 0.3, (people, 1)), 0.2, 1)
    person, statement = np.nonzero(seen)
    names = tuple(str(number) for number in range(people)), tuple(str(number) for number in range(statements))
    return Votes(*names, person.astype(np.int32), statement.astype(np.int32), value[seen])


def easiness(rng, statements):
    return rng.normal(0.5, 1.0, statements)


def structureless(people=100, statements=30, seed=0):
    """Everyone answers by the same chances."""
    rng = np.random.default_rng([seed, 2])
    return voted(np.tile(easiness(rng, statements), (people, 1)), seed)


def spectrum(people=200, statements=40, seed=0, strength=1.5):
    """People lie evenly along one scale, with no groups on it."""
    rng = np.random.default_rng([seed, 3])
    place, pull = rng.standard_normal(people), rng.normal(0, strength, statements)
    return voted(easiness(rng, statements) + np.outer(place, pull), seed)


def planted(k, people=90, statements=60, seed=0, apart=1.5, within=0.3):
    """k equal groups in a plane of two latent traits, their middles on a circle `apart` standard deviations from the centre.

    Statements pull with standard normal strength; people lie `within` of their group's middle. Returns the votes and the
    true group of each person.
    """
    rng = np.random.default_rng([seed, 4])
    truth = np.arange(people) % k
    angle = 2 * np.pi * truth / k
    place = apart * np.stack([np.cos(angle), np.sin(angle)], axis=1) + within * rng.standard_normal((people, 2))
    pull = rng.standard_normal((2, statements))
    return voted(easiness(rng, statements) + place @ pull, seed, share=0.8), truth
