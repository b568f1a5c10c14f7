"""The lemma of a word: what a dictionary would call it.

Swedish and English: simplemma with the list in lemmas.toml over it. Finnish is best effort: it has too many forms for a
list, and a word that is not known stays as it was written.
"""

import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from hamn.sensemaking.words.tokens import tokens

BEST_EFFORT = ("fi",)
# What a noun's paradigm adds to the lemma less the letters that the paradigm takes away.
PARADIGMS: dict[str, tuple[int, tuple[str, ...]]] = {
    "or": (1, ("a", "an", "or", "orna")),
    "ar": (0, ("", "en", "ar", "arna")),
    "ar_e": (1, ("e", "en", "ar", "arna")),
    "er": (0, ("", "en", "er", "erna")),
    "n": (0, ("", "t", "n", "na")),
    "ett": (0, ("", "et", "en")),
    "n_are": (1, ("e", "en", "na")),
    "n_er": (0, ("", "n", "na")),
}
# A compound's last part is looked for in our list when it has at least so many letters, after a first part of so many.
LAST_PART, FIRST_PART = 5, 3
GENITIVES = ("ets", "ens", "arnas", "ernas", "ornas", "enas")
NOUNS_IN_ANDE = ("ande", "ende")
ANDE_ENDINGS = ("", "t", "n", "na", "s", "ts", "ns", "nas")


@lru_cache(maxsize=100_000)
def lemma(form: str, language: str = "sv") -> str:
    """The lemma in small letters. A word that nobody knows is its own lemma."""
    word = form.casefold() if language != "sv" else form.lower()
    own = _own(language)
    if word in own or not word[:1].isalpha():
        return own.get(word, word)
    return _swedish(word, own) if language == "sv" else _looked_up(word, language)


def get_ready(language: str = "sv") -> None:
    """Read the dictionary now: the first word takes seconds, and more for Finnish, in every process."""
    _looked_up("a", language)


def lemmas(text: str, language: str = "sv") -> tuple[str, ...]:
    """The lemmas of a text's words, in order."""
    return tuple(lemma(token, language) for token in tokens(text))


def _swedish(word: str, own: dict[str, str]) -> str:
    if "-" in word:
        first, last = word.rsplit("-", 1)
        return f"{first}-{lemma(last)}"
    if verbal := _noun_in_ande(word):
        return verbal
    found = _looked_up(word, "sv")
    if word.endswith(GENITIVES) and not (found == word and _is_known(word)):
        return lemma(word[:-1])
    return _verb(word, found) or _noun(word, found) or _compound(word, own) or found


def _noun_in_ande(word: str) -> str:
    """inflytandet: inflytande. simplemma gives the verb, but people write the noun."""
    for ending in ANDE_ENDINGS:
        base = word.removesuffix(ending) if ending else word
        if base.endswith(NOUNS_IN_ANDE) and len(base) > 6 and base + ending == word:
            return base
    return ""


def _verb(word: str, found: str) -> str:
    """fattade, fattat: fatta, where simplemma gives the participle; samlar: samla, where it gives the doer."""
    if word.endswith("ar") and found == word + "e":
        return word[:-1]
    if word.endswith(("ade", "ades")) and found.endswith("ad"):
        return word.removesuffix("s")[:-2]
    if word.endswith(("de", "te")) and found == word[:-1] and _looked_up(word[:-2] + "a", "sv") == word[:-2] + "a":
        return word[:-2] + "a"
    return word[:-1] if word.endswith("at") and found == word[:-1] + "d" else ""


def _noun(word: str, found: str) -> str:
    """valet: val, where simplemma gives the participle valen."""
    base = word[:-2]
    return base if word.endswith("et") and found == base + "en" and _looked_up(base, "sv") == base else ""


def _compound(word: str, own: dict[str, str]) -> str:
    """nämndbesluten: nämnd + the lemma of besluten, for words that simplemma's dictionary does not hold."""
    if len(word) < LAST_PART + FIRST_PART or _is_known(word):
        return ""
    for start in range(FIRST_PART, len(word) - LAST_PART + 1):
        if word[start:] in own:
            return word[:start] + own[word[start:]]
    return ""


def _looked_up(word: str, language: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(word, lang=language, greedy=True)).lower()


def _is_known(word: str) -> bool:
    import simplemma

    return bool(simplemma.is_known(word, lang="sv"))


@cache
def _own(language: str) -> dict[str, str]:
    """Our own list: forms that simplemma has wrong, written out or by their paradigm."""
    listed: dict[str, Any] = tomllib.loads(files(__package__).joinpath("lemmas.toml").read_text(encoding="utf-8"))
    said = listed.get(language, {})
    nouns = {form: noun for paradigm in PARADIGMS for noun in said.get(paradigm, []) for form in _forms(noun, paradigm)}
    forms = {form: base for base, forms in said.get("forms", {}).items() for form in forms.split()}
    return {base: base for base in said.get("forms", {})} | nouns | forms


def _forms(noun: str, paradigm: str) -> Iterator[str]:
    taken, endings = PARADIGMS[paradigm]
    stem = noun[: len(noun) - taken]
    for ending in endings:
        yield stem + ending
        yield stem + ending + "s"
