"""Answers straight from the web server's protocol to their rooms, and how every refusal is said."""

from functools import partial
from http import HTTPStatus
from typing import Any

from hamn.live.as_json import as_json
from hamn.live.engine import Engine
from hamn.live.entries import StoreFailed, Taken
from hamn.live.host import Host
from hamn.live.messages import read_answer
from hamn.live.refusal import Refused, invalid
from hamn.live.request import Head
from hamn.live.straight import Straight

ROOMS = "/live/v1/rooms/"
# The address of a room's answers, around the code.
BEFORE, AFTER = len(ROOMS), -len("/answers")
STATUS = {int(each): f"{each.value} {each.phrase}".encode() for each in HTTPStatus}
CONFIRMED = b'{"id":"%s","rev":%d,"seq":%d}'
Fault = Refused | Taken | StoreFailed


class AnswerLane:
    """Rooms that are loaded, and messages that are whole; everything else goes the common way, through App."""

    def __init__(self, engine: Engine, largest: int) -> None:
        self.engine, self.largest = engine, largest

    def host(self, url: bytes) -> Host | None:
        place = url.decode("latin-1")
        return self.engine.hosts.get(place[BEFORE:AFTER]) if place.startswith(ROOMS) else None

    def take(self, straight: Straight) -> None:
        host: Host = straight.host
        try:
            message = read_answer(bytes(straight.body))
            host.take(participant(host, Head(straight.headers)), message, partial(self.tell, straight))
        except Refused as refused:
            self.refuse(straight, refused)

    def tell(self, straight: Straight, outcome: Any) -> None:
        if isinstance(outcome, Exception):
            self.refuse(straight, outcome)
            return
        confirmation, seq, is_new = outcome
        content = CONFIRMED % (confirmation.id.encode(), confirmation.rev, seq)
        straight.reply(STATUS[201 if is_new else 200], content)

    def give_up(self, straight: Straight) -> None:
        """The rest of the message never came."""
        straight.keep_alive = False
        self.refuse(straight, Refused("slow", 408))

    def refuse(self, straight: Straight, fault: Exception) -> None:
        code = straight.host.room.sheet.code
        status, body, headers = refusal(self.engine, code, Head(straight.headers), fault)
        said = b"".join(b"%s: %s\r\n" % header for header in headers)
        straight.reply(STATUS[status], as_json(body).encode(), said)


def participant(host: Host, head: Head) -> str:
    """Who sends this, in this room. Raises Refused without a ticket."""
    found = known(host, head)
    if not found:
        raise Refused("join", 401)
    return found


def known(host: Host, head: Head) -> str:
    """The participant behind the ticket, or nobody."""
    ticket = head.ticket
    found = host.room.participant(ticket) if ticket else ""
    return found if found in host.room.people else ""


def refusal(
    engine: Engine, code: str, head: Head, fault: Exception
) -> tuple[int, dict[str, Any], list[tuple[bytes, bytes]]]:
    """Status, body and headers of a no, in the language of whoever hears it."""
    refused = refused_by(fault)
    language, say = language_of(engine, code, head), engine.doors.say
    body: dict[str, Any] = {"error": refused.error, "message": say(language, (refused.error, {}))}
    if refused.fields:
        body["fields"] = {field: say(language, sentence) for field, sentence in refused.fields.items()}
    headers = [(b"retry-after", str(refused.wait_s).encode())] if refused.wait_s else []
    return refused.status, body, headers


def refused_by(fault: Exception) -> Refused:
    if isinstance(fault, Refused):
        return fault
    if isinstance(fault, Taken):
        return invalid("answer_id_taken", "id")
    # The journal has said why; the phone keeps the answer and sends it again.
    return Refused("busy", 503, wait_s=2)


def language_of(engine: Engine, code: str, head: Head) -> str:
    """What the phone chose when it joined, else what the browser asks for."""
    host = engine.hosts.get(code)
    person = host.room.people.get(known(host, head)) if host else None
    return (person.language if person else "") or head.language or engine.doors.default_language
