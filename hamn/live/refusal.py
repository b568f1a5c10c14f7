"""What the room says no to. Sentences are named here and worded by whoever hands in `say`, in the phone's language."""

from collections.abc import Mapping
from typing import Any

# A sentence's name and what stands in it, so that it can be said in any language.
Sentence = tuple[str, Mapping[str, Any]]


class Refused(Exception):
    """error: the protocol's word for it. status: of HTTP. fields: a sentence per field. wait_s: when to try again."""

    def __init__(
        self, error: str, status: int, fields: Mapping[str, Sentence] | None = None, wait_s: int | None = None
    ) -> None:
        super().__init__(error, fields)
        self.error, self.status, self.fields, self.wait_s = error, status, fields or {}, wait_s


def invalid(sentence: str, field: str = "value", **words: Any) -> Refused:
    """Something in the message is not as it should be: one sentence about one field."""
    return Refused("invalid", 422, {field: (sentence, words)})


def closed() -> Refused:
    return Refused("closed", 409)
