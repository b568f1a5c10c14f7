"""The documents say what is so: settings, commands and links that they name exist."""

import re
import tomllib
from pathlib import Path

import pytest

from hamn import __version__, command

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READERS = r'(?:text|yes_or_no|whole_number|words)\(\s*"([A-Z_]+)"'


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_every_setting_has_its_row_and_every_row_its_setting():
    read_by_settings = set(re.findall(READERS, read("hamn/settings.py")))
    told = re.findall(r"^\| `([A-Z_]+)` \|", read("docs/operating.md"), re.MULTILINE)
    assert sorted(told) == sorted(read_by_settings)


def test_the_defaults_in_the_table_are_those_of_the_settings():
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| `([^`]*)` \|", read("docs/operating.md"), re.MULTILINE))
    found = re.findall(r'(?:text|words|whole_number)\("([A-Z_]+)", "?([^",)]+(?:,[^")]+)?)"?', read("hamn/settings.py"))
    defaults = {name: default.split(", ")[0] for name, default in found}
    assert defaults
    assert {name: rows[name] for name in defaults} == defaults


def texts() -> dict[Path, str]:
    return {document: document.read_text(encoding="utf-8") for document in DOCUMENTS}


def test_a_link_between_documents_leads_somewhere():
    for document, text in texts().items():
        text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name} leads to {target}"


def test_a_hamn_command_in_a_document_exists():
    known = set(command.parser()._subparsers._group_actions[0].choices)
    for document, text in texts().items():
        spans = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^(?:\S*=\S+ )*(?:/\S+/)?hamn .*$", text, re.MULTILINE)
        for span in spans:
            if said := re.search(r"(?:^|&& |/|=\S+ )hamn ([a-z][a-z-]+)", span):
                assert said.group(1) in known, f"{document.name} says {span}"


def test_a_make_command_in_a_document_exists():
    known = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    for document, text in texts().items():
        assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= known, document.name


def test_a_document_names_no_file_that_is_gone():
    for document, text in texts().items():
        for path in re.findall(r"`((?:hamn|tests|tools|docs|frontend)/[\w./-]+)`", text):
            if "test_loans" not in path:
                assert (ROOT / path).exists(), f"{document.name} names {path}"


def test_every_decision_is_listed():
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", read("docs/decisions/README.md")))
    assert listed == {path.name for path in (ROOT / "docs" / "decisions").glob("0*.md")}


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("0*.md")), ids=lambda path: path.stem)
def test_a_decision_says_what_was_turned_down_and_what_would_change_it(path):
    text = path.read_text(encoding="utf-8")
    for part in ("**Situation.**", "**Choice.**", "**Turned down.**", "**What would make us reconsider.**"):
        assert part in text


def test_the_version_is_the_same_everywhere():
    assert f"softwareVersion: {__version__}\n" in read("publiccode.yml")
    assert f"hamn-{__version__}-py3" in read("docs/operating.md")


def test_the_licence_is_the_same_everywhere():
    assert tomllib.loads(read("pyproject.toml"))["project"]["license"] == "AGPL-3.0-or-later"
    assert "license: AGPL-3.0-or-later" in read("publiccode.yml")
    assert read("LICENSE").lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")


def test_the_readme_leads_with_the_picture_and_then_two_commands():
    lines = [line for line in read("README.md").splitlines() if line]
    assert lines[0].startswith("![") and "docs/img/journey.png" in lines[0]
    assert re.findall(r"^make (\w+)", read("README.md"), re.MULTILINE) == ["demo", "test"]
