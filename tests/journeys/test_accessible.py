"""Every page for everyone: axe, and nothing beside the screen, in each language, width and theme."""

from itertools import product

import pytest

from tests.journeys import axe
from tests.journeys.pages import LEADER, PLACES
from tests.journeys.test_burden import plan
from tests.journeys.words import sv

WIDTHS, THEMES, LANGUAGES = (320, 1280), ("light", "dark"), ("sv", "en", "fi")
NAMES = [place.name for place in PLACES]
WIDER = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="session")
def addresses():
    """Found once per run."""
    return {}


def opened(aboard, addresses, place):
    page = aboard.page(place.who)
    if place not in addresses:
        addresses[place] = place.found_by(page)
    page.goto(addresses[place])
    assert page.locator("html").get_attribute("lang") == "sv"
    return page


def turn_to(page, address: str, language: str) -> None:
    """The same page as somebody reads it who has chosen that language."""
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == language


def trouble(page, width: int, theme: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    found = [f"{width} {theme}: {each}" for each in axe.violations(page)]
    beside = page.evaluate(WIDER)
    return found + ([f"{width} {theme}: {beside} px beside the screen"] if beside > 0 else [])


@pytest.mark.parametrize("place", PLACES, ids=NAMES)
def test_a_page_has_nothing_in_anyones_way(aboard, addresses, place):
    """In Swedish at every width and theme; the other languages where room is scarcest."""
    page = opened(aboard, addresses, place)
    found = [each for width, theme in product(WIDTHS, THEMES) for each in trouble(page, width, theme)]
    for language in ("en", "fi"):
        turn_to(page, addresses[place], language)
        found += [f"{language} {each}" for each in trouble(page, 320, "light")]
    assert found == []


def test_the_closing_screen_has_nothing_in_anyones_way(aboard):
    page = aboard.page(LEADER)
    page.goto("/")
    plan(page, "Dockning: som alla kan stänga")
    page.get_by_role("link", name=sv("Close: three lines")).click()
    found = [each for width, theme in product(WIDTHS, THEMES) for each in trouble(page, width, theme)]
    assert found == []


@pytest.mark.matrix
@pytest.mark.parametrize("place", PLACES, ids=NAMES)
@pytest.mark.parametrize(("language", "width", "theme"), list(product(LANGUAGES, WIDTHS, THEMES)))
def test_every_page_in_every_language_width_and_theme(aboard, addresses, place, language, width, theme):
    """Each loaded anew as it is then, so that what a page does when it opens is seen too."""
    page = aboard.page(place.who, language=language, color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})
    if place not in addresses:
        addresses[place] = place.found_by(page)
    page.goto(addresses[place])
    assert trouble(page, width, theme) == []
