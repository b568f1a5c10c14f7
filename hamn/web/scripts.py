"""One script per phone out of one module per idea, so that a phone asks once. The sources are modules as they stand."""

import re
from pathlib import Path

IMPORT = re.compile(r'^import .* from "\./(.+)";\n', re.MULTILINE)
WHOLE_LINE_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)


def put_together(entry: Path) -> str:
    """The module and those it imports, each once and after those it needs itself; their top-level names must differ."""
    return "\n".join(texts(entry, set()))


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
