"""The participant's page where phones are otherwise: no database, plain http, asleep, dragged, with a clock that is wrong."""

import re

import pytest
from playwright.sync_api import expect

from hamn.dialogues.phone_texts import texts_of
from tests.journeys import axe, phones
from tests.journeys.aboard import Aboard
from tests.journeys.phones import PATIENT, SV, ask, is_at, says, send
from tests.journeys.test_page_weight import KB, weigh_until_the_stream

installation_here, address, keys = phones.installation_here, phones.address, phones.keys
leader, room, phone = phones.leader, phones.room, phones.phone

NO_DATABASE = """Object.defineProperty(window, 'indexedDB',
  {value: {open() { throw new DOMException('not here', 'SecurityError'); }}})"""
NO_STORE_AT_ALL = (
    NO_DATABASE
    + """;
Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('not here', 'SecurityError'); }})"""
)
KEPT_HERE = "Object.keys(localStorage).filter((name) => name.startsWith('hamn:')).length"
# A phone whose clock stands in another year, and does not move.
WRONG_CLOCK = "Date.now = () => 946684800000"
NEITHER_OF_THEM = "[isSecureContext, crypto.randomUUID, crypto.subtle, navigator.serviceWorker].map(Boolean)"


@pytest.fixture
def opened(aboard):
    """A phone with something about it that is otherwise, when it has joined."""

    def on(code, before="", party=aboard, **more):
        page = party.page(phone=True, **more)
        if before:
            page.context.add_init_script(before)
        page.goto(f"/d/{code}")
        expect(page.locator("live-room[data-joined]")).to_be_attached()
        return page

    return on


@pytest.fixture
def on_the_local_network(browser, installation_here):
    party = Aboard(browser, installation_here.plain_address, {})
    yield party
    party.leave()
    # Chromium says so of every page that does not come by https, whatever stands on it.
    assert [fault for fault in party.faults if "Cross-Origin-Opener-Policy header has been ignored" not in fault] == []


def words(page):
    return ask(page, "words").locator("input").first


# Where IndexedDB is not there


def test_without_a_database_everything_is_kept_in_local_storage(opened, room, installation_here):
    page, here = opened("4F7K9R", NO_DATABASE), room("4F7K9R")
    expect(page.locator("html[data-kept]")).to_be_attached(timeout=PATIENT)
    page.context.set_offline(True)
    words(page).fill("utan databas")
    send(page, "words")
    is_at(page, "words", "saved")
    says(page, "saved")
    ask(page, "text").locator("textarea").fill("halvskriv")
    assert page.evaluate(KEPT_HERE) >= 3
    page.reload()
    is_at(page, "words", "saved")
    expect(ask(page, "text").locator("textarea")).to_have_value("halvskriv")
    page.context.set_offline(False)
    is_at(page, "words", "arrived", timeout=PATIENT)
    assert ["utan databas"] in installation_here.stored(here.questions["words"])


def test_two_tabs_without_a_database_are_one_person_whose_last_answer_counts(opened, room, installation_here):
    first, here = opened("4F7K9T", NO_DATABASE), room("4F7K9T")
    second = first.context.new_page()
    second.goto("/d/4F7K9T")
    expect(second.locator("live-room[data-joined]")).to_be_attached()
    for page, word in ((first, "ett"), (second, "två"), (first, "tre")):
        words(page).fill(word)
        send(page, "words")
        is_at(page, "words", "arrived")
    assert installation_here.stored(here.questions["words"]) == [["tre"]]


def test_where_nothing_may_be_kept_it_is_sent_all_the_same(opened, room, installation_here):
    page, here = opened("4F7K9R", NO_STORE_AT_ALL), room("4F7K9R")
    words(page).fill("i minnet")
    send(page, "words")
    is_at(page, "words", "arrived")
    assert ["i minnet"] in installation_here.stored(here.questions["words"])


# Plain http


def test_on_plain_http_answers_arrive_and_what_is_half_written_survives(
    opened, on_the_local_network, room, installation_here
):
    page, here = opened("4F7K9R", party=on_the_local_network), room("4F7K9R")
    assert page.evaluate(NEITHER_OF_THEM) == [False] * 4
    words(page).fill("på nätet")
    send(page, "words")
    is_at(page, "words", "arrived")
    ask(page, "text").locator("textarea").fill("halvskriv")
    page.reload()
    expect(ask(page, "text").locator("textarea")).to_have_value("halvskriv")
    page.context.set_offline(True)
    words(page).fill("utan nät")
    send(page, "words")
    is_at(page, "words", "saved")
    page.context.set_offline(False)
    is_at(page, "words", "arrived", timeout=PATIENT)
    said = installation_here.stored(here.questions["words"])
    assert ["utan nät"] in said and ["på nätet"] not in said
    assert axe.violations(page) == []


def test_on_plain_http_the_room_is_followed_and_the_plain_form_answers(
    opened, on_the_local_network, room, installation_here
):
    page, here = opened("4F7K9Q", party=on_the_local_network), room("4F7K9Q")
    here.lead("step", "scale")
    expect(ask(page, "scale")).to_have_class(re.compile("now"), timeout=PATIENT)
    plain = on_the_local_network.page(phone=True, scripts=False)
    plain.goto("/d/4F7K9Q")
    ask(plain, "scale").locator(".scale label").nth(2).click()
    plain.get_by_role("button", name=SV["send_all"]).click()
    expect(plain.locator(".note.good")).to_have_text(SV["all_arrived"])
    assert 3 in installation_here.stored(here.questions["scale"])


# A network that fails for a moment


def test_what_comes_after_the_first_answer_is_fetched_again_when_it_could_not_be(aboard, room):
    page, here, failed = aboard.page(phone=True), room("4F7K9P"), []

    def once(route):
        failed.append(route.request.url)
        route.abort() if len(failed) == 1 else route.continue_()

    page.route("**/phone-later*", once)
    page.goto("/d/4F7K9P")
    expect(page.locator("live-room[data-joined]")).to_be_attached()
    page.wait_for_timeout(1000)
    assert len(failed) == 1
    here.lead("timer", seconds=300)
    expect(page.locator("[data-timer]")).to_be_visible(timeout=PATIENT)
    here.lead("timer", seconds=0)
    aboard.faults[:] = [fault for fault in aboard.faults if "phone-later" not in fault]


def test_a_page_that_could_not_be_kept_is_kept_later(aboard):
    page, failed = aboard.page(phone=True), []

    def once(route):
        again = not route.request.is_navigation_request()
        failed.extend([route.request.url] * again)
        route.abort() if again and len(failed) == 1 else route.continue_()

    page.route("**/d/4F7K9P", once)
    page.goto("/d/4F7K9P")
    expect(page.locator("html[data-kept]")).to_be_attached(timeout=PATIENT)
    assert len(failed) == 2
    page.context.set_offline(True)
    page.reload()
    expect(ask(page, "words").locator("input").first).to_be_visible()


# Asleep


def life(page, state):
    page.context.new_cdp_session(page).send("Page.setWebLifecycleState", {"state": state})


def test_a_phone_that_is_frozen_in_the_middle_of_a_word_wakes_where_the_room_is(phone, room, installation_here):
    page, here = phone("4F7K9Q"), room("4F7K9Q")
    here.lead("step", "words")
    expect(ask(page, "words")).to_have_class(re.compile("now"), timeout=PATIENT)
    words(page).fill("halvv")
    life(page, "frozen")
    here.lead("step", "choice")
    here.lead("timer", seconds=600)
    page.wait_for_timeout(1500)
    life(page, "active")
    expect(ask(page, "choice")).to_be_visible(timeout=PATIENT)
    expect(words(page)).to_have_value("halvv")
    expect(ask(page, "words").locator("[data-note]")).to_have_text(SV["moved_on"])
    expect(page.locator("[data-timer]")).to_be_visible()
    send(page, "words")
    is_at(page, "words", "arrived", timeout=PATIENT)
    assert ["halvv"] in installation_here.stored(here.questions["words"])
    here.lead("timer", seconds=0)
    expect(page.locator("[data-timer]")).to_be_hidden()


def test_an_answer_from_the_moment_before_the_phone_was_locked_arrives_once(phone, room, installation_here):
    page, here = phone("4F7K9T"), room("4F7K9T")
    page.context.set_offline(True)
    ask(page, "text").locator("textarea").fill("Just innan.")
    send(page, "text")
    is_at(page, "text", "saved")
    life(page, "frozen")
    page.context.set_offline(False)
    life(page, "active")
    is_at(page, "text", "arrived", timeout=PATIENT)
    assert installation_here.stored(here.questions["text"]) == ["Just innan."]


# Dragged


def order(page):
    rows = ask(page, "ranking").locator("li:not(.left-out) > span")
    return rows.all_inner_texts()


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_options_are_ranked_by_dragging_them(phone, room, installation_here):
    page, here = phone("4F7K9V"), room("4F7K9V")
    rows = ask(page, "ranking").locator("li")
    ask(page, "ranking").locator("ol").evaluate("(list) => list.scrollIntoView({block: 'center'})")
    for name, place in (("Odling nära staden", 0), ("Skolornas energi", 0), ("Odling nära staden", 0)):
        page.mouse.move(*middle(rows.filter(has_text=name).locator("b")))
        page.mouse.down()
        page.mouse.move(*middle(rows.nth(place)), steps=8)
        page.mouse.up()
    assert order(page) == ["Odling nära staden", "Skolornas energi"]
    is_at(page, "ranking", "draft")
    # Out again: under the line.
    page.mouse.move(*middle(rows.nth(0).locator("b")))
    page.mouse.down()
    page.mouse.move(*middle(rows.nth(3)), steps=8)
    page.mouse.up()
    assert order(page) == ["Skolornas energi"]
    send(page, "ranking")
    is_at(page, "ranking", "arrived")
    assert installation_here.stored(here.questions["ranking"]) == [["b"]]


def test_a_row_that_is_only_touched_is_not_an_answer_begun(phone):
    page = phone("4F7K9V")
    ask(page, "ranking").locator("li > span").first.click()
    is_at(page, "ranking", "")


def test_a_finger_drags_by_the_handle_and_scrolls_elsewhere(phone):
    page = phone("4F7K9V", has_touch=True)
    rows = ask(page, "ranking").locator("li")
    ask(page, "ranking").locator("ol").evaluate("(list) => list.scrollIntoView({block: 'center'})")
    wire = page.context.new_cdp_session(page)

    def touch(kind, *at):
        points = [{"x": at[0], "y": at[1]}] if at else []
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    (x, y), (_x, top) = middle(rows.nth(2).locator("b")), middle(rows.nth(0))
    touch("touchStart", x, y)
    for step in range(1, 9):
        touch("touchMove", x, y + (top - y) * step / 8)
    touch("touchEnd")
    assert order(page) == ["Ett gemensamt resecentrum"]


# The room's time


def test_the_time_is_counted_without_the_phones_clock_and_cuts_nobody_off(opened, room):
    page, here = opened("4F7K9P", WRONG_CLOCK), room("4F7K9P")
    clock = page.locator("[data-timer]")
    expect(clock).to_be_hidden()
    here.lead("timer", seconds=90)
    # Whoever wants things still sees it move seldom.
    expect(clock).to_have_text(SV["time_left"].format(time="1:30"))
    page.wait_for_timeout(1500)
    expect(clock).to_have_text(SV["time_left"].format(time="1:30"))
    page.emulate_media(reduced_motion="no-preference")
    expect(clock).to_have_text(re.compile(r"1:2\d$"))
    expect(page.locator("[data-news]")).to_have_text("")
    assert axe.violations(page) == []
    page.reload()
    expect(clock).to_have_text(re.compile(r"1:[12]\d$"))
    words(page).fill("halvv")
    here.lead("timer", seconds=1)
    expect(clock).to_have_text(SV["time_over"], timeout=PATIENT)
    expect(page.locator("[data-news]")).to_have_text(SV["time_over"])
    assert axe.violations(page) == []
    expect(words(page)).to_have_value("halvv")
    send(page, "words")
    is_at(page, "words", "arrived")
    here.lead("timer", seconds=0)
    expect(clock).to_be_hidden()


def test_that_little_is_left_is_said_once(opened, room):
    page, here = opened("4F7K9P"), room("4F7K9P")
    here.lead("timer", seconds=62)
    expect(page.locator("[data-news]")).to_have_text(SV["time_soon"], timeout=PATIENT)
    page.evaluate("document.querySelector('[data-news]').textContent = ''")
    page.wait_for_timeout(2500)
    expect(page.locator("[data-news]")).to_have_text("")
    here.lead("timer", seconds=0)


# What others write, while results are hidden


def test_others_questions_come_to_be_supported_while_one_is_writing(phone, room, installation_here):
    page, here = phone("4F7K9V"), room("4F7K9V")
    own = ask(page, "qa").locator("input[name$=ask]")
    own.type("Varför just n")
    here.crowd("qa", [{"ask": "När får vi veta hur det gick?"}] * 5)
    tick = ask(page, "qa").get_by_label("När får vi veta hur det gick?")
    expect(tick).to_be_visible(timeout=PATIENT)
    expect(ask(page, "qa").locator("[data-told]")).to_be_hidden()
    expect(own).to_be_focused()
    expect(own).to_have_value("Varför just n")
    assert axe.violations(page) == []
    tick.check()
    send(page, "qa")
    is_at(page, "qa", "arrived")
    assert "Varför just n" in installation_here.stored(here.questions["qa"])
    number = str(here.questions["qa"])
    desk = here.page.request.get(f"{here.path}/desk").json()
    asked = next(text for text in desk["results"][number]["asks"] if text["text"].startswith("När får"))
    own.fill("En till")
    here.lead("hold", "qa", text=asked["id"], reason="dubblett")
    expect(tick).to_have_count(0, timeout=PATIENT)
    expect(own).to_have_value("En till")


def test_others_statements_come_in_turn_and_nobody_is_moved_from_theirs(phone, room):
    page, here = phone("4F7K9V"), room("4F7K9V")
    statements = ask(page, "statements")
    standing = statements.locator(".statement:not([hidden]) legend")
    statements.get_by_role("button", name=SV["forward"]).click()
    before = standing.inner_text()
    here.crowd("statements", [{"own": "Vi borde ses oftare."}] * 5)
    expect(statements.locator(".where")).to_have_text(SV["statement"].format(number=2, total=4), timeout=PATIENT)
    assert standing.inner_text() == before
    for _step in range(2):
        statements.get_by_role("button", name=SV["forward"]).click()
    expect(standing).to_have_text("Vi borde ses oftare.")
    statements.locator(".statement:not([hidden])").get_by_text(SV["agree"], exact=True).click()
    is_at(page, "statements", "arrived")


@pytest.mark.parametrize("language", ["ar", "sv-easy"])
def test_results_are_shown_and_hidden_live_in_the_phones_own_language(opened, room, language):
    here = room("4F7K9P")
    here.lead("step", "scale")
    here.crowd("scale", [4] * 6)
    page = opened(f"4F7K9P?language={language}")
    told = ask(page, "scale").locator("[data-figure]")
    here.lead("show", "scale")
    opening = texts_of(language)["figures"]["on_scale"].partition("{")[0]
    expect(told.locator(".sentence")).to_contain_text(opening, timeout=PATIENT)
    assert axe.violations(page) == []
    here.lead("hide", "scale")
    expect(told).to_be_hidden()
    expect(told.locator("svg")).to_have_count(0)
    here.lead("show", "scale")
    expect(told.locator("svg")).to_be_visible(timeout=PATIENT)
    here.lead("hide", "scale")


def test_a_page_with_every_kind_of_question_is_light_and_asks_seldom(aboard):
    weight = weigh_until_the_stream(aboard.page(phone=True), "/d/4F7K9X")
    assert 40 * KB < weight.total <= 72 * KB
    assert len(weight.bytes) <= 7
    assert 3 * KB < weight.scripts <= 5 * KB
