"""A looking-out from its making to the agenda: whoever leads, four groups at their phones, and a reader who sees nothing."""

import re

import pytest
from playwright.sync_api import expect

from hamn.dialogues.phone_texts import texts_of
from tests.journeys import axe
from tests.journeys.looking_out import DESCRIBED, NAMES, Sighting, make_round, press_step
from tests.journeys.phones import PATIENT
from tests.journeys.test_wall_live import SIZES
from tests.journeys.words import sv

SV = texts_of("sv")["page"]


@pytest.fixture
def leader(aboard):
    page = aboard.page("processledare")
    page.set_default_timeout(PATIENT)
    return page


@pytest.fixture
def sighting(leader, address):
    """A round that the leader has just made and opened."""
    make_round(leader)
    return Sighting(address, leader)


def phone_of(aboard, sighting, group, **more):
    page = aboard.page(phone=True, **more)
    page.goto(f"/d/{sighting.code}?group={group}")
    return page


def pictures(page):
    return page.locator("[data-pictures]")


def groups_seen(page) -> list[str]:
    return [text.split(" – ")[0] for text in pictures(page).locator("h3").all_inner_texts()]


def lead(leader, stage: str) -> None:
    leader.get_by_role("button", name=sv(stage)).click()
    expect(leader.locator(".desk-stages [aria-current]")).to_contain_text(sv(stage))


def test_four_groups_see_their_own_picture_guess_and_then_see_all(aboard, leader, sighting):
    crew = {group: phone_of(aboard, sighting, group) for group in NAMES}
    for step, page in zip((5, 4, 2, 3), crew.values(), strict=True):
        expect(page.locator("live-room[data-joined]")).to_be_attached(timeout=PATIENT)
        press_step(page, sighting.how_it_is, step)
    sighting.come()

    leader.get_by_role("link", name=sv("Lead it from the desk")).click()
    lead(leader, "Show each group its own picture")
    expect(leader.locator(".desk-way")).to_contain_text(re.compile(r": Partner\."))
    for group in DESCRIBED:
        expect(pictures(crew[group]).locator("h2")).to_have_text(SV["own_picture"], timeout=PATIENT)
        assert groups_seen(crew[group]) == [NAMES[group]]
    expect(crew["chefer"].locator("[data-news]")).to_have_text(SV["own_picture"])
    expect(pictures(crew["partner"])).to_contain_text(SV["own_too_few"], timeout=PATIENT)
    assert groups_seen(crew["partner"]) == []
    assert axe.violations(crew["medarbetare"]) == []

    lead(leader, "Guess")
    sighting.guess()
    for group, about in (("medarbetare", "chefer"), ("politiker", "medarbetare")):
        page, asked = crew[group], sighting.guesses[about]
        expect(page.locator(f"[data-ask='{asked['id']}'] fieldset.axis").first).to_be_attached(timeout=PATIENT)
        page.locator(f"[data-ask='{asked['id']}']").evaluate("(ask) => ask.open = true")
        press_step(page, asked, 3)
        assert groups_seen(page) == [NAMES[group]]

    lead(leader, "Show everything")
    for page in crew.values():
        expect(pictures(page).locator("h2")).to_have_text(SV["all_pictures"], timeout=PATIENT)
        assert groups_seen(page) == list(NAMES.values())
        expect(pictures(page).locator("h3", has_text="Partner").locator("+ *")).to_have_text(SV["group_too_few"])

    leader.locator("#end summary").click()
    leader.get_by_role("button", name=sv("End it"), exact=True).click()
    expect(crew["chefer"].locator(".dialogues-eyebrow")).to_have_text(SV["heard"], timeout=PATIENT)
    compared(leader, sighting)
    taken_up(leader)


def compared(leader, sighting: Sighting) -> None:
    """Where the pictures differ, what is too few to say, and who was not in the room."""
    leader.goto(sighting.round)
    leader.get_by_role("link", name=sv("See how the pictures differ")).click(timeout=3 * PATIENT)
    expect(leader.locator("h1")).to_have_text(re.compile("skiljer sig åt i 7 av 7 områden"))
    row = leader.get_by_role("row", name=re.compile("^Partner"))
    expect(row.get_by_role("cell")).to_have_text(re.compile(sv("a few")))
    assert axe.violations(leader) == []


def taken_up(leader) -> None:
    """One press, and the sentence stands on the agenda of the next meeting; another press leaves it there once."""
    widest = leader.locator(".radar-difference").first
    sentence = widest.locator(".said").inner_text().strip()
    for _press in range(2):
        widest.get_by_role("button", name=re.compile("^På dagordningen")).click()
        told = leader.get_by_role("status").inner_text()
    meeting = re.search("”(.+)”", told)[1]
    leader.goto("/dockings/")
    leader.get_by_role("link", name=meeting).first.click()
    expect(leader.get_by_role("heading", name=sentence, exact=True)).to_have_count(1)


# What a drawing says of answers, and the words beside it: its sentence and its table.
DRAWN = """figure => ({
  drawn: [...figure.querySelectorAll('svg text')].filter((text) => /-(axis|group|verdict|count|value):/.test(text.id))
    .map((text) => text.textContent),
  written: figure.querySelector('.sentence').textContent + figure.querySelector('table').textContent,
})"""
OUTLINE = "all => all.filter((each) => each.checkVisibility()).map((each) => Number(each.tagName[1]))"


def bare(text: str) -> str:
    """Without what only breaks lines."""
    return re.sub(r"\s", "", text)


def focused(page) -> str:
    return page.evaluate("document.activeElement.innerText.trim()")


def tab_to(page, wanted: str, most=80) -> None:
    for _press in range(most):
        page.keyboard.press("Tab")
        if re.search(wanted, focused(page)):
            return
    raise AssertionError(f"{wanted} is not reached by keyboard")


def test_a_reader_who_sees_nothing_finds_all_that_the_figures_say(aboard, leader):
    leader.goto("/radar/")
    leader.get_by_role("link", name="Spaning två år senare").click()
    leader.get_by_role("link", name=sv("See how the pictures differ")).click(timeout=3 * PATIENT)
    leader.keyboard.press("Tab")
    leader.keyboard.press("Enter")
    assert leader.evaluate("document.activeElement.id") == "main"

    expect(leader.get_by_role("heading", level=1)).to_have_text(re.compile("skiljer sig åt i 1 av 7 områden"))
    levels = leader.locator("main :is(h1, h2, h3, h4)").evaluate_all(OUTLINE)
    assert levels[0] == 1 and all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    articles = leader.get_by_role("article").all()
    assert len(articles) == 7
    for article in articles:
        area = article.get_by_role("heading", level=3).inner_text()
        assert f"”{area}”" in article.locator(".said").inner_text()
        assert f"”{area}”" in article.locator(".talk").inner_text()

    tab_to(leader, f"^{sv('Show as table')}$")
    leader.keyboard.press("Enter")
    table = leader.get_by_role("table").first
    expect(table.get_by_role("columnheader").nth(1)).to_have_text(re.compile(r"^Politiker \d+$"))
    expect(table.get_by_role("rowheader")).to_have_count(7)
    leader.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    for figure in leader.locator("figure").all():
        told = figure.evaluate(DRAWN)
        assert told["drawn"]
        assert [text for text in told["drawn"] if bare(text) not in bare(told["written"])] == []
    assert axe.violations(leader) == []

    tab_to(leader, r"^På dagordningen[^:]*: Mod$")
    leader.keyboard.press("Enter")
    expect(leader.get_by_role("status")).to_contain_text("dagordningen")


def test_a_phone_without_scripts_answers_and_loads_its_groups_picture(aboard, leader, sighting):
    sighting.come(["chefer", "medarbetare"])
    page = phone_of(aboard, sighting, "chefer", scripts=False)
    for axis in page.locator("fieldset.axis").all():
        axis.get_by_label("4", exact=True).check(force=True)
    page.get_by_role("button", name=SV["send_all"]).click()
    expect(page.locator(".note.good")).to_have_text(SV["all_arrived"])
    assert groups_seen(page) == []

    sighting.settle()
    page.get_by_role("link", name=SV["load_again"]).click()
    expect(pictures(page).locator("h2")).to_have_text(SV["own_picture"])
    assert groups_seen(page) == ["Chefer"]
    pictures(page).locator("summary").first.click()
    expect(pictures(page).get_by_role("table").first).to_be_visible()

    sighting.reveal()
    page.get_by_role("link", name=SV["load_again"]).click()
    expect(pictures(page).locator("h2")).to_have_text(SV["all_pictures"])
    assert groups_seen(page) == list(NAMES.values())


# What can be scrolled, and cannot be reached by whoever has no mouse.
UNREACHED = """() => [...document.querySelectorAll('body *')]
  .filter((each) => /auto|scroll/.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight + 1)
  .filter((each) => each.tabIndex < 0 || !each.getAttribute('role') || !each.getAttribute('aria-label'))
  .map((each) => each.className)"""
CUT = "[...document.querySelectorAll('main svg text')].map((text) => text.textContent).filter((text) => text.endsWith('…'))"


def shown_on_the_wall(page, address: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(address)
    assert page.evaluate(UNREACHED) == []
    assert axe.violations(page) == []


def read_by_keyboard(page) -> None:
    """The wall is one region that scrolls: with its focus, the next page is another thought."""
    region = page.locator("main [role=region]").first
    region.focus()
    page.keyboard.press("End")
    expect(region.locator("section").last).to_be_in_viewport()
    assert region.evaluate("(wall) => wall === document.activeElement && wall.scrollTop > 0")


def test_the_wall_of_a_looking_out_is_read_by_keyboard_and_nothing_on_it_is_small_or_cut(leader):
    leader.goto("/radar/")
    leader.get_by_role("link", name="Spaning två år senare").click()
    shown_on_the_wall(leader, f"{leader.url}comparison/wall/")
    read_by_keyboard(leader)
    assert leader.evaluate(CUT) == []
    assert [each for each in leader.evaluate(SIZES) if each[1] < 4] == []
    assert leader.locator("nav a").evaluate_all("all => all.filter((a) => a.scrollWidth > a.clientWidth)") == []


def test_the_wall_of_opinions_is_read_by_keyboard(leader):
    leader.goto("/dialogues/")
    leader.get_by_role("link", name="Styra eller lita på?").first.click()
    shown_on_the_wall(leader, leader.locator("a[href*='/opinions/'][href*='/wall/']").first.get_attribute("href"))
    read_by_keyboard(leader)
