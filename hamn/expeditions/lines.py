"""Forty pasted lines become forty entries. Pure: text in, lines out."""

# A pasted document is a mistake; a long workshop wall is not.
MOST_LINES = 200
LONGEST_LINE = 10_000


def entries_in(text: str) -> list[str]:
    """One entry a line, in order; blank lines and the bullets of a pasted list are left out."""
    lines = (line.strip().lstrip("•*-–—").strip() for line in text.splitlines())
    return [line for line in lines if line]
