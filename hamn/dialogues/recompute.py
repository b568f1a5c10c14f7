"""Every shown figure of an export, computed again from what is in it, and whether it is the same. No database is read."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hamn.dialogues.exports import parts
from hamn.dialogues.exports.parts import Check
from hamn.dialogues.opinions import votes_of
from hamn.live.kinds import kind_of
from hamn.live.kinds.kind import SEEN, mean_of, middle_half
from hamn.live.questions import Option, Question
from hamn.live.tally import Tally
from hamn.live.texts import Moderation as Texted
from hamn.live.texts import Texts
from hamn.sensemaking.disclosure import Gate
from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.options import Options
from hamn.sensemaking.opinions.result import VERSION
from hamn.sensemaking.opinions.shown import as_lists, found_in, shown
from hamn.sensemaking.opinions.votes import Moderation

Json = dict[str, Any]
CsvRows = list[dict[str, str]]
VOTES = ("agree", "pass", "disagree")
WRITTEN = "what people wrote is not in it"
AS_COUNTED = "published as counted; the research export has the rows"


def recompute(path: Path) -> list[Check]:
    """Of a research export (zip) or a public one (JSON). Raises ValueError for anything else."""
    try:
        if zipfile.is_zipfile(path):
            return list(of_research(path))
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, KeyError, IndexError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path} is not an export that can be recomputed: {error}.") from error
    if not isinstance(told, dict) or told.get("format") != "hamn-results":
        raise ValueError(f"{path} is neither a research export nor a public export in JSON.")
    return list(of_public(told))


def of_research(path: Path) -> Iterator[Check]:
    with zipfile.ZipFile(path) as packed:
        book = json.loads(packed.read("codebook.json"))
        for question in book["questions"]:
            yield from of_rows(book, question, rows_in(packed, question["file"]))
        for part in book.get("parts", ()):
            known = parts.part_of(part["name"])
            if known is None:
                yield Check(part["name"], None, "nothing here knows how")
            else:
                yield from known.checks(book, part, rows_in(packed, part["file"]))
        for question in book.get("left_out", ()):
            yield Check(f"“{question['question']}” ({question['kind']})", None, WRITTEN)


def rows_in(packed: zipfile.ZipFile, file: str) -> CsvRows:
    return list(csv.DictReader(io.StringIO(packed.read(file).decode())))


def of_rows(book: Json, question: Json, rows: CsvRows) -> Iterator[Check]:
    name, kept = f"{question['file']} ({question['kind']})", question["shown"]
    if kept["figure"] is not None:
        yield Check(f"{name}, figure", same_figure(question, kept["figure"], rows))
    for group, figure in kept.get("groups", {}).items():
        own = [row for row in rows if row["group"] == group]
        yield Check(f"{name}, figure of the group {group}", same_figure(question, figure, own))
    if kept.get("opinions"):
        yield of_map(book, question, rows, f"{name}, map of opinions")


def same_figure(question: Json, figure: Json, rows: CsvRows) -> bool:
    if question["kind"] == "statements":
        return same_votes(figure, rows)
    asked = question_of(question)
    tally = Tally()
    for row in rows:
        tally.add(kind_of(asked).cells(asked, row["item"], with_texts(json.loads(row["value"]))))
    again = json.loads(json.dumps(kind_of(asked).told(asked, tally, Texts(0, Texted(), lambda text: ""))))
    again["answered"] = len({row["respondent"] for row in rows})
    return all(same_told(again.get(name), value) for name, value in figure.items())


def with_texts(value: Any) -> Any:
    """An answer on axes as the room counts it: its comments stayed behind."""
    return value | {"comment": {}} if isinstance(value, dict) and "steps" in value else value


def question_of(told: Json) -> Question:
    options = tuple(Option(each["id"], each["text"]) for each in told.get("options", ()))
    return Question(0, told["kind"], told["question"], options, steps=told.get("scale", {}).get("steps", 5))


def same_told(again: Any, told: Any) -> bool:
    """What was not told of an axis is None, and says nothing."""
    if isinstance(told, list) and told and isinstance(told[0], dict):
        return (
            isinstance(again, list)
            and len(again) == len(told)
            and all(
                all(one.get(name) == value for name, value in other.items() if value is not None or name == "id")
                for one, other in zip(again, told, strict=True)
            )
        )
    return bool(again == told)


def same_votes(figure: Json, rows: CsvRows) -> bool:
    counted = Counter((row["item"], json.loads(row["value"])) for row in rows)
    shown = Counter(row["item"] for row in rows)
    return all(
        [each[word] for word in VOTES] == [counted[each["id"], vote] for vote in (1, 0, -1)]
        and each.get("shown", shown[each["id"]]) == shown[each["id"]]
        for each in figure["statements"]
    )


def of_map(book: Json, question: Json, rows: CsvRows, name: str) -> Check:
    kept = question["shown"]["opinions"]
    if kept["version"] != VERSION:
        return Check(name, None, f"made by version {kept['version']} of the method, this is {VERSION}")
    said = [(row["respondent"], row["item"], json.loads(row["value"])) for row in rows]
    votes = votes_of([each for each in said if each[2] != SEEN])
    moderation = Moderation(out=frozenset(votes.statements) - set(question["standing"]))
    result = analyse(votes, moderation, Options(seed=kept["seed"], threshold=book["threshold"], ideal_point=True))
    again = json.loads(json.dumps(shown(result, Gate(book["threshold"], book["recognisable"]))))
    return Check(name, bool(votes.digest() == kept["input_hash"] and again == kept["told"]))


def of_public(told: Json) -> Iterator[Check]:
    """What was computed from the tables that are published beside it."""
    for question in told["questions"]:
        name = f"question {question['number']} ({question['kind']})"
        if question["rows"]:
            yield from of_table(name, question)
        if (kept := question.get("opinions")) and kept["archipelago"]:
            yield from of_lists(f"question {question['number']}", kept, question["rows"])


def of_table(name: str, question: Json) -> Iterator[Check]:
    by_group: dict[str, dict[tuple[str, str], Any]] = {}
    for row in question["rows"]:
        by_group.setdefault(row["group"], {})[row["item"], row["measure"]] = row["value"]
    for group, measures in by_group.items():
        whose = f"{name}, {group}" if group else name
        again = AGAIN.get(question["kind"])
        found = list(again(question, measures)) if again else []
        if found:
            yield Check(f"{whose}, what is computed from its counts", all(found))
        else:
            yield Check(f"{whose}, counts", None, AS_COUNTED)


Measures = Mapping[tuple[str, str], Any]


def axes_again(question: Json, measures: Measures) -> Iterator[bool]:
    for axis in question["options"]:
        counts = [measures.get((axis["id"], f"step_{step}")) for step in range(1, question["scale"]["steps"] + 1)]
        if None not in counts:
            ends = (mean_of(counts), *middle_half(counts))
            yield ends == tuple(measures[axis["id"], name] for name in ("mean", "low", "high"))


def points_again(question: Json, measures: Measures) -> Iterator[bool]:
    people = measures["", "answered"]
    for option in question["options"] if people else ():
        yield measures[option["id"], "mean"] == round(measures[option["id"], "points"] / people, 1)


def scale_again(question: Json, measures: Measures) -> Iterator[bool]:
    counts = [value for (_item, measure), value in measures.items() if measure == "count"]
    if None not in counts:
        yield sum(counts) == measures["", "answered"]


AGAIN = {"axes": axes_again, "points": points_again, "scale": scale_again}


def of_lists(name: str, kept: Json, rows: Iterable[Json]) -> Iterator[Check]:
    totals: dict[str, list[int]] = {}
    for row in rows:
        if not row["group"] and row["measure"] in VOTES:
            totals.setdefault(row["item"], [0, 0, 0])[VOTES.index(row["measure"])] = row["value"]
    lists = as_lists(*found_in(kept, totals))
    yield Check(f"{name}, common ground", lists["common"] == kept["common"])
    yield Check(f"{name}, what divides", lists["divisive"] == kept["divisive"])
