"""The command-line face for analysts and for checking: `python -m hamn.sensemaking COMMAND …` answers with JSON.

Each module in hamn/sensemaking/commands/ is a command: it has `add_arguments(parser)` and `run(options)`, whose
answer is printed in one canonical form, so that equal results are equal bytes.
"""

import argparse
import importlib
import io
import json
import os
import pkgutil
import sys
from collections.abc import Sequence

from hamn.sensemaking import commands

# Sums of several threads may differ in the last bit from run to run.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def names() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(commands.__path__) if module.name[0] != "_")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it answered, 2 when what it was given cannot be used."""
    for threads in THREADS:
        os.environ[threads] = "1"
    chosen = _first_word(arguments)
    # Only the chosen command is loaded, after the threads are set and without what the others need.
    command = importlib.import_module(f"{commands.__name__}.{chosen.command}")
    parser = argparse.ArgumentParser(prog=f"python -m hamn.sensemaking {chosen.command}", description=command.__doc__)
    command.add_arguments(parser)
    try:
        answer = command.run(parser.parse_args(chosen.arguments))
        # Lines of text are told as they are.
        _print(answer if isinstance(answer, str) else canonical(answer))
    except (ValueError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def canonical(answer: object) -> str:
    """The one form of an answer as JSON, with its line end."""
    return json.dumps(answer, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":")) + "\n"


def _first_word(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m hamn.sensemaking", description=__doc__)
    parser.add_argument("command", choices=names(), metavar="command", help=", ".join(names()))
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="`COMMAND --help` tells which")
    return parser.parse_args(arguments)


def _print(text: str) -> None:
    # å, ä and ö are letters, whatever the terminal believes.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    sys.exit(main())
