"""The round as JSON, in the shape that docs/exports.md tells."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language

from hamn.dialogues.exports import codebook
from hamn.dialogues.exports.extract import Extract
from hamn.dialogues.models import OpinionMap
from hamn.dialogues.themes_told import Gathered

FORMAT, VERSION = "hamn-results", 1


def results_json(extract: Extract) -> bytes:
    maps = {kept.question_id: kept for kept in OpinionMap.objects.filter(round=extract.round)}
    told = {
        "format": FORMAT,
        "version": VERSION,
        "language": get_language(),
        "about": {code: value for code, (_name, value) in extract.about.items()},
        "questions": [question(maps.get(each[1].question.pk), *each) for each in extract.numbered],
        "replies": [reply(*each) for each in extract.replies],
        "codebook": codebook.as_json(),
    }
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def question(kept: OpinionMap | None, number, result, rows) -> dict:
    asked = result.asked
    told = {"number": number, "kind": asked.kind, "question": asked.text}
    if asked.options:
        told["options"] = asked.options_as_told()
    if asked.kind in ("scale", "axes"):
        told["scale"] = asked.scale_as_told()
    if kept:
        told["opinions"] = kept.told | {"method": kept.method, "version": kept.version, "seed": kept.seed}
    if result.themes:
        told["themes"] = [theme(each) for each in result.themes.each]
    return told | {"rows": [vars(row) for row in rows]}


def theme(gathered: Gathered) -> dict:
    told = gathered.theme
    counted = {"texts": gathered.texts, "answers": gathered.answers}
    return {"key": told.key, "name": told.name, "description": told.description} | counted


def reply(group, given) -> dict:
    return {
        "question": group.question.text,
        "item": group.ref,
        "heard": group.label,
        "verdict": given.verdict,
        "reply": given.text,
        "until": given.until,
        "who": str(given.body),
        "on": given.on,
    }
