"""One script per phone out of one module per idea, so that a phone asks once. The sources are modules as they stand.

What makes the form of a kind of question better is put in only where that kind is asked.
"""

import re
from collections.abc import Sequence
from pathlib import Path

IMPORT = re.compile(r'^import .* from "\./(.+)";\n', re.MULTILINE)
WHOLE_LINE_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)


def put_together(entry: Path, better: Sequence[Path] = ()) -> str:
    """The module and those it imports, each once and after those it needs itself; their top-level names must differ.

    better: modules with a function `improve` each, which is known as better.NAME before the first module begins.
    """
    *needed, own = texts(entry, set())
    return "\n".join([*needed, *[known_by_name(module) for module in better], own])


def known_by_name(module: Path) -> str:
    return f"better.{module.stem} = (() => {{\n{tightened(module.read_text(encoding='utf-8'))}\nreturn improve;\n}})();"


def texts(module: Path, taken: set[Path]) -> list[str]:
    if module in taken:
        return []
    taken.add(module)
    source = module.read_text(encoding="utf-8")
    before = [text for name in IMPORT.findall(source) for text in texts(module.parent / name, taken)]
    return [*before, tightened(IMPORT.sub("", source))]


def tightened(source: str) -> str:
    """Without exports, comments that fill a line, and indentation."""
    return "\n".join(line.removeprefix("export ") for line in bare(source).splitlines())


def bare(source: str) -> str:
    """A module that stands by itself, without comments that fill a line, and without indentation."""
    return "\n".join(line.strip() for line in WHOLE_LINE_COMMENT.sub("", source).splitlines() if line.strip())
