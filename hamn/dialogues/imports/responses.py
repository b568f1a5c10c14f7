"""A LimeSurvey's responses, found by the codes that its CSV export puts in the first row. Pure."""

import re
from collections.abc import Sequence

from hamn.dialogues.imports.limesurvey import Part
from hamn.dialogues.imports.table import Table

# «Q1», «Q1[SQ001]», and the same with the question's words after it.
CODE = re.compile(r"^([A-Za-z]\w*(?:\[[^\]]*\])*)(?:[.:]? .*)?$", re.DOTALL)
YES = {"y", "yes", "ja", "kyllä", "1", "1.0"}


class Responses:
    def __init__(self, table: Table | None) -> None:
        self.table = table
        rows = table.rows if table else []
        self.places: dict[str, int] = {}
        for place, heading in enumerate(table.header if table else []):
            code = CODE.match(heading)
            self.places.setdefault(code.group(1) if code else heading, place)
        self.rows = [row for row in rows if self.is_whole(row)]
        self.unfinished = len(rows) - len(self.rows)
        self.used: set[int] = set()

    def is_whole(self, row: Sequence[str]) -> bool:
        """Whoever left midway did not send their answers in."""
        place = self.places.get("submitdate")
        return place is None or bool(row[place])

    def cells(self, code: str) -> list[str]:
        """Everybody's cell under that code; empty where the file has no such column."""
        place = self.places.get(code)
        if place is None:
            return [""] * len(self.rows)
        self.used.add(place)
        return [row[place] for row in self.rows]

    def of_parts(self, code: str, parts: Sequence[str]) -> list[tuple[str, ...]]:
        """Everybody's cells under the parts of one question."""
        columns = [self.cells(f"{code}[{part}]") for part in parts]
        return list(zip(*columns, strict=True)) if columns else [() for _row in self.rows]

    @property
    def unused(self) -> list[str]:
        return (
            [heading for place, heading in enumerate(self.table.header) if place not in self.used] if self.table else []
        )


def chosen(cell: str, parts: Sequence[Part]) -> int | None:
    """Which part a cell names, by its code or by its words."""
    if not cell:
        return None
    by_code = next((place for place, part in enumerate(parts) if part.code == cell), None)
    return (
        by_code if by_code is not None else next((place for place, part in enumerate(parts) if part.text == cell), None)
    )


def is_yes(cell: str) -> bool:
    return cell.casefold() in YES
