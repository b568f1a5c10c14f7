"""Sets of questions to begin with, read from a file that an installation may change."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hamn.dialogues import building
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
    """Each set with its name, and what it asks."""
    return [(each["id"], label_of(each)) for each in question_sets()]


def label_of(each: dict) -> SafeString | str:
    about = in_language(each.get("about", ""))
    name = in_language(each["name"])
    return format_html('<span><strong>{}</strong> <span class="quiet">{}</span></span>', name, about) if about else name


def add_to(dialogue: Dialogue, set_id: str) -> None:
    """Give the dialogue the questions of a set, in the language of whoever makes it."""
    chosen = next(each for each in question_sets() if each["id"] == set_id)
    for order, row in enumerate(chosen.get("question", [])):
        texts = {name: in_language(row.get(name, "")) for name in ("text", "low_label", "high_label")}
        given = {name: row[name] for name in ("purpose", "steps", "several", "points") if name in row}
        question = Question.objects.create(dialogue=dialogue, kind=row["kind"], order=order, **given, **texts)
        building.write_options(question, [in_language(option) for option in row.get("options", [])])


def in_language(text) -> str:
    """One text, or one per language: the reader's, else the installation's, else the first there is."""
    if isinstance(text, str):
        return text
    language = (get_language() or "").split("-")[0]
    return text.get(language) or text.get(settings.LANGUAGE_CODE) or next(iter(text.values()))
