"""One style sheet per page out of one file per component, and one script per phone.

Pages ask for web/site.css; participants' phones for web/phone.css, web/phone-told.css, web/phone.js and web/phone-later.js.
None exists in the source: they are put together from their parts when static files are served or collected, each app's own
following the order of INSTALLED_APPS.
"""

import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.apps import apps
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from hamn.web import scripts

WEB = Path(__file__).parent / "static" / "web"
SHARED_PARTS = ["css/layers", "tokens", "css/fonts", "css/reset", "css/base", "css/logo"]
SITE_PARTS = [
    *SHARED_PARTS,
    "figures",
    *(
        f"css/{name}"
        for name in (
            "layout",
            "stack",
            "shell",
            "header",
            "button",
            "card",
            "form",
            "form-more",
            "choice",
            "list",
            "mark",
            "note",
            "table",
            "figure",
            "timeline",
            "projected",
            "print",
        )
    ),
]
PHONE_PARTS = [
    *SHARED_PARTS,
    *(f"css/{name}" for name in ("stack", "button", "form", "choice", "note", "phone")),
]
# What a phone needs once there are results to see, and not before.
PHONE_TOLD_PARTS = ["css/layers", "figures", "css/table", "css/figure"]


def site_css() -> str:
    return put_together([WEB / f"{part}.css" for part in SITE_PARTS] + sheets_of_apps("{label}/{label}.css"))


def phone_css() -> str:
    return put_together([WEB / f"{part}.css" for part in PHONE_PARTS] + sheets_of_apps("{label}/phone.css"))


def phone_told_css() -> str:
    return put_together([WEB / f"{part}.css" for part in PHONE_TOLD_PARTS] + sheets_of_apps("{label}/phone-told.css"))


def phone_js() -> str:
    return "\n".join(scripts.put_together(entry) for entry in sheets_of_apps("{label}/phone/start.js"))


def phone_later_js() -> str:
    return "\n".join(scripts.bare(path.read_text("utf-8")) for path in sheets_of_apps("{label}/phone-later.js"))


@cache
def sheets() -> dict[str, Callable[[], str]]:
    """What is put together, by name."""
    return {
        "web/site.css": site_css,
        "web/phone.css": phone_css,
        "web/phone-told.css": phone_told_css,
        "web/phone.js": phone_js,
        "web/phone-later.js": phone_later_js,
    }


def sheets_of_apps(pattern: str) -> list[Path]:
    """The sheets of every app that has any, in the order of INSTALLED_APPS."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith("hamn.") and app.label != "web"]
    return [path for app in ours for path in sorted((Path(app.path) / "static").glob(pattern.format(label=app.label)))]


def put_together(paths: list[Path]) -> str:
    return "\n".join(tightened(path.read_text(encoding="utf-8")) for path in paths) + "\n"


def tightened(css: str) -> str:
    """Without comments and indentation, and with addresses as seen from web/."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).replace("url(../", "url(")
    lines = (line.strip() for line in css.splitlines())
    return re.sub(r"\s*([{};,])\s*", r"\1", "\n".join(line for line in lines if line))


class StylesheetFinder(BaseFinder):
    """Lets runserver, WhiteNoise and collectstatic find them, freshly put together."""

    def find(self, path, find_all=False, **_):
        found = str(written(path)) if path in sheets() else ""
        return ([found] if found else []) if find_all else found

    def list(self, _ignore_patterns):
        for name in sheets():
            written(name)
            yield name, FileSystemStorage(location=workshop())


def written(name: str) -> Path:
    path = workshop() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sheets()[name](), encoding="utf-8")
    return path


@cache
def workshop() -> Path:
    # A folder per process: the package may be read-only, and two processes may be of different versions.
    folder = tempfile.TemporaryDirectory(prefix="hamn-css-")
    workshop.kept_until_exit = folder  # type: ignore[attr-defined]
    return Path(folder.name)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names once static files are collected; plain names, served by the finders, until then."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name):
        return super().stored_name(name) if self.hashed_files else name
