"""An installation's own words, laid over the translations.

Django looks a text up in a list of catalogues. Ours is put first in that list, in memory, so that showing a page asks the
database nothing. Another process notices a change within half a minute.
"""

import gettext
import logging
import re
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import trans_real

from hamn.web.models import NO_PLURAL, Wording

LOOK_EVERY_S = 30
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdif]|\{\w*\}")
log = logging.getLogger(__name__)


class WordingMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        overlay.follow()
        return self.get_response(request)


class Overlay:
    """What this process has loaded, and when it last looked for changes."""

    def __init__(self):
        self.stamp: tuple | None = None
        self.looked_at: float | None = None

    def follow(self) -> None:
        now = time.monotonic()
        if self.looked_at is not None and now - self.looked_at < LOOK_EVERY_S:
            return
        self.looked_at = now
        try:
            if Wording.objects.stamp() != self.stamp:
                self.load()
        except DatabaseError:
            # The health page must be able to say that the database is not there; pages will say it themselves.
            log.exception("The installation's own words could not be read.")

    def load(self) -> None:
        self.stamp = Wording.objects.stamp()
        words: dict[str, dict] = {code: {} for code, _name in settings.LANGUAGES}
        for wording in Wording.objects.all():
            key = wording.msgid if wording.form == NO_PLURAL else (wording.msgid, wording.form)
            words.setdefault(wording.language, {})[key] = wording.text
        for language, catalogue in words.items():
            lay_over(language, catalogue)


overlay = Overlay()


class OwnWords(dict):
    """Known by its type when the next version takes its place."""


def lay_over(language: str, catalogue: dict) -> None:
    translation = trans_real.translation(language)
    catalogues, plurals = translation._catalog._catalogs, translation._catalog._plurals
    if isinstance(catalogues[0], OwnWords):
        catalogues[0] = OwnWords(catalogue)
    else:
        # The plural rule first: a reader between the two lines then pairs each catalogue with some rule, never with none.
        plurals.insert(0, translation.plural)
        catalogues.insert(0, OwnWords(catalogue))


@dataclass(frozen=True)
class InterfaceText:
    """One text of the interface: what it is called in the source, and what it says as delivered."""

    msgid: str
    form: int
    original: str

    @property
    def shown_msgid(self) -> str:
        return self.msgid.rpartition("\x04")[2]

    @property
    def context(self) -> str:
        return self.msgid.rpartition("\x04")[0]


@cache
def interface_texts(language: str) -> list[InterfaceText]:
    """Every text that Hamn itself shows, in the order of the alphabet, with its delivered translation."""
    delivered = dict(delivered_catalogue(language))
    known = set(delivered) | {key for code, _name in settings.LANGUAGES for key in delivered_catalogue(code)}
    texts = [text_of(key, delivered.get(key, "")) for key in known if key]
    return sorted(texts, key=lambda text: (text.shown_msgid.casefold(), text.form))


def text_of(key, original: str) -> InterfaceText:
    msgid, form = key if isinstance(key, tuple) else (key, NO_PLURAL)
    return InterfaceText(msgid, form, original or msgid.rpartition("\x04")[2])


def delivered_catalogue(language: str) -> dict:
    for folder in settings.LOCALE_PATHS:
        path = Path(folder) / language / "LC_MESSAGES" / "django.mo"
        if path.exists():
            with path.open("rb") as file:
                return gettext.GNUTranslations(file)._catalog
    return {}


def missing_placeholders(original: str, words: str) -> set[str]:
    """The parts such as %(name)s that new words must carry over, and do not, or invent."""
    return set(PLACEHOLDER.findall(original)) ^ set(PLACEHOLDER.findall(words))
