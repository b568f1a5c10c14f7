"""The order of the folders, the purity of the packages without Django, and who may read answers."""

import ast
import re
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
# The only modules that may read answers at all; everything else sees what the gate has let out. Each with its reason.
READ_ANSWERS = {
    "dialogues/models/__init__.py": "tells Django of the tables",
    "dialogues/store.py": "writes them, and shuffles them at closing",
    "dialogues/tally.py": "reads them, for the modules below",
}
ANSWER_TABLES = ("Answer", "OpenRound", "Respondent", "RoomState", "SeenView", "Settled", "ShownView")
# Who may call which of the reading functions in dialogues/tally.py, and why.
READ_TALLY = {
    "dialogues/rooms.py": ({"answers", "ledgers", "respondents", "shown", "state"}, "the room, which has the gate"),
    "dialogues/rounds.py": ({"state"}, "what the leader has set holds no answer"),
    "dialogues/views/building.py": (
        {"answered_questions"},
        "whether a question is answered at all, to keep its wording",
    ),
    "dialogues/views/phone.py": ({"own_answers", "own_group"}, "each phone its own answers, and nobody else's"),
    "dialogues/exports/research.py": ({"research_rows"}, "the sealed export: by role, under terms, on record"),
    "dialogues/opinions.py": (
        {"is_sealed", "statement_votes"},
        "makes a closed round's map, and keeps what `opinions.islands` lets out",
    ),
    "radar/comparing.py": (
        {"axes_answers", "is_sealed"},
        "hands closed rounds to `disclosure.disclose` before anything else, and to the sealed export (radar/research.py)",
    ),
}
# Modules that reach the answers' database past the models, and why none of them shows anything of it.
REACH_DATABASE = {
    "settings.py": "says where it is",
    "dialogues/database.py": "routes the tables to it",
    "dialogues/store.py": "writes in it",
    "operations/backup.py": "copies it, without keys",
    "operations/migration.py": "moves it to PostgreSQL",
    "operations/postgres.py": "copies and restores it",
    "operations/sqlite.py": "copies and restores its file",
    "dockings/starting.py": "writes templates of meetings, through whichever connection a migration has",
}
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


def place_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def test_only_the_named_modules_read_answers():
    """By their own name, through `models`, by Django's label, or by the tables' names in SQL."""
    names = {f"hamn.dialogues.models.{table}" for table in ANSWER_TABLES}
    named = re.compile(rf"\bdialogues[_.](?:{'|'.join(ANSWER_TABLES)})\b", re.IGNORECASE)
    readers = {
        place_of(path)
        for path in modules()
        if any(name.startswith("hamn.dialogues.answers") for name in imported(path))
        or names & imported(path)
        or named.search(path.read_text(encoding="utf-8").replace("dialogues.answers", ""))
    }
    assert readers == set(READ_ANSWERS), readers ^ set(READ_ANSWERS)


def called_of_tally(path: Path) -> set[str]:
    """The functions of dialogues/tally.py that a module uses, also under another name."""
    tree, aliases, found = ast.parse(path.read_text(encoding="utf-8")), set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "hamn.dialogues":
            aliases |= {alias.asname or alias.name for alias in node.names if alias.name == "tally"}
        elif isinstance(node, ast.ImportFrom) and node.module == "hamn.dialogues.tally":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Import) and any(alias.name == "hamn.dialogues.tally" for alias in node.names):
            found.add("the whole module")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in aliases:
            found.add("the module as a value")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases:
            found.add(node.attr)
    # A name whose attribute is used is also a name; it is the bare one that could be handed on.
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in aliases]
    told = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases
    ]
    return found - {"the module as a value"} if len(uses) == len(told) else found


def test_only_the_named_modules_call_what_reads_answers_and_only_the_functions_named():
    calls = {place_of(path): called_of_tally(path) for path in modules()}
    assert {place: found for place, found in calls.items() if found} == {
        place: functions for place, (functions, _why) in READ_TALLY.items()
    }


def test_only_the_named_modules_reach_the_answers_database():
    reach = re.compile(r"ANSWERS_DATABASE|connections\[|\.using\(|[\"']answers\.sqlite3")
    found = {place_of(path) for path in modules() if reach.search(path.read_text(encoding="utf-8"))}
    assert found == set(REACH_DATABASE), found ^ set(REACH_DATABASE)


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
