"""The order of the folders, the purity of the packages without Django, and who may read answers."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "hamn"

# Each folder may use what stands before it; folders on one line stand side by side and may use each other.
ORDER = [
    {"charts", "sensemaking"},
    {"web"},
    {"people"},
    {"records"},
    {"programmes"},
    {"challenges"},
    {"expeditions", "dialogues"},
    {"dockings"},
    {"findings", "journey"},
    {"demo"},
]
PURE = ["charts", "sensemaking"]
# The only modules that may read answers at all; everything else sees what the gate has let out.
READ_ANSWERS = {
    "dialogues/answers.py",
    "dialogues/models.py",
    "dialogues/database.py",
    "dialogues/store.py",
    "dialogues/tally.py",
}
TOP = {"settings", "urls", "asgi", "command", "wsgi", "operations"}


def rank(folder: str) -> int:
    return next(place for place, folders in enumerate(ORDER) if folder in folders)


def modules():
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


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


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_folder_imports_only_what_stands_before_it(path):
    folder = folder_of(path)
    if folder in TOP or folder == "__init__":
        return
    late = {
        name
        for name in imported(path)
        if (used := name.split(".")[1]) != folder and (used in TOP or rank(used) > rank(folder))
    }
    assert not late, f"{path.relative_to(PACKAGE)} imports {late}, which stands after it."


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


@pytest.mark.parametrize("package", PURE)
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


@pytest.mark.parametrize("path", [p for p in modules() if folder_of(p) in PURE], ids=lambda p: p.name)
def test_a_pure_module_reads_no_clock(path):
    text = path.read_text(encoding="utf-8")
    assert "datetime.now" not in text
    assert "date.today" not in text
    assert "time.time" not in text
