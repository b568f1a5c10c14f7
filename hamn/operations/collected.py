"""Style sheets, scripts and fonts, hashed and compressed into the data folder when the program is newer than they are."""

import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command


def collect_if_stale() -> bool:
    """Whether anything had to be collected."""
    root = Path(settings.STATIC_ROOT)
    stamp, sources = root / "sources", fingerprint()
    if stamp.exists() and stamp.read_text() == sources:
        return False
    shutil.rmtree(root, ignore_errors=True)
    call_command(collectstatic.Command(), interactive=False, verbosity=0)
    stamp.write_text(sources)
    return True


def fingerprint() -> str:
    """Changes whenever a source file does; a few hundred kilobytes read are cheaper than collecting them."""
    known = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            known.update(f"{name}\n".encode() + Path(storage.path(name)).read_bytes())
    return known.hexdigest()
