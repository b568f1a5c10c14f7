"""The demonstration, really served: one loaded copy per run, one running server per test process."""

import fcntl
import shutil
from contextlib import contextmanager
from pathlib import Path

from tests.installation import Installation, free_port, wait_until_open

PASSWORD = "en o-rak resa framåt"


def loaded(shared: Path) -> Path:
    """A data folder with the demonstration in it. Test processes run side by side: the first one loads, the others wait."""
    data = shared / "demonstration"
    with open(shared / "demonstration.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (data / "said").exists():
            data.mkdir(exist_ok=True)
            with served(Installation(data)):
                pass
    return data


@contextmanager
def served(installation: Installation):
    """The address at which `hamn demo` answers for this data folder."""
    port = free_port()
    words = ("demo", "--port", port, "--data", installation.data)
    with installation.running(*words) as (process, said):
        address = f"http://localhost:{port}"
        wait_until_open(address, process, said, patience_s=180)
        yield address


@contextmanager
def copy_served(shared: Path, place: Path):
    data = place / "data"
    shutil.copytree(loaded(shared), data)
    with served(Installation(data)) as address:
        yield address
