"""Randomness that arrives as a number: the same seed and purpose give the same draws, whatever else was computed."""

import zlib

import numpy as np


def generator(seed: int, *purpose: str | int) -> np.random.Generator:
    """A generator of its own for each purpose, so that leaving one question out moves no other figure."""
    words = [zlib.crc32(str(part).encode()) for part in purpose]
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, *words])))
