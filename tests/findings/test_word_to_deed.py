"""*Det här tar vi med oss*, in one press beside what somebody said."""

import pytest
from django.urls import reverse

from hamn.findings import actions
from hamn.findings.models import TakeAway
from hamn.records.links import trail
from hamn.records.models import Visibility
from tests import cast
from tests.dockings import builders


@pytest.fixture
def word(bo):
    asked_in = builders.docking(cast.docking_series(by=bo), by=bo)
    return builders.words(asked_in, "more walks", by=bo)[0]


def test_a_press_keeps_the_word_as_it_was_said_and_twice_is_once(word, bo, as_):
    for _ in range(2):
        assert as_(bo).post(reverse("answer_take_away", args=[word.pk])).url == word.get_absolute_url()
    taken = TakeAway.objects.get()
    assert taken.text == "more walks"
    assert taken in [step.noun for step in trail(word, bo).led_to]
    assert word in [step.noun for step in trail(taken, bo).built_on]


@pytest.mark.parametrize("level", [Visibility.HARBOUR, Visibility.DOCKING, Visibility.PARTNERSHIP])
def test_it_is_seen_by_those_who_see_the_dialogue_and_never_by_more(level, word, bo):
    asked = word.question.dialogue
    asked.visibility = level
    asked.save()
    taken = actions.take_away("more walks", word, asked.programme, by=bo)
    assert (taken.visibility, taken.team) == (level, asked.team)


def test_what_comes_of_a_public_word_is_not_public_by_itself(word, bo):
    word.question.dialogue.visibility = Visibility.PUBLIC
    assert actions.take_away("more walks", word, cast.programme(), by=bo).visibility == Visibility.PARTNERSHIP


def test_a_press_in_a_list_leads_back_to_its_place(word, bo, as_):
    place = f"{word.question.dialogue.get_absolute_url()}?round=1#said-{word.pk}"
    assert place in as_(bo).get(word.question.dialogue.get_absolute_url()).text
    assert as_(bo).post(reverse("answer_take_away", args=[word.pk]), {"next": place}).url == place
