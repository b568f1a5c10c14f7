"""What was asked, to the letter, and its fingerprints: rounds compare only what was asked in the same words. Pure."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

Wording = Mapping[str, Any]


def wording_of(
    question: str, steps: int, low: str, high: str, words: Sequence[str], axes: Sequence[tuple[str, str, str]]
) -> dict[str, Any]:
    """axes: key, name and desired state of each, in their order."""
    scale = {"steps": steps, "low": tidy(low), "high": tidy(high), "words": [tidy(word) for word in words]}
    asked = [{"key": key, "name": tidy(name), "desired_state": tidy(state)} for key, name, state in axes]
    return {"question": tidy(question), "scale": scale, "axes": asked}


def tidy(text: str) -> str:
    """The same letters however they were typed: spaces and the way an å is composed are no difference."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def hash_of(wording: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal digits."""
    canonical = json.dumps(wording, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def axis_hashes(wording: Wording) -> dict[str, str]:
    """By the axis's key, what a step on it means: question, scale, name and desired state. Not its place among others."""
    around = {"question": wording["question"], "scale": wording["scale"]}
    return {
        axis["key"]: hash_of({**around, "name": axis["name"], "desired_state": axis["desired_state"]})
        for axis in wording["axes"]
    }


def comparable(one: Wording, other: Wording) -> list[str]:
    """The keys of the axes that were asked in the same words both times, in the order of the first."""
    there = axis_hashes(other)
    return [key for key, asked in axis_hashes(one).items() if there.get(key) == asked]
