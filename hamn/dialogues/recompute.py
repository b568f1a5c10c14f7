"""Every shown figure of an export, computed again from what is in it, and whether it is the same. No database is read."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hamn.dialogues.opinions import votes_of
from hamn.live.kinds.kind import SEEN
from hamn.sensemaking.disclosure import Gate
from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.options import Options
from hamn.sensemaking.opinions.result import VERSION
from hamn.sensemaking.opinions.shown import as_lists, found_in, shown
from hamn.sensemaking.opinions.votes import Moderation

Json = dict[str, Any]
VOTES = ("agree", "pass", "disagree")


@dataclass(frozen=True)
class Check:
    """equal: None where this export does not hold what is needed to compute it."""

    what: str
    equal: bool | None

    def __str__(self) -> str:
        said = {True: "equal", False: "DIFFERS", None: "cannot be recomputed from this export"}
        return f"{self.what}: {said[self.equal]}"


def recompute(path: Path) -> list[Check]:
    """Of a research export (zip) or a public one (JSON). Raises ValueError for anything else."""
    try:
        if zipfile.is_zipfile(path):
            return list(of_research(path))
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, KeyError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path} is not an export that can be recomputed: {error}.") from error
    if not isinstance(told, dict) or told.get("format") != "hamn-results":
        raise ValueError(f"{path} is neither a research export nor a public export in JSON.")
    return list(of_public(told))


def of_research(path: Path) -> Iterator[Check]:
    with zipfile.ZipFile(path) as packed:
        book = json.loads(packed.read("codebook.json"))
        for question in book["questions"]:
            text = packed.read(question["file"]).decode()
            rows = list(csv.DictReader(io.StringIO(text)))
            yield from of_rows(book, question, rows)


def of_rows(book: Json, question: Json, rows: list[dict[str, str]]) -> Iterator[Check]:
    name, kept = f"{question['file']} ({question['kind']})", question["shown"]
    if kept["figure"] is not None:
        is_counted = question["kind"] == "statements"
        yield Check(f"{name}, figure", same_counts(kept["figure"], rows) if is_counted else None)
    if kept.get("opinions"):
        yield Check(f"{name}, map of opinions", same_map(book, question, rows))


def same_counts(figure: Json, rows: list[dict[str, str]]) -> bool:
    counted = Counter((row["item"], json.loads(row["value"])) for row in rows)
    shown = Counter(row["item"] for row in rows)
    return all(
        [each[word] for word in VOTES] == [counted[each["id"], vote] for vote in (1, 0, -1)]
        and each.get("shown", shown[each["id"]]) == shown[each["id"]]
        for each in figure["statements"]
    )


def same_map(book: Json, question: Json, rows: list[dict[str, str]]) -> bool | None:
    kept = question["shown"]["opinions"]
    if kept["version"] != VERSION:
        return None
    said = [(row["respondent"], row["item"], json.loads(row["value"])) for row in rows]
    votes = votes_of([each for each in said if each[2] != SEEN])
    moderation = Moderation(out=frozenset(votes.statements) - set(question["standing"]))
    result = analyse(votes, moderation, Options(seed=kept["seed"], threshold=book["threshold"], ideal_point=True))
    again = json.loads(json.dumps(shown(result, Gate(book["threshold"], book["recognisable"]))))
    return bool(votes.digest() == kept["input_hash"] and again == kept["told"])


def of_public(told: Json) -> Iterator[Check]:
    """What was listed, from the tables that are published beside it."""
    for question in told["questions"]:
        kept = question.get("opinions")
        if not kept or not kept["archipelago"]:
            continue
        totals: dict[str, list[int]] = {}
        for row in question["rows"]:
            if not row["group"] and row["measure"] in VOTES:
                totals.setdefault(row["item"], [0, 0, 0])[VOTES.index(row["measure"])] = row["value"]
        lists = as_lists(*found_in(kept, totals))
        yield Check(f"question {question['number']}, common ground", lists["common"] == kept["common"])
        yield Check(f"question {question['number']}, what divides", lists["divisive"] == kept["divisive"])
