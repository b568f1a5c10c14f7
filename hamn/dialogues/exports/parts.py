"""What a later folder adds to the sealed research export of a round, and how it computes that again from the file alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hamn.dialogues.models import Dialogue, Round

Json = dict[str, Any]


@dataclass(frozen=True)
class Check:
    """Whether a shown figure came out the same. equal: None where the export cannot tell, for the reason `why`."""

    what: str
    equal: bool | None
    why: str = ""

    def __str__(self) -> str:
        if self.equal is None:
            return f"{self.what}: cannot be recomputed from this export ({self.why})"
        return f"{self.what}: {'same' if self.equal else 'DIFFERS'}"


@dataclass(frozen=True)
class Packed:
    """A table of rows without names, times and texts, and what the codebook says of it, `shown` among it.

    others: dialogues besides the exported one that the rows come from; it is written into the history of each.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    codebook: Json
    others: Sequence[Dialogue] = field(default=())


@dataclass(frozen=True)
class Part:
    """pack: of a closed and sealed round; None where it has nothing of the kind.

    checks: from the codebook, this part of it, and the rows as the file has them. It reads no database.
    """

    name: str
    pack: Callable[[Round], Packed | None]
    checks: Callable[[Json, Json, list[dict[str, str]]], Iterator[Check]]


_parts: dict[str, Part] = {}


def add(part: Part) -> None:
    """Called from an AppConfig.ready."""
    _parts[part.name] = part


def part_of(name: str) -> Part | None:
    return _parts.get(name)


def packed(round: Round) -> dict[str, Packed]:
    found = {name: part.pack(round) for name, part in _parts.items()}
    return {name: one for name, one in found.items() if one is not None}
