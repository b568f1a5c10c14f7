"""How well two or more coders agree, and which answers the second one codes."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np


def krippendorff_alpha(ratings: Sequence[Sequence[Hashable | None]]) -> float:
    """Krippendorff's alpha for nominal codes: 1 is full agreement, 0 what chance gives; nan when nothing can be compared.

    ratings: one row a coder, one column a unit; None where the coder gave no code.
    When every code is the same there is nothing that could have differed, and alpha is 1 by convention here.
    Raises: ValueError when the rows differ in length.
    Source: Krippendorff (2004), Content Analysis, ch. 11; coincidence matrix, nominal metric.
    """
    if len({len(row) for row in ratings}) > 1:
        raise ValueError("Every coder needs one place for each unit, empty where no code was given.")
    codes = sorted({code for row in ratings for code in row if code is not None}, key=repr)
    number = {code: place for place, code in enumerate(codes)}
    together = np.zeros((len(codes), len(codes)))
    for unit in zip(*ratings, strict=True):
        given = [number[code] for code in unit if code is not None]
        if len(given) > 1:
            counts = np.bincount(given, minlength=len(codes)).astype(float)
            together += (np.outer(counts, counts) - np.diag(counts)) / (len(given) - 1)
    return _alpha(together)


def _alpha(together: np.ndarray) -> float:
    each, total = together.sum(axis=1), together.sum()
    if not total:
        return float("nan")
    expected = (total**2 - (each**2).sum()) / (total - 1)
    observed = total - np.trace(together)
    return 1.0 if not expected else float(1 - observed / expected)


def second_coder_sample(units: Mapping[str, str] | Sequence[str], size: int, seed: int) -> list[str]:
    """The units a second coder codes: the same for the same seed, whatever order they came in."""
    known = sorted(units)
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(known))[: max(0, size)]
    return [known[place] for place in sorted(chosen)]
