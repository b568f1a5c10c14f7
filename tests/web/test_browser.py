"""The shell in a real browser: its scripts under the strict policy, and axe on its pages."""

import re
import shutil
from itertools import product

import pytest
from playwright.sync_api import expect

from tests.journeys import axe

CHROMIUM = shutil.which("chromium")
LISTEN = """
window.violations = [];
addEventListener('securitypolicyviolation', (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.web.addresses"),
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]


@pytest.fixture
def tab(browser, live_server):
    context = browser.new_context(base_url=live_server.url, viewport={"width": 320, "height": 640}, locale="en")
    page = context.new_page()
    page.add_init_script(LISTEN)
    page.set_default_timeout(8_000)
    yield page
    assert page.evaluate("violations") == []
    context.close()


def test_a_piece_of_a_page_renews_itself_and_a_form_is_sent_under_the_policy(tab):
    tab.goto("/pulse/")
    expect(tab.locator("#pulse")).to_have_text(re.compile("beat [3-9]"))
    tab.get_by_role("button", name="Beat").click()
    expect(tab.locator("#answer")).to_have_text("POST")
    assert tab.url.endswith("/pulse/")


def test_the_theme_changes_where_one_stands_and_stays(tab):
    tab.goto("/about/")
    tab.get_by_text("Menu", exact=True).click()
    tab.locator("summary:visible", has_text="Appearance").click()
    with tab.expect_response("**/theme/"):
        tab.get_by_role("button", name="Dark mode").click()
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    tab.reload()
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")


def test_half_written_text_survives_a_closed_page_and_goes_once_it_is_sent(tab):
    tab.goto("/half/")
    tab.get_by_label("Text").fill("Half a thought")
    tab.wait_for_timeout(600)
    tab.goto("/about/")
    tab.goto("/half/")
    expect(tab.get_by_label("Text")).to_have_value("Half a thought")
    tab.get_by_role("button", name="Send").click()
    tab.wait_for_url("**/about/")
    tab.goto("/half/")
    expect(tab.get_by_label("Text")).to_have_value("")


def test_the_menu_opens_and_closes_by_keyboard(tab):
    tab.goto("/about/")
    menu = tab.locator("details.on-narrow")
    menu.locator("> summary").focus()
    tab.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    tab.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("> summary")).to_be_focused()


@pytest.mark.parametrize("path", ["/about/", "/accessibility/", "/no-such-page/", "/half/"])
def test_pages_of_the_shell_have_nothing_in_anyones_way(tab, path):
    tab.goto(path)
    for width, scheme in product((320, 1280), ("light", "dark")):
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": 800})
        assert axe.violations(tab) == [], (width, scheme)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, scheme)
