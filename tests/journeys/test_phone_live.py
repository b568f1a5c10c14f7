"""The participant's page as a room lives: nothing written is lost, and the phone always says where an answer is."""

import re

import pytest
from playwright.sync_api import expect

from hamn.dialogues.phone_texts import texts_of
from tests.journeys import axe, phones
from tests.journeys.phones import PATIENT, SV, ask, is_at, says, send
from tests.journeys.rooms import Room

installation_here, address, keys = phones.installation_here, phones.address, phones.keys
leader, room, phone = phones.leader, phones.room, phones.phone
# Links within a sentence may be smaller (WCAG 2.5.8); everything that is pressed to answer may not.
PRESSED = "main :is(button, select, summary, .option, .scale label, input[type=text], textarea)"
SMALL_TARGETS = """(pressed) => [...document.querySelectorAll(pressed)]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
  .map((each) => each.outerHTML.slice(0, 120))"""


def answer_words(page):
    ask(page, "words").locator("input").first.fill("tillit")
    send(page, "words")


def answer_text(page):
    ask(page, "text").locator("textarea").fill("En kollega ringde upp.")
    send(page, "text")


def answer_choice(page):
    ask(page, "choice").get_by_text("Kommunerna tillsammans").click()


def answer_scale(page):
    ask(page, "scale").locator(".scale label").nth(3).click()


def answer_ranking(page):
    for option in ("Ett gemensamt resecentrum", "Skolornas energi"):
        ask(page, "ranking").get_by_role("button", name=SV["move_up"].format(option=option)).click()
    send(page, "ranking")


def answer_points(page):
    fields = ask(page, "points").locator("input")
    fields.nth(0).fill("70")
    expect(ask(page, "points").locator("output")).to_have_text(SV["points_left"].format(points=30))
    for _press in range(6):
        ask(page, "points").get_by_role("button", name=SV["more_for"].format(option="Odling")).click()
    expect(ask(page, "points").locator("output")).to_have_text(SV["points_done"])
    send(page, "points")


def answer_axes(page):
    ask(page, "axes").locator(".scale").nth(0).locator("label").nth(2).click()
    ask(page, "axes").locator("summary", has_text=SV["comment"]).first.click()
    ask(page, "axes").locator("textarea").first.fill("Vi vågar mer nu.")
    send(page, "axes")


def answer_statements(page):
    for vote in (SV["agree"], SV["disagree"], SV["pass"]):
        ask(page, "statements").locator(".statement:not([hidden])").get_by_text(vote, exact=True).click()
        page.wait_for_timeout(500)
    expect(ask(page, "statements").locator(".where")).to_have_text(SV["all_statements"])
    ask(page, "statements").locator("input[name$=own]").fill("Vi borde ses oftare.")
    send(page, "statements")


def answer_qa(page):
    ask(page, "qa").locator("input[name$=ask]").fill("När får vi veta?")
    send(page, "qa")


STORED = {
    "words": [["tillit"]],
    "text": ["En kollega ringde upp."],
    "choice": [["b"]],
    "scale": [4],
    "ranking": [["c", "b"]],
    "points": [{"a": 70, "c": 30}],
    "axes": [{"steps": {"a": 3}, "comment": {"a": "Vi vågar mer nu."}}],
    "statements": [-1, 0, 1, "Vi borde ses oftare."],
    "qa": ["När får vi veta?"],
}
ANSWER = {kind: globals()[f"answer_{kind}"] for kind in STORED}


def test_every_kind_is_answered_stored_and_there_after_a_reload(phone, room, installation_here):
    page, here = phone("4F7K9X"), room("4F7K9X")
    page.locator("[data-group]").get_by_text("Medarbetare").click()
    for kind, answer in ANSWER.items():
        answer(page)
        is_at(page, kind, "arrived")
        assert sorted(installation_here.stored(here.questions[kind]), key=str) == STORED[kind], kind
    says(page, "arrived")
    page.reload()
    expect(ask(page, "words").locator("input").first).to_have_value("tillit")
    expect(ask(page, "ranking").locator("li").first).to_contain_text("Ett gemensamt resecentrum")
    expect(ask(page, "qa").locator("[data-own]")).to_contain_text("När får vi veta?")
    expect(page.locator("[data-group] :checked")).to_have_value("staff")


def test_an_answer_is_changed_and_the_last_one_counts(phone, room, installation_here):
    page, here = phone("4F7K9J"), room("4F7K9J")
    answer_scale(page)
    is_at(page, "scale", "arrived")
    ask(page, "scale").locator(".scale label").nth(1).click()
    is_at(page, "scale", "draft")
    is_at(page, "scale", "arrived")
    assert installation_here.stored(here.questions["scale"]) == [2]


def test_who_answers_before_the_room_let_them_in_waits_and_is_not_turned_away(aboard, room, installation_here):
    page, here, doors = aboard.page(phone=True), room("4F7K9N"), []
    page.route("**/join", lambda door: doors.append(door), times=1)
    page.goto("/d/4F7K9N")
    answer_words(page)
    is_at(page, "words", "saved")
    doors[0].continue_()
    is_at(page, "words", "arrived", timeout=PATIENT)
    assert installation_here.stored(here.questions["words"]) == [["tillit"]]


def test_offline_the_phone_keeps_it_and_back_it_arrives_once(phone, room, installation_here):
    page, here = phone("4F7K9J"), room("4F7K9J")
    page.context.set_offline(True)
    answer_words(page)
    is_at(page, "words", "saved")
    says(page, "saved")
    assert axe.violations(page) == []
    page.context.set_offline(False)
    is_at(page, "words", "arrived", timeout=PATIENT)
    says(page, "arrived")
    assert installation_here.stored(here.questions["words"]) == [["tillit"]]


def test_reloading_while_offline_keeps_page_and_answer(phone, room, installation_here):
    page, here = phone("4F7K9K"), room("4F7K9K")
    expect(page.locator("html[data-kept]")).to_be_attached(timeout=PATIENT)
    page.context.set_offline(True)
    answer_text(page)
    is_at(page, "text", "saved")
    ask(page, "words").locator("input").first.fill("halvskriv")
    page.reload()
    is_at(page, "text", "saved")
    expect(ask(page, "text").locator("textarea")).to_have_value("En kollega ringde upp.")
    expect(ask(page, "words").locator("input").first).to_have_value("halvskriv")
    expect(ask(page, "words").locator("[data-note]")).to_have_text(SV["draft"])
    page.context.set_offline(False)
    is_at(page, "text", "arrived", timeout=PATIENT)
    assert installation_here.stored(here.questions["text"]) == ["En kollega ringde upp."]
    assert installation_here.stored(here.questions["words"]) == []


def test_two_tabs_of_one_phone_are_one_person(phone, room, installation_here):
    first, here = phone("4F7K9K"), room("4F7K9K")
    before = installation_here.stored(here.questions["words"])
    second = first.context.new_page()
    second.goto("/d/4F7K9K")
    expect(second.locator("live-room[data-joined]")).to_be_attached()
    for page, word in ((first, "ett"), (second, "två")):
        ask(page, "words").locator("input").first.fill(word)
        send(page, "words")
        is_at(page, "words", "arrived")
    assert sorted(installation_here.stored(here.questions["words"])) == sorted([*before, ["två"]])


def test_where_streams_are_blocked_the_phone_asks_instead(aboard, room):
    page, here = aboard.page(phone=True), room("4F7K9C")
    page.route("**/events*", lambda route: route.abort())
    page.goto("/d/4F7K9C")
    expect(ask(page, "words")).to_have_class(re.compile("now"))
    here.lead("step", "scale")
    expect(ask(page, "scale")).to_have_class(re.compile("now"), timeout=PATIENT)
    answer_scale(page)
    is_at(page, "scale", "arrived")


def test_half_written_text_survives_a_moved_step_a_reload_and_what_the_leader_hides(phone, room, installation_here):
    page, here = phone("4F7K9D"), room("4F7K9D")
    here.lead("step", "text")
    field = ask(page, "text").locator("textarea")
    field.type("Jag hade just börj")
    here.lead("step", "scale")
    expect(ask(page, "scale")).to_be_visible()
    expect(ask(page, "text").locator("[data-note]")).to_have_text(SV["moved_on"])
    expect(field).to_be_focused()
    here.crowd("text", ["Något olämpligt."] * 5)
    here.lead("show", "text")
    expect(ask(page, "text").locator("[data-figure]")).to_contain_text("Något olämpligt.", timeout=PATIENT)
    text = here.page.request.get(f"{here.path}/desk").json()["results"][str(here.questions["text"])]["texts"][0]["id"]
    here.lead("hold", "text", text=text, reason="olämpligt")
    expect(ask(page, "text").locator("[data-figure]")).not_to_contain_text("Något olämpligt.", timeout=PATIENT)
    expect(field).to_have_value("Jag hade just börj")
    page.reload()
    expect(field).to_have_value("Jag hade just börj")
    field.fill("Jag hade just börjat.")
    send(page, "text")
    is_at(page, "text", "arrived")
    assert "Jag hade just börjat." in installation_here.stored(here.questions["text"])


def test_a_question_that_closes_keeps_what_was_being_written(phone, room, installation_here):
    page, here = phone("4F7K9D"), room("4F7K9D")
    here.lead("step", "qa")
    field = ask(page, "qa").locator("input[name$=ask]")
    field.fill("Varför just n")
    here.lead("close", "qa")
    expect(ask(page, "qa").locator("[data-note]")).to_have_text(SV["draft_closed"])
    expect(field).to_have_value("Varför just n")
    expect(ask(page, "qa").locator("[data-send]")).to_be_hidden()
    assert axe.violations(page) == []
    here.lead("reopen", "qa")
    expect(ask(page, "qa").locator("[data-send]")).to_be_visible()


def test_an_answer_that_came_too_late_is_kept_and_sent_when_the_question_opens_again(
    aboard, phone, room, installation_here
):
    page, here = phone("4F7K9F"), room("4F7K9F")
    here.lead("step", "words")
    page.context.set_offline(True)
    answer_words(page)
    is_at(page, "words", "saved")
    here.lead("close", "words")
    page.context.set_offline(False)
    expect(ask(page, "words").locator("[data-note]")).to_have_text(SV["kept_closed"], timeout=PATIENT)
    here.lead("reopen", "words")
    is_at(page, "words", "arrived", timeout=PATIENT)
    assert installation_here.stored(here.questions["words"]) == [["tillit"]]
    aboard.faults[:] = [fault for fault in aboard.faults if not fault.startswith("409: POST")]


def test_results_that_are_shown_come_with_sentence_and_table(phone, room):
    page, here = phone("4F7K9F"), room("4F7K9F")
    here.lead("step", "scale")
    # Five at a time, so that no answer waits at the gate for others, however slow the machine is.
    here.crowd("scale", [4, 4, 5, 3, 2])
    expect(ask(page, "scale").locator("[data-told]")).to_be_hidden()
    here.lead("show", "scale")
    told = ask(page, "scale").locator("[data-figure]")
    expect(told.locator("svg")).to_be_visible(timeout=PATIENT)
    told.locator("summary").click()
    expect(told.locator("table")).to_be_visible()
    assert axe.violations(page) == []
    here.crowd("scale", [1] * 5)
    expect(told.locator("tbody tr").first.locator("td")).to_have_text("5", timeout=PATIENT)
    expect(told.locator("table")).to_be_visible()


def test_a_question_that_is_added_comes_by_itself(phone, room):
    page, here = phone("4F7K9F"), room("4F7K9F")
    here.lead("add", kind="text", text="Vad glömde vi fråga om?")
    added = Room(here.address, here.code, here.page)
    here.lead("step", question=added.questions["text"])
    expect(page.get_by_label("Vad glömde vi fråga om?")).to_be_visible(timeout=PATIENT)


def test_a_server_that_restarts_in_the_middle_of_an_answer_loses_nothing(phone, room, installation_here):
    page, here = phone("4F7K9G"), room("4F7K9G")
    expect(page.locator("html[data-kept]")).to_be_attached(timeout=PATIENT)
    installation_here.stop()
    says(page, "reconnecting")
    answer_words(page)
    is_at(page, "words", "saved")
    installation_here.start()
    is_at(page, "words", "arrived", timeout=2 * PATIENT)
    says(page, "arrived", timeout=PATIENT)
    assert installation_here.stored(here.questions["words"]) == [["tillit"]]
    here.lead("step", "choice")
    expect(ask(page, "choice")).to_have_class(re.compile("now"), timeout=PATIENT)


def test_at_the_end_the_page_goes_to_what_became_of_it_but_never_over_unsent_text(phone, room):
    done, writing, here = phone("4F7K9H"), phone("4F7K9H"), room("4F7K9H")
    answer_words(done)
    is_at(done, "words", "arrived")
    ask(writing, "words").locator("input").first.fill("halvv")
    here.lead("end")
    expect(done.locator(".dialogues-eyebrow")).to_have_text(SV["heard"], timeout=PATIENT)
    expect(writing.locator("[data-ended]")).to_be_visible()
    expect(ask(writing, "words").locator("input").first).to_have_value("halvv")
    assert axe.violations(writing) == []
    writing.get_by_role("link", name=SV["see_outcome"]).click()
    expect(writing.locator(".dialogues-eyebrow")).to_have_text(SV["heard"])


def test_an_answer_that_is_refused_says_why_where_it_stands(phone, aboard):
    page = phone("4F7K9X")
    ask(page, "points").locator("input").first.fill("10")
    send(page, "points")
    expect(ask(page, "points").get_by_role("alert")).to_contain_text("100")
    is_at(page, "points", "draft")
    assert axe.violations(page) == []
    aboard.faults[:] = [fault for fault in aboard.faults if not fault.startswith("422: POST")]


def test_without_scripts_the_open_step_is_answered_and_the_next_one_is_loaded(aboard, room, installation_here):
    here, page = room("4F7K9C"), aboard.page(phone=True, scripts=False)
    here.lead("step", "scale")
    page.goto("/d/4F7K9C")
    expect(ask(page, "scale").locator(".scale")).to_be_visible()
    expect(ask(page, "ranking")).to_have_count(0)
    ask(page, "scale").locator(".scale label").nth(4).click()
    page.get_by_role("button", name=SV["send_all"]).click()
    expect(page.locator(".note.good")).to_have_text(SV["all_arrived"])
    assert 5 in installation_here.stored(here.questions["scale"])
    here.lead("step", "choice")
    page.get_by_role("link", name=SV["load_again"]).click()
    expect(ask(page, "choice").locator(".option").first).to_be_visible()


def test_who_comes_early_is_let_in_when_it_opens(aboard, leader):
    page = aboard.page(phone=True)
    page.goto("/d/4F7K9M")
    expect(page.locator("h1")).to_have_text(SV["not_open_title"])
    assert axe.violations(page) == []
    leader.goto("/dialogues/")
    leader.get_by_role("link", name="Strax öppnar vi").first.click()
    leader.locator("a[href$='/opening/'], form[action$='/opening/'] button").first.click()
    expect(ask(page, "words").locator("input").first).to_be_visible(timeout=PATIENT)


def test_a_group_by_link_is_chosen_already(phone):
    page = phone("4F7K9X?group=politicians")
    expect(page.locator("[data-group] :checked")).to_have_value("politicians")


@pytest.mark.parametrize("language", ["sv", "en", "fi", "ar", "sv-easy"])
def test_the_page_is_accessible_in_every_language_and_fits_the_smallest_phone(aboard, language):
    page = aboard.page(phone=True)
    page.goto(f"/d/4F7K9X?language={language}")
    expect(page.locator("html")).to_have_attribute("dir", texts_of(language)["direction"])
    expect(page.locator(".privacy").first).to_contain_text(texts_of(language)["page"]["write_so"])
    expect(page.locator("live-room[data-joined]")).to_be_attached()
    assert axe.violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(SMALL_TARGETS, PRESSED) == []


def test_dark_forced_colours_and_keyboard(aboard):
    page = aboard.page(phone=True, color_scheme="dark", forced_colors="active")
    page.goto("/d/4F7K9X")
    expect(page.locator("live-room[data-joined]")).to_be_attached()
    assert axe.violations(page) == []
    up = ask(page, "ranking").get_by_role("button", name=SV["move_up"].format(option="Odling nära staden"))
    up.focus()
    page.keyboard.press("Enter")
    placed = SV["placed"].format(option="Odling nära staden", place=1)
    expect(ask(page, "ranking").locator("[aria-live]")).to_have_text(placed)
    # The button at the top has nothing more to do; its neighbour has the focus, not the page.
    expect(ask(page, "ranking").locator("li").first.locator("button").nth(1)).to_be_focused()
