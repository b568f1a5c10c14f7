"""The waters that belong to one area alone: scenery, drawn once and kept."""

from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache

from hamn.charts.waters import waters

KEPT_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Scenery:
    seed: str
    width: int = 1600
    height: int = 340

    def decoration_svg(self) -> str:
        digest = sha256(self.seed.encode()).hexdigest()
        key = f"waters-{digest}-{self.width}x{self.height}"
        return cache.get_or_set(key, self._draw, KEPT_SECONDS)

    def _draw(self) -> str:
        return waters(self.seed, self.width, self.height).decoration_svg()


def header(area) -> Scenery:
    return Scenery(f"{area.slug}{area.pk}")


def card(area) -> Scenery:
    return Scenery(f"{area.slug}{area.pk}", 560, 190)
