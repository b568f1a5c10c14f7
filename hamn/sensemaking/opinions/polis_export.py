"""A conversation as Pol.is exports it: read in whatever state it is in, and given back byte for byte.

What could not be used is told, one sentence each; nothing is dropped in silence, and the files themselves are kept whole.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from hamn.sensemaking.opinions.tables import Row, number_of, rows_of, text_of
from hamn.sensemaking.opinions.votes import Moderation, Votes, gather

VOTES, COMMENTS, PARTICIPANTS, SUMMARY = "votes.csv", "comments.csv", "participants-votes.csv", "summary.csv"
STATEMENT_COLUMNS = ("comment-id", "statement-id", "tid")
PERSON_COLUMNS = ("voter-id", "participant", "participant-id", "pid")
TOLD = 20


@dataclass(frozen=True)
class Remark:
    """Something in a file that could not be used as it stood."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


@dataclass(frozen=True)
class Statement:
    """moderated: 1 accepted, 0 not looked at, -1 taken away. more: columns that we have no word for."""

    id: str
    text: str
    author: str = ""
    moderated: int = 0
    meta: bool = False
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Export:
    """files: everything that came, unchanged. published: the group of each person when it was exported, if any."""

    files: Mapping[str, bytes]
    votes: Votes
    moderation: Moderation
    statements: tuple[Statement, ...]
    published: Mapping[str, str]
    summary: Mapping[str, str]
    remarks: tuple[Remark, ...]


def read_export(source: Path | str | Mapping[str, bytes]) -> Export:
    """A folder, or the contents of its files by name. Raises ValueError when there are no votes to be found in it."""
    files = dict(source) if isinstance(source, Mapping) else _folder(Path(source))
    return _Reader(files).export()


def write_export(export: Export) -> Mapping[str, bytes]:
    """The files, exactly as they came."""
    return dict(export.files)


def _folder(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        raise ValueError(f"{folder} is not a folder.")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


class _Reader:
    """Gathers remarks while the files are read."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.remarks: list[Remark] = []
        self.told: Counter[str] = Counter()
        # A folder may hold the files under longer names, as in 2017-brexit-votes.csv.
        self.names = {
            wanted: name for wanted in (VOTES, COMMENTS, PARTICIPANTS, SUMMARY) for name in self._named(wanted)
        }
        if VOTES not in self.names and PARTICIPANTS not in self.names:
            raise ValueError(f"There is neither {VOTES} nor {PARTICIPANTS}: no votes to read.")

    def _named(self, wanted: str) -> list[str]:
        fitting = [name for name in self.files if name.lower().endswith(wanted)]
        if wanted == VOTES:
            fitting = [name for name in fitting if not name.lower().endswith(PARTICIPANTS)]
        # The last one counts: the shortest name.
        return sorted(fitting, key=len, reverse=True)

    def export(self) -> Export:
        statements = self.statements()
        published = self.published()
        votes = self.votes([one.id for one in statements], list(published))
        out = frozenset(one.id for one in statements if one.moderated < 0)
        meta = frozenset(one.id for one in statements if one.meta)
        self.compare(votes)
        texts = {one.id for one in statements}
        if lost := [name for name in votes.statements if name not in texts]:
            self.complain(COMMENTS, f"says nothing of {len(lost)} statements that were voted on ({_some(lost)}).")
        return Export(
            dict(self.files),
            votes,
            Moderation(out, meta),
            tuple(statements),
            published,
            self.summary(),
            (*self.remarks, *self.untold()),
        )

    def untold(self) -> list[Remark]:
        """A thousand torn rows are one sentence, not a thousand."""
        more = {file: count - TOLD for file, count in self.told.items() if count > TOLD}
        return [
            Remark(file, f"has {count:,} more such places; the first {TOLD} are told.") for file, count in more.items()
        ]

    def complain(self, file: str, what: str) -> None:
        self.told[file] += 1
        if self.told[file] <= TOLD:
            self.remarks.append(Remark(file, what))

    def rows(self, file: str) -> tuple[list[str], Iterator[tuple[int, Row]]]:
        def complain(what: str) -> None:
            self.complain(file, what)

        header, rows = rows_of(text_of(self.files[self.names[file]], complain), complain)
        if twice := {name for name in header if name and header.count(name) > 1}:
            complain(f"has the column {_some(sorted(twice))} twice; the last one counts.")
        return header, rows

    def votes(self, statements: list[str], people: list[str]) -> Votes:
        if VOTES not in self.names:
            self.complain(VOTES, f"is missing; the votes were read from {PARTICIPANTS}.")
            return self.matrix(statements)
        header, rows = self.rows(VOTES)
        person_column, statement_column = self.column(header, PERSON_COLUMNS), self.column(header, STATEMENT_COLUMNS)
        if "vote" not in header:
            raise ValueError(f"{VOTES} needs a column vote; it has {', '.join(header) or 'none'}.")
        timed = "timestamp" in header
        if not timed:
            self.complain(VOTES, "has no timestamp; a person's votes on one statement that differ count as a pass.")
        voters: list[str] = []
        titles: list[str] = []
        values: list[int] = []
        times: list[int] = []
        for number, row in rows:
            vote = number_of(row.get("vote"))
            person, statement = row.get(person_column, ""), row.get(statement_column, "")
            if not person or not statement or vote not in (-1, 0, 1):
                self.complain(VOTES, f"row {number} is no vote: {', '.join(row.values())}.")
                continue
            voters.append(person)
            titles.append(statement)
            values.append(vote)
            times.append(self.time(row, number) if timed else 0)
        votes = gather(voters, titles, values, times, people, statements)
        if votes.contradictory:
            self.complain(VOTES, f"says two things of one instant {votes.contradictory} times; each counts as a pass.")
        return votes

    def column(self, header: list[str], names: tuple[str, ...]) -> str:
        for name in names:
            if name in header:
                return name
        raise ValueError(f"{VOTES} needs a column {' or '.join(names)}; it has {', '.join(header) or 'none'}.")

    def time(self, row: Row, number: int) -> int:
        time = number_of(row.get("timestamp"))
        if time is None:
            self.complain(VOTES, f"row {number} has no time; it counts as the earliest.")
            return -1
        return time

    def matrix(self, statements: list[str]) -> Votes:
        header, rows = self.rows(PARTICIPANTS)
        columns = [name for name in header if name.isdigit()]
        people, titles, values, present = [], [], [], []
        for number, row in rows:
            present.append(row.get("participant", ""))
            for name in columns:
                vote = number_of(row.get(name)) if row.get(name) else None
                if vote in (-1, 0, 1):
                    people.append(present[-1])
                    titles.append(name)
                    values.append(vote)
                elif row.get(name):
                    self.complain(PARTICIPANTS, f"row {number} says {row[name]} of statement {name}; that is no vote.")
        return gather(people, titles, values, None, present, [*statements, *columns])

    def statements(self) -> list[Statement]:
        if COMMENTS not in self.names:
            self.complain(COMMENTS, "is missing; no statement has its text, and none was moderated out.")
            return []
        header, rows = self.rows(COMMENTS)
        known = [name for name in STATEMENT_COLUMNS if name in header]
        if not known:
            self.complain(COMMENTS, f"needs a column comment-id; it has {', '.join(header) or 'none'}.")
            return []
        found: dict[str, Statement] = {}
        for number, row in rows:
            name = row.get(known[0], "")
            if not name:
                self.complain(COMMENTS, f"row {number} names no statement.")
            elif name in found:
                self.complain(COMMENTS, f"row {number} tells of statement {name} again; the first one counts.")
            else:
                found[name] = self.statement(name, row, number)
        return list(found.values())

    def statement(self, name: str, row: Row, number: int) -> Statement:
        ours = {"comment-body", "author-id", "moderated", "is-meta", *STATEMENT_COLUMNS}
        moderated = number_of(row.get("moderated") or "0")
        if moderated not in (-1, 0, 1):
            self.complain(
                COMMENTS, f"row {number} has been moderated in an unknown way ({row['moderated']}); it is kept."
            )
            moderated = 0
        more = {column: cell for column, cell in row.items() if column not in ours}
        meta = row.get("is-meta", "").lower() in ("true", "t", "1", "yes")
        return Statement(name, row.get("comment-body", ""), row.get("author-id", ""), moderated or 0, meta, more)

    def published(self) -> dict[str, str]:
        if PARTICIPANTS not in self.names:
            return {}
        _, rows = self.rows(PARTICIPANTS)
        return {row["participant"]: row.get("group-id", "") for _, row in rows if row.get("participant")}

    def summary(self) -> dict[str, str]:
        if SUMMARY not in self.names:
            return {}
        text = text_of(self.files[self.names[SUMMARY]], lambda what: self.complain(SUMMARY, what))
        # It has no header: each row is a name and its value.
        _, rows = rows_of("name,value\n" + text, lambda what: self.complain(SUMMARY, what))
        return {row["name"]: row.get("value", "") for _, row in rows if row.get("name")}

    def compare(self, votes: Votes) -> None:
        """Against the totals that the export itself tells: Polis' own database has the opposite sign."""
        if COMMENTS not in self.names:
            return
        _, rows = self.rows(COMMENTS)
        told = {
            row.get("comment-id", ""): (number_of(row.get("agrees")), number_of(row.get("disagrees")))
            for _, row in rows
        }
        straight = turned = 0
        agreed = np.bincount(votes.statement[votes.value > 0], minlength=len(votes.statements))
        for mine, name in zip(agreed.tolist(), votes.statements, strict=True):
            agrees, disagrees = told.get(name, (None, None))
            if agrees is not None and disagrees is not None:
                straight += abs(mine - agrees)
                turned += abs(mine - disagrees)
        if turned * 4 < straight:
            self.complain(
                VOTES, "seems to have 1 for disagree: its totals fit comments.csv better with the sign turned."
            )


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
