"""The gate as the room knows it: it decides what may be seen, and it is handed in. The room imports none."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Watch(Protocol):
    """The gate over one question, as `sensemaking.disclosure.Watch` is."""

    views: int

    @property
    def people(self) -> int: ...
    def change(self, person: Any, mark: Any) -> None: ...
    def verdict(self, closing: bool = False) -> Any: ...
    def show(self, verdict: Any) -> Mapping[Any, Any]: ...
    def isolates_nobody(self, members: Iterable[Any]) -> bool: ...


@dataclass(frozen=True)
class Disclose:
    """The gate, handed in. count: the number, or None where only "a few" may be said. shows: whether a verdict shows.

    groups: which groups may be told beside the whole, given how many of each answered. axes: on which axes each group may be
    told, where they are laid beside each other, given by group and axis how many gave each step, with don't know last.
    """

    watch: Callable[[Any], Watch]
    count: Callable[[int], int | None]
    holds: Callable[[Any], bool]
    shows: Callable[[Any], bool]
    groups: Callable[[Mapping[str, int]], Iterable[str]] = lambda sizes: ()
    axes: Callable[[Mapping[str, Mapping[str, Sequence[int]]]], Mapping[str, Container[str]]] = lambda counts: {}
