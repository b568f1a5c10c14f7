"""The order of the folders, the purity of the packages without Django, and who may read answers."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "hamn"

# Each folder may use what stands before it; folders on one line stand side by side and may use each other.
ORDER = [
    {"charts", "sensemaking", "live"},
    {"web"},
    {"people"},
    {"records"},
    {"programmes"},
    {"challenges"},
    {"expeditions", "dialogues"},
    {"radar", "dockings"},
    {"findings", "journey"},
    {"demo"},
]
PURE = ["charts", "sensemaking"]
# Without Django, and without each other; the live engine waits and listens, so it has a clock.
APART = [*PURE, "live"]
# The only modules that may read answers at all; everything else sees what the gate has let out.
READ_ANSWERS = {
    "dialogues/answers.py",
    "dialogues/models/__init__.py",
    "dialogues/database.py",
    "dialogues/store.py",
    "dialogues/tally.py",
}
# Those among them that read the answers of a closed round one by one, for statistics behind the gate.
READ_AXES = {"dialogues/tally.py", "radar/comparing.py"}
READ_ROWS = {"dialogues/tally.py", "dialogues/exports/research.py"}
READ_VOTES = {"dialogues/tally.py", "dialogues/opinions.py"}
TOP = {"settings", "urls", "asgi", "command", "wsgi", "operations"}


def rank(folder: str) -> int:
    return next(place for place, folders in enumerate(ORDER) if folder in folders)


def modules():
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


@cache
def imported(path: Path) -> set[str]:
    """Dotted names of everything in hamn that the file imports, wherever in the file it does so."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("hamn"):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("hamn.")}
    return found


def folder_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_too_late(path: Path) -> set[str]:
    """What the module imports although it stands after its folder."""
    folder = folder_of(path)
    if folder in TOP or folder == "__init__":
        return set()
    used = {name: name.split(".")[1] for name in imported(path)}
    return {name for name, other in used.items() if other != folder and (other in TOP or rank(other) > rank(folder))}


def test_a_folder_imports_only_what_stands_before_it():
    late = {str(path.relative_to(PACKAGE)): imported_too_late(path) for path in modules()}
    assert len(late) > 200
    assert {path: names for path, names in late.items() if names} == {}


def test_every_folder_has_its_place_in_the_order():
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert folders <= set.union(*ORDER) | TOP


def test_only_the_named_modules_read_answers():
    readers = {
        str(path.relative_to(PACKAGE))
        for path in modules()
        if any(name.startswith("hamn.dialogues.answers") for name in imported(path))
        or 'dialogues_answer"' in path.read_text(encoding="utf-8")
        or "dialogues_answer " in path.read_text(encoding="utf-8")
    }
    assert readers <= READ_ANSWERS, readers - READ_ANSWERS


def test_only_the_comparison_reads_answers_one_by_one():
    readers = {
        str(path.relative_to(PACKAGE)) for path in modules() if "axes_answers" in path.read_text(encoding="utf-8")
    }
    assert "dialogues/tally.py" in readers
    assert readers <= READ_AXES, readers - READ_AXES


def test_only_the_map_of_opinions_reads_votes_one_by_one():
    readers = {
        str(path.relative_to(PACKAGE)) for path in modules() if "statement_votes" in path.read_text(encoding="utf-8")
    }
    assert "dialogues/tally.py" in readers
    assert readers <= READ_VOTES, readers - READ_VOTES


def test_only_the_research_export_reads_whole_rows():
    readers = {
        str(path.relative_to(PACKAGE)) for path in modules() if "research_rows" in path.read_text(encoding="utf-8")
    }
    assert readers == READ_ROWS


@pytest.mark.parametrize("package", APART)
def test_a_pure_package_imports_with_django_blocked(package):
    names = [
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in modules()
        if folder_of(path) == package
    ]
    blocked = (
        "import sys; sys.modules['django'] = None; import importlib; "
        f"[importlib.import_module(name) for name in {names!r}]"
    )
    finished = subprocess.run([sys.executable, "-c", blocked], cwd=PACKAGE.parent, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr


def test_the_live_engine_knows_neither_charts_nor_the_gate():
    for path in modules():
        if folder_of(path) == "live":
            used = {name.split(".")[1] for name in imported(path)}
            assert used <= {"live"}, f"{path.name} imports {used - {'live'}}."


def test_a_pure_module_reads_no_clock():
    pure = [path for path in modules() if folder_of(path) in PURE]
    assert pure
    for path in pure:
        text = path.read_text(encoding="utf-8")
        assert not [clock for clock in ("datetime.now", "date.today", "time.time") if clock in text], path
