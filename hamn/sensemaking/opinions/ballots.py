"""The votes as the arithmetic sees them: numbered people and statements, and the centred matrix."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hamn.sensemaking.opinions.votes import Votes

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Ballots:
    """person, statement, value: one entry per vote, sorted by person, then statement.

    filled: how many more columns everybody is taken to have passed; Polis does so with what was moderated out.
    """

    people: int
    statements: int
    person: NDArray[np.int32]
    statement: NDArray[np.int32]
    value: NDArray[np.int8]
    filled: int = 0

    @classmethod
    def of(cls, votes: Votes) -> "Ballots":
        return cls(len(votes.people), len(votes.statements), votes.person, votes.statement, votes.value)

    def of_people(self, wanted: Mask) -> "Ballots":
        """Only these people, numbered anew."""
        if wanted.all():
            return self
        keep = wanted[self.person]
        number = (np.cumsum(wanted) - 1).astype(np.int32)
        return replace(
            self,
            people=int(wanted.sum()),
            person=number[self.person[keep]],
            statement=self.statement[keep],
            value=self.value[keep],
        )

    def of_statements(self, wanted: Mask) -> "Ballots":
        """Only these statements, numbered anew."""
        if wanted.all():
            return self
        keep = wanted[self.statement]
        number = (np.cumsum(wanted) - 1).astype(np.int32)
        return replace(
            self,
            statements=int(wanted.sum()),
            person=self.person[keep],
            statement=number[self.statement[keep]],
            value=self.value[keep],
        )

    def of_votes(self, wanted: Mask) -> "Ballots":
        """Only these votes; people and statements keep their numbers."""
        return replace(self, person=self.person[wanted], statement=self.statement[wanted], value=self.value[wanted])

    @cached_property
    def cast(self) -> NDArray[np.int64]:
        """How many votes each person cast."""
        return np.diff(self.rows)

    @cached_property
    def seen(self) -> NDArray[np.int64]:
        """How many votes each statement has."""
        answer: NDArray[np.int64] = self.said.sum(axis=1)
        return answer

    @cached_property
    def said(self) -> NDArray[np.int64]:
        """How many disagree, pass and agree each statement has, (statements, 3)."""
        return np.bincount(self.statement * 3 + (self.value + 1), minlength=3 * self.statements).reshape(-1, 3)

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """Where each person's votes begin, and where the last one's end."""
        return np.searchsorted(self.person, np.arange(self.people + 1, dtype=np.int32))

    def how_many(self, value: int) -> NDArray[np.int64]:
        """How many people said this of each statement."""
        return self.said[:, value + 1]

    def means(self) -> Floats:
        answer: Floats = (self.how_many(1) - self.how_many(-1)) / np.maximum(1, self.seen)
        return answer

    def centred(self, means: Floats) -> Any:
        """The matrix with empty cells filled by the statement's mean, then centred: zero wherever nobody voted."""
        from scipy.sparse import csr_array

        return csr_array(
            (self.value - means[self.statement], self.statement, self.rows.astype(np.int32)),
            shape=(self.people, self.statements),
        )
