"""Bad moments: nothing is lost, and every one gets a plain sentence."""

import re

import pytest
from playwright.sync_api import expect

from hamn.dialogues.phone_texts import texts_of
from tests.journeys.aboard import sign_in
from tests.journeys.words import sv

PHONE = texts_of("sv")["page"]
HOSTILE = "<script>alert(1)</script> javascript:alert(2) \u202eetxet neffak\u202c" + "\u200b" * 300 + " slut"
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def logbook(aboard):
    """The logbook's address, found where people find it."""
    page = aboard.page("partner")
    page.goto("/expeditions/")
    page.get_by_role("link", name="Kända lösningar").first.click()
    return page.url + "logbook/"


@BOTH
def test_a_long_text_is_kept_when_the_session_ran_out(aboard, scripts):
    page = aboard.page(scripts=scripts)
    sign_in(page, "processledare")
    long_text = " ".join(f"Tanke {number} tog en timme att skriva ({scripts})." for number in range(20))
    page.goto("/findings/lesson/new/")
    page.locator("textarea[name=text]").fill(long_text)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name=sv("Save"), exact=True).click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    kept = "You are no longer signed in. Your text is kept: sign in, and it is there again."
    expect(page.locator("main")).to_contain_text(sv(kept))
    sign_in_here(page, "processledare")
    expect(page.locator("textarea[name=text]")).to_have_value(long_text)


def sign_in_here(page, who):
    page.locator("input[name=login]").fill(f"{who}@demo.example")
    page.locator("input[name=password]").fill("en o-rak resa framåt")
    page.locator("form.card button.btn").click()


def test_two_who_change_the_same_text_lose_nothing(aboard):
    one, other = aboard.page("processledare"), aboard.page("processledare")
    one.goto("/findings/lesson/new/")
    one.locator("textarea[name=text]").fill("Vi behövde en plats att svara på.")
    one.get_by_role("button", name=sv("Save"), exact=True).click()
    one.get_by_role("link", name=sv("Edit"), exact=True).click()
    other.goto(one.url)
    one.locator("textarea[name=text]").fill("Den första skrev så här.")
    one.get_by_role("button", name=sv("Save"), exact=True).click()
    other.locator("textarea[name=text]").fill("Den andra skrev så här.")
    other.get_by_role("button", name=sv("Save"), exact=True).click()
    expect(other.locator(".conflict")).to_contain_text("Den första skrev så här.")
    expect(other.locator("textarea[name=text]")).to_have_value("Den andra skrev så här.")
    other.locator(".conflict input[value=mine]").first.check()
    other.get_by_role("button", name=sv("Save"), exact=True).click()
    expect(other.locator("h1")).to_have_text("Den andra skrev så här.")


def test_an_answer_sent_twice_counts_once(aboard):
    page = aboard.page(phone=True, scripts=False)
    page.goto("/d/NYMGTW")
    page.locator("fieldset input[type=text]").first.fill("dubbelt")
    page.get_by_role("button", name=PHONE["send_all"]).dblclick()
    expect(page.locator(".note.good")).to_be_visible()
    page.go_back()
    page.locator(".send button").click()
    expect(page.locator("fieldset input[type=text]").first).to_have_value("dubbelt")
    expect(page.locator("fieldset input[type=text]").nth(1)).to_have_value("")


def test_a_twenty_megabyte_photo_is_refused_with_a_sentence_and_the_text_stays(aboard, logbook, tmp_path):
    page = aboard.page("partner", phone=True)
    page.goto(logbook)
    page.locator("textarea[name=text]").fill("Texten som hörde till bilden.")
    large = tmp_path / "stor.jpg"
    large.write_bytes(b"\xff\xd8\xff" + b"\0" * 20_000_000)
    page.locator("summary", has_text=sv("Add a photo")).click()
    page.locator("input[type=file]").set_input_files(large)
    page.get_by_role("button", name=sv("Save"), exact=True).click()
    expect(page.locator(".note.bad")).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_have_value("Texten som hörde till bilden.")
    expect(page.locator("details[open]", has=page.locator("input[type=file]"))).to_contain_text("15 MB")


def test_a_closed_dialogue_shows_what_became_of_it(aboard):
    page = aboard.page(phone=True)
    page.goto("/d/TRYGHT")
    expect(page.locator("main")).to_contain_text(PHONE["heard"])
    expect(page.locator("form[action^='/d/']")).to_have_count(0)


def test_an_unknown_code_gets_a_sentence_and_a_new_try(aboard):
    page = aboard.page(phone=True)
    page.goto("/d/QQQQQQ")
    expect(page.get_by_role("alert")).to_contain_text("QQQQQQ")
    page.locator("input[name=code]").fill("nymgtw")
    page.locator("main button.btn").click()
    expect(page).to_have_url(re.compile("/d/NYMGTW$"))


def test_an_unknown_address_gets_a_sentence_in_the_readers_language(aboard):
    page = aboard.page()
    page.goto("/no-such-page/")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.locator("h1")).not_to_be_empty()
    page.get_by_role("navigation", name=sv("Main menu")).get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text(sv("Our way is not straight"))


def test_hostile_text_in_a_log_entry_is_text(aboard, logbook):
    page = aboard.page("partner")
    page.goto(logbook)
    page.locator("textarea[name=text]").fill(HOSTILE)
    page.get_by_role("button", name=sv("Save"), exact=True).click()
    shown_as_text(page, page.locator(".entries li").first)
    page.locator(".entries a[href^='/logbook/']:not([href*='edit'])").first.click()
    shown_as_text(page, page.locator("h1"))


def test_hostile_text_in_an_answer_is_text(aboard):
    phone = aboard.page(phone=True)
    phone.goto("/d/NYMGTW")
    phone.locator("fieldset input[type=text]").first.fill("<script>alert(1)</script>\u202e\u200b\u200b")
    phone.locator("[data-kind=words] [data-send]").first.click()
    expect(phone.locator("[data-kind=words]").first).to_have_attribute("data-state", "arrived")
    phone.reload()
    expect(phone.locator("fieldset input[type=text]").first).to_have_value(re.compile("<script>"))
    assert phone.locator("main script").count() == 0
    assert "\u202e" not in phone.content()


def shown_as_text(page, place) -> None:
    expect(place).to_contain_text("<script>alert(1)</script>")
    assert page.locator("main script").count() == 0
    assert page.locator("a[href^='javascript:']").count() == 0
    shown = place.inner_text()
    assert "\u202e" not in shown
    assert shown.count("\u200b") < 10


def test_the_page_is_walked_by_keyboard_alone(aboard):
    page = aboard.page()
    page.goto("/findings/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.goto("/findings/")
    expedition = page.get_by_role("navigation", name=sv("Main menu")).locator("a[href='/expeditions/']")
    assert tab_to(page, expedition)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/expeditions/$"))


def test_an_answer_is_given_by_keyboard_alone(aboard):
    page = aboard.page(phone=True)
    page.goto("/d/NYMGTW")
    assert tab_to(page, page.locator("fieldset input[type=text]").first)
    page.keyboard.type("tangentbord")
    assert tab_to(page, page.locator("[data-kind=words] [data-send]").first)
    page.keyboard.press("Enter")
    expect(page.locator("[data-kind=words]").first).to_have_attribute("data-state", "arrived")
    folded = page.locator("[data-kind=scale]")
    assert tab_to(page, folded.locator("summary").first)
    page.keyboard.press("Enter")
    assert tab_to(page, folded.locator("input[type=radio]").first)
    page.keyboard.press("ArrowRight")
    expect(folded.locator("input[type=radio]").nth(1)).to_be_checked()
    expect(page.locator("[data-kind=scale]")).to_have_attribute("data-state", "arrived")


def tab_to(page, target, most: int = 40) -> bool:
    for _step in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return True
        page.keyboard.press("Tab")
    return False


@BOTH
def test_the_language_is_switched_where_one_stands(aboard, scripts):
    page = aboard.page(scripts=scripts)
    page.goto("/findings/")
    page.locator(".on-wide button[name=language][value=fi]").click()
    expect(page.locator("html")).to_have_attribute("lang", "fi")
    expect(page).to_have_url(re.compile("/findings/$"))
