"""A LimeSurvey's structure (`.lss`) read into questions with their parts. Both the old and the new tables of texts."""

import html
import re
from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from hamn.dialogues.imports.csv_table import decoded
from hamn.dialogues.imports.table import Unreadable
from hamn.live.cleaning import one_line

Row = dict[str, str]
TAG = re.compile(r"<[^>]*>")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True)
class Part:
    """An answer or a subquestion: its code and its words."""

    code: str
    text: str


@dataclass(frozen=True)
class Asked:
    """answers: what may be chosen. parts: subquestions, such as the rows of an array."""

    code: str
    type: str
    text: str
    answers: list[Part] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    has_other: bool = False
    is_conditional: bool = False
    sum_of_points: str = ""


@dataclass(frozen=True)
class Survey:
    title: str
    language: str
    languages: list[str]
    questions: list[Asked]
    quotas: int = 0
    conditional_groups: int = 0


def structure_of(content: bytes) -> str:
    """The XML as text, if it is a LimeSurvey's structure. Raises Unreadable."""
    text = decoded(content)
    parsed(text)
    return text


def read_survey(structure: str, language: str) -> Survey:
    """In that language where the survey has it, else in its own. Raises Unreadable."""
    return Reader(parsed(structure), language).survey()


def parsed(text: str) -> Element:
    try:
        # The text is decoded already, so what it says of its encoding no longer holds.
        document = fromstring(DECLARATION.sub("", text))
    except DefusedXmlException:
        raise Unreadable("hostile") from None
    except ParseError:
        raise Unreadable("not_lss") from None
    if document.tag != "document" or (document.findtext("LimeSurveyDocType") or "").strip() != "Survey":
        raise Unreadable("not_lss")
    return document


def plain(text: str) -> str:
    """Without the markup that LimeSurvey's editor puts around everything."""
    return one_line(html.unescape(TAG.sub(" ", text)))


class Reader:
    def __init__(self, document: Element, language: str) -> None:
        self.document = document
        self.languages = [(each.text or "").strip() for each in document.iterfind("languages/language")]
        settings = self.rows("surveys_languagesettings")
        own = next((row.get("language", "") for row in self.rows("surveys")), "") or (self.languages or [""])[0]
        self.language = next((each for each in self.languages if each.split("-")[0] == language), own)
        self.titles = {row.get("surveyls_language", ""): row.get("surveyls_title", "") for row in settings}
        self.question_texts = self.texts("question_l10ns", "qid", "question")
        self.answer_texts = self.texts("answer_l10ns", "aid", "answer")
        self.attributes: dict[str, Row] = defaultdict(dict)
        for row in self.rows("question_attributes"):
            self.attributes[row.get("qid", "")][row.get("attribute", "")] = row.get("value", "")
        self.conditions = {row.get("qid", "") for row in self.rows("conditions")}
        self.answer_rows = by(self.spoken(self.rows("answers")), "qid", "sortorder")

    def rows(self, table: str) -> list[Row]:
        return [
            {cell.tag: (cell.text or "").strip() for cell in row} for row in self.document.iterfind(f"{table}/rows/row")
        ]

    def texts(self, table: str, key: str, column: str) -> dict[str, str]:
        return {row.get(key, ""): row.get(column, "") for row in self.spoken(self.rows(table))}

    def spoken(self, rows: list[Row]) -> list[Row]:
        """Those of our language; older surveys have one row per language of everything."""
        return [row for row in rows if row.get("language", self.language) == self.language]

    def survey(self) -> Survey:
        title = self.titles.get(self.language) or next(iter(self.titles.values()), "")
        everything = self.spoken(self.rows("questions"))
        below = [*self.spoken(self.rows("subquestions")), *(row for row in everything if is_below(row))]
        parts = by(below, "parent_qid", "question_order")
        groups = {row.get("gid", ""): number(row, "group_order") for row in self.rows("groups")}
        top = [row for row in everything if not is_below(row)]
        top.sort(key=lambda row: (groups.get(row.get("gid", ""), 0), number(row, "question_order")))
        return Survey(
            plain(title),
            self.language,
            self.languages,
            [self.asked(row, parts[row.get("qid", "")]) for row in top],
            len(self.rows("quota")),
            sum(row.get("grelevance", "1") not in ("", "1") for row in self.rows("groups")),
        )

    def asked(self, row: Row, own: list[Row]) -> Asked:
        qid = row.get("qid", "")
        return Asked(
            row.get("title", ""),
            row.get("type", ""),
            self.text_of(row),
            self.answers(qid),
            [Part(each.get("title", ""), self.text_of(each)) for each in own if is_first_scale(each)],
            row.get("other") == "Y",
            qid in self.conditions or row.get("relevance", "1") not in ("", "1"),
            self.attributes[qid].get("equals_num_value", ""),
        )

    def text_of(self, row: Row) -> str:
        return plain(self.question_texts.get(row.get("qid", "")) or row.get("question", "")) or row.get("title", "")

    def answers(self, qid: str) -> list[Part]:
        return [
            Part(row.get("code", ""), plain(self.answer_texts.get(row.get("aid", "")) or row.get("answer", "")))
            for row in self.answer_rows[qid]
            if is_first_scale(row)
        ]


def by(rows: list[Row], key: str, order: str) -> dict[str, list[Row]]:
    """The rows by their key, each lot in its order."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: number(row, order)):
        found[row.get(key, "")].append(row)
    return found


def is_first_scale(row: Row) -> bool:
    return row.get("scale_id", "0") in ("", "0")


def is_below(row: Row) -> bool:
    return row.get("parent_qid", "0") not in ("", "0")


def number(row: Row, column: str) -> int:
    value = row.get(column, "")
    return int(value) if value.lstrip("-").isdecimal() else 0
