import os
import re
import subprocess
import sys
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from hamn.charts.drawing import Drawing, Group
from hamn.charts.fairway import fairway
from hamn.charts.figure import Figure, Table
from hamn.charts.histogram import histogram
from hamn.charts.rendering import WORTH_SHARING
from hamn.charts.soundings import soundings
from hamn.charts.stage import STAGES
from hamn.charts.styles import STYLES
from hamn.charts.tokens import THEMES
from hamn.charts.waters import waters
from tests.charts.samples import FAIRWAY_WORDS, HISTOGRAM_WORDS, SOUNDINGS_WORDS, room, voyage, words

HOSTILE = "\"><script>alert('x')</script>\u202egnp.exe & <b>\u200b\u200b\x07"
GEOMETRY = ("transform", "d", "cx", "cy", "r", "x", "y", "width", "height", "dy", "font-size")


def sheet():
    """One of each figure."""
    return {
        "fairway": fairway(voyage(20), FAIRWAY_WORDS),
        "lit fairway": fairway(voyage(20), FAIRWAY_WORDS, "wide", frozenset({"1", "5"})),
        "phone fairway": fairway(voyage(20), FAIRWAY_WORDS, "phone"),
        "soundings": soundings(words(), None, "Ord", "Ord.", "page", SOUNDINGS_WORDS)[0],
        "histogram": histogram(["1", "2", "3"], [5, 9, 7], "Skala", "Flest 2.", HISTOGRAM_WORDS),
        "waters": waters(7),
        **{f"{name} on a {variant}": figure for variant in STAGES for name, figure in room(variant).items()},
    }


FIGURES = sheet()
every_figure = pytest.mark.parametrize("name", FIGURES)


def plain_figure(title="Title", sentence="Sentence.", href=""):
    drawing = Drawing(width=100, height=50)
    drawing.link(href, title).text(5, 20, title, 10)
    return Figure(drawing, title, sentence, Table(("a",), (("b",),)))


def parsed(svg):
    return ElementTree.fromstring(svg)


def content(svg):
    """Geometry and words of everything a reader meets, in order and where it stands; a file's halos are not met twice."""
    root = parsed(svg)
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    return list(met(root, named))


def met(element, named, at=(0.0, 0.0)):
    tag = element.tag.split("}")[1]
    if tag == "defs" or element.get("aria-hidden") == "true":
        return
    if element.get("transform"):
        at = tuple(map(float, re.findall(r"-?[0-9.]+", element.get("transform"))))
    if tag == "use":
        at = float(element.get("x", 0)), float(element.get("y", 0))
        yield from met(named[element.get("href").removeprefix("#")], named, at)
    elif tag in ("path", "circle", "rect", "text"):
        yield tag, "".join(element.itertext()), at, *(element.get(name) for name in GEOMETRY)
    else:
        for child in element:
            yield from met(child, named, at)


def test_what_a_page_draws_twice_it_writes_once_under_a_name_of_that_drawing():
    figure = FIGURES["fairway"]
    for uid in ("one", "two"):
        page = parsed(figure.page_svg(uid))
        pointed_at = {element.get("href") for element in page.iter() if element.tag.endswith("}use")}
        names = {f"#{element.get('id')}" for element in page.iter() if element.get("id")}
        assert pointed_at and pointed_at <= names and all(name.startswith(f"#{uid}-") for name in names)
        paths = [element.get("d") for element in page.iter() if len(element.get("d", "")) > WORTH_SHARING]
        assert len(paths) == len(set(paths))


@every_figure
def test_a_sign_shows_its_own_styles_and_never_its_groups_by_mistake(name):
    """What stands in a sign either says all of its paint or leaves all of it to the sign."""
    signs = [node for node in FIGURES[name].drawing.everything() if isinstance(node, Group) and node.at]
    for sign in signs:
        assert sign.style in STYLES
        for shape in sign.nodes:
            assert not shape.style or {"fill", "stroke"} <= STYLES[shape.style].keys()


@every_figure
@pytest.mark.parametrize("theme", THEMES)
def test_a_file_holds_exactly_what_the_page_shows(name, theme):
    figure = FIGURES[name]
    assert content(figure.page_svg("f")) == content(figure.literal_svg(theme))


@every_figure
def test_a_file_needs_no_style_sheet(name):
    svg = FIGURES[name].literal_svg("dark")
    assert "class=" not in svg
    assert "var(" not in svg


@every_figure
def test_a_page_drawing_passes_a_strict_content_policy(name):
    svg = FIGURES[name].page_svg("f")
    assert not re.search(r'\sstyle="|<style|\son\w+="|<script|url\(', svg)


@every_figure
def test_every_drawing_is_well_formed(name):
    figure = FIGURES[name]
    for svg in (figure.page_svg("f"), figure.decoration_svg(), figure.literal_svg("print")):
        assert parsed(svg).tag.endswith("svg")


def test_a_drawing_without_links_is_one_image_with_title_and_description():
    svg = plain_figure().page_svg("one")
    assert 'role="img" aria-labelledby="one-title" aria-describedby="one-desc"' in svg
    assert '<title id="one-title">Title</title><desc id="one-desc">Sentence.</desc>' in svg


def test_links_stay_reachable_by_keyboard_and_screen_reader():
    svg = plain_figure(href="/journey/").page_svg("one")
    assert 'role="group"' in svg
    assert '<a class="k-link" href="/journey/" aria-label="Title">' in svg


def test_a_hostile_title_is_shown_as_text():
    figure = plain_figure(HOSTILE, HOSTILE, "/x/")
    for svg in (figure.page_svg("f"), figure.literal_svg()):
        assert "<script" not in svg
        assert "\u202e" not in svg
        assert "".join(parsed(svg).itertext()).count("<script>alert('x')</script>gnp.exe & <b>") == 3


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", " /x", "JAVASCRIPT:x"])
def test_an_address_that_could_run_something_is_refused(href):
    with pytest.raises(ValueError, match="must be a path or a web address"):
        Drawing().link(href, "x")


def test_a_style_and_its_shape_may_not_both_set_the_same_attribute():
    drawing = Drawing(width=1, height=1)
    drawing.line("stem", (0, 0), (1, 1), stroke_width=9)
    with pytest.raises(ValueError, match="page and file would differ"):
        Figure(drawing, "", "", Table((), ())).page_svg("f")


@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_has_the_width_asked_for_and_something_on_it(theme):
    figure = FIGURES["histogram"]
    picture = Image.open(BytesIO(figure.png(480, theme)))
    assert picture.width == 480
    assert abs(picture.height - 480 * figure.drawing.height / figure.drawing.width) <= 1
    assert len(picture.convert("RGB").getcolors(1 << 20)) > 20


def test_a_picture_is_written_with_our_own_fonts():
    """Without the fonts resvg draws no letters at all, so text must change the picture."""
    drawing = Drawing(width=100, height=50)
    empty = Figure(drawing, "", "", Table((), ()))
    assert empty.png(100) != plain_figure("åäöÅÄÖšž").png(100)


def test_the_name_of_a_drawing_cannot_break_out_of_its_attribute():
    svg = plain_figure().page_svg('"><script>')
    assert "<script" not in svg


def test_an_unknown_theme_is_refused():
    with pytest.raises(ValueError, match="theme must be one of"):
        plain_figure().literal_svg("sepia")


@pytest.mark.slow
def test_drawings_do_not_depend_on_the_run():
    program = (
        "from tests.charts.samples import *; from hamn.charts.fairway import fairway; import hashlib;"
        "svg = fairway(voyage(9), FAIRWAY_WORDS).page_svg('f'); print(hashlib.sha256(svg.encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
