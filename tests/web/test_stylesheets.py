import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from hamn.web import stylesheets
from hamn.web.stylesheets import WEB

TEMPLATES = sorted(Path(WEB).parents[2].glob("*/templates/**/*.html"))


def wire_size(content: bytes) -> int:
    return len(brotli.compress(content))


def size_of(*names: str) -> int:
    return sum(wire_size((WEB / name).read_bytes()) for name in names)


FONTS = size_of("fonts/atkinson.woff2", "fonts/familjen.woff2")


def test_the_site_sheet_begins_with_the_order_of_layers():
    assert stylesheets.site_css().startswith("@layer reset,base,layout,parts,views,print;")


@pytest.mark.parametrize("sheet", ["web/site.css", "web/phone.css"])
def test_a_sheet_is_found_and_its_addresses_lead_somewhere(sheet):
    css = Path(finders.find(sheet)).read_text()
    for address in re.findall(r"url\(([^)]+)\)", css):
        assert (WEB / address).exists(), address


def test_braces_balance_in_every_part():
    for path in [*WEB.glob("css/*.css"), *stylesheets.sheets_of_apps("{label}/{label}.css")]:
        assert path.read_text().count("{") == path.read_text().count("}"), path


def test_every_part_is_used():
    used = {*stylesheets.SITE_PARTS, *stylesheets.PHONE_PARTS}
    assert {f"css/{path.stem}" for path in WEB.glob("css/*.css")} <= used


def test_phones_load_little():
    # Page weight: fonts, one sheet, and at most 5 kB of scripts and 6 kB of page.
    assert FONTS + wire_size(stylesheets.phone_css().encode()) + 5_000 + 6_000 <= 72_000


def test_an_ordinary_page_loads_little():
    scripts = size_of("theme-switch.js", "drop-down.js", "copy-button.js", "keep-text.js")
    htmx = size_of("vendor/htmx.js", "vendor/hx-csp.js")
    sheet = wire_size(stylesheets.site_css().encode())
    assert FONTS + sheet + size_of("vendor/icons.svg", "icon.svg") + scripts + htmx + 15_000 <= 110_000


def test_collected_files_get_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "hamn.web.stylesheets.StaticStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert list(tmp_path.glob("web/site.*.css"))
    assert list(tmp_path.glob("web/site.*.css.br"))
    sheet = next(tmp_path.glob("web/site.*.css")).read_text()
    assert re.search(r"url\(\"?fonts/atkinson\.[0-9a-f]{12}\.woff2", sheet)


def faults_inside(source: str):
    """What a template may not have in it, each with the reason."""
    if re.search(r"\sstyle\s*=|<style\b", source):
        yield "style belongs in a sheet"
    if re.search(r"\son[a-z]+\s*=", source):
        yield "behaviour belongs in a module"
    if re.search(r"javascript:|\bhx-on|js:", source):
        yield "needs eval, which the policy forbids"
    for script in re.findall(r"<script\b[^>]*>", source):
        if "src=" not in script or "nonce=" not in script:
            yield script


def htmx_tags_without_nonce(source: str):
    for tag in re.findall(r"<[a-z-]+\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", source):
        if re.search(r"\shx-(get|post|headers|trigger|put|delete)", tag) and "hx-nonce=" not in tag:
            yield tag


def test_no_page_has_style_or_script_inside_it():
    comment = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
    found = {name(path): [*faults_inside(comment.sub("", path.read_text()))] for path in TEMPLATES}
    assert len(found) > 200
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_whatever_htmx_may_touch_carries_the_nonce():
    found = {name(path): [*htmx_tags_without_nonce(path.read_text())] for path in TEMPLATES}
    assert {path: tags for path, tags in found.items() if tags} == {}


def name(path: Path) -> str:
    return path.relative_to(WEB.parents[2]).as_posix()


@pytest.mark.parametrize(
    "source",
    ['<p style="x">', "<style>", '<p onclick="x()">', '<a href="javascript:x">', '<p hx-on:click="x">', "<script>"],
)
def test_what_must_not_stand_in_a_page_is_seen(source):
    assert [*faults_inside(source)]


def test_a_tag_without_its_nonce_is_seen():
    assert [*htmx_tags_without_nonce('<p hx-get="/"></p>')] and not [
        *htmx_tags_without_nonce('<p hx-nonce="n" hx-get="/">')
    ]


def test_our_scripts_write_no_markup():
    for path in Path(WEB).parents[2].glob("*/static/*/*.js"):
        source = re.sub(r"//.*", "", path.read_text())
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source), (
            path
        )
