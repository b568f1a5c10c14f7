"""A looking-out from its making to the agenda: whoever leads, four groups at their phones, and a reader who sees nothing."""

import re

import pytest
from playwright.sync_api import expect

from hamn.dialogues.phone_texts import texts_of
from tests.journeys import axe
from tests.journeys.aboard import DESK
from tests.journeys.looking_out import DESCRIBED, NAMES, Sighting, make_round, press_step
from tests.journeys.phones import PATIENT
from tests.journeys.words import sv

SV = texts_of("sv")["page"]


@pytest.fixture
def leader(aboard):
    return aboard.page("processledare")


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
