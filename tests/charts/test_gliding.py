"""A live page keeps its nodes and lets them glide: the morph we ship, our style sheet, a real browser."""

import shutil

import pytest
from playwright.sync_api import expect

from hamn.charts.stylesheets import FOLDER
from tests.charts.samples import room

CHROMIUM = shutil.which("chromium")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
ROOM = "http://room.test"
GLIDING = {
    "bars": {"rect width", "rect y", "text transform"},
    "histogram": {"rect height", "rect y", "text transform"},
    "ranking": {"circle cx", "circle cy", "rect x", "rect width", "text transform"},
    "compass": {"circle cx", "circle cy", "path d"},
    "dot twin": {"circle cx", "rect x", "rect width"},
    "agreement": {"rect x", "rect width", "text transform"},
    "support": {"rect y", "rect width", "text transform"},
    "compasses": {"circle cx", "circle cy", "path d"},
    "twin of many": {"circle cx", "rect x", "rect width"},
    "guessed": {"circle cx", "path d"},
    "extent bars": {"rect x", "rect width"},
    "cloud pair": {"text transform", "path d"},
    "archipelago": {"circle cx", "circle cy", "path d", "text transform"},
}
WATCH = """() => {
  window.nodes = new Map([...document.querySelectorAll('svg [id]')].map((node) => [node.id, node]));
  window.glides = [];
  document.addEventListener('transitionrun', (event) => {
    const figure = event.target.closest('svg').querySelector('title').id;
    glides.push([figure, `${event.target.tagName} ${event.propertyName}`]);
  });
}"""
REPLACED = "() => [...nodes].filter(([id, node]) => document.getElementById(id) && !node.isConnected).length"

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")]


def figures(seed):
    return (
        "".join(figure.page_svg(f"f{number}") for number, figure in enumerate(room("presenter", seed).values()))
        + f'<p id="said">{seed}</p>'
    )


def answer(route):
    path = route.request.url.removeprefix(ROOM)
    kept = {"/tokens.css": "tokens.css", "/figures.css": "figures.css", "/htmx.js": "vendor/htmx.js"}
    if path in kept:
        route.fulfill(path=FOLDER / kept[path])
    elif path == "/":
        head = '<link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/figures.css">'
        button = '<button hx-get="/next" hx-target="#live" hx-swap="innerMorph">Next</button>'
        page = f'<!doctype html>{head}<script src="/htmx.js"></script>{button}<div id="live">{figures(0)}</div>'
        route.fulfill(body=page, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})
    else:
        route.fulfill(body=figures(3), content_type="text/html; charset=utf-8")


def after_new_answers(browser, motion):
    """What glided, by figure, and how many nodes were made anew although they were there before."""
    context = browser.new_context(reduced_motion=motion)
    page = context.new_page()
    page.route(f"{ROOM}/**", answer)
    page.goto(f"{ROOM}/")
    page.evaluate(WATCH)
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#said")).to_have_text("3")
    page.wait_for_timeout(400)
    glides, replaced = page.evaluate("glides"), page.evaluate(REPLACED)
    context.close()
    return glides, replaced


def test_every_figure_keeps_its_nodes_and_lets_them_glide(browser):
    glides, replaced = after_new_answers(browser, "no-preference")
    assert replaced == 0
    for number, name in enumerate(room("presenter")):
        seen = {change for figure, change in glides if figure == f"f{number}-title"}
        assert GLIDING.get(name, set()) <= seen, name


def test_nothing_glides_for_those_who_ask_for_less_motion(browser):
    assert after_new_answers(browser, "reduce") == ([], 0)
