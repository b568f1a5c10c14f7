"""A table out of a file: a name, a header, and rows of text. Nothing in it is computed or believed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

LARGEST_MB = 20
MOST_ROWS = 100_000
MOST_COLUMNS = 300
# The header stands within so many rows; some exports begin with a title.
HEADER_WITHIN = 10
# A sheet that is formatted to its last row has a million empty ones; after so many in a row it is over.
LONGEST_GAP = 1000


class Unreadable(Exception):
    """Why the file cannot be taken: a sentence's name and what stands in it; `wording.py` says it."""

    def __init__(self, sentence: str, **words: object) -> None:
        super().__init__(sentence, words)
        self.sentence, self.words = sentence, words


@dataclass(frozen=True)
class Table:
    """rows: as long as the header each, every cell a text, empty where there is nothing."""

    name: str
    header: list[str]
    rows: list[list[str]]

    def column(self, place: int) -> list[str]:
        return [row[place] for row in self.rows]


def table_of(name: str, lines: Iterable[Iterable[object]]) -> Table | None:
    """The table in the lines, or None where there is none. Raises Unreadable when it is too large."""
    kept = filled_lines(lines)
    if not kept:
        return None
    head = max(range(min(HEADER_WITHIN, len(kept))), key=lambda place: (filled(kept[place]), -place))
    header = without_empty_end(kept[head])
    if len(header) > MOST_COLUMNS:
        raise Unreadable("too_many_columns", most=MOST_COLUMNS)
    rows = [fitted(cells, len(header)) for cells in kept[head + 1 :]]
    if len(rows) > MOST_ROWS:
        raise Unreadable("too_many_rows", most=MOST_ROWS)
    return Table(name, header, rows) if rows else None


def filled_lines(lines: Iterable[Iterable[object]]) -> list[list[str]]:
    kept: list[list[str]] = []
    gap = 0
    for line in lines:
        cells = [text_of(cell) for cell in line]
        gap = 0 if any(cells) else gap + 1
        if gap > LONGEST_GAP:
            break
        if not gap:
            kept.append(cells)
        if len(kept) > MOST_ROWS + HEADER_WITHIN:
            raise Unreadable("too_many_rows", most=MOST_ROWS)
    return kept


def text_of(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def filled(cells: list[str]) -> int:
    return sum(bool(cell) for cell in cells)


def without_empty_end(cells: list[str]) -> list[str]:
    last = max(place for place, cell in enumerate(cells) if cell)
    return cells[: last + 1]


def fitted(cells: list[str], width: int) -> list[str]:
    return cells[:width] + [""] * (width - len(cells))


def by_person(table: Table, who: int, question: int, answer: int, group: int | None = None) -> Table:
    """A row per answer as a row per person: a column for each question, and first the group where there is one."""
    questions = list(dict.fromkeys(cell for cell in table.column(question) if cell))
    if len(questions) > MOST_COLUMNS - 1:
        raise Unreadable("too_many_questions", most=MOST_COLUMNS - 1)
    places = {text: place for place, text in enumerate(questions)}
    people: dict[str, list[list[str]]] = {}
    groups: dict[str, str] = {}
    for row in table.rows:
        if row[who] and row[question]:
            # Somebody who answers twice has said both.
            said = people.setdefault(row[who], [[] for _question in questions])[places[row[question]]]
            said += [row[answer]] if row[answer] else []
            groups[row[who]] = groups.get(row[who]) or (row[group] if group is not None else "")
    first = [table.header[group]] if group is not None else []
    rows = [[groups[name]] * len(first) + [";".join(said) for said in cells] for name, cells in people.items()]
    return Table(table.name, first + questions, rows)
