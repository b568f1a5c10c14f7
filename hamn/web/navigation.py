"""The menu: the words people meet, in their order."""

from dataclasses import dataclass
from functools import cache

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MENU: list[tuple[str, Promise]] = [
    ("/", _("Our way")),
    ("/challenges/", _("Societal challenges")),
    ("/expeditions/", _("Expeditions")),
    ("/dockings/", _("Dockings and meetings")),
    ("/dialogues/", _("Ask the room")),
    ("/radar/", _("Where we are")),
    ("/findings/", _("Results and lessons")),
]


@dataclass(frozen=True)
class MenuItem:
    address: str
    words: Promise
    is_current: bool


def menu(here: str) -> list[MenuItem]:
    return [MenuItem(address, words, is_current(address, here)) for address, words in MENU if leads_somewhere(address)]


def is_current(address: str, here: str) -> bool:
    """Our way is the start page, so it is current there and on the journey's own pages only."""
    if address == "/":
        return here == "/" or here.startswith(("/journey/", "/events/"))
    return here.startswith(address)


@cache
def leads_somewhere(address: str) -> bool:
    """Addresses do not change while the program runs, and every page asks."""
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
