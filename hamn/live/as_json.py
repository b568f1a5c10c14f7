"""JSON of small values, many times a second."""

import json.encoder
from typing import Any

# `json.dumps` makes an encoder for each call, which takes three times as long as using one.
_plain = json.JSONEncoder(ensure_ascii=False)
_encode = json.encoder.c_make_encoder(  # type: ignore[attr-defined]
    None, _plain.default, json.encoder.encode_basestring, None, ": ", ", ", False, False, True
)


def as_json(value: Any) -> str:
    """As `json.dumps(value, ensure_ascii=False)`, for values that hold no loops."""
    return "".join(_encode(value, 0))
