"""The phone's own texts, one readable file per language; more languages than the rest of Hamn speaks."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from hamn.live.refusal import Sentence

SOURCE = "en"
# In the order in which they are offered.
LANGUAGES = ("sv", "sv-easy", "fi", "en", "ar")


@cache
def texts_of(language: str) -> dict[str, Any]:
    """Everything that the file of that language says; the English for a language we do not speak."""
    path = Path(__file__).parent / f"{language if language in LANGUAGES else SOURCE}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def say(language: str, sentence: Sentence) -> str:
    """A refusal's sentence in that language."""
    name, words = sentence
    return texts_of(language)["errors"][name].format(**words)
