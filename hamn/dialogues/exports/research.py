"""The sealed research export of a closed round: row by row, for a researcher who has agreed to terms. No time, no text.

Respondents are numbered anew and at random, so that the numbers tell nothing of the stored ones, of another round's or of
another export's. What people wrote stays behind: words beside a person's other answers are what most easily names somebody.
"""

import csv
import io
import json
import secrets
import zipfile
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from hamn.dialogues import rooms, tally
from hamn.dialogues.exports.parts import Packed
from hamn.dialogues.models import OpinionMap, Question, Round
from hamn.dialogues.opinions import texts_of

FORMAT, VERSION = "hamn-research", 2
COUNTED = ("choice", "scale", "ranking", "points", "axes", "statements")
COLUMNS = ("respondent", "group", "item", "value")


def research_zip(round: Round, terms: str, parts: Mapping[str, Packed]) -> bytes:
    """parts: what later folders add, by name. Raises ValueError while the round can still be tied to anybody."""
    asked = list(round.dialogue.questions.all())
    questions = [each for each in asked if each.kind in COUNTED]
    rows = list(tally.research_rows(round.pk, [question.pk for question in questions]))
    numbers = numbered({row[0] for row in rows})
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, question in enumerate(questions, 1):
            own = [(numbers[who], *rest) for who, asked, *rest in rows if asked == question.pk]
            packed.writestr(file_of(place), as_csv(COLUMNS, sorted(own)))
        for name, part in parts.items():
            packed.writestr(f"{name}.csv", as_csv(part.columns, part.rows))
        told = codebook(round, questions, terms)
        told["left_out"] = [{"kind": each.kind, "question": each.text} for each in asked if each not in questions]
        told["parts"] = [{"name": name, "file": f"{name}.csv"} | part.codebook for name, part in parts.items()]
        packed.writestr("codebook.json", as_json(told))
    return whole.getvalue()


def numbered(people: set[str]) -> dict[str, int]:
    shuffled = sorted(people)
    secrets.SystemRandom().shuffle(shuffled)
    return {person: number for number, person in enumerate(shuffled, 1)}


def file_of(place: int) -> str:
    return f"question-{place}.csv"


def as_csv(columns, rows) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def as_json(told: dict[str, Any]) -> str:
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def codebook(round: Round, questions: list[Question], terms: str) -> dict[str, Any]:
    dialogue = round.dialogue
    return {
        "format": FORMAT,
        "version": VERSION,
        "terms": terms,
        "title": dialogue.title,
        "code": dialogue.code,
        "round": round.number,
        "threshold": dialogue.gate.threshold,
        "recognisable": dialogue.gate.recognisable,
        "invented": dialogue.invented,
        "columns": {
            "respondent": "A random number of this export alone.",
            "group": "The key of the group that they answered in; empty for none.",
            "item": "The part of the question that was answered by itself, such as a statement; empty for the whole.",
            "value": 'The answer as JSON. Statements: 1 agree, 0 pass, -1 disagree, "seen" shown and not '
            "answered; a statement without a row was not shown to that respondent, or its phone did not tell. An answer that "
            "was taken back leaves no row.",
        },
        "groups": [{"key": group.key, "name": group.name} for group in dialogue.groups.all()],
        "questions": [described(round, question, place) for place, question in enumerate(questions, 1)],
    }


def described(round: Round, question: Question, place: int) -> dict[str, Any]:
    asked = rooms.asked(question)
    told: dict[str, Any] = {"file": file_of(place), "kind": asked.kind, "question": asked.text}
    if asked.options:
        told["options"] = asked.options_as_told()
    if asked.kind in ("scale", "axes"):
        told["scale"] = asked.scale_as_told()
    figures = round.shown_figures.filter(question=question).select_related("group")
    shown = {figure.group.key if figure.group_id else "": figure.told for figure in figures}
    told["shown"] = {"figure": shown.pop("", None), "groups": shown}
    if asked.kind == "statements":
        told["standing"] = texts_of(question, round)
        told["shown"]["opinions"] = opinions(round, question)
    return told


def opinions(round: Round, question: Question) -> dict[str, Any] | None:
    found = OpinionMap.objects.filter(question=question, round=round).first()
    if found is None:
        return None
    names = ("told", "method", "version", "seed", "input_hash")
    return {name: getattr(found, name) for name in names}
