"""The long table, or its codebook, as CSV: UTF-8 with a mark for Excel, commas, and a point in decimals."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from hamn.dialogues.exports import codebook
from hamn.dialogues.exports.extract import Extract
from hamn.dialogues.exports.rows import theme_rows

# What a spreadsheet may take for a formula, also written full width, and also behind spaces or a line break.
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def results_csv(extract: Extract) -> bytes:
    number_of_round = extract.round.number if extract.round else ""
    rows = [
        (number_of_round, number, result.question.text, result.question.kind, *told(row))
        for number, result, rows in extract.numbered
        for row in [*rows, *theme_rows(result)]
    ]
    return as_csv([codebook.headings(), *rows])


def told(row) -> tuple:
    return row.group, row.item, row.text, row.measure, row.value, row.theme


def codebook_csv(extract: Extract) -> bytes:
    return as_csv(codebook.entries(extract.themes))


def as_csv(rows: Iterable[Sequence]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([[neutral(cell) for cell in row] for row in rows])
    return file.getvalue().encode("utf-8-sig")


def neutral(cell):
    """A text that a spreadsheet would compute gets an apostrophe before it, and stays a text."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell
