"""A dialogue built and led: from a set in few steps, from a phone, by keyboard, without scripts, by a guest."""

import json
import re
import secrets
import time
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import axe
from tests.journeys.test_accessible import WIDER
from tests.journeys.words import sv

LEADER = "processledare"
WORDS = ["återkoppla", "riva stuprör", "tydlighet", "fika tillsammans", "våga ta beslut"]


def build(page: Page, title: str, pace: str = "live", groups: str = "") -> str:
    """From the list of dialogues to an own page with questions. Returns the dialogue's address."""
    page.goto("/dialogues/")
    page.get_by_role("link", name=sv("Ask something")).click()
    page.get_by_label(sv("What is it about?")).fill(title)
    page.locator(f"input[name=pace][value={pace}]").check()
    if groups:
        page.locator("summary", has_text=sv("Who asks and why, groups, and what holds for the answers")).click()
        page.locator("#id_groups").fill(groups)
    page.get_by_role("button", name=sv("Make it")).click()
    page.wait_for_url(re.compile(r"/dialogues/\d+/$"))
    return page.url


def to_desk(page: Page, dialogue: str) -> str:
    """Open the room from its desk. Returns the code."""
    page.goto(f"{dialogue}desk/")
    page.get_by_role("button", name=sv("Open it for answers")).click()
    expect(page.locator("#now")).to_be_visible()
    return page.locator(".dialogues-code").inner_text().strip()


def ask(address: str, path: str, content: dict, ticket: str = "") -> dict:
    heads = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {ticket}"} if ticket else {})
    sent = urllib.request.Request(address + path, json.dumps(content).encode(), heads)  # noqa: S310 -- our own server
    with urllib.request.urlopen(sent, timeout=10) as response:  # noqa: S310
        return json.load(response)


def phones(address: str, code: str, people: int = 6, also: str = "") -> None:
    """So many answer the question that is open."""
    for number in range(people):
        room = ask(address, f"/live/v1/rooms/{code}/join", {})
        question = next(each for each in room["room"]["questions"] if each["open"])
        value = [WORDS[number % 5], WORDS[(number + 2) % 5], *([also] if also else [])]
        answer = {"id": secrets.token_hex(16), "rev": 1, "question": question["id"], "value": value}
        ask(address, f"/live/v1/rooms/{code}/answers", answer, room["ticket"])


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=sv(words), exact=True).first.click()


def clean(page: Page) -> list[str]:
    """What axe and the edge of the screen say, on a phone and at a desk, in light and dark."""
    found = []
    expect(page.locator("h1")).to_be_visible()
    for width in (320, 390, 1280):
        for theme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme=theme)
            beside = page.evaluate(WIDER)
            found += [f"{width} {theme}: {each}" for each in axe.violations(page)]
            found += [f"{width} {theme}: {beside} px beside the screen"] if beside > 0 else []
    return found


def test_from_nothing_to_an_open_room_in_five_steps_and_well_under_90_seconds(aboard):
    page, steps = aboard.page(LEADER), []
    page.goto("/dialogues/")
    began = time.monotonic()
    for step in (
        lambda: page.get_by_role("link", name=sv("Ask something")).click(),
        lambda: page.get_by_label(sv("What is it about?")).fill("Vad stärker tilliten?"),
        lambda: page.get_by_text("Incheckning").click(),
        lambda: page.get_by_role("button", name=sv("Make it")).click(),
        lambda: page.get_by_role("button", name=sv("Open it for answers")).click(),
    ):
        step()
        steps.append(step)
    expect(page.get_by_text(sv("It is open for answers."))).to_be_visible()
    assert len(steps) == 5 and time.monotonic() - began < 90
    expect(page.get_by_role("link", name=sv("Lead it from the desk"))).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_room_is_led_from_a_phone(aboard, address, scripts):
    page = aboard.page(LEADER, phone=True, scripts=scripts)
    code = to_desk(page, build(page, f"Ledd från telefonen ({scripts})"))
    phones(address, code, also="lyssna på Anna Svensson")
    refresh(page, scripts)
    expect(page.get_by_role("heading", name="1 väntar (namn)")).to_be_visible()
    page.locator("#held + ul").get_by_role("button", name=re.compile("^Visa lyssna")).click()
    expect(page.locator("#held")).to_have_count(0)
    expect(page.locator(".desk-said > li", has_text="Anna Svensson")).to_be_visible()

    press(page, "Show the results")
    expect(page.get_by_role("button", name=sv("Hide the results"))).to_be_visible()
    press(page, "Freeze the wall")
    expect(page.get_by_text(sv("The wall is frozen"))).to_be_visible()
    press(page, "Freeze the wall")
    expect(page.get_by_text(sv("The wall is frozen"))).to_have_count(0)
    page.get_by_role("button", name="2 minuter").click()
    expect(page.locator(".desk-timer")).to_be_visible()
    press(page, "Next")
    expect(page.locator("#now")).to_have_text(re.compile("sluta göra"))
    page.locator("summary", has_text=sv("End …")).click()
    press(page, "End it")
    expect(page.get_by_role("heading", name=sv("The round is closed. What do we take with us?"))).to_be_visible()


def refresh(page: Page, scripts: bool) -> None:
    """With scripts the desk does it by itself."""
    if not scripts:
        page.wait_for_timeout(300)
        page.reload()


def press_with_text(page: Page, words: str) -> None:
    """A button whose name goes on with the text that it concerns."""
    page.get_by_role("button", name=re.compile(f"^{sv(words)}")).first.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_text_is_hidden_put_together_and_brought_back(aboard, address, scripts):
    page = aboard.page(LEADER, scripts=scripts)
    code = to_desk(page, build(page, f"Dölja och slå ihop ({scripts})"))
    phones(address, code, people=10)
    page.wait_for_timeout(300)
    page.reload()
    row = page.locator(".desk-said > li", has_text="riva stuprör")
    row.locator(".desk-decide > summary").click()
    row.get_by_role("button", name=sv("Hide it")).click()
    expect(page.locator(".desk-said > li", has_text="riva stuprör")).to_have_count(0)
    page.locator("#put-aside > summary").click()
    press_with_text(page, "Show again")
    expect(page.locator(".desk-said > li", has_text="riva stuprör")).to_be_visible()

    row = page.locator(".desk-said > li", has_text="riva stuprör")
    row.locator(".desk-decide > summary").click()
    row.get_by_role("link", name=sv("It means the same as another …")).click()
    page.locator(".desk-into", has_text="tydlighet").click()
    expect(page.locator(".desk-said > li", has_text="riva stuprör")).to_have_count(0)
    press(page, "Undo")
    expect(page.locator(".desk-said > li", has_text="riva stuprör")).to_be_visible()


def test_what_is_half_written_survives_refreshing_answers_and_a_reload(aboard, address):
    page = aboard.page(LEADER)
    code = to_desk(page, build(page, "Halvskrivet"))
    phones(address, code)
    row = page.locator(".desk-said > li", has_text="tydlighet")
    row.locator(".desk-decide > summary").click()
    reason = row.locator("input[name=reason]")
    reason.fill("Därför att")
    page.locator("#add > summary").click()
    page.locator("#new-text").fill("Och vad mer")
    phones(address, code, people=7)
    expect(page.locator(".desk-counters")).to_contain_text("13 är med")
    page.wait_for_timeout(2500)
    expect(reason).to_be_visible()
    expect(reason).to_have_value("Därför att")
    expect(page.locator("#new-text")).to_have_value("Och vad mer")
    page.reload()
    expect(page.locator("#new-text")).to_have_value("Och vad mer")


def test_the_room_is_led_by_keyboard_alone(aboard, address):
    page = aboard.page(LEADER)
    code = to_desk(page, build(page, "Med tangentbord"))
    phones(address, code)
    by_keyboard(page, page.get_by_role("button", name=sv("Show the results")))
    expect(page.get_by_role("button", name=sv("Hide the results"))).to_be_focused()
    by_keyboard(page, page.get_by_role("button", name=sv("Next"), exact=True))
    expect(page.locator("#now")).to_have_text(re.compile("sluta göra"))
    by_keyboard(page, page.locator("#end > summary"))
    by_keyboard(page, page.get_by_role("button", name=sv("End it"), exact=True))
    expect(page.get_by_role("heading", name=sv("The round is closed. What do we take with us?"))).to_be_visible()


def by_keyboard(page: Page, wanted) -> None:
    """Tab there and press it."""
    for _step in range(80):
        if wanted.evaluate("(node) => node === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {wanted}.")


def test_a_guest_runs_the_room_with_a_link_until_it_is_taken_back(aboard, address):
    leader = aboard.page(LEADER)
    dialogue = build(leader, "Med en gäst")
    code = to_desk(leader, dialogue)
    leader.goto(f"{dialogue}leaders/")
    leader.get_by_label(sv("Who gets the link?")).fill("Gunilla Gäst")
    leader.get_by_role("button", name=sv("Make a link")).click()
    link = leader.locator(".desk-link a").get_attribute("href")
    assert clean(leader) == []

    guest = aboard.page(phone=True)
    guest.goto(link)
    expect(guest.get_by_text("gäst: Gunilla Gäst")).to_be_visible()
    press(guest, "Next")
    expect(guest.locator("#now")).to_have_text(re.compile("sluta göra"))
    told = guest.evaluate(
        """async (path) => (await fetch(path, {method: "POST", headers: {"Content-Type": "application/json"},
             body: JSON.stringify({command: "freeze", on: true})})).status""",
        f"/live/v1/rooms/{code}/commands",
    )
    assert told == 200
    expect(guest.get_by_text(sv("The wall is frozen"))).to_be_visible()

    leader.get_by_role("button", name=re.compile(sv("End it now"))).click()
    guest.goto(f"{dialogue}desk/")
    expect(guest.get_by_role("heading", name=sv("The link has ended"))).to_be_visible()
    leader.goto(f"{dialogue}desk/")
    leader.get_by_role("link", name=sv("The dialogue")).click()


def test_paper_is_written_in_with_its_group(aboard, address):
    page = aboard.page(LEADER, phone=True)
    dialogue = build(page, "På papper", pace="own", groups="Chefer\nMedarbetare")
    to_desk(page, dialogue)
    page.get_by_role("link", name=sv("Write in a paper or spoken answer")).click()
    page.locator("#group").select_option("chefer")
    page.locator("fieldset input[type=text]").first.fill("våga mer")
    assert clean(page) == []
    page.get_by_role("button", name=sv("Write it in")).click()
    expect(page.get_by_text(sv("It is written in, as said on paper or aloud. Here is the next one."))).to_be_visible()
    page.locator("main nav a").first.click()
    page.locator("#ways > summary").click()
    assert page.locator("#ways .qr").count() == 3


def test_questions_of_every_kind_are_written_and_previewed(aboard):
    page = aboard.page(LEADER)
    dialogue = build(page, "Alla slag")
    page.goto(f"{dialogue}questions/")
    assert clean(page) == []
    page.get_by_role("link", name=re.compile("^Rangordning")).click()
    page.get_by_label(sv("The question"), exact=True).fill("Vad tar vi först?")
    page.get_by_label(sv("Options, one per line")).fill("Lyssna\nProva\nSluta")
    page.get_by_role("button", name=sv("Save the question")).click()
    page.get_by_role("button", name=re.compile("^Flytta upp: Vad tar vi först")).click()
    expect(page.locator(".building-list h3").nth(1)).to_have_text("Vad tar vi först?")
    page.get_by_role("link", name=sv("Preview as phone")).click()
    expect(page.get_by_text(sv("Nothing is sent or stored."))).to_be_visible()
    assert clean(page) == []
    page.get_by_role("link", name=sv("Preview as wall")).click()
    assert clean(page) == []


def test_every_state_of_the_desk_is_in_nobodys_way(aboard, address):
    page = aboard.page(LEADER)
    dialogue = build(page, "Alla lägen", groups="Chefer\nMedarbetare")
    page.goto(f"{dialogue}desk/")
    found = clean(page)
    code = to_desk(page, dialogue)
    found += clean(page)
    phones(address, code, people=8, also="ring 070-123 45 67")
    expect(page.locator("#held")).to_be_visible()
    page.locator(".desk-decide > summary").first.click()
    page.locator("#end > summary").click()
    page.locator("#void > summary").click()
    page.locator("#ways > summary").click()
    found += clean(page)
    press(page, "End it")
    expect(page.locator("#now")).to_have_count(0)
    found += clean(page)
    page.goto("/dialogues/new/")
    found += clean(page)
    assert found == []
