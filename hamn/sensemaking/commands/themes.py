"""The three nearest themes of each answer: {"answers": [{"line", "text", "themes": [{"key", "confidence"}]}], "n"}.

CODEBOOK.json is {"themes": [{"key", "description", "examples"}]} or a plain object {key: description}.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from hamn.sensemaking.commands._lines import add_languages, languages, lines
from hamn.sensemaking.words.themes import Theme, suggest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codebook", help="a JSON file")
    parser.add_argument("answers", help="a file of answers, one a line; - is standard input")
    add_languages(parser)


def run(options: argparse.Namespace) -> dict[str, Any]:
    book = codebook(json.loads(Path(options.codebook).read_text(encoding="utf-8-sig")))
    answers = lines(options.answers)
    found = suggest(book, answers, languages(options))
    told = [
        {
            "line": number,
            "text": answer,
            "themes": [{"key": each.key, "confidence": each.confidence} for each in near],
        }
        for number, (answer, near) in enumerate(zip(answers, found, strict=True), start=1)
        if answer.strip()
    ]
    return {"method": "letters-and-matters", "n": len(told), "answers": told}


def codebook(given: Any) -> list[Theme]:
    """Raises: ValueError, saying what was expected."""
    listed = given.get("themes", given) if isinstance(given, dict) else given
    if isinstance(listed, dict):
        listed = [_told(key, said) for key, said in listed.items()]
    try:
        return [
            Theme(str(each["key"]), str(each.get("description", "")), tuple(each.get("examples", ())))
            for each in listed
        ]
    except (TypeError, KeyError, AttributeError) as problem:
        raise ValueError('Expected {"themes": [{"key": …, "description": …, "examples": […]}]}.') from problem


def _told(key: str, said: Any) -> dict[str, Any]:
    if isinstance(said, str):
        return {"key": key, "description": said}
    return {
        "key": key,
        "description": said.get("description", said.get("description_sv", "")),
        "examples": said.get("examples", ()),
    }
