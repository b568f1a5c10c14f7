"""A spaning from a table of answers: respondent, group, wave, axis, value. The shapes are in docs/methods/assessment.md."""

import argparse
from pathlib import Path

from hamn.sensemaking.assessment.reading import read
from hamn.sensemaking.assessment.report import RESAMPLES, SEED, as_json, report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="CSV in UTF-8; also with the columns steps, about and linked")
    parser.add_argument("--steps", type=int, help="how many steps the scale has, if the table does not tell")
    parser.add_argument("--everyone", action="append", default=[], metavar="GROUP", help="everybody in it has answered")
    parser.add_argument("--resamples", type=int, default=RESAMPLES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--sentences", choices=("sv", "fi", "en"), help="also say it, in this language")


def run(options: argparse.Namespace) -> object:
    from hamn.sensemaking.sentences.assessment import sentences

    with options.file.open(encoding="utf-8-sig", newline="") as lines:
        responses, guesses = read(lines, options.steps)
    found = report(
        responses, resamples=options.resamples, seed=options.seed, everyone=options.everyone, guesses=guesses
    )
    answer = as_json(found)
    if options.sentences:
        said = sentences(found, options.sentences)
        answer["sentences"] = [{"text": one.text, "question": one.question, "verdict": one.verdict} for one in said]
    return answer
