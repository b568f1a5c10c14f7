"""One word form a line in, one lemma a line out, in the same order."""

import argparse

from hamn.sensemaking.commands._lines import add_source, lines
from hamn.sensemaking.words.language import LANGUAGES
from hamn.sensemaking.words.lemmas import lemma


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_source(parser, "word forms")
    parser.add_argument("--language", choices=LANGUAGES, default="sv", help="Finnish is best effort")


def run(options: argparse.Namespace) -> str:
    return "".join(f"{lemma(form, options.language)}\n" for form in lines(options.source))
