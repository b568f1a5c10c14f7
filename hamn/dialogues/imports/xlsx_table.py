"""A workbook's sheets as tables: values only, no formula is computed, no outside part is followed."""

import io
import zipfile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from hamn.dialogues.imports.table import MOST_COLUMNS, Table, Unreadable, table_of

# A workbook of 100,000 answers unpacks to some tens of megabytes; a bomb to gigabytes.
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS, MOST_SHEETS = 2000, 50
PIECE = 1024 * 1024
# A workbook has no document type; one that declares it wants entities expanded. Also looked for in UTF-16.
HOSTILE = [
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
]
LONGEST_WORD = max(map(len, HOSTILE))


def read_xlsx(content: bytes) -> list[Table]:
    check(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        tables = [table_of(sheet.title, rows(sheet)) for sheet in book.worksheets[:MOST_SHEETS]]
    except Unreadable:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        OSError,
        SyntaxError,
    ):
        # What the library raises for a file that is no workbook; which of them depends on where it is broken.
        raise Unreadable("not_xlsx") from None
    return [table for table in tables if table]


def rows(sheet):
    # The file's own word for how large a sheet is may be a lie; reading finds out.
    sheet.reset_dimensions()
    # One cell far to the right would otherwise make every row sixteen thousand cells wide.
    return sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)


def check(content: bytes) -> None:
    """Unpack every part, piece by piece, before anything reads it. Raises Unreadable."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise Unreadable("too_large_unpacked")
        left = LARGEST_UNPACKED
        for part in parts:
            left = check_part(archive, part, left)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unreadable("not_xlsx") from None


def check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """How many bytes the parts after this one may have."""
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    before = b""
    with archive.open(part) as file:
        while piece := file.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Unreadable("too_large_unpacked")
            if is_xml and any(word in before + piece for word in HOSTILE):
                raise Unreadable("hostile")
            before = piece[-LONGEST_WORD:]
    return left
