"""From word to deed in two clicks, with scripts and without, while the round is open and after it has ended."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import violations
from tests.journeys.recorder import Recorder
from tests.journeys.words import sv

OPEN = "Vad ska vi göra, och sluta göra, i nästa resa?"
ENDED = "Incheckning till dockning 8"
# What each button is called, a word of the open round for it, and how the story tells of what it became.
DEEDS = [
    ("We take this with us", "docka oftare", "Taken along"),
    ("We do this", "dela det som gick fel", "Promised"),
    ("We stop doing this", "möten utan frågor", "Promised"),
    ("On the agenda", "vänta på alla", "Dockning 9"),
]


def row(page: Page, word: str):
    return page.locator(".dialogues-ranked > li").filter(has=page.get_by_role("link", name=word, exact=True))


def result_page(page: Page, title: str) -> None:
    page.goto("/dialogues/")
    page.goto(page.get_by_role("link", name=title).last.get_attribute("href"))


def press(page: Page, word: str, deed: str) -> None:
    row(page, word).locator("summary").click()
    # The agenda's button ends in a day.
    name = sv("On the agenda %(day)s").partition("%")[0] if deed == "On the agenda" else sv(deed)
    row(page, word).get_by_role("button", name=name).click()
    expect(page.locator(".messages .note.good")).to_be_visible()


def leads_back(page: Page, end: str, word: str) -> bool:
    page.goto(end)
    return page.locator("main").get_by_role("link", name=word).count() > 0


@pytest.mark.parametrize(("deed", "word", "told"), DEEDS)
def test_a_word_of_an_open_round_becomes_a_deed_in_two_clicks_and_its_trail_shows_both_ends(aboard, deed, word, told):
    page = aboard.page("processledare")
    burden = Recorder(page)
    result_page(page, OPEN)
    press(page, word, deed)
    assert burden.interactions == 2
    assert burden.required == []
    # Back where the leader stood, in the list.
    expect(page).to_have_url(re.compile(r"/dialogues/\d+/\?round=1#said-\d+$"))
    page.goto(row(page, word).get_by_role("link", name=word, exact=True).get_attribute("href"))
    page.locator(".trail-of a[href*='/journey/trail/']").click()
    expect(page.locator(".story .here")).to_contain_text(word)
    # Which meeting is the next depends on what else has been planned here meanwhile.
    made = page.locator(".story li:not(.here)").filter(has_text=sv(told) if deed != "On the agenda" else "")
    ends = [link.get_attribute("href") for link in made.get_by_role("link").all()]
    assert any(leads_back(page, end, word) for end in ends), ends


def test_without_scripts_it_is_the_same_two_clicks(aboard):
    page = aboard.page("processledare", scripts=False)
    result_page(page, OPEN)
    press(page, "fira det som lyckas", "We do this")
    expect(page).to_have_url(re.compile("#said-"))


def test_on_the_page_of_the_answer_it_is_one(aboard):
    page = aboard.page("ledningsgrupp", phone=True)
    result_page(page, OPEN)
    page.goto(row(page, "ta med kommunerna").get_by_role("link").first.get_attribute("href"))
    burden = Recorder(page)
    page.reload()
    page.locator(".dialogues-tools").get_by_role("button", name=sv("We take this with us")).click()
    expect(page.locator(".trail-of")).to_contain_text("ta med kommunerna")
    assert burden.interactions == 1


def test_the_tools_stay_open_while_the_room_goes_on_answering(aboard):
    page = aboard.page("processledare")
    result_page(page, OPEN)
    tools = row(page, "lyssna på dem det gäller").locator(".dialogues-tools")
    tools.locator("summary").click()
    with page.expect_response(re.compile("part=results")) as refreshed:
        pass
    assert refreshed.value.ok
    page.wait_for_timeout(300)
    expect(tools).to_have_attribute("open", "")
    expect(tools.get_by_role("button", name=sv("We do this"))).to_be_visible()


def test_an_ended_round_asks_what_becomes_of_it_and_a_promised_day_is_an_answer(aboard):
    page = aboard.page("processledare")
    result_page(page, ENDED)
    box = page.locator("#ended")
    expect(box.get_by_role("link", name=sv("We heard · We do · We come back with"))).to_be_visible()
    assert violations(page) == []
    burden = Recorder(page)
    page.reload()
    box.get_by_role("button", name=sv("Promise the day")).click()
    expect(box).to_have_count(0)
    assert burden.interactions == 1
    phone = aboard.page(phone=True)
    phone.goto("/d/CHCKNG")
    expect(phone.locator("main")).to_contain_text(ENDED)
    expect(phone.locator("main")).to_contain_text("Vi återkommer den")


def test_management_answers_a_waiting_word_and_comes_back_to_the_list(aboard):
    page = aboard.page("ledningsgrupp", scripts=False)
    page.goto("/stop-list/")
    waiting = int(page.locator(".dockings-stop-count .waiting strong").inner_text())
    entry = page.locator("#waiting .dockings-stop-entry").filter(has_text="sluta med hierarkier")
    entry.get_by_role("link", name=sv("Answer it")).click()
    page.locator("input[value=declined]").check()
    page.locator("textarea[name=text]").fill("Någon måste kunna ta ansvar för ett beslut.")
    page.get_by_role("button", name=sv("Give the answer")).click()
    expect(page).to_have_url(re.compile("/stop-list/#waiting$"))
    expect(page.locator("#declined")).to_contain_text("Någon måste kunna ta ansvar för ett beslut.")
    expect(page.locator(".dockings-stop-count .waiting strong")).to_have_text(str(waiting - 1))
