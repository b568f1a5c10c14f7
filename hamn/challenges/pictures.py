"""State pictures by area and kind, the latest first: arithmetic of rows, no database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from hamn.challenges.models import StatePicture


@dataclass
class State:
    """One kind of picture over the years."""

    kind: str
    label: str
    pictures: list = field(default_factory=list)

    @property
    def latest(self):
        return self.pictures[0] if self.pictures else None

    @property
    def earlier(self) -> list:
        return self.pictures[1:]


class Pictures:
    def __init__(self, pictures: Iterable) -> None:
        self._by = defaultdict(list)
        for picture in sorted(pictures, key=lambda picture: (-picture.year, -picture.pk)):
            self._by[picture.area_id, picture.kind].append(picture)

    def of(self, area: int, kind) -> State:
        kind = StatePicture.Kind(kind)
        return State(kind.value, kind.label, self._by[area, kind.value])

    def latest(self, area: int, kind: str):
        return self.of(area, kind).latest
