"""The wheel in an empty environment outside the tree: what somebody gets who has neither Node nor our sources."""

import re
import subprocess
import sys
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from tests.installation import free_port, get, wait_until_open

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.whole
LOCKS = ["requirements.txt", "requirements-build.txt", "requirements-dev.txt"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", folder, ROOT], check=True, timeout=300)
    (built,) = folder.glob("hamn-*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory) -> Path:
    """The programs' folder of an environment that holds the run lock and the wheel, and nothing else."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, with_pip=True)
    install = [home / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--require-hashes", "-r", ROOT / "requirements.txt"], check=True, timeout=600)
    subprocess.run([*install, "--no-deps", wheel], check=True, timeout=120)
    return home / "bin"


@pytest.fixture(scope="module")
def demonstration(elsewhere, tmp_path_factory):
    """The address of the demonstration, and what was printed, from the installed wheel alone."""
    folder = tmp_path_factory.mktemp("demonstration")
    port = free_port()
    kept = {"LANG": "C.UTF-8", "PATH": str(elsewhere), "HOME": str(folder)}
    said = folder / "said"
    with said.open("w") as output:
        process = subprocess.Popen(
            [elsewhere / "hamn", "demo", "--port", str(port), "--data", folder / "data"],
            cwd=folder,
            env=kept,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_open(f"http://127.0.0.1:{port}", process, said, patience_s=180)
        yield f"http://127.0.0.1:{port}", said
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_the_wheel_holds_what_it_needs_and_nothing_of_the_workshop(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    sources = [path.relative_to(ROOT).as_posix() for path in (ROOT / "hamn").rglob("*.po")]
    assert {source.removesuffix("po") + "mo" for source in sources} <= set(names)
    assert not [name for name in names if name.endswith((".po", ".pyc")) or "node_modules" in name]
    assert {name.split("/")[0] for name in names} == {"hamn", names[-1].split("/")[0]}


def test_the_wheel_serves_the_demonstration_with_its_styles(demonstration):
    address, _said = demonstration
    page = get(f"{address}/")
    sheets = re.findall(r'<link[^>]+href="(/static/[^"]+\.css)"', page)
    assert sheets
    for sheet in sheets:
        assert re.search(r"\.[0-9a-f]{12}\.css$", sheet), "the sheet has no hashed name"
        assert get(address + sheet)


def test_static_files_come_compressed_and_may_be_kept_for_ever(demonstration):
    address, _said = demonstration
    sheet = re.search(r'href="(/static/[^"]+\.css)"', get(f"{address}/")).group(1)
    asked = urllib.request.Request(address + sheet, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_demonstration_says_who_one_can_be_and_what_is_open(demonstration):
    address, said = demonstration
    text = said.read_text()
    assert address.replace("127.0.0.1", "localhost") in text
    assert re.search(r"@\S+ +\S+", text), "no person with a password"
    assert re.search(r"^code [A-Z0-9]{6}$", text, re.MULTILINE), "no open dialogue"
    assert "LAN=1" in text


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_versions_and_hashes_and_no_place(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?:|file:|--find-links|--index-url|--extra-index-url|@ ", text)
    pinned = re.findall(r"^[a-z][\w.-]*==", text, re.MULTILINE)
    assert len(pinned) > 5
    assert len(re.findall(r"^[a-z].*\\\n +--hash=sha256:", text, re.MULTILINE)) == len(pinned)


def test_the_locks_agree_with_each_other():
    versions: dict[str, set] = {}
    for lock in LOCKS:
        of_lock: dict[str, set] = {}
        for name, version in re.findall(r"^([a-z][\w.-]*)==([\w.]+)", (ROOT / lock).read_text(), re.MULTILINE):
            of_lock.setdefault(name, set()).add(version)
        for name, found in of_lock.items():
            assert versions.setdefault(name, found) == found, name


def test_everything_that_the_package_asks_for_is_locked():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["postgres"]
    names = {re.match(r"[\w-]+", line).group().lower().replace("_", "-") for line in asked}
    assert names <= set(re.findall(r"^([a-z][\w.-]*)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", ["Makefile", ".ci/run", "tools/set_up.sh", "pyproject.toml"])
def test_what_sets_a_machine_up_names_no_address(name):
    """Which registry answers is the machine's own affair, so the same files work behind any mirror."""
    assert "://" not in (ROOT / name).read_text()
