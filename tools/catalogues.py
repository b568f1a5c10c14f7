"""Compile the translation catalogues, so that no machine needs gettext's own tools."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(root: Path) -> int:
    """Write every django.mo that is missing or older than its django.po; returns how many."""
    stale = [po for po in sorted(root.glob("hamn/**/LC_MESSAGES/*.po")) if is_stale(po)]
    for po in stale:
        compile_one(po)
    return len(stale)


def is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def compile_one(po: Path) -> None:
    with po.open("rb") as source:
        catalogue = read_po(source, abort_invalid=True)
    with po.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalogue)


if __name__ == "__main__":
    compile_catalogues(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
