from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Reply, Round
from hamn.findings.models import Recommendation, Response
from hamn.records.links import link
from hamn.records.models import Visibility
from tests import cast
from tests.journey import builders


@pytest.fixture(autouse=True)
def no_old_drawings():
    cache.clear()


@pytest.fixture
def word(db):
    dialogue = Dialogue.objects.create(
        programme=cast.programme(),
        title="Trust",
        code="4F7K",
        who_asks="LG",
        why="To learn",
        visibility=Visibility.PUBLIC,
    )
    question = Question.objects.create(dialogue=dialogue, text="What should we do?")
    opened = Round.objects.create(dialogue=dialogue)
    return AnswerGroup.objects.create(
        question=question, round=opened, label="open question time with LG", released_at=date(2021, 5, 21)
    )


def reply_to(word, visibility=Visibility.PUBLIC, text="We open them this autumn"):
    return Reply.objects.create(
        group=word,
        verdict=Reply.Verdict.DOING,
        text=text,
        body=cast.body(),
        on=date(2021, 6, 11),
        visibility=visibility,
    )


def page_of(client, noun):
    return client.get(reverse("trail", args=[noun._meta.label_lower, noun.pk])).content.decode()


def steps(page):
    return page[page.index('class="story"') :]


def test_a_word_that_nobody_has_answered_says_so(as_, word):
    page = page_of(as_(None), word)
    assert "open question time with LG" in page and page.count("No answer yet") == 2


def test_the_story_runs_from_said_to_answered_to_cancelled_to_held(as_, word, astrid):
    reply = reply_to(word)
    cancelled = builders.event("Large meeting", on=date(2021, 8, 1))
    held = builders.event("Large meeting again", on=date(2022, 4, 1))
    cancelled.cancel(by=astrid, reason="Snow", lesson="An answer needs its own road")
    held.hold(by=astrid)
    link(reply, cancelled)
    link(cancelled, held)
    page = page_of(as_(None), word)
    order = [
        steps(page).index(text) for text in ("Said", "Answered", "Cancelled", "An answer needs its own road", "Held")
    ]
    assert order == sorted(order) and "No answer yet" not in page


def test_the_line_is_lit_where_the_story_meets_the_road(as_, word, astrid):
    held = builders.event("Large meeting", on=date(2022, 4, 1))
    builders.event("Something else", on=date(2021, 1, 1))
    page = page_of(as_(None), word)
    assert "lit-road" not in page
    link(word, held)
    assert "lit-road" in page_of(as_(None), word)


def test_a_reply_that_the_reader_may_not_see_is_no_answer_to_them(as_, word, cilla):
    reply_to(word, visibility=Visibility.PARTNERSHIP, text="Canary reply")
    visitors, partners = page_of(as_(None), word), page_of(as_(cilla), word)
    assert "No answer yet" in visitors and "Canary reply" not in visitors
    assert "Canary reply" in partners and "No answer yet" not in partners


def test_a_hidden_step_ends_the_line_as_if_nothing_lay_beyond(as_, word, bo):
    hidden = builders.event("Canary", visibility=Visibility.HARBOUR, team=cast.crew(), on=date(2021, 9, 1))
    beyond = builders.event("Beyond", on=date(2021, 10, 1))
    link(word, hidden)
    link(hidden, beyond)
    assert "Canary" not in page_of(as_(None), word) and "Beyond" not in steps(page_of(as_(None), word))
    assert "Canary" in steps(page_of(as_(bo), word)) and "Beyond" in steps(page_of(as_(bo), word))


def test_a_hidden_noun_has_no_trail(as_, bo):
    hidden = builders.event("Canary", visibility=Visibility.HARBOUR, team=cast.crew())
    address = reverse("trail", args=["journey.event", hidden.pk])
    assert as_(bo).get(address).status_code == 200
    assert as_(None).get(address).status_code == 404
    assert as_(None).get(reverse("trail", args=["people.person", 1])).status_code == 404
    assert as_(None).get(reverse("trail", args=["no.such", 1])).status_code == 404


def test_a_move_is_a_step_of_its_own(as_, astrid):
    event = builders.event("The meeting", on=date(2021, 2, 1))
    event.move(date(2021, 4, 1), by=astrid, reason="Snow")
    page = steps(page_of(as_(None), event))
    assert page.index("Moved") < page.index("Planned") and "Snow" in page


def test_a_recommendation_waits_until_it_is_answered(as_, astrid):
    advice = Recommendation.objects.create(
        programme=cast.programme(),
        text="Shorter expeditions",
        to=cast.body(),
        visibility=Visibility.PUBLIC,
        on=date(2022, 1, 1),
    )
    assert "No answer yet" in page_of(as_(None), advice)
    Response.objects.create(
        recommendation=advice, verdict="partly", why="Six months", body=cast.body(), on=date(2022, 2, 1)
    )
    page = page_of(as_(None), advice)
    assert "No answer yet" not in page and "Partly. Six months" in page


def long_line(word, astrid, length):
    """From a word through answers, meetings, advice and promises, as many times as asked."""
    last = word
    for number in range(length):
        meeting = builders.docking(f"Meeting {number}", on=date(2022, 1 + number, 1))
        advice = Recommendation.objects.create(
            programme=cast.programme(),
            text="Shorter",
            to=cast.body(),
            visibility=Visibility.PUBLIC,
            on=date(2022, 1, 1),
        )
        Response.objects.create(recommendation=advice, verdict="partly", why="Six months", body=cast.body())
        event = builders.event(f"Event {number}", on=date(2022, 3, 1))
        event.cancel(by=astrid, reason="Snow", lesson="Ask again")
        along = [
            reply_to(word),
            meeting,
            builders.decision("We begin", meeting),
            advice,
            builders.commitment(owner=cast.body()),
            event,
        ]
        for noun in along:
            link(last, noun)
            last = noun


@pytest.mark.parametrize("length", [1, 3])
def test_the_page_of_a_trail_takes_no_more_than_twelve_questions(
    as_, word, astrid, length, django_assert_max_num_queries
):
    long_line(word, astrid, length)
    reader = as_(astrid)
    page_of(reader, word)
    cache.clear()
    with django_assert_max_num_queries(12):
        assert "Partly. Six months" in page_of(reader, word)
