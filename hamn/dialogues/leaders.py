"""Who may lead a room: a signed-in person who may run the dialogue, or whoever holds a remote link that is in force."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.db import transaction
from django.http import HttpRequest

from hamn.dialogues import afar
from hamn.dialogues.models import Dialogue, RemoteLink
from hamn.live.messages import Command
from hamn.people.models import Person
from hamn.records import history

REMOTE_COOKIE = "remote"


@dataclass(frozen=True)
class Leader:
    """person: who is signed in; with a remote link the one who gave it out, and `holder` says who holds it.

    may_edit: also what is asked. Those who were asked to help run the room, and no more.
    """

    person: Any
    holder: str = ""
    may_edit: bool = True


def authorize(code: str, headers: Mapping[bytes, bytes]) -> Leader | None:
    bearer = headers.get(b"authorization", b"").decode("latin-1")
    cookies = read_cookies(headers.get(b"cookie", b"").decode("latin-1"))
    token = bearer[7:].strip() if bearer.lower().startswith("bearer ") else cookies.get(cookie_of(code), "")
    return by_pages(token) or by_link(code, token) or by_session(code, cookies.get(settings.SESSION_COOKIE_NAME, ""))


def by_pages(token: str) -> Leader | None:
    """The pages of this installation, served by another process, which have looked already at who may lead."""
    spoken_for = afar.read_token(token) if token else None
    if spoken_for is None:
        return None
    person, holder = spoken_for
    return Leader(Person.objects.filter(pk=person).first() if person else None, holder)


def by_link(code: str, token: str) -> Leader | None:
    if not token:
        return None
    links = RemoteLink.objects.in_force().filter(dialogue__code=code, token_hash=hash_of(token))
    link = links.select_related("made_by").first()
    return Leader(link.made_by, link.holder, may_edit=False) if link else None


def by_session(code: str, key: str) -> Leader | None:
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    person = get_user(request)
    if not person.is_authenticated or not person.is_active:
        return None
    return by_person(code, person)


def by_person(code: str, person) -> Leader | None:
    if not Dialogue.objects.led_by(person).filter(code=code).exists():
        return None
    return Leader(person, may_edit=Dialogue.objects.editable_by(person).filter(code=code).exists())


def cookie_of(code: str) -> str:
    return f"{REMOTE_COOKIE}-{code}"


def read_cookies(sent: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(sent).items()}
    except CookieError:
        return {}


def give_link(dialogue: Dialogue, holder: str, by, ends_at: datetime) -> tuple[RemoteLink, str]:
    """A new link and its token, which is told once and never stored."""
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        link = RemoteLink.objects.create(
            dialogue=dialogue, token_hash=hash_of(token), holder=holder, made_by=by, ends_at=ends_at
        )
        history.note(dialogue, "link_given", by, holder)
    return link, token


@transaction.atomic
def note(code: str, leader: Leader, command: Command) -> None:
    """What a guest does stands in the dialogue's history under their name. Nothing of what anybody answered does."""
    if not leader.holder:
        return
    dialogue = Dialogue.objects.select_for_update(of=["self"]).get(code=code)
    history.note(dialogue, "led", leader.person, f"{leader.holder}: {told(command)}")


def told(command: Command) -> str:
    """The act, with the reason that everybody can read anyway."""
    return " – ".join([command.command, *([command.reason.strip()] if command.reason else [])])


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
