"""One answer a line in; groups of answers that say the same out, as JSON: {"groups": [{"lines", "texts"}], "n"}."""

import argparse
from typing import Any

from hamn.sensemaking.commands._lines import add_languages, add_source, languages, lines
from hamn.sensemaking.words.duplicates import duplicates


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_source(parser, "answers")
    add_languages(parser)


def run(options: argparse.Namespace) -> dict[str, Any]:
    answers = lines(options.source)
    known = [number for number, answer in enumerate(answers) if answer.strip()]
    groups = duplicates([answers[number] for number in known], languages(options))
    places = [[known[place] for place in group] for group in groups]
    # Lines are counted from one, as editors do.
    told = [{"lines": [at + 1 for at in group], "texts": [answers[at] for at in group]} for group in places]
    return {"method": "polarity-and-lemmas", "n": len(known), "groups": told}
