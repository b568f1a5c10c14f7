"""One thing carried through the whole loop: question → answers → insight → recommendation → commitment → the road."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.aboard import sign_in
from tests.journeys.test_burden import plan
from tests.journeys.words import sv

PEOPLE = 6


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_word_said_in_a_docking_can_be_followed_to_a_promise_and_back(aboard, scripts):
    how = "med skript" if scripts else "utan skript"
    leader = aboard.page(scripts=scripts)
    sign_in(leader, "processledare")
    leader.goto("/")
    plan(leader, f"Dockning: våga prova ({how})")
    code = ask_in_it(leader, f"Vad behöver du för att våga prova ({how})?")
    for number in range(PEOPLE):
        answer(aboard.page(phone=True, scripts=scripts), code, "lugn och ro", f"tid {number}")
    word_page = open_the_word(leader, "lugn och ro")

    take_along(leader, f"Utan tid blir det inget provat ({how}).")
    advice = f"Ge varje arbetsplats en stund i månaden att prova något nytt ({how})."
    insight = sort_as_insight(leader)
    recommendation = recommend(leader, advice)

    manager = aboard.page(scripts=scripts)
    sign_in(manager, "ledningsgrupp")
    answer_recommendation(manager, advice)
    promise = f"En provtimme i månaden för alla ({how})"
    commitment = commit(manager, promise)

    leader.goto("/")
    expect(leader.get_by_role("link", name=promise).first).to_be_attached()
    walk_the_trail(leader, word_page, [insight, recommendation, commitment])

    answer_the_word(manager, word_page, "Vi ger alla en provtimme i månaden.")
    close_round(leader, word_page)
    heard_back(aboard.page(phone=True, scripts=scripts), code, "Vi ger alla en provtimme i månaden.")


def ask_in_it(page: Page, question: str) -> str:
    """The code with which the room answers."""
    page.get_by_role("link", name=sv("Choose a question to ask")).click()
    page.get_by_label(sv("The question")).fill(question)
    page.get_by_label(sv("Why do you ask?")).fill("Vi vill veta vad vi kan ändra på.")
    page.get_by_role("button", name=sv("Ask it here")).first.click()
    page.locator("form[action$='/opening/'] button").click()
    return page.locator(".code").inner_text().strip()


def answer(page: Page, code: str, *words: str) -> None:
    page.goto(f"/d/{code}")
    fields = page.locator("fieldset input[type=text]")
    for place, word in enumerate(words):
        fields.nth(place).fill(word)
    page.locator("[data-send]:visible, .plain-only button:visible").first.click()
    expect(page.locator("[data-ask][data-state=arrived], .note.good:visible").first).to_be_visible()
    page.context.close()


def open_the_word(page: Page, word: str) -> str:
    """The address of the word's own page, reached from the result page."""
    page.reload()
    expect(page.locator("#results")).to_contain_text(word)
    page.locator("#results li > a", has_text=word).click()
    expect(page.locator("h1")).to_have_text(word)
    return page.url


def take_along(page: Page, sentence: str) -> None:
    page.locator("summary", has_text=sv("We take this with us")).click()
    page.locator("textarea[name=text]:visible").first.fill(sentence)
    page.get_by_role("button", name=sv("Keep it")).click()
    page.get_by_role("link", name=sentence).click()
    expect(page.locator("h1")).to_have_text(sentence)


def sort_as_insight(page: Page) -> str:
    page.locator("a[href$='/sorting/insight/']").click()
    page.get_by_role("button", name=sv("Save"), exact=True).click()
    page.wait_for_url("**/findings/insights/*/")
    return page.url


def recommend(page: Page, advice: str) -> str:
    page.get_by_role("link", name=sv("Make a recommendation of it")).click()
    page.locator("textarea[name=text]").fill(advice)
    page.locator("select[name=to]").select_option(label="Ledningsgruppen för regional utveckling")
    page.get_by_role("button", name=sv("Save"), exact=True).click()
    page.wait_for_url("**/findings/recommendations/*/")
    return page.url


def answer_recommendation(page: Page, advice: str) -> None:
    page.goto("/findings/")
    page.get_by_role("link", name=advice).first.click()
    page.locator("input[name=verdict][value=accept]").check()
    page.locator("textarea[name=why]").fill("Ja. Det kostar lite och säger mycket.")
    page.locator("form[action$='/responses/'] button.btn").click()
    expect(page.locator("article.card")).to_contain_text("Ja. Det kostar lite")


def commit(page: Page, promise: str) -> str:
    page.get_by_role("link", name=sv("We do this"), exact=True).click()
    page.locator("textarea[name=text]").fill(promise)
    page.locator("select[name=owner]").select_option(label="Ledningsgruppen för regional utveckling")
    page.locator("input[name=recheck_on]").fill((date.today() + timedelta(weeks=8)).isoformat())
    page.get_by_role("button", name=sv("Write it down")).click()
    page.wait_for_url("**/commitments/*/")
    expect(page.locator("h1")).to_have_text(promise)
    return page.url


def walk_the_trail(page: Page, word_page: str, steps: list[str]) -> None:
    """From the word, along its line, to every step of what came of it."""
    page.goto(word_page)
    page.locator("a[href*='/journey/trail/']").first.click()
    for step in steps:
        expect(page.locator(f".story a[href='{path(step)}']").first).to_be_visible()


def path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def answer_the_word(page: Page, word_page: str, reply: str) -> None:
    page.goto(word_page)
    page.locator(f"a[href='{path(word_page)}replies/']").first.click()
    page.locator("input[name=verdict][value=doing]").check()
    page.locator("textarea[name=text]").fill(reply)
    page.get_by_role("button", name=sv("Give the answer")).click()
    expect(page.locator("main")).to_contain_text(reply)


def close_round(page: Page, word_page: str) -> None:
    page.goto(word_page)
    page.locator(".crumbs a").last.click()
    page.get_by_role("link", name=sv("Close the round")).click()
    page.get_by_role("button", name=sv("Close the round")).click()


def heard_back(page: Page, code: str, reply: str) -> None:
    page.goto(f"/d/{code}")
    expect(page.locator("main")).to_contain_text("lugn och ro")
    expect(page.locator("main")).to_contain_text(reply)
