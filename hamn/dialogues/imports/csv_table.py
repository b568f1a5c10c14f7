"""Text with separators as a table, in whatever encoding and with whatever separator it was saved. Pure."""

import codecs
import csv
import io

from hamn.dialogues.imports.table import Table, Unreadable, table_of

SEPARATORS = ",;\t"
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
LONGEST_CELL = 100_000
LOOKED_AT = 20


def read_csv(content: bytes, name: str) -> list[Table]:
    text = decoded(content)
    separator = separator_of(text)
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    csv.field_size_limit(LONGEST_CELL)
    try:
        found = table_of(name, csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise Unreadable("not_csv") from None
    return [found] if found else []


def decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 by its mark or by trying; else as Windows saves it in Western Europe."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return decode(content, encoding)
    if b"\0" in content[:1000]:
        # Without a mark: Latin letters leave every second byte empty, and which one tells the order.
        return decode(content, "utf-16-be" if content[:1] == b"\0" else "utf-16-le")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def decode(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("not_text") from None
    if "\0" in text:
        raise Unreadable("not_text")
    return text


def separator_of(text: str) -> str:
    """The one that parts the first lines into most columns, the same number in each."""
    if text[:4].lower() == "sep=" and text[4:5] in SEPARATORS:
        return text[4]
    return max(SEPARATORS, key=lambda separator: columns_by(text, separator))


def columns_by(text: str, separator: str) -> tuple[int, int]:
    # A quoted cell may hold line breaks, so that lines are counted as the reader reads them.
    try:
        reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=separator)
        widths = [len(row) for row, _number in zip(reader, range(LOOKED_AT), strict=False) if row]
    except csv.Error:
        return 0, 0
    usual = max(set(widths), key=widths.count, default=0)
    return (usual, widths.count(usual)) if usual > 1 else (0, 0)
