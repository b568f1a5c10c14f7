"""The two directions in which people differ most, exactly, and the same on any number of threads.

Lanczos' method with every new vector made orthogonal to all before. Sums are numpy's own loops: a linear algebra library may
split a sum between threads, and the last digits would then depend on the machine.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hamn.sensemaking.opinions.ballots import Floats

DIMENSIONS = 2
STEPS = 300


@dataclass(frozen=True, eq=False)
class Components:
    """loadings: (2, statements), unit length. spread: sum of squares along each, of total."""

    loadings: Floats
    spread: Floats
    total: float

    def explained(self) -> Floats:
        """Share (0-1) of all difference that each direction holds."""
        return self.spread / self.total if self.total else np.zeros(DIMENSIONS)


def components(centred: Any, before: Floats | None = None, tolerance: float = 1e-13) -> Components:
    """The leading two directions of a centred sparse matrix.

    before: earlier loadings, nan where a statement is new; signs follow them, so that a map does not flip.
    """
    total = float((centred.data * centred.data).sum())
    width = centred.shape[1]
    if total == 0 or width == 0:
        return Components(np.zeros((DIMENSIONS, width)), np.zeros(DIMENSIONS), 0.0)
    spread, loadings = _lanczos(centred, tolerance * total)
    return Components(signed(loadings, before), spread, total)


def signed(loadings: Floats, before: Floats | None = None) -> Floats:
    """The largest loading is positive, or the direction agrees with the earlier one."""
    rounded = np.round(loadings, 9)
    largest = np.abs(rounded).argmax(axis=1)
    sign = np.sign(rounded[np.arange(len(rounded)), largest])
    if before is not None:
        along = np.nansum(loadings * before, axis=1)
        sign = np.where(np.abs(along) > 1e-9, np.sign(along), sign)
    answer: Floats = loadings * np.where(sign == 0, 1, sign)[:, None]
    return answer


def _lanczos(centred: Any, tolerance: float) -> tuple[Floats, Floats]:
    width = centred.shape[1]
    turned = centred.T
    limit = min(width, STEPS)
    basis = np.zeros((limit, width))
    diagonal, beside = np.zeros(limit), np.zeros(limit)
    basis[0] = 1 / np.sqrt(width)
    for step in range(limit):
        image = turned @ (centred @ basis[step])
        diagonal[step] = (image * basis[step]).sum()
        image = _orthogonal(image, basis[: step + 1])
        beside[step] = np.sqrt((image * image).sum())
        last = step + 1 == limit
        stuck = beside[step] <= tolerance
        if not last and not stuck and step >= DIMENSIONS and step % 3 == 0:
            values, vectors = _ritz(diagonal[: step + 1], beside[:step])
            last = bool((beside[step] * np.abs(vectors[-1]) <= tolerance).all())
        if last:
            break
        if stuck:
            # The start vector has told all it can; a direction it knows nothing of may still matter.
            beside[step] = 0
            image = _fresh(basis[: step + 1])
        basis[step + 1] = image / np.sqrt((image * image).sum())
    values, vectors = _ritz(diagonal[: step + 1], beside[:step])
    return _two(values, np.einsum("ij,ik->kj", basis[: step + 1], vectors))


def _orthogonal(vector: Floats, basis: Floats) -> Floats:
    for _ in range(2):  # twice is enough (Parlett 1980), once is not
        vector = vector - np.einsum("ij,i->j", basis, np.einsum("ij,j->i", basis, vector))
    return vector


def _fresh(basis: Floats) -> Floats:
    unit = np.zeros(basis.shape[1])
    unit[(basis * basis).sum(axis=0).round(9).argmin()] = 1
    return _orthogonal(unit, basis)


def _ritz(diagonal: Floats, beside: Floats) -> tuple[Floats, NDArray[np.float64]]:
    from scipy.linalg import eigh_tridiagonal

    size = len(diagonal)
    if size == 1:
        return diagonal.copy(), np.ones((1, 1))
    values, vectors = eigh_tridiagonal(diagonal, beside, select="i", select_range=(size - 2, size - 1))
    return values[::-1], vectors[:, ::-1]


def _two(values: Floats, vectors: Floats) -> tuple[Floats, Floats]:
    """Exactly two, the second empty where people differ in one way only."""
    spread, loadings = np.zeros(DIMENSIONS), np.zeros((DIMENSIONS, vectors.shape[1]))
    spread[: len(values)] = np.maximum(0, values)
    loadings[: len(values)] = vectors
    loadings[spread <= 1e-12 * max(spread[0], 1e-300)] = 0
    return spread, loadings
