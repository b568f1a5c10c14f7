"""Words that say nothing by themselves: left out of clouds and likeness, never out of what is stored or counted."""

import tomllib
from functools import cache
from importlib.resources import files

from hamn.sensemaking.words.polarity import turning_words


@cache
def stop_words(language: str) -> frozenset[str]:
    """The language's stop words as lemmas, without any that turns a text."""
    listed = tomllib.loads(files(__package__).joinpath("stop_words.toml").read_text(encoding="utf-8"))
    return frozenset(listed.get(language, [])) - turning_words(language)
