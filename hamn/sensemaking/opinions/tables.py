"""Comma-separated files as people really have them: with a byte mark, other line ends, other orders of columns."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping

Row = Mapping[str, str]
# Longer than any statement, short enough that a stray quotation mark does not swallow a whole file unnoticed.
LONGEST = 131_072


def text_of(content: bytes, complain: Callable[[str], None]) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        complain("is not UTF-8; its letters were read as Windows-1252.")
        return content.decode("cp1252", errors="replace")


def rows_of(text: str, complain: Callable[[str], None]) -> tuple[list[str], Iterator[tuple[int, Row]]]:
    """The names of the columns, in small letters with hyphens, and each row with its number (the header is row 1)."""
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [column.strip().lower().replace("_", "-").replace(" ", "-") for column in next(lines, [])]
    except csv.Error as problem:
        complain(f"has no readable first row ({problem}).")
        header = []
    return header, _rows(lines, header, complain)


def _rows(lines: Iterator[list[str]], header: list[str], complain: Callable[[str], None]) -> Iterator[tuple[int, Row]]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as problem:
            complain(f"row {number} cannot be read ({problem}).")
            continue
        if any(cells):
            yield number, dict(zip(header, (cell.strip() for cell in cells), strict=False))


def number_of(text: str | None) -> int | None:
    """A whole number, also when written 1.0; None for anything else."""
    try:
        value = float(text or "")
        return int(text or "") if value.is_integer() and "." not in (text or "") else _whole(value)
    except (ValueError, OverflowError):
        return None


def _whole(value: float) -> int | None:
    return int(value) if value.is_integer() else None
