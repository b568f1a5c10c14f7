"""The phone's page as the room goes on: one question at a time, what is shown, groups, and what it fetches."""

import json
import re
import time

import pytest

from hamn.dialogues import live, phone_figures
from hamn.dialogues.answers import Respondent
from hamn.dialogues.misses import MOST
from hamn.dialogues.models import RespondentGroup
from hamn.live.messages import Command
from tests.dialogues import builders

pytestmark = pytest.mark.django_db
KINDS = ("words", "text", "choice", "scale", "ranking", "points", "axes", "statements", "qa")
VALUES = {
    "words": ["tillit", "mod"],
    "text": "Vi provade något nytt.",
    "choice": ["a"],
    "scale": 4,
    "ranking": ["b", "a"],
    "points": {"a": 60, "b": 40},
    "axes": {"a": 3, "b": 2, "c": 5},
    "statements": {"a": 1},
    "qa": {"ask": "Hur går det?"},
}


@pytest.fixture
def round(astrid):
    # Test databases number their questions from one again; a figure of an earlier test must not meet them.
    phone_figures.once.cache_clear()
    yield builders.opened(by=astrid, kinds=KINDS, pace="live")
    phone_figures.once.cache_clear()


def question(round, kind):
    return round.dialogue.questions.get(kind=kind)


def lead(round, command, kind):
    live.lead(round.dialogue, round.opened_by, Command(command, question=question(round, kind).pk))


def page_of(client, round):
    return client.get(f"/d/{round.dialogue.code}").content.decode()


def without_templates(page):
    """What somebody meets who has no scripts."""
    while "<template" in page:
        page = re.sub(r"<template[^>]*>(?:(?!<template).)*?</template>", "", page, flags=re.DOTALL)
    return page


def test_one_question_at_a_time_means_that_the_others_wait(client, round):
    page = without_templates(page_of(client, round))
    assert "Question of words?" in page and "Question of scale?" not in page
    lead(round, "step", "scale")
    page = without_templates(page_of(client, round))
    assert re.search(r'class="ask now"[^>]*data-kind="scale"[^>]* open', page)
    # The first one is still open, and folded.
    assert re.search(r'class="ask" [^>]*data-kind="words"(?![^>]* open)', page)


def test_a_closed_step_has_no_form_and_says_so(client, round):
    lead(round, "close", "words")
    page = without_templates(page_of(client, round))
    assert "takes no more answers now" in page and 'name="q' not in page and "Load again" in page


@pytest.mark.parametrize("kind", KINDS)
def test_results_are_on_the_page_and_fetched_alone_once_they_are_shown(client, round, kind):
    asked = question(round, kind)
    address = f"/d/{round.dialogue.code}/results/{asked.pk}"
    lead(round, "step", kind)
    builders.room(round, 6, lambda number: VALUES[kind], question=asked)
    assert client.get(address).status_code == 404
    lead(round, "show", kind)
    alone = client.get(address)
    assert alone.status_code == 200
    said = alone.content.decode()
    if kind == "text":
        assert "Vi provade något nytt." in said
    else:
        assert "<svg" in said and "Show as table" in said and "<table" in said
    # Asked first, shown after: who has answered nothing gets a light page.
    assert "<svg" not in page_of(client, round)
    builders.say(round, client.cookies["ticket"].value, VALUES[kind], question=asked)
    assert ("<svg" in page_of(client, round)) == (kind != "text")
    lead(round, "hide", kind)
    assert client.get(address).status_code == 404


def test_too_few_answers_are_not_shown_however_much_the_leader_shows(client, round):
    builders.room(round, 4, question=question(round, "words"))
    lead(round, "show", "words")
    page = page_of(client, round)
    assert "tillit" not in page and "Too few have answered" in page
    alone = client.get(f"/d/{round.dialogue.code}/results/{question(round, 'words').pk}")
    assert alone.status_code == 200 and "tillit" not in alone.content.decode()


def test_the_same_view_is_drawn_once_for_everyone(client, round, monkeypatch):
    drawn = []
    monkeypatch.setattr(phone_figures, "rendered", lambda *given: drawn.append(given) or "figure")
    builders.room(round, 6, lambda number: 4, question=question(round, "scale"))
    lead(round, "show", "scale")
    for _phone in range(20):
        client.get(f"/d/{round.dialogue.code}/results/{question(round, 'scale').pk}")
    assert len(drawn) == 1


def test_unknown_codes_spend_the_same_budget_wherever_they_are_tried(client, round):
    for _try in range(MOST + 1):
        response = client.get("/d/XXXXXX/results/1")
    assert response.status_code == 429


def test_a_group_is_chosen_in_the_form_by_link_or_not_at_all(client, astrid):
    round = builders.opened(by=astrid, kinds=("words",))
    RespondentGroup.objects.create(dialogue=round.dialogue, key="staff", name="Staff")
    code = round.dialogue.code
    by_link = client.get(f"/d/{code}?group=staff").content.decode()
    assert re.search(r'name="group" value="staff" checked', by_link)
    assert re.search(r'name="group" value="" checked', client.get(f"/d/{code}").content.decode())
    form = dict(re.findall(r'<input type="hidden" name="(id|rev)" value="([^"]+)"', by_link))
    words = round.dialogue.questions.get().pk
    client.post(f"/d/{code}", form | {f"q{words}-0": "mod", "group": "staff", "phrase": "tre blå båtar"})
    assert Respondent.objects.get().group == "staff" and Respondent.objects.get().phrase
    assert re.search(r'name="group" value="staff" checked', client.get(f"/d/{code}").content.decode())


def test_the_page_carries_what_its_scripts_need_and_no_more_of_others(client, round):
    page = page_of(client, round)
    texts = json.loads(re.search(r'data-texts="([^"]+)"', page)[1].replace("&quot;", '"').replace("&#x27;", "'"))
    assert texts["saved"] == "Saved in the phone" and texts["arrived"] == "Arrived"
    assert f'data-round="{round.pk}"' in page and 'data-pace="live"' in page


def test_the_worker_is_served_where_it_may_keep_the_phones_pages_and_is_never_old(client):
    response = client.get("/d/sw.js")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "no-cache"


def test_without_scripts_the_page_says_when_the_time_is_up_and_what_the_time_is_now(client, round, monkeypatch):
    assert 'class="clock plain-only"' not in page_of(client, round)
    live.lead(round.dialogue, round.opened_by, Command("timer", seconds=600))
    said = re.search(r"The time is up at (\d\d):(\d\d); it is (\d\d):(\d\d) now", page_of(client, round))
    ends, now = (60 * int(said[at]) + int(said[at + 1]) for at in (1, 3))
    assert (ends - now) % (24 * 60) in (9, 10, 11)
    begun = time.time()
    monkeypatch.setattr(live.time, "time", lambda: begun + 601)
    page = page_of(client, round)
    assert "The time is up. Finish in peace" in page and re.search('<form method="post"', page)
