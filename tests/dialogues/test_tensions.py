"""Tensions: drawn between two things that were said, followed by a question, and built upon."""

import pytest

from hamn.dialogues.models import AnswerGroup, Tension
from hamn.records.models import Visibility
from tests.dialogues import builders

pytestmark = pytest.mark.django_db
SAID = ["mer tillsammans", "mindre konsensus"]


@pytest.fixture
def pair(astrid):
    round = builders.opened(by=astrid)
    builders.room(round, 6, lambda number: [SAID[number % 2]])
    return [AnswerGroup.objects.get(label=label) for label in SAID]


def page_of(pair):
    return pair[0].question.dialogue.get_absolute_url()


def test_a_tension_is_one_from_either_end(pair, astrid):
    one, other = pair
    assert Tension.objects.draw(one, other, by=astrid) == Tension.objects.draw(other, one, by=astrid)
    assert Tension.objects.count() == 1


def test_taking_it_away_twice_leaves_none(pair, astrid):
    made = Tension.objects.draw(*pair, by=astrid)
    again = Tension.objects.get()
    made.take_away(by=astrid)
    again.take_away(by=astrid)
    assert not Tension.objects.exists()


def test_a_text_has_no_tension_with_itself_or_with_another_dialogue(pair, astrid):
    round = builders.opened(by=astrid)
    builders.room(round, 6, lambda number: ["elsewhere"])
    for other in (pair[0], AnswerGroup.objects.get(label="elsewhere")):
        with pytest.raises(ValueError, match="same dialogue"):
            Tension.objects.draw(pair[0], other, by=astrid)


def test_a_hidden_text_takes_the_tension_along(pair, astrid, bo, cilla):
    pair[0].question.dialogue.visibility = Visibility.HARBOUR
    pair[0].question.dialogue.save()
    made = Tension.objects.draw(*pair, by=astrid)
    assert Tension.objects.visible_to(bo).get() == made
    assert not Tension.objects.visible_to(cilla).exists()
    pair[0].hide("A name", by=astrid)
    assert not Tension.objects.visible_to(bo).exists() and not Tension.objects.shown().exists()


def test_the_leader_draws_and_takes_away_on_the_page(pair, as_, astrid):
    client = as_(astrid)
    assert "Draw the tension" in client.get(page_of(pair)).content.decode()
    client.post(f"{page_of(pair)}tensions/", {"one": pair[0].pk, "other": pair[1].pk, "note": "Both at once"})
    page = client.get(page_of(pair)).content.decode()
    made = Tension.objects.get()
    assert "What would it take to have both" in page and "Both at once" in page
    assert f"?from=dialogues.tension:{made.pk}" in page
    assert client.get(f"/findings/insight/new/?from=dialogues.tension:{made.pk}").status_code == 200
    client.post(f"/tensions/{made.pk}/removal/")
    assert not Tension.objects.exists()


def test_others_cannot_draw(pair, as_, bo, cilla):
    as_(cilla).post(f"{page_of(pair)}tensions/", {"one": pair[0].pk, "other": pair[1].pk})
    assert not Tension.objects.exists()
