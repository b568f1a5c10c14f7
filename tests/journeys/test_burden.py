"""Low burden, counted: what reporting a docking and writing in the logbook cost, in clicks and fields."""

from playwright.sync_api import Page, expect

from tests.journeys.house import PASSWORD
from tests.journeys.recorder import Recorder
from tests.journeys.words import sv

SERIES = "Arbetsgruppen för tillit – ledningsgruppen"


def test_from_nothing_to_a_reported_docking_costs_little(aboard):
    page = aboard.page()
    burden = Recorder(page)
    page.goto("/")
    page.locator(".on-wide a[href^='/accounts/login/']").click()
    page.locator("input[name=login]").fill("processledare@demo.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form.card button.btn").click()
    plan(page, "Dockning: vad kostar det?")
    close(page)
    page.get_by_role("link", name=sv("Minutes")).click()
    expect(page.locator("main")).to_contain_text("att prova betyder att få misslyckas")

    assert burden.interactions <= 25, burden.interactions
    assert len(burden.required) <= 6, burden.required
    assert burden.asked_twice == []
    assert len(burden.asked) >= 6, "the recorder has seen the forms"


def plan(page: Page, title: str) -> None:
    page.get_by_role("link", name=sv("Dockings and meetings")).first.click()
    page.get_by_role("link", name=sv("Plan a meeting")).first.click()
    page.get_by_role("link", name="Dockning", exact=True).first.click()
    page.locator("select[name=series]").select_option(label=SERIES)
    page.locator("input[name=title]").fill(title)
    page.get_by_role("button", name=sv("Plan the meeting")).click()


def close(page: Page) -> None:
    page.get_by_role("link", name=sv("Close: three lines")).click()
    page.locator("textarea[name=we_heard]").fill("Vi hörde att prova betyder att få misslyckas.")
    page.locator("textarea[name=we_do]").fill("Vi ger varje team en provtimme.")
    page.locator("textarea[name=we_return]").fill("Hur det gick.")
    page.get_by_role("button", name=sv("Close the meeting")).click()
    expect(page.locator("main")).to_contain_text("Vi ger varje team en provtimme.")


def test_the_logbook_is_written_in_four_taps_on_a_phone(aboard):
    page = aboard.page("partner", phone=True)
    page.goto("/expeditions/")
    page.get_by_role("link", name="Kända lösningar").first.click()
    expedition = page.url
    taps = Recorder(page)
    page.goto(expedition)
    page.get_by_role("link", name=sv("Write in the logbook")).click()
    page.locator("textarea[name=text]").fill("Fyra personer frågade samma sak i dag.")
    page.get_by_role("button", name=sv("Save"), exact=True).click()
    expect(page.locator(".entries")).to_contain_text("Fyra personer frågade samma sak i dag.")
    assert 3 <= taps.interactions <= 4, taps.interactions
