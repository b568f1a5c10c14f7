"""Codes that people read from a wall and type: six characters, none that look alike, no vowels and so no words."""

import secrets

LENGTH = 6
# Without 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: what is left cannot be misread, also when said aloud across a room.
CHARACTERS = "34679CDFGHJKMNPQRTVWXY"


def new_code() -> str:
    return "".join(secrets.choice(CHARACTERS) for _ in range(LENGTH))


def as_typed(text: str) -> str:
    """What somebody typed, as the code they meant: spaces, hyphens and small letters do not matter."""
    return "".join(letter for letter in text.upper() if letter.isalnum())[:12]
