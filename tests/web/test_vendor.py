import hashlib
import json
import re
from pathlib import Path

import pytest

from hamn.web.stylesheets import WEB

VENDOR = WEB / "vendor"
FRONTEND = Path(__file__).parents[2] / "frontend"
FILES = json.loads((VENDOR / "VENDOR.json").read_text())


@pytest.mark.parametrize("name", FILES)
def test_every_file_we_took_in_is_the_one_that_was_written_down(name):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == FILES[name]["sha256"]


def test_nothing_was_taken_in_without_being_written_down():
    assert {path.name for path in VENDOR.iterdir()} == {*FILES, "VENDOR.json"}


def test_versions_are_the_ones_the_lock_names():
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    for file in FILES.values():
        assert lock["packages"][f"node_modules/{file['package']}"]["version"] == file["version"]


def test_every_package_has_its_licence_beside_it():
    for package in {file["package"] for file in FILES.values()}:
        assert (VENDOR / f"LICENCE-{package.split('/')[-1]}.txt").stat().st_size > 300


def test_the_lock_names_no_registry():
    assert not re.search(r"https?://registry|\"resolved\"", (FRONTEND / "package-lock.json").read_text())


def test_scripts_ask_for_no_map_that_we_do_not_ship():
    for path in VENDOR.glob("*.js"):
        assert "sourceMappingURL" not in path.read_text()


def test_every_icon_that_a_page_names_is_in_the_sprite():
    known = set(re.findall(r'<symbol id="([\w-]+)"', (VENDOR / "icons.svg").read_text()))
    named = set()
    for template in Path(WEB).parents[2].glob("*/templates/**/*.html"):
        named |= set(re.findall(r"{% icon \"([\w-]+)\"", template.read_text()))
    assert named <= known, f"Add to frontend/icons.txt and run npm run vendor: {sorted(named - known)}"
