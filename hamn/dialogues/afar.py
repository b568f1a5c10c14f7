"""The live rooms in another process: pages ask them by the public protocol, as a leader that both processes trust.

Only used where pages and rooms are served apart (`hamn serve --pages-only` beside `--live-only`).
"""

import http.client
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing

from hamn.live.messages import Answer, Command
from hamn.live.refusal import Refused

SALT = "hamn.dialogues.afar"
# A word between two processes of one installation is said at once.
TOKEN_S = 60
WITHIN_S = 30.0


@dataclass(frozen=True)
class Afar:
    """address: where the live process answers, host and port."""

    address: str

    def lead(self, code: str, leader, command: Command) -> Mapping[str, Any]:
        said = {name: value for name, value in asdict(command).items() if value is not None}
        return self.call("POST", code, "commands", said, {"Authorization": f"Bearer {token_of(leader)}"})

    def desk(self, code: str) -> Mapping[str, Any] | None:
        try:
            return self.call("GET", code, "desk", None, {"Authorization": f"Bearer {token_of(None)}"})
        except Refused as refused:
            if refused.error == "closed":
                return None
            raise

    def refresh(self, code: str) -> None:
        """The rows have changed."""
        self.lead(code, None, Command("refresh"))

    def answer_all(self, code: str, ticket: str, sent: Sequence[Answer], join: Mapping[str, str]) -> bool:
        bearer = {"Authorization": f"Bearer {ticket}"}
        self.call("POST", code, "join", {name: value for name, value in join.items() if value}, bearer)
        stored = [self.call("POST", code, "answers", as_message(each), bearer) for each in sent]
        return all(told["id"] == each.id for told, each in zip(stored, sent, strict=True))

    def call(self, method: str, code: str, what: str, body: Any, headers: Mapping[str, str]) -> Any:
        """The answer's JSON. Raises Refused with what the room says no with."""
        connection = http.client.HTTPConnection(self.address, timeout=WITHIN_S)
        try:
            content = None if body is None else json.dumps(body)
            head = {"Content-Type": "application/json", **headers}
            connection.request(method, f"/live/v1/rooms/{code}/{what}", content, head)
            response = connection.getresponse()
            told = json.loads(response.read() or b"{}")
        except OSError as fault:
            raise Refused("busy", 503, wait_s=2) from fault
        finally:
            connection.close()
        if response.status >= 400:
            raise Refused(told["error"], response.status)
        return told


def as_message(answer: Answer) -> dict[str, Any]:
    return {name: value for name, value in answer._asdict().items() if value not in (None, False)}


def token_of(leader) -> str:
    """A word that only this installation can say: whom the pages speak for."""
    person = getattr(leader, "person", None)
    return signing.dumps([getattr(person, "pk", None), getattr(leader, "holder", "")], salt=SALT)


def read_token(token: str) -> tuple[int | None, str] | None:
    """Whom the pages speak for; None when it is not the pages that speak."""
    try:
        person, holder = signing.loads(token, salt=SALT, max_age=TOKEN_S)
    except signing.BadSignature:
        return None
    return person, holder
