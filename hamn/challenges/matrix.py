"""Area × joint effort × platform: who gathers around what, and where. Rows in, rows out."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    effort: object | None
    platform: object | None


@dataclass(frozen=True)
class Part:
    """One area with its rows; there is always at least one, so that an empty area is seen to be empty."""

    area: object
    rows: tuple[Row, ...]


def matrix(areas: Iterable, efforts: Iterable, platforms: Iterable) -> list[Part]:
    """platforms: each with `area_ids`, the areas it serves. An effort's hidden platform is left out."""
    efforts, platforms = list(efforts), list(platforms)
    return [Part(area, tuple(rows_of(area, efforts, platforms)) or (Row(None, None),)) for area in areas]


def rows_of(area, efforts, platforms):
    seen = {platform.pk: platform for platform in platforms}
    used = set()
    for effort in efforts:
        if effort.area_id == area.pk:
            used.add(effort.platform_id)
            yield Row(effort, seen.get(effort.platform_id))
    for platform in platforms:
        if area.pk in platform.area_ids and platform.pk not in used:
            yield Row(None, platform)
