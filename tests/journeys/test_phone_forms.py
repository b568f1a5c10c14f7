"""What becomes of a form on the phone while somebody fills it in: made better, kept, sent, and nobody is disturbed by it."""

from playwright.sync_api import expect

from tests.journeys import axe, phones
from tests.journeys.phones import PATIENT, SV, ask, is_at, send

installation_here, address, keys = phones.installation_here, phones.address, phones.keys
leader, room, phone = phones.leader, phones.room, phones.phone

OF_RANKING = "**/better/ranking*"
# As if a question with a longer number had been begun: 120 beside 12.
BEGIN_ANOTHER = """([code, question]) => new Promise((done) => {
  const { round } = document.querySelector("live-room").dataset, asked = indexedDB.open("hamn", 1);
  asked.onsuccess = () => {
    const transaction = asked.result.transaction("kept", "readwrite");
    transaction.objectStore("kept").put({ key: `${code}.${round}/typed/${question}0/`, rows: [], state: "draft", rev: 0 });
    transaction.oncomplete = done;
  };
})"""
# In one breath, before what was sent can be kept.
SEND_AND_TYPE_ON = """(ask) => {
  const field = ask.querySelector("textarea");
  ask.querySelector("[data-send]").click();
  field.value = "Först det. Sedan mer.";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def ranks(page):
    return ask(page, "ranking").locator("select")


def test_a_form_that_could_not_be_made_better_answers_as_it_is(aboard, room, installation_here):
    page, here = aboard.page(phone=True), room("4F7K9V")
    page.route(OF_RANKING, lambda door: door.abort())
    page.goto("/d/4F7K9V")
    expect(page.locator("live-room[data-joined]")).to_be_attached()
    expect(ask(page, "statements").locator(".where")).to_have_text(SV["statement"].format(number=1, total=3))
    ranks(page).nth(0).select_option("2")
    ranks(page).nth(1).select_option("1")
    send(page, "ranking")
    is_at(page, "ranking", "arrived")
    assert installation_here.stored(here.questions["ranking"]) == [["b", "a"]]


def test_forms_are_made_better_without_a_network_too(phone):
    page = phone("4F7K9V")
    expect(page.locator("html[data-kept]")).to_be_attached(timeout=PATIENT)
    page.context.set_offline(True)
    page.reload()
    up = SV["move_up"].format(option="Skolornas energi")
    ask(page, "ranking").get_by_role("button", name=up).click(timeout=PATIENT)
    send(page, "ranking")
    is_at(page, "ranking", "saved")
    expect(ask(page, "statements").locator(".where")).to_have_text(SV["statement"].format(number=1, total=3))
    page.context.set_offline(False)
    is_at(page, "ranking", "arrived", timeout=PATIENT)


def test_what_is_kept_of_one_question_is_not_taken_for_anothers(phone, room):
    page, here = phone("4F7K9T"), room("4F7K9T")
    page.evaluate(BEGIN_ANOTHER, ["4F7K9T", here.questions["text"]])
    page.reload()
    expect(page.locator("live-room[data-joined]")).to_be_attached()
    is_at(page, "text", "")


def test_whoever_types_on_while_it_is_sent_has_a_draft_again(phone, room, installation_here):
    page, here = phone("4F7K9T"), room("4F7K9T")
    field = ask(page, "text").locator("textarea")
    field.fill("Först det.")
    with page.expect_response("**/answers"):
        ask(page, "text").evaluate(SEND_AND_TYPE_ON)
    assert installation_here.stored(here.questions["text"]) == ["Först det."]
    is_at(page, "text", "draft")
    expect(field).to_have_value("Först det. Sedan mer.")
    send(page, "text")
    is_at(page, "text", "arrived")
    assert installation_here.stored(here.questions["text"]) == ["Först det. Sedan mer."]


def test_no_form_changes_under_anybodys_fingers(aboard):
    page, doors = aboard.page(phone=True), []
    page.route(OF_RANKING, lambda door: doors.append(door), times=1)
    with page.expect_request(OF_RANKING):
        page.goto("/d/4F7K9V", wait_until="domcontentloaded")
    ranks(page).nth(2).select_option("1")
    ranks(page).nth(2).focus()
    with page.expect_response(OF_RANKING):
        doors[0].continue_()
    page.wait_for_timeout(500)
    expect(ranks(page).nth(2)).to_be_focused()
    expect(ranks(page).nth(2)).to_be_visible()
    ask(page, "qa").locator("input[name$=ask]").focus()
    expect(ask(page, "ranking").locator("li").first).to_contain_text("Ett gemensamt resecentrum")
    is_at(page, "ranking", "draft")
    assert axe.violations(page) == []
