"""The second docking opens with last meeting's words."""

import pytest
from django.urls import reverse

from hamn.dialogues.models import AnswerGroup, Question
from hamn.dockings import clouds
from hamn.records.models import Visibility
from tests import cast
from tests.dockings import builders


@pytest.fixture
def last(series, bo):
    return builders.held(series, bo)


@pytest.fixture
def said(last, bo):
    answered, waiting = builders.words(last, "öppen frågestund i LG", "fler möten", by=bo)
    builders.reply(answered, cast.body())
    return answered, waiting


@pytest.fixture
def opening(series, bo, last):
    return reverse("docking_open", args=[builders.docking(series, "Second", by=bo).pk])


def test_every_word_opens_its_trail_and_the_unanswered_stand_beside(said, opening, bo, as_):
    page = as_(bo).get(opening)
    cloud = page.context["clouds"][0]
    assert {word.label for word in cloud.unanswered} == {"fler möten"}
    for word in said:
        address = reverse("trail", args=["dialogues.answergroup", word.pk])
        assert f'href="{address}"' in page.text


def test_the_three_lines_the_promises_and_what_is_carried_are_there(last, opening, bo, as_):
    builders.commitment(last, "Walk the quay")
    page = as_(bo).get(opening).text
    for text in ("The quay is empty", "We walk it", "The lamps", "Walk the quay"):
        assert text in page


def test_the_screen_is_dark_whatever_its_reader_chose(opening, bo, as_):
    assert 'data-theme="dark"' in as_(bo).get(opening).text


def test_the_wall_shows_only_what_everybody_invited_may_see(last, opening, said, bo, as_):
    builders.follow_up(last, "Between us", Visibility.HARBOUR, by=bo)
    builders.commitment(last, "Between us too", visibility=Visibility.HARBOUR, by=bo)
    said[0].question.dialogue.__class__.objects.update(visibility=Visibility.HARBOUR)
    page = as_(bo).get(opening)
    assert "Between us" not in page.text
    assert page.context["clouds"] == []


def test_a_hidden_word_is_not_on_the_wall(said, last, bo):
    said[1].hidden_reason = "Names somebody"
    said[1].save()
    assert clouds.of_meeting(last, bo)[0].unanswered == []


def test_what_to_do_stands_beside_what_to_stop_doing(last, opening, bo, as_):
    start, stop = (builders.words(last, label, by=bo)[0] for label in ("återkoppla", "överpröva"))
    Question.objects.filter(pk=start.question_id).update(purpose="start")
    Question.objects.filter(pk=stop.question_id).update(purpose="stop", dialogue=start.question.dialogue)
    AnswerGroup.objects.filter(pk=stop.pk).update(round=start.round)
    page = as_(bo).get(opening)
    [cloud] = page.context["clouds"]
    assert cloud.is_pair and {word.label for word in cloud.unanswered} == {"återkoppla", "överpröva"}
    assert cloud.figure.sentence in page.text
    assert {row[1] for row in cloud.figure.table.rows} == {"återkoppla", "överpröva"}


def test_two_dialogues_are_never_a_pair(last, bo):
    for label, purpose in (("återkoppla", "start"), ("överpröva", "stop")):
        [word] = builders.words(last, label, by=bo)
        Question.objects.filter(pk=word.question_id).update(purpose=purpose)
    assert [cloud.is_pair for cloud in clouds.of_meeting(last, bo)] == [False, False]


def test_a_cancelled_meeting_is_not_what_we_said_last_time(series, last, bo):
    builders.docking(series, "Cancelled", days=-5, by=bo).cancel(bo, "Ill", "Winter")
    assert builders.docking(series, "Now", by=bo).previous_for(bo) == last


def test_a_first_meeting_opens_without_a_last_time(docking, bo, as_):
    answer = as_(bo).get(reverse("docking_open", args=[docking.pk]))
    assert answer.status_code == 200
    assert answer.context["last"] is None
