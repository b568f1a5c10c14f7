"""Answers from another tool come in: a file, its columns, what would happen, and the round that stands there."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import violations
from tests.journeys.words import sv

SAMPLES = Path(__file__).parents[1] / "dialogues" / "samples"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_table_becomes_a_closed_round_that_can_be_taken_out_again(aboard, scripts):
    page = aboard.page("processledare", scripts=scripts)
    page.goto("/dialogues/")
    page.get_by_role("link", name=sv("Bring in answers")).first.click()
    choose_file(page, "mentimeter.xlsx")
    page.get_by_label(sv("Sheet")).select_option(label="Voters")
    page.get_by_role("button", name=sv("Read it like that")).click()
    expect(page.get_by_label("Voter", exact=True)).to_have_value("drop")
    if scripts:
        assert violations(page) == []
    expect(page.get_by_label("Vad ska vi göra för att stärka tilliten?")).to_have_value("words")
    for statement in ("ledningen", "kollegorna"):
        page.get_by_label(f"Hur mycket litar du på: {statement}").select_option("axis-5")
    title = f"Tillit ur ett annat verktyg ({'med' if scripts else 'utan'} skript)"
    page.get_by_label(sv("What is it about?")).fill(title)
    page.get_by_label(sv("Who asks?")).fill("Arbetsgruppen")
    page.get_by_label(sv("Why do you ask?")).fill("Vi vill veta vad som sades.")
    page.get_by_role("button", name=sv("Show what would happen")).click()

    expect(page.get_by_text("8 personer har svarat.")).to_be_visible()
    expect(page.locator(".dialogues-planned > li")).to_have_count(3)
    expect(page.locator(".dialogues-lines")).to_contain_text("Session")
    if scripts:
        assert violations(page) == []
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # Whoever comes second with the same file is told so.
    again = page.get_by_label(sv("Bring it in once more all the same"))
    if again.count():
        again.check()
    page.get_by_role("button", name=sv("Bring it in"), exact=True).click()

    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("#results")).to_contain_text("öppenhet")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "öppenhet" in text and "Session" not in text


def choose_file(page: Page, name: str) -> None:
    page.get_by_label(sv("The file"), exact=True).set_input_files(SAMPLES / name)
    page.get_by_role("button", name=sv("Go on")).click()
