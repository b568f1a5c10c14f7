"""The wall in a real browser while a room answers: it moves without a reload, also where streams or scripts are missing."""

import re
import shutil
import time

import pytest
from playwright.sync_api import expect

from tests.installation import Installation, free_port, wait_until_open
from tests.journeys import axe, hall, house
from tests.journeys.aboard import Aboard
from tests.journeys.words import sv

WALLS = [(1920, 1080), (1280, 720)]
PEOPLE = 12
# Every text that can be seen, with its height in hundredths of the screen's.
SIZES = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('#wall') ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest('.sr, title, desc') || !holder.checkVisibility({visibilityProperty: true})) continue;
    const drawn = holder.closest('svg') ? holder.getScreenCTM().a : 1;
    found.push([node.data.trim(), parseFloat(getComputedStyle(holder).fontSize) * drawn / innerHeight * 100]);
  }
  return found;
}"""
# What runs out of the screen, or under what stands beneath it.
OUTSIDE = """() => {
  const foot = document.querySelector('#wall > footer')?.getBoundingClientRect().top ?? innerHeight;
  const isOut = (node) => {
    const box = node.getBoundingClientRect();
    const bottom = node.closest('.wall-figure') ? foot : innerHeight;
    const isCut = !node.closest('svg') && node.scrollWidth > node.clientWidth + 2;
    const isLow = node.matches('.said li') && node.scrollHeight > node.clientHeight + 2;
    return box.right > innerWidth + 1 || box.left < -1 || box.top < -1 || box.bottom > bottom + 1 || isCut || isLow;
  };
  const all = [...document.querySelectorAll('#wall :is(h1, .wall-figure text, .said li, .more, footer p, .wall-calm p)')];
  return all.filter(isOut).map((node) => node.textContent.trim().slice(0, 60));
}"""
WATCH = """() => {
  window.nodes = new Map([...document.querySelectorAll('.wall-figure svg [id]')].map((node) => [node.id, node]));
  window.glides = [];
  document.addEventListener('transitionrun', (event) => event.target.closest('svg') && glides.push(event.propertyName));
}"""
REPLACED = "() => [...nodes].filter(([id, node]) => document.getElementById(id) && !node.isConnected).map(([id]) => id)"


class House:
    """A served demonstration that can be stopped and started again at the same address."""

    def __init__(self, data):
        self.installation, self.port = Installation(data), free_port()
        self.address = f"http://localhost:{self.port}"
        self.start()

    def start(self):
        self.running = self.installation.running("demo", "--port", self.port, "--data", self.installation.data)
        process, said = self.running.__enter__()
        wait_until_open(self.address, process, said, patience_s=180)

    def stop(self):
        self.running.__exit__(None, None, None)


@pytest.fixture(scope="module")
def served(shared_place, tmp_path_factory):
    data = tmp_path_factory.mktemp("wall") / "data"
    shutil.copytree(house.loaded(shared_place), data)
    made = House(data)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def keys_here():
    return {}


@pytest.fixture
def crew(browser, served, keys_here):
    party = Aboard(browser, served.address, keys_here)
    yield party
    party.leave()
    assert party.faults == []


@pytest.fixture
def room(served):
    """A room of one question of each kind, led one at a time."""
    return hall.build(served.installation, served.address)


@pytest.fixture
def lead(crew, room):
    return room.remote(crew.page("processledare"))


def wall(crew, room, query="", who=None, size=WALLS[0], **more):
    page = crew.page(who, **more)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"/present/{room.code}{query}")
    return page


def counts(page):
    return page.locator(".wall-count strong")


def open_everything(lead, room):
    for kind in room.questions:
        lead("open", kind)


def test_a_figure_moves_and_glides_without_a_reload(crew, room, lead):
    lead("step", "choice")
    lead("show", "choice")
    page = wall(crew, room)
    page.emulate_media(reduced_motion="no-preference")
    expect(counts(page)).to_have_text(sv("At most a few"))
    room.fill(6, ["choice"])
    expect(page.locator(".wall-figure svg")).to_be_visible()
    page.evaluate(WATCH)
    room.fill(7, ["choice"])
    # The last few of them may wait for the next batch.
    expect(counts(page)).to_have_text(re.compile("1[1-3] av 13"))
    page.wait_for_timeout(400)
    assert page.evaluate(REPLACED) == []
    assert {"width"} <= set(page.evaluate("glides"))
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1


def test_a_cloud_keeps_its_words_where_they_are_while_they_grow_and_a_merge_glides_too(crew, room, lead):
    lead("show", "words")
    tickets = [room.join() for _person in range(6)]
    for number, ticket in enumerate(tickets):
        room.answer(ticket, "words", ["tillit", "mod" if number % 2 else "kurage"])
    page = wall(crew, room)
    page.emulate_media(reduced_motion="no-preference")
    expect(page.locator(".wall-figure svg")).to_contain_text("kurage")
    page.evaluate(WATCH)
    texts = {
        each["text"]: each["id"] for each in lead("show", "words")["results"][str(room.questions["words"])]["words"]
    }
    lead("merge", "words", text=texts["kurage"], into=texts["mod"])
    expect(page.locator(".wall-figure svg")).not_to_contain_text("kurage")
    page.wait_for_timeout(400)
    assert page.evaluate(REPLACED) == []
    assert "font-size" in page.evaluate("glides")
    lead("hold", "words", text=texts["tillit"], reason="För att pröva.")
    expect(page.locator(".wall-figure svg")).not_to_contain_text("tillit")
    assert "För att pröva" not in page.content()


def test_results_come_when_they_are_shown_and_go_when_they_are_hidden(crew, room, lead):
    room.fill(6, ["words"])
    page = wall(crew, room)
    expect(page.locator(".wall-calm")).to_contain_text(sv("The answers are shown later."))
    expect(counts(page)).to_have_text(re.compile("[56] av 6"))
    assert page.locator(".wall-figure").count() == 0
    lead("show", "words")
    expect(page.locator(".wall-figure svg")).to_be_visible()
    lead("hide", "words")
    expect(page.locator(".wall-calm")).to_be_visible()
    lead("step", "scale")
    expect(page.get_by_role("heading", level=1)).to_have_text(hall.ASKED[1][1])


def test_a_frozen_wall_stays_also_when_it_is_opened_anew_and_a_text_put_aside_leaves_it(crew, room, lead):
    lead("show", "words")
    for number in range(6):
        room.answer(room.join(), "words", ["tillit", f"ord{number}"])
    page = wall(crew, room)
    expect(page.locator(".wall-figure svg")).to_contain_text("ord3")
    desk = lead("freeze", on=True)
    for _more in range(6):
        room.answer(room.join(), "words", ["nytt"])
    expect(counts(page)).to_have_text(re.compile("12"))
    lead("step", "scale")
    page.reload()
    expect(page.locator(".wall-figure svg")).to_contain_text("ord3")
    assert "nytt" not in page.content()
    texts = {each["text"]: each["id"] for each in desk["results"][str(room.questions["words"])]["words"]}
    lead("hold", "words", text=texts["ord3"], reason="Ett namn.")
    expect(page.locator(".wall-figure svg")).not_to_contain_text("ord3")
    lead("freeze", on=False)
    expect(page.get_by_role("heading", level=1)).to_have_text(hall.ASKED[1][1])


def test_a_blank_wall_is_empty_until_it_is_filled_again(crew, room, lead):
    page = wall(crew, room)
    lead("blank", on=True)
    expect(page.get_by_role("heading", level=1)).to_have_text(sv("The wall is empty for now"))
    assert page.locator(".wall-code").count() == 0
    lead("blank", on=False)
    expect(page.locator(".wall-code")).to_have_text(room.code)


def test_whoever_leads_does_it_by_keys_and_others_only_look_around(crew, room, lead):
    leader, other = wall(crew, room, who="processledare"), wall(crew, room)
    leader.keyboard.press("ArrowRight")
    for page in (leader, other):
        expect(page.get_by_role("heading", level=1)).to_have_text(hall.ASKED[1][1])
    leader.keyboard.press("s")
    expect(other.locator(".wall-calm")).to_contain_text(sv("The rest are shown when the round closes."))
    other.keyboard.press("ArrowRight")
    expect(other.get_by_role("heading", level=1)).to_have_text(hall.ASKED[2][1])
    expect(leader.get_by_role("heading", level=1)).to_have_text(hall.ASKED[1][1])
    assert "question=3" in other.url
    leader.keyboard.press("b")
    expect(leader.get_by_role("heading", level=1)).to_have_text(sv("The wall is empty for now"))
    leader.keyboard.press("b")
    expect(leader.locator(".wall-code")).to_be_visible()
    other.keyboard.press("b")
    expect(other.locator(".wall-code")).to_be_hidden()


def test_the_timer_counts_down_and_says_that_nobody_is_cut_off(crew, room, lead):
    page = wall(crew, room)
    lead("timer", seconds=2)
    expect(page.get_by_role("timer")).to_be_visible()
    expect(page.get_by_role("timer")).to_have_text(sv("Time is up. Finish what you are writing."), timeout=6000)
    lead("show", "words")
    room.fill(6, ["words"])
    expect(page.locator(".wall-figure svg")).to_be_visible()
    expect(page.get_by_role("timer")).to_have_text(sv("Time is up"))
    assert page.evaluate(OUTSIDE) == [] and [each for each in page.evaluate(SIZES) if each[1] < 4] == []


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_nothing_is_under_four_hundredths_of_the_height_and_nothing_runs_out(theme, crew, room, lead):
    open_everything(lead, room)
    room.fill(PEOPLE)
    for kind in room.questions:
        lead("show", kind)
    for size in WALLS:
        page = wall(crew, room, f"?theme={theme}", size=size)
        for kind, text, _options, _fields in hall.ASKED:
            lead("step", kind)
            expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(re.escape(text[:40])))
            expect(page.locator(".wall-figure")).to_be_visible()
            page.wait_for_timeout(100)
            sizes = page.evaluate(SIZES)
            assert [(said, high) for said, high in sizes if high < 4] == [], (kind, size)
            assert min(high for said, high in sizes if said.startswith(text[:20])) >= 7
            assert min(high for said, high in sizes if said == room.code) >= 5.5
            assert page.evaluate(OUTSIDE) == [], (kind, size)
            assert axe.violations(page) == [], (kind, theme)


def test_the_calm_wall_reads_from_the_last_row(crew, room, lead):
    lead("timer", seconds=600)
    for size in WALLS:
        page = wall(crew, room, size=size)
        sizes = page.evaluate(SIZES)
        assert [(said, high) for said, high in sizes if high < 4] == []
        assert page.locator(".wall-calm .qr").bounding_box()["height"] > size[1] * 0.55
        assert page.evaluate(OUTSIDE) == [] and axe.violations(page) == []


def test_where_streams_are_blocked_the_wall_asks_instead(crew, room, lead):
    lead("show", "words")
    page = crew.page()
    page.add_init_script("delete window.EventSource; window.EventSource = class extends EventTarget { close() {} };")
    page.goto(f"/present/{room.code}")
    room.fill(6, ["words"])
    expect(page.locator(".wall-figure svg")).to_be_visible(timeout=9000)
    expect(page.locator(".wall-notice")).to_be_hidden()


def test_without_scripts_the_page_shows_the_figure_and_a_link_to_load_it_again(crew, room, lead):
    lead("show", "words")
    room.fill(6, ["words"])
    page = wall(crew, room, scripts=False)
    expect(page.locator(".wall-figure svg")).to_be_visible()
    room.fill(6, ["words"])
    page.get_by_role("link", name=sv("Load again")).click()
    expect(counts(page)).to_have_text(re.compile("1[0-2] av 12"))
    page.get_by_role("link", name=sv("The next question")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(hall.ASKED[1][1])


def test_when_the_round_closes_the_rest_is_shown(crew, room, lead):
    lead("show", "words")
    for number in range(8):
        room.answer(room.join(), "words", ["tillit", f"ord{number}"])
    page = wall(crew, room)
    expect(counts(page)).to_have_text(re.compile("[5-8] av 8"))
    lead("end")
    expect(page.locator(".wall-count")).to_contain_text(sv("No longer open"), timeout=8000)
    expect(counts(page)).to_have_text("8")
    assert page.evaluate(OUTSIDE) == [] and [each for each in page.evaluate(SIZES) if each[1] < 4] == []
    assert len(re.findall(r"ord\d", page.locator(".wall-figure svg").text_content())) == 8


def test_a_server_that_starts_again_is_said_and_found_again(browser, served, keys_here, room):
    party = Aboard(browser, served.address, keys_here)
    lead = room.remote(party.page("processledare"))
    lead("show", "words")
    room.fill(6, ["words"])
    page = wall(party, room)
    expect(page.locator(".wall-figure svg")).to_be_visible()
    served.stop()
    expect(page.locator(".wall-notice")).to_have_text(sv("Reconnecting …"))
    expect(page.locator(".wall-figure svg")).to_be_visible()
    served.start()
    began = time.monotonic()
    expect(page.locator(".wall-notice")).to_be_hidden(timeout=10_000)
    assert time.monotonic() - began < 5
    room.fill(6, ["words"])
    expect(counts(page)).to_have_text(re.compile("1[0-2] av 12"))
    party.leave()


def test_the_wall_goes_down_to_a_phone_of_320_pixels(crew, room, lead):
    lead("show", "words")
    room.fill(6, ["words"])
    page = wall(crew, room, size=(320, 640))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator(".wall-figure svg")).to_be_visible()
    assert axe.violations(page) == []
