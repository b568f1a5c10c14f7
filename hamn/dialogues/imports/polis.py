"""A conversation as Pol.is exports it: its files out of a zip, and what of it becomes a dialogue."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamn.dialogues.imports.plan import Plan, Somebody
from hamn.dialogues.imports.table import Unreadable
from hamn.dialogues.imports.wording import Line
from hamn.live.questions import Option, Question
from hamn.sensemaking.opinions.polis_export import Export, read_export

UNPACKED_MB = 200
MOST_FILES = 50
LONGEST_TEXT = 200
# As long as the key of an option may be.
LONGEST_KEY = 20
VOTES = ("votes.csv",)
# The day a zip of files that came one by one says that it was made, so that equal files make an equal zip.
NO_DAY = (1980, 1, 1, 0, 0, 0)


def is_polis(content: bytes) -> bool:
    """A zip in which votes lie. A workbook is a zip too."""
    if content[:4] != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return any(name.lower().endswith(VOTES) for name in packed.namelist())
    except zipfile.BadZipFile:
        return False


def packed_from(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files that came one by one, unchanged, as the zip that is kept."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            entry = zipfile.ZipInfo(PurePosixPath(name).name, NO_DAY)
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def files_of(content: bytes) -> Mapping[str, bytes]:
    """The files of the zip, by name. Raises Unreadable for one that is damaged, locked or far larger than it looks."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = [each for each in packed.infolist() if is_ours(each)]
            if len(entries) > MOST_FILES or sum(each.file_size for each in entries) > UNPACKED_MB * 1024 * 1024:
                raise Unreadable("too_large_unpacked")
            return {PurePosixPath(each.filename).name: packed.read(each) for each in entries}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise Unreadable("not_polis") from error


def is_ours(entry: zipfile.ZipInfo) -> bool:
    return not entry.is_dir() and not entry.filename.startswith("__MACOSX/")


def export_of(content: bytes) -> Export:
    try:
        return read_export(files_of(content))
    except ValueError as error:
        raise Unreadable("not_polis") from error


def polis_plan(export: Export) -> Plan:
    """One question with every statement that was not taken away, and everybody's last vote on each."""
    texts = {one.id: one.text.strip() for one in export.statements}
    left_out = export.moderation.out | export.moderation.meta
    asked = [name for name in export.votes.statements if name not in left_out and len(name) <= LONGEST_KEY]
    options = tuple(Option(name, shortened(texts.get(name, ""), name)) for name in asked)
    question = Question(1, "statements", title_of(export), options)
    plan = Plan(questions=[question], people=people_of(export, set(asked)))
    plan.lines = [*lines_of(export, texts, asked), *(Line(each.file, each.what) for each in export.remarks)]
    return plan


def people_of(export: Export, asked: set[str]) -> list[Somebody]:
    votes = export.votes
    found = [Somebody() for _person in votes.people]
    for person, statement, value in zip(
        votes.person.tolist(), votes.statement.tolist(), votes.value.tolist(), strict=True
    ):
        if votes.statements[statement] in asked:
            found[person].answers.append((1, votes.statements[statement], value))
    return found


def title_of(export: Export) -> str:
    return (export.summary.get("topic", "").strip() or _("Do you agree?"))[:300]


def shortened(text: str, name: str) -> str:
    if not text:
        return _("Statement %(id)s (its text is not in the files)") % {"id": name}
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def lines_of(export: Export, texts: Mapping[str, str], asked: list[str]) -> list[Line]:
    """What stays in the original files alone."""
    found = []
    if out := len(export.moderation.out):
        found.append(
            ngettext(
                "%(count)d statement was moderated out there; it is not asked here, and votes on it stay in the files.",
                "%(count)d statements were moderated out there; they are not asked here, and votes on them stay in the "
                "files.",
                out,
            )
            % {"count": out}
        )
    if meta := len(export.moderation.meta - export.moderation.out):
        found.append(
            ngettext(
                "%(count)d statement is about the people or the conversation itself; it stays in the files.",
                "%(count)d statements are about the people or the conversation itself; they stay in the files.",
                meta,
            )
            % {"count": meta}
        )
    if long := sum(len(texts.get(name, "")) > LONGEST_TEXT for name in asked):
        found.append(
            ngettext(
                "%(count)d statement is longer than 200 letters and is cut; the files have the whole.",
                "%(count)d statements are longer than 200 letters and are cut; the files have the whole.",
                long,
            )
            % {"count": long}
        )
    found.append(_("Times, authors, changed votes and the groups that Pol.is made stay in the files."))
    return [Line("Pol.is", sentence) for sentence in found]
