"""The wall: what anyone with the code sees of an open, a waiting and a closed round, and what they never see."""

import asyncio
import os
import signal
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from hamn.dialogues import drawing, live, moderating, rooms
from hamn.dialogues.leaders import REMOTE_COOKIE, give_link
from hamn.dialogues.misses import MOST
from hamn.dialogues.models import AnswerGroup, Question, Round
from hamn.dialogues.rounds import close_round, void_round
from hamn.live.messages import Answer, Command
from hamn.live.questions import Question as Asked
from hamn.records.models import Visibility
from tests.dialogues import builders

pytestmark = pytest.mark.django_db
KINDS = tuple(Question.Kind.values)
VALUES = {
    "words": ["tillit"],
    "text": "En längre tanke.",
    "choice": ["a"],
    "scale": 3,
    "ranking": ["b", "a"],
    "points": {"a": 60, "b": 40},
    "axes": {"a": 4, "b": 2},
    "statements": {"a": 1},
    "qa": {"ask": "Varför?"},
}


@pytest.fixture
def round(astrid):
    """A room that is led, one question of each kind; everything takes answers and nothing is shown."""
    made = builders.opened(by=astrid, kinds=KINDS, pace="live")
    for question in made.dialogue.questions.all():
        lead(made, astrid, "open", question)
    return made


@pytest.fixture
def answered(round):
    for question in round.dialogue.questions.all():
        builders.room(round, 6, lambda number, kind=question.kind: VALUES[kind], question=question)
    return round


def lead(round, by, command, question=None, **more):
    live.lead(round.dialogue, by, Command(command, question=question.pk if question else None, **more))


def asked(round, kind):
    return round.dialogue.questions.get(kind=kind)


def wall(client, round, **query):
    return client.get(f"/present/{round.dialogue.code}", query)


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_anyone_with_the_code_sees_the_question_the_way_in_and_how_many_are_here(client, round):
    for number in range(6):
        answer = Answer(f"{number:032x}", 1, asked(round, "words").pk, ["tillit"])
        live.answer_all(round, f"ticket-{number}", [answer])
    page = text_of(wall(client, round))
    assert "Question of words?" in page and round.dialogue.code in page and 'class="qr" role="img"' in page
    assert "<strong>5 of 6</strong>" in page and "The answers are shown later." in page


def test_what_is_hidden_is_not_in_the_page_for_anyone(as_, client, astrid, answered):
    for reader in (client, as_(astrid)):
        for number, question in enumerate(answered.dialogue.questions.all(), start=1):
            page = text_of(wall(reader, answered, question=number))
            assert f"wall-{question.pk}" not in page
            assert "tillit" not in page and "En längre tanke." not in page and "Varför?" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shown_is_drawn_for_every_kind_of_question(kind, client, astrid, answered):
    question = asked(answered, kind)
    lead(answered, astrid, "step", question)
    lead(answered, astrid, "show", question)
    page = text_of(wall(client, answered))
    assert f"Question of {kind}?" in page and f'id="wall-{question.pk}-' in page


def test_hiding_the_results_again_takes_them_off_the_page(client, astrid, answered):
    question = asked(answered, "words")
    lead(answered, astrid, "show", question)
    assert "tillit" in text_of(wall(client, answered))
    lead(answered, astrid, "hide", question)
    assert "tillit" not in text_of(wall(client, answered))


def test_a_blank_wall_holds_neither_question_nor_figure(client, astrid, answered):
    lead(answered, astrid, "show", asked(answered, "words"))
    lead(answered, astrid, "blank", on=True)
    page = text_of(wall(client, answered, part="wall"))
    assert "tillit" not in page and "Question of words?" not in page and "The wall is empty for now" in page


def test_texts_that_wait_or_are_put_aside_are_never_on_the_wall_nor_how_many_they_are(as_, client, astrid, round):
    question = asked(round, "words")
    given = ["fika", "ring 070-123 45 67"]
    builders.room(round, 6, lambda number: [*given, f"eget {number}"], question=question)
    lead(round, astrid, "show", question)
    moderating.hide(AnswerGroup.objects.get(label="eget 2"), "Names a colleague.", by=astrid)
    for reader in (client, as_(astrid)):
        page = text_of(wall(reader, round))
        assert "fika" in page and "eget 3" in page
        assert "070-123" not in page and "eget 2" not in page and "Names a colleague" not in page


def test_too_few_are_a_few_and_the_wall_says_when_the_answers_come(client, astrid, round):
    lead(round, astrid, "show", asked(round, "words"))
    builders.say(round, "one", ["ensam"])
    page = text_of(wall(client, round))
    assert "ensam" not in page and "At most a few" in page
    assert "when at least 5 have answered. The rest are shown when the round closes." in page


def test_the_wall_follows_the_room_and_a_chosen_question_stays(client, astrid, answered):
    lead(answered, astrid, "step", asked(answered, "scale"))
    assert "Question of scale?" in text_of(wall(client, answered))
    assert "Question of words?" in text_of(wall(client, answered, question=1))
    assert "data-chosen" in text_of(wall(client, answered, question=1, part="wall"))


@pytest.mark.parametrize("question", ["0", "99", "x", "-1"])
def test_a_question_that_is_not_there_is_not_found(question, client, answered):
    assert wall(client, answered, question=question).status_code == 404


def test_only_those_who_lead_get_keys_that_lead(as_, client, astrid, cilla, answered):
    assert "data-steers" in text_of(wall(as_(astrid), answered))
    assert "data-steers" not in text_of(wall(as_(astrid), answered, question=1))
    for reader in (as_(cilla), as_(None)):
        page = text_of(wall(reader, answered))
        assert "data-steers" not in page and 'data-act="show"' not in page


def test_whoever_holds_a_remote_link_leads_from_the_wall(client, astrid, answered):
    _link, token = give_link(answered.dialogue, "Guest", astrid, timezone.now() + timezone.timedelta(hours=1))
    client.cookies[f"{REMOTE_COOKIE}-{answered.dialogue.code}"] = token
    assert "data-steers" in text_of(wall(client, answered))


def test_what_was_never_opened_tells_nothing_of_itself(client, astrid):
    made = builders.dialogue(by=astrid, kinds=("words",), title="Secret title")
    page = text_of(client.get(f"/present/{made.code}"))
    assert made.code in page and "It opens soon" in page
    assert "Secret title" not in page and "Question of words?" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_round_is_drawn_from_its_rows(kind, client, astrid, answered):
    question = asked(answered, kind)
    close_round(answered, by=astrid)
    number = list(answered.dialogue.questions.values_list("kind", flat=True)).index(kind) + 1
    page = text_of(wall(client, answered, question=number))
    assert f'id="wall-{question.pk}-' in page and "No longer open" in page
    assert "<strong>6</strong>" in page and 'data-stream=""' in page


def test_a_closed_round_keeps_what_the_leader_put_aside_and_merged(client, astrid, round):
    question = asked(round, "words")
    builders.room(round, 6, lambda number: ["fika", f"eget {number}"], question=question)
    moderating.hide(AnswerGroup.objects.get(label="eget 2"), "Names a colleague.", by=astrid)
    moderating.merge(AnswerGroup.objects.get(label="eget 1"), AnswerGroup.objects.get(label="fika"), by=astrid)
    close_round(round, by=astrid)
    page = text_of(wall(client, round, question=1))
    assert "eget 3" in page and "eget 1" not in page and "eget 2" not in page and ">7<" in page


def test_a_void_round_shows_no_figure(client, astrid, answered):
    void_round(answered, by=astrid, reason="A test.")
    page = text_of(wall(client, answered, question=1))
    assert "This round is void." in page and "tillit" not in page


def test_an_unknown_code_costs_of_the_same_budget_as_on_the_phone(client):
    assert client.get("/present/ZZZZZZ").status_code == 404
    for _miss in range(MOST - 1):
        client.get("/d/ZZZZZZ")
    assert client.get("/present/ZZZZZZ").status_code == 429


def test_a_code_typed_in_small_letters_is_taken_to_its_address(client, round):
    response = client.get(f"/present/{round.dialogue.code.lower()}")
    assert response.status_code == 302 and response["Location"] == f"/present/{round.dialogue.code}"


def test_the_dialogues_own_screen_leads_to_the_wall_for_those_who_may_see_it(as_, bo, cilla):
    round = builders.opened(by=bo, visibility=Visibility.HARBOUR)
    response = as_(bo).get(f"/dialogues/{round.dialogue_id}/screen/?question=1")
    assert response["Location"] == f"/present/{round.dialogue.code}?question=1"
    assert as_(cilla).get(f"/dialogues/{round.dialogue_id}/screen/").status_code == 404


def test_it_is_dark_unless_one_asks_for_light(client, round):
    assert 'data-theme="dark"' in text_of(wall(client, round))
    assert 'data-theme="light"' in text_of(wall(client, round, theme="light"))
    assert 'data-theme="dark"' in text_of(wall(client, round, theme="purple"))


def test_a_timer_says_what_is_left_and_cuts_nobody_off(client, astrid, round):
    lead(round, astrid, "timer", seconds=90)
    page = text_of(wall(client, round))
    assert "1:30" in page or "1:29" in page
    assert Round.objects.get(pk=round.pk).is_open


def test_the_part_that_is_fetched_again_is_the_same_markup_as_the_page(client, answered):
    part = text_of(wall(client, answered, part="wall"))
    assert part.lstrip().startswith('<div id="wall"') and "<html" not in part


def test_without_scripts_the_page_loads_itself_again(client, answered):
    page = text_of(wall(client, answered))
    assert '<noscript><meta http-equiv="refresh"' in page and "Load again" in page


def test_the_wall_asks_the_database_little(client, astrid, answered, django_assert_max_num_queries):
    """Where the room is in memory; here it is read from its rows, question by question."""
    close_round(answered, by=astrid)
    with django_assert_max_num_queries(12):
        wall(client, answered)


def test_the_ids_of_a_page_are_those_of_the_stream(client, astrid, answered):
    """Otherwise nothing could glide when the first answers come after the page was opened."""
    question = asked(answered, "choice")
    lead(answered, astrid, "step", question)
    lead(answered, astrid, "show", question)
    told = rooms.load(Round.objects.get(pk=answered.pk)).told[question.pk]
    assert drawing.drawn(rooms.asked(question), told, "en") in text_of(wall(client, answered))


def test_the_address_on_the_wall_is_the_one_for_phones(client, round):
    page = text_of(wall(client, round))
    assert f"{urlsplit('http://testserver').netloc}/d/" in page


# The process that draws

WORDS = Asked(1, "words", "What?")
TOLD = {"answered": 5, "words": [{"id": "a", "text": "tillit", "count": 3}]}


@pytest.fixture
def drawers(monkeypatch):
    own = drawing.Drawers()
    monkeypatch.setattr(drawing, "drawers", own)
    yield own
    own.stop()


def test_a_drawing_process_that_died_is_replaced_and_that_is_said_once(drawers, caplog):
    async def twice():
        first = await drawing.draw(WORDS, TOLD, "en")
        [process] = drawers.pool._processes
        os.kill(process, signal.SIGKILL)
        return first, await drawing.draw(WORDS, TOLD, "en")

    before, after = asyncio.run(twice())
    assert before == after and "tillit" in before
    assert [record.message for record in caplog.records if "has died" in record.message] == [caplog.messages[0]]


def test_a_figure_that_cannot_be_drawn_is_told_once_and_the_wall_goes_on(drawers, caplog):
    async def often():
        return [await drawing.draw(Asked(2, "words", "What?"), {"answered": 5}, "en") for _again in range(3)]

    assert asyncio.run(often()) == [None, None, None]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        "The figure of question 2 cannot be drawn."
    ]


def test_stopping_ends_the_drawing_process(drawers):
    asyncio.run(drawing.draw(WORDS, TOLD, "en"))
    [process] = drawers.pool._processes.values()
    drawers.stop()
    assert not process.is_alive()
