"""What kind of file was uploaded, and what can be read of it."""

import hashlib

from django.core.files.base import ContentFile

from hamn.dialogues.imports.csv_table import read_csv
from hamn.dialogues.imports.polis import export_of, is_polis, packed_from
from hamn.dialogues.imports.table import LARGEST_MB, Table, Unreadable
from hamn.dialogues.imports.waiting import Waiting

MB = 1024 * 1024


def read_upload(upload, responses=None) -> Waiting:
    """A table, or a LimeSurvey's structure with the responses where they came along. Raises Unreadable."""
    content = content_of(upload)
    more = content_of(responses) if responses else b""
    fingerprint = hashlib.sha256(content + b"\0" + more).hexdigest()
    if is_polis(content):
        export_of(content)
        return Waiting(upload.name, fingerprint, original=content)
    if is_survey(content):
        from hamn.dialogues.imports.limesurvey import structure_of

        tables = read_tables(more, responses.name) if responses else []
        return Waiting(upload.name, fingerprint, tables, structure_of(content))
    tables = read_tables(content, upload.name)
    if not tables:
        raise Unreadable("nothing")
    return Waiting(upload.name, fingerprint, tables)


def one_of(uploads) -> ContentFile:
    """One file as it is; several, such as those of a Pol.is export, in a zip. Raises Unreadable."""
    if len(uploads) == 1:
        return uploads[0]
    packed = packed_from((each.name, content_of(each)) for each in uploads)
    if not is_polis(packed):
        raise Unreadable("not_polis")
    return ContentFile(packed, "polis.zip")


def content_of(upload) -> bytes:
    if upload.size > LARGEST_MB * MB:
        raise Unreadable("too_large", most=LARGEST_MB)
    return upload.read()


def read_tables(content: bytes, name: str) -> list[Table]:
    if content[:4] == b"PK\x03\x04":
        from hamn.dialogues.imports.xlsx_table import read_xlsx

        return read_xlsx(content)
    return read_csv(content, name)


def is_survey(content: bytes) -> bool:
    return content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<?xml", b"<document"))
