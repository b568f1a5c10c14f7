"""A folder exported from Pol.is to a map, its groups and how sure we are of them. docs/methods/opinions.md tells the shape."""

import argparse
from pathlib import Path

from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.options import Mode, Options
from hamn.sensemaking.opinions.polis_export import read_export
from hamn.sensemaking.opinions.written import as_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="with votes.csv and comments.csv as Pol.is exports them")
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.DEFAULT.value)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quick", action="store_true", help="the map alone, without the tests of how sure it is")
    parser.add_argument("--check", action="store_true", help="also check the groups against a model of single votes")


def run(options: argparse.Namespace) -> dict[str, object]:
    if options.seed < 0:
        raise ValueError(f"The seed must be 0 or more, got {options.seed}.")
    export = read_export(options.folder)
    wanted = Options(mode=Mode(options.mode), seed=options.seed, ideal_point=options.check)
    result = analyse(export.votes, export.moderation, wanted.core() if options.quick else wanted)
    return as_json(result) | {"remarks": [str(remark) for remark in export.remarks]}
