"""The votes of one conversation, each person's last word on each statement, in an order that depends on nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, eq=False)
class Votes:
    """people, statements: their ids, also of those without any vote.

    person, statement: for each vote, which of them; sorted by person, then statement, no pair twice.
    value: 1 agree, 0 pass, -1 disagree. A statement that was not voted on has no entry; that is not a pass.
    contradictory: votes at the same instant that said different things, counted as one pass each.
    """

    people: tuple[str, ...]
    statements: tuple[str, ...]
    person: NDArray[np.int32]
    statement: NDArray[np.int32]
    value: NDArray[np.int8]
    contradictory: int = 0

    def __post_init__(self) -> None:
        if not len(self.person) == len(self.statement) == len(self.value):
            raise ValueError("Each vote needs a person, a statement and a value: the three lists differ in length.")
        if not len(self.value):
            return
        if int(self.value.min()) < DISAGREE or int(self.value.max()) > AGREE:
            raise ValueError("A vote is 1 (agree), 0 (pass) or -1 (disagree).")
        place = self.person.astype(np.int64) * len(self.statements) + self.statement
        if bool((np.diff(place) <= 0).any()):
            raise ValueError("Votes must be sorted by person and statement, each pair once; gather() does that.")

    def __len__(self) -> int:
        return len(self.value)

    def digest(self) -> str:
        """The same for the same votes, whatever order they came in."""
        whole = sha256()
        for ids in (self.people, self.statements):
            whole.update("\x1f".join(ids).encode() + b"\x1e")
        for numbers, kind in ((self.person, "<i4"), (self.statement, "<i4"), (self.value, "<i1")):
            whole.update(numbers.astype(kind).tobytes())
        return whole.hexdigest()


@dataclass(frozen=True)
class Moderation:
    """out: statements that a moderator took away. meta: statements about the conversation itself or its people."""

    out: frozenset[str] = field(default_factory=frozenset)
    meta: frozenset[str] = field(default_factory=frozenset)

    def kept(self, statements: Sequence[str]) -> NDArray[np.bool_]:
        return np.array([name not in self.out and name not in self.meta for name in statements], dtype=bool)


def gather(
    people: Sequence[str],
    statements: Sequence[str],
    values: ArrayLike,
    times: ArrayLike | None = None,
    more_people: Iterable[str] = (),
    more_statements: Iterable[str] = (),
) -> Votes:
    """Votes from rows in any order, one row per vote; the last one by time counts.

    people, statements: the ids of each row. times: any numbers that grow; without them all are of the same instant.
    more_people, more_statements: ids that belong to the conversation although no row names them.
    """
    value = np.asarray(values, dtype=np.int64)
    if value.size and (value.min() < DISAGREE or value.max() > AGREE):
        raise ValueError("A vote is 1 (agree), 0 (pass) or -1 (disagree).")
    time = np.zeros(len(value), dtype=np.int64) if times is None else np.asarray(times)
    names, person = _numbered(people, more_people)
    titles, statement = _numbered(statements, more_statements)
    order = np.lexsort((value, time, statement, person))
    person, statement, value, time = person[order], statement[order], value[order], time[order]
    last = _ends(person, statement)
    tied = _disagreeing_ties(person, statement, time, value)
    value = np.where(tied, PASS, value)
    return Votes(
        names,
        titles,
        person[last].astype(np.int32),
        statement[last].astype(np.int32),
        value[last].astype(np.int8),
        int(tied[last].sum()),
    )


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Numbers by size, then other ids by their letters."""
    return tuple(sorted(set(names), key=_place))


def _place(name: str) -> tuple[int, int, str]:
    return (0, int(name), name) if name.isascii() and name.isdigit() else (1, 0, name)


def _numbered(names: Sequence[str], more: Iterable[str]) -> tuple[tuple[str, ...], Ints]:
    ordered = in_order([*names, *more])
    place = {name: number for number, name in enumerate(ordered)}
    return ordered, np.fromiter((place[name] for name in names), dtype=np.int64, count=len(names))


def _ends(person: Ints, statement: Ints) -> NDArray[np.bool_]:
    """Whether each row is the last of its person and statement."""
    if not len(person):
        return np.zeros(0, dtype=bool)
    return np.append((np.diff(person) != 0) | (np.diff(statement) != 0), True)


def _disagreeing_ties(person: Ints, statement: Ints, time: NDArray[np.generic], value: Ints) -> NDArray[np.bool_]:
    """Rows of one person, statement and instant that do not all say the same: nothing tells which was last."""
    if not len(value):
        return np.zeros(0, dtype=bool)
    starts = np.append(True, (np.diff(person) != 0) | (np.diff(statement) != 0) | (time[1:] != time[:-1]))
    run = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)
    differs = np.maximum.reduceat(value, first) != np.minimum.reduceat(value, first)
    answer: NDArray[np.bool_] = differs[run]
    return answer
