"""Gathers every visible string into the three catalogues: `make messages`. Needs no gettext program.

English is the source, so its catalogue fills itself; Swedish and Finnish are translated by people. `--check` changes
nothing and tells what is missing, which is also what the test asks.
"""

import sys
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "hamn"
LANGUAGES = ("sv", "fi", "en")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


# Dates and names would make every gathering a change. All three languages have these two plural forms.
HEADER = """# Hamn, AGPL-3.0-or-later. Gathered by `make messages`.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def catalogue_path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def source_of(path: Path) -> bytes:
    """Python as it stands; a template as the calls it makes, without the indentation that only HTML needs."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html" or path.suffix == ".txt":
        text = "\n".join(line.lstrip() for line in templatize(text).splitlines())
    return text.encode()


def sources() -> list[Path]:
    templates = [path for kind in ("html", "txt") for path in PACKAGE.glob(f"*/templates/**/*.{kind}")]
    return sorted([*PACKAGE.rglob("*.py"), *templates])


@cache
def strings() -> Catalog:
    """Every string that a reader can meet; read once, however many languages ask."""
    found = Catalog(charset="utf-8")
    for path in sources():
        for _line, message, comments, context in extract(
            "python", BytesIO(source_of(path)), KEYWORDS, ["Translators:"]
        ):
            flags = ["python-format"] if has_placeholder(message) else []
            place = (path.relative_to(ROOT).as_posix(), None)
            found.add(message, locations=[place], auto_comments=comments, context=context, flags=flags)
    return found


def has_placeholder(message) -> bool:
    return "%(" in (message if isinstance(message, str) else "".join(message))


def updated(language: str) -> Catalog:
    path = catalogue_path(language)
    catalogue = Catalog(locale=language, charset="utf-8")
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    catalogue.update(strings(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if language == "en":
        for message in catalogue:
            message.string = message.id
            message.flags.discard("fuzzy")
    return catalogue


def missing(catalogue: Catalog) -> list[str]:
    """Strings of the source that this catalogue does not translate."""
    return [str(message.id) for message in catalogue if message.id and not is_translated(message)]


def is_translated(message) -> bool:
    given = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(given) and not message.fuzzy


def write(language: str, catalogue: Catalog) -> None:
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(language=language).encode())
        write_po(file, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)


def main() -> int:
    check, complete = "--check" in sys.argv, True
    for language in LANGUAGES:
        catalogue = updated(language)
        if not check:
            write(language, catalogue)
        absent = missing(catalogue)
        complete = complete and not absent
        print(f"{language}: {len(absent)} strings missing")
        for text in absent[:20] if check else []:
            print(f"  {text}")
    return int(check and not complete)


if __name__ == "__main__":
    sys.exit(main())
