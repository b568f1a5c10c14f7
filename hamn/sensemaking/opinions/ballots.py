"""The votes as the arithmetic sees them: numbered people and statements, and the centred matrix."""

from dataclasses import dataclass, replace
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

    def cast(self) -> NDArray[np.int64]:
        """How many votes each person cast."""
        return np.bincount(self.person, minlength=self.people)

    def seen(self) -> NDArray[np.int64]:
        """How many votes each statement has."""
        return np.bincount(self.statement, minlength=self.statements)

    def how_many(self, value: int) -> NDArray[np.int64]:
        """How many people said this of each statement."""
        return np.bincount(self.statement[self.value == value], minlength=self.statements)

    def means(self) -> Floats:
        total = np.bincount(self.statement, weights=self.value, minlength=self.statements)
        answer: Floats = total / np.maximum(1, self.seen())
        return answer

    def centred(self, means: Floats) -> Any:
        """The matrix with empty cells filled by the statement's mean, then centred: zero wherever nobody voted."""
        from scipy.sparse import csr_array

        return csr_array(
            (self.value - means[self.statement], self.statement, self.rows()), shape=(self.people, self.statements)
        )

    def rows(self) -> NDArray[np.int32]:
        """Where each person's votes begin."""
        return np.concatenate([[0], np.cumsum(self.cast())]).astype(np.int32)
