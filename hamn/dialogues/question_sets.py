"""Sets of questions to begin with, read from a file that an installation may change."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from hamn.dialogues.models import Dialogue, Question

FILE = "question_sets.toml"


def path_of_sets() -> Path:
    """The installation's own file in the data folder, else the one that comes with Hamn."""
    own = settings.DATA / FILE
    return own if own.exists() else Path(__file__).with_name(FILE)


@cache
def read(path: Path, changed: float) -> list[dict]:
    return tomllib.loads(path.read_text(encoding="utf-8"))["set"]


def question_sets() -> list[dict]:
    path = path_of_sets()
    return read(path, path.stat().st_mtime)


def choices() -> list[tuple[str, str]]:
    return [(each["id"], in_language(each["name"])) for each in question_sets()]


def add_to(dialogue: Dialogue, set_id: str) -> None:
    """Give the dialogue the questions of a set, in the language of whoever makes it."""
    chosen = next(each for each in question_sets() if each["id"] == set_id)
    for order, row in enumerate(chosen.get("question", [])):
        texts = {name: in_language(row.get(name, "")) for name in ("text", "low_label", "high_label")}
        Question.objects.create(dialogue=dialogue, kind=row["kind"], order=order, steps=row.get("steps", 5), **texts)


def in_language(text) -> str:
    """One text, or one per language: the reader's, else the installation's, else the first there is."""
    if isinstance(text, str):
        return text
    language = (get_language() or "").split("-")[0]
    return text.get(language) or text.get(settings.LANGUAGE_CODE) or next(iter(text.values()))
