"""What the text commands read: a file of lines, or what is sent in."""

import argparse
import sys
from pathlib import Path

from hamn.sensemaking.words.language import LANGUAGES


def add_source(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("source", nargs="?", default="-", help=f"a file of {what}, one a line; - is standard input")


def add_languages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--languages", default=",".join(LANGUAGES), help="to choose from; a tie is the first")


def languages(options: argparse.Namespace) -> list[str]:
    """Raises: ValueError for a language that the pipeline does not read."""
    chosen = [each.strip() for each in str(options.languages).split(",") if each.strip()]
    if unknown := [each for each in chosen if each not in LANGUAGES]:
        raise ValueError(f"Expected languages among {', '.join(LANGUAGES)}, got {', '.join(unknown)}.")
    return chosen


def lines(source: str) -> list[str]:
    """The lines without their ends; empty ones stay, so that numbers point at lines."""
    content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    return content.decode("utf-8-sig").splitlines()
