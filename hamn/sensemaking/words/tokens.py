"""The words of a text as they were written. å, ä and ö are letters and are never folded."""

import re
import unicodedata
from functools import lru_cache

# Letters with a hyphen or an apostrophe inside (LG-möte, don't), figures among them; and emoji, which people answer with.
LETTERS = r"[^\W_]+(?:[-'’:][^\W_]+)*"
EMOJI = r"[\U0001F1E6-\U0001FAFF\u2600-\u27BF\u2764](?:[\uFE0F\U0001F3FB-\U0001F3FF]|\u200D[\U0001F300-\U0001FAFF\u2600-\u27BF])*"
TOKEN = re.compile(f"{LETTERS}|{EMOJI}")


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """Every word and emoji in order, composed (NFC), in the capitals they had."""
    return tuple(TOKEN.findall(unicodedata.normalize("NFC", text).replace("’", "'")))
