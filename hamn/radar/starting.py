"""Instruments to begin with, read from a file that an installation may change."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html

from hamn.dialogues.question_sets import in_language
from hamn.radar.models import Instrument

FILE = "instruments.toml"


def path_of_instruments() -> Path:
    """The installation's own file in the data folder, else the one that comes with Hamn."""
    own = settings.DATA / FILE
    return own if own.exists() else Path(__file__).with_name(FILE)


@cache
def read(path: Path, changed: float) -> list[dict]:
    return tomllib.loads(path.read_text(encoding="utf-8"))["instrument"]


def templates() -> list[dict]:
    path = path_of_instruments()
    return read(path, path.stat().st_mtime)


def choices() -> list[tuple[str, str]]:
    return [(each["id"], label_of(each)) for each in templates()]


def label_of(each: dict) -> str:
    names = ", ".join(in_language(axis["name"]) for axis in each.get("axis", []))
    about = in_language(each["about"])
    return format_html('<span><strong>{}</strong> <span class="quiet">{}</span></span>', about, names)


def template(id: str) -> dict:
    return next(each for each in templates() if each["id"] == id)


def first_values(each: dict) -> dict:
    """What the form of a new instrument holds before anybody writes in it."""
    return {
        "title": in_language(each["title"]),
        "question": in_language(each["question"]),
        "steps": each["steps"],
        "low_label": in_language(each.get("low", "")),
        "high_label": in_language(each.get("high", "")),
    }


def add_axes(instrument: Instrument, id: str, by) -> None:
    for axis in template(id).get("axis", []):
        instrument.add_axis(in_language(axis["name"]), by)
