"""Why a file, a column or an answer cannot come along, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hamn.dialogues.imports.table import LARGEST_MB, Unreadable

SENTENCES = {
    "too_large": gettext_lazy("The file is larger than %(most)d MB. Please save the results in parts."),
    "too_many_rows": gettext_lazy("The table has more than %(most)d rows. Please save the results in parts."),
    "too_many_columns": gettext_lazy("The table has more than %(most)d columns, which is more than we read."),
    "too_many_questions": gettext_lazy("That column names more than %(most)d questions. Is it the right one?"),
    "too_large_unpacked": gettext_lazy("The file unpacks to more than we take. It may be damaged, or made to do harm."),
    "hostile": gettext_lazy("The file declares things that a table never needs, so we do not open it."),
    "not_xlsx": gettext_lazy("This is not a workbook that we can open. Please save it again as XLSX, or as CSV."),
    "not_csv": gettext_lazy("We cannot find the columns in this file. Please save it again as CSV or XLSX."),
    "not_text": gettext_lazy("We cannot read the letters in this file. Please save it again as CSV in UTF-8."),
    "not_lss": gettext_lazy(
        "This is not the structure of a LimeSurvey. Export the survey as “.lss” and choose that file."
    ),
    "not_polis": gettext_lazy(
        "We cannot read this as an export of Pol.is. It needs votes.csv or participants-votes.csv."
    ),
    "nothing": gettext_lazy("There are no rows in this file."),
}


@dataclass(frozen=True)
class Line:
    """One thing that does not come along as it was: where it stood, and a sentence about it."""

    where: str
    sentence: str


def said(error: Unreadable) -> str:
    return str(SENTENCES[error.sentence]) % {"most": LARGEST_MB, **error.words}


def dropped(headers: Iterable[str]) -> list[Line]:
    return [Line(header, _("This column is left out.")) for header in headers]


def lost(where: str, reason: str, count: int) -> Line:
    """So many answers of one question that cannot come along, and why."""
    counted = ngettext("%(count)d answer is left out:", "%(count)d answers are left out:", count) % {"count": count}
    return Line(where, f"{counted} {reason}")
