"""What a leader looks at before the room sees it: what seems to name somebody, to give a contact detail, or to be abuse.

The words are lists in a file that an installation may change. They are short on purpose: an ordinary word that is held
disturbs more than a name that slips through and is hidden.
"""

import logging
import re
import time
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

FILE = "suspects.toml"
log = logging.getLogger(__name__)
LANGUAGES = ("sv", "fi", "en", "ar")
LOOK_EVERY_S = 5

# Why a text waits, in words.
WHY = {
    "name": _("name"),
    "contact": _("contact detail"),
    "abuse": _("abuse"),
    "approval": _("waits for your yes"),
}

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
HANDLE = re.compile(
    r"(?<![\w@.])@[^\W\d_][\w.]{2,}|\b(?:insta|instagram|snap|snapchat|tiktok)\s*:\s*\S+", re.IGNORECASE
)
# As numbers are written in the Nordic countries: from a nought or a plus, seven to fifteen figures.
PHONE = re.compile(r"(?<![\w.,])(?:\+|0)\d(?:[\s()/-]{0,2}\d){5,13}(?![\d.,]?\d)")
DAY = re.compile(r"\d{1,2}[-/ ]\d{1,2}[-/ ]\d{2,4}")
# Swedish and Finnish numbers that stand for a person. Sixty more on the day is a Swedish co-ordination number.
PERSON_SV = re.compile(r"(?<!\d)(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[678]\d|9[01])[-+ ]?\d{4}(?!\d)")
PERSON_FI = re.compile(r"(?<!\w)[0-3]\d[01]\d\d\d[-+A-FU-Y]\d{3}[0-9A-Y](?!\w)")
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*")
# After these a capital letter means nothing.
BEGINS = re.compile(r"(?:^|[.!?:…–—•\n\"”“»(]|(?<!\w)-)\s*$")
SWEDISH_GENITIVE = ("s",)
FINNISH_ENDINGS = ("n", "a", "ä", "lle", "lla", "llä", "lta", "ltä", "ssa", "sta", "an", "än")


@dataclass(frozen=True)
class Lists:
    """Names as they are written, with a capital; abuse in small letters."""

    given: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    abuse: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


NAMES = tuple(each.name for each in fields(Lists))
PER_LANGUAGE, EVERYWHERE = NAMES[:4], NAMES[4:]


def suspect(text: str) -> str | None:
    """Why the text waits for the leader, or None when it need not."""
    return reason(text, watched.lists())


@lru_cache(maxsize=50_000)
def reason(text: str, lists: Lists) -> str | None:
    # A room asks for every text each time it shows something.
    if holds_contact(text, lists):
        return "contact"
    if holds_abuse(text, lists):
        return "abuse"
    return "name" if holds_name(text, lists) else None


def holds_contact(text: str, lists: Lists) -> bool:
    if EMAIL.search(text) or HANDLE.search(text) or PERSON_SV.search(text) or PERSON_FI.search(text):
        return True
    if any(not DAY.fullmatch(found.group()) for found in PHONE.finditer(text)):
        return True
    return any(
        re.search(rf"(?<![\w.-])(?:[\w-]+\.)*{re.escape(network)}/\S", text, re.IGNORECASE)
        for network in lists.networks
    )


def holds_abuse(text: str, lists: Lists) -> bool:
    pattern = any_of(lists.abuse)
    return bool(pattern and any(found not in in_small(lists.never) for found in pattern.findall(text.casefold())))


@lru_cache(maxsize=8)
def any_of(phrases: frozenset[str]) -> re.Pattern | None:
    listed = sorted((re.escape(phrase.casefold()) for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)") if listed else None


@lru_cache(maxsize=8)
def in_small(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def holds_name(text: str, lists: Lists) -> bool:
    words = list(WORD.finditer(text))
    for place, found in enumerate(words):
        word, before = found.group(), text[: found.start()]
        if not is_capitalised(word) or word.casefold() in in_small(lists.never):
            continue
        inside = not BEGINS.search(before)
        if is_one_of(word, lists.given, inside) or inside and is_one_of(word, lists.also | lists.family, inside):
            return True
        # A first name that is also a word, followed by another capital: "Stig Berg".
        if word in lists.also and follows_with_capital(text, words, place):
            return True
    return written_small(words, lists)


def is_capitalised(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or not word.isupper())


def is_one_of(word: str, names: Iterable[str], inside: bool) -> bool:
    """Also with the ending of a genitive. Finnish endings make other words of some names, so only inside a sentence."""
    endings = SWEDISH_GENITIVE + (FINNISH_ENDINGS if inside else ())
    stems = {word.removesuffix("'s").removesuffix("’s"), *(word.removesuffix(ending) for ending in endings)}
    return any(stem in names or stem.partition("-")[0] in names for stem in stems)


def follows_with_capital(text: str, words: list[re.Match], place: int) -> bool:
    if place + 1 == len(words):
        return False
    found, following = words[place], words[place + 1]
    return text[found.end() : following.start()] == " " and is_capitalised(following.group())


def written_small(words: list[re.Match], lists: Lists) -> bool:
    """A first name and a family name beside each other are a name in any letters: "anna svensson"."""
    pairs = zip(words, words[1:], strict=False)
    given, family, never = in_small(lists.given), in_small(lists.family), in_small(lists.never)
    return any(
        (first := one.group().casefold()) in given and first not in never and second.group().casefold() in family
        for one, second in pairs
    )


# The file


def own_path() -> Path:
    return settings.DATA / FILE


def delivered() -> dict:
    return read(Path(__file__).with_name(FILE))


def current() -> dict:
    """The lists as they stand: the installation's own, else those that come with Hamn."""
    return read(own_path()) if own_path().exists() else delivered()


def read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def gathered(found: Mapping) -> Lists:
    """All languages together: nobody knows in which one an answer is written."""
    per_language = {
        name: frozenset(word for language in LANGUAGES for word in found.get(language, {}).get(name, ()))
        for name in PER_LANGUAGE
    }
    return Lists(**per_language, **{name: frozenset(found.get(name, ())) for name in EVERYWHERE})


@cache
def delivered_lists() -> Lists:
    return gathered(delivered())


class Watched:
    """What this process has read; another process's change is noticed within seconds."""

    def __init__(self) -> None:
        self.looked_at, self.changed_at, self.found = -1e9, -1.0, delivered_lists

    def lists(self) -> Lists:
        now = time.monotonic()
        if now - self.looked_at > LOOK_EVERY_S:
            self.looked_at = now
            self.look()
        return self.found()

    def look(self) -> None:
        changed_at = own_path().stat().st_mtime_ns if own_path().exists() else -1.0
        if changed_at != self.changed_at:
            self.changed_at = changed_at
            try:
                own = gathered(current())
            except (OSError, tomllib.TOMLDecodeError):
                # A file that somebody damaged by hand must not stop a room: the lists that were read last go on.
                log.exception("The installation's lists of what waits for the leader cannot be read.")
                return
            self.found = lambda: own


watched = Watched()
