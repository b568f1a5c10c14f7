"""The round as a workbook: what it is about, a sheet per question with a real table, what we do, and the codebook."""

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from hamn.charts.tokens import LIGHT, PRINT
from hamn.dialogues.exports import codebook
from hamn.dialogues.exports.csv_file import FORMULA
from hamn.dialogues.exports.extract import Extract
from hamn.dialogues.exports.rows import Row

# Nothing that people wrote may become a formula, a link or a number.
AS_WRITTEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
TEXT_FONT, DISPLAY_FONT = "Atkinson Hyperlegible Next", "Familjen Grotesk"
TABLE_STYLE = {"style": "Table Style Light 1"}
FIRST_ROW = 3


def results_xlsx(extract: Extract) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, AS_WRITTEN) as book:
        sheets = Sheets(book)
        book.set_properties({"title": extract.dialogue.title, "author": extract.dialogue.who_asks})
        sheets.about(extract)
        for number, result, rows in extract.numbered:
            sheets.question(number, result, rows)
        sheets.themes(extract)
        sheets.replies(extract)
        sheets.codebook(extract)
    return file.getvalue()


class Sheets:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        plain = {"font_name": TEXT_FONT, "font_color": LIGHT["ink"], "valign": "top", "text_wrap": True}
        self.plain = book.add_format(plain)
        # Excel keeps such a cell a text also when somebody edits it.
        self.quoted = book.add_format(plain | {"quote_prefix": True})
        self.bold = book.add_format(plain | {"bold": True})
        self.day = book.add_format(plain | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.title = book.add_format(
            {"font_name": DISPLAY_FONT, "font_size": 16, "bold": True, "font_color": PRINT["ink"]}
        )

    def about(self, extract: Extract) -> None:
        sheet = self.sheet(_("About"), extract.dialogue.title, widths=(34, 80))
        for place, (name, value) in enumerate(extract.about.values(), FIRST_ROW):
            sheet.write_string(place, 0, str(name), self.bold)
            self.cell(sheet, place, 1, value)

    def question(self, number: int, result, rows: Sequence[Row]) -> None:
        name = _("Question %(number)d") % {"number": number}
        sheet = self.sheet(name, result.question.text, str(result.question.get_kind_display()))
        if rows:
            self.table(sheet, *pivoted(rows))
        else:
            sheet.write_string(FIRST_ROW, 0, _("Nothing to show yet."), self.plain)

    def themes(self, extract: Extract) -> None:
        told = [
            (result.question.text, each.theme.key, each.theme.name, each.theme.description, each.answers, each.texts)
            for result in extract.results
            for each in (result.themes.each if result.themes else ())
        ]
        if told:
            head = [_("Question"), _("Code"), _("Theme"), _("What belongs there"), _("Answers"), _("Texts")]
            self.table(self.sheet(_("Themes"), _("What the answers are about")), head, told)

    def replies(self, extract: Extract) -> None:
        given = [
            (group.question.text, group.label, str(reply.get_verdict_display()), reply.text, str(reply.body), reply.on)
            for group, reply in extract.replies
        ]
        if given:
            head = [_("Question"), _("We heard"), _("We do"), _("In our own words"), _("Who answers"), _("Date")]
            self.table(self.sheet(_("We heard, we do"), _("What we heard, what we do")), head, given)

    def codebook(self, extract: Extract) -> None:
        sheet = self.sheet(_("Codebook"), _("What each column and code means"), widths=(18, 22, 90))
        self.table(sheet, [_("Where"), _("Code"), _("Meaning")], codebook.entries(extract.themes))

    def sheet(self, name: str, title: str, under: str = "", widths: Sequence[int] = (24, 48, 16, 16, 16, 16, 16)):
        sheet = self.book.add_worksheet(name[:31])
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, under, self.book.add_format({"font_name": TEXT_FONT, "font_color": LIGHT["ink2"]}))
        return sheet

    def table(self, sheet, head: Sequence[str], rows: Sequence[Sequence]) -> None:
        last = FIRST_ROW + len(rows)
        columns = [{"header": str(name)} for name in head]
        sheet.add_table(FIRST_ROW, 0, last, len(head) - 1, {"columns": columns, **TABLE_STYLE})
        for place, row in enumerate(rows, FIRST_ROW + 1):
            for column, value in enumerate(row):
                self.cell(sheet, place, column, value)
        sheet.freeze_panes(FIRST_ROW + 1, 0)

    def cell(self, sheet, row: int, column: int, value) -> None:
        if value is None:
            sheet.write_blank(row, column, None, self.plain)
        elif isinstance(value, bool):
            sheet.write_string(row, column, _("Yes") if value else _("No"), self.plain)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.plain)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, self.quoted if FORMULA.match(value) else self.plain)
        else:
            sheet.write_datetime(row, column, value, self.day)


def pivoted(rows: Sequence[Row]) -> tuple[list[str], list[list]]:
    """A row per item and a column per measure, in the order of the long table; last its theme, where any has one."""
    measures = list(dict.fromkeys(row.measure for row in rows))
    items: dict[tuple[str, str, str], dict] = {}
    themes: dict[tuple[str, str, str], str] = {}
    for row in rows:
        item = (row.group, row.item, row.text)
        items.setdefault(item, {})[row.measure] = row.value
        themes[item] = row.theme
    names = [str(codebook.COLUMNS[column][0]) for column in ("group", "item", "text")]
    table = [[*item, *(values.get(name) for name in measures)] for item, values in items.items()]
    if not any(themes.values()):
        return names + measures, table
    last = str(codebook.COLUMNS["theme"][0])
    return [*names, *measures, last], [[*line, themes[line[0], line[1], line[2]]] for line in table]
