"""What a file is, read from its first bytes: a name can say anything."""

import zipfile
from codecs import getincrementaldecoder
from pathlib import PurePath
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

MB = 1024 * 1024
START = 4096
# Content type and largest size, by what the file is.
KINDS = {
    "pdf": ("application/pdf", 20 * MB),
    "png": ("image/png", 10 * MB),
    "jpg": ("image/jpeg", 10 * MB),
    "webp": ("image/webp", 10 * MB),
    "mp4": ("video/mp4", 400 * MB),
    "webm": ("video/webm", 400 * MB),
    "mp3": ("audio/mpeg", 100 * MB),
    "ogg": ("audio/ogg", 100 * MB),
    "txt": ("text/plain; charset=utf-8", 2 * MB),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", 20 * MB),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", 20 * MB),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 20 * MB),
}
# Shown in the page or the browser; everything else is handed over as a file.
SHOWN_IN_PLACE = {"png", "jpg", "webp", "mp4", "webm", "mp3", "ogg", "pdf"}
SAME = {"jpeg": "jpg"}
OFFICE = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsx"}


def check(upload) -> None:
    """Raises: ValidationError, in a sentence, for what is too big, unknown or not what its name says."""
    found = kind_of(upload)
    named = extension(upload.name)
    if found is None:
        raise ValidationError(_("We cannot take this kind of file. Nothing else you wrote is lost."))
    if named != found:
        raise ValidationError(
            _(
                "The file is named .%(named)s but its content is %(found)s. Please save it again and choose it once more."
            )
            % {"named": named, "found": found}
        )
    largest = KINDS[found][1]
    if upload.size > largest:
        raise ValidationError(
            _("The file is %(size)s. The largest we take of this kind is %(largest)s; nothing else you wrote is lost.")
            % {"size": filesizeformat(upload.size), "largest": filesizeformat(largest)}
        )


def extension(name: str) -> str:
    ending = PurePath(name).suffix.lower().removeprefix(".")
    return SAME.get(ending, ending)


def kind_of(upload) -> str | None:
    upload.seek(0)
    start = upload.read(START)
    try:
        return kind_of_start(start) or office_kind(upload, start) or ("txt" if is_text(start) else None)
    finally:
        upload.seek(0)


def kind_of_start(start: bytes) -> str | None:
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "webp"
    if start[4:8] == b"ftyp":
        return "mp4"
    signatures = {
        b"%PDF-": "pdf",
        b"\x89PNG\r\n\x1a\n": "png",
        b"\xff\xd8\xff": "jpg",
        b"\x1aE\xdf\xa3": "webm",
        b"OggS": "ogg",
        b"ID3": "mp3",
        b"\xff\xfb": "mp3",
        b"\xff\xf3": "mp3",
    }
    return next((kind for sign, kind in signatures.items() if start.startswith(sign)), None)


def office_kind(upload, start: bytes) -> str | None:
    if not start.startswith(b"PK\x03\x04"):
        return None
    try:
        names = zipfile.ZipFile(upload).namelist()
    except zipfile.BadZipFile:
        return None
    return next((kind for folder, kind in OFFICE.items() if any(name.startswith(folder) for name in names)), None)


def is_text(start: bytes) -> bool:
    """Plain words in UTF-8, without control characters."""
    try:
        text = getincrementaldecoder("utf-8")().decode(start, final=len(start) < START)
    except UnicodeDecodeError:
        return False
    return bool(text) and not any(ord(character) < 32 and character not in "\t\r\n\f" for character in text)


def stored_name(_material, name: str) -> str:
    """A name that nobody can guess and that tells nothing of what its owner called it."""
    return f"material/{uuid4().hex}.{extension(name)}"
