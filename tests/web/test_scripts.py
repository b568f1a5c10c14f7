"""The phone's script, put together from its modules."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from hamn.dialogues.asks import IMPROVED
from hamn.web import scripts, stylesheets

(ENTRY,) = stylesheets.sheets_of_apps("{label}/phone/start.js")
MODULES = sorted(ENTRY.parent.glob("*.js"))
BETTER = sorted((ENTRY.parent / "better").glob("*.js"))


def weight(script: str) -> int:
    """Bytes on the wire by the compression that every phone knows, also on plain http."""
    return len(gzip.compress(script.encode(), 9))


@pytest.fixture
def modules(tmp_path):
    def written(**sources):
        for name, source in sources.items():
            (tmp_path / f"{name}.js").write_text(source)
        return tmp_path / "start.js"

    return written


def test_a_module_comes_once_and_after_those_it_needs(modules):
    entry = modules(
        start='import { a } from "./a.js";\nimport { b } from "./b.js";\n// Why.\nrun(a, b);\n',
        a='import { b } from "./b.js";\nexport const a = b;\n',
        b="export const b = 1;\n",
    )
    assert scripts.put_together(entry).split("\n") == ["const b = 1;", "const a = b;", "run(a, b);"]


def test_the_phones_script_is_found_whole_and_light():
    script = Path(finders.find("web/phone.js")).read_text()
    assert "import {" not in script and "export " not in script
    assert 'customElements.define("live-room"' in script
    assert weight(script) <= 5_000


def test_no_two_modules_use_the_same_name_for_different_things():
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", scripts.put_together(ENTRY), re.MULTILINE)
    outermost = [
        name
        for module in MODULES
        for name in re.findall(
            r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", module.read_text(), re.MULTILINE
        )
    ]
    assert set(outermost) <= set(names)
    assert len(outermost) == len(set(outermost))


def test_every_module_is_part_of_it():
    script = scripts.put_together(ENTRY)
    for module in MODULES:
        (first, *_rest) = scripts.tightened(scripts.IMPORT.sub("", module.read_text())).splitlines()
        assert first in script, module.name


def test_what_makes_a_kind_better_is_no_part_of_it_and_light():
    assert {module.stem for module in BETTER} == set(IMPROVED)
    script = scripts.put_together(ENTRY)
    for module in BETTER:
        source = Path(finders.find(IMPROVED[module.stem])).read_text()
        assert "export function improve(ask, texts)" in source
        assert "function improve(" not in script
        assert weight(source) <= 1_700


def test_what_comes_after_the_stream_stands_by_itself_and_is_light():
    later = Path(finders.find("web/phone-later.js")).read_text()
    assert "export async function ask(" in later and not re.search(r"^\s*//", later, re.MULTILINE)
    assert weight(later) <= 4_000
