import pytest

from hamn.findings import actions
from hamn.findings.models import Insight, Lesson, Recommendation, TakeAway
from hamn.records import links
from hamn.records.models import Visibility
from tests import cast
from tests.findings import builders

pytestmark = pytest.mark.django_db


def test_a_take_away_is_tied_to_what_it_is_about(astrid, quay):
    taken = actions.take_away("They asked if we come back", quay, cast.programme(), by=astrid)
    assert [step.noun for step in links.trail(taken, astrid).built_on] == [quay]


def test_the_same_sentence_about_the_same_thing_is_kept_once(astrid, quay):
    first = actions.take_away("Once", quay, cast.programme(), by=astrid)
    second = actions.take_away(" Once ", quay, cast.programme(), by=astrid)
    assert first == second
    assert TakeAway.objects.count() == 1


def test_the_same_sentence_about_another_thing_is_another_take_away(astrid, quay):
    first = actions.take_away("Once", quay, cast.programme(), by=astrid)
    second = actions.take_away("Once", cast.challenge("The lock", by=astrid), cast.programme(), by=astrid)
    assert first != second


@pytest.mark.parametrize(
    ("about_level", "starts_at"),
    [
        (Visibility.HARBOUR, Visibility.HARBOUR),
        (Visibility.DOCKING, Visibility.DOCKING),
        (Visibility.PARTNERSHIP, Visibility.PARTNERSHIP),
        (Visibility.PUBLIC, Visibility.PARTNERSHIP),
    ],
)
def test_a_take_away_never_starts_wider_than_what_it_comes_from(bo, about_level, starts_at):
    about = cast.expedition(visibility=about_level)
    taken = actions.take_away("A half thought", about, cast.programme(), by=bo)
    assert taken.visibility == starts_at
    assert taken.team == about.team


def test_sorting_twice_makes_one_finding(astrid):
    taken = builders.take_away(by=astrid)
    first = actions.sort(taken, Insight(text=taken.text), by=astrid)
    second = actions.sort(TakeAway.objects.get(pk=taken.pk), Lesson(text=taken.text), by=astrid)
    assert first == second
    assert not Lesson.objects.exists()


def test_a_sorted_take_away_keeps_its_trail(astrid, quay):
    taken = actions.take_away("We knock on five doors", quay, cast.programme(), by=astrid)
    insight = actions.sort(taken, Insight(text=taken.text), by=astrid)
    assert quay in [step.noun for step in links.trail(insight, astrid).built_on]


def test_sorting_does_not_change_who_may_see_it(bo):
    taken = builders.take_away(by=bo, visibility=Visibility.HARBOUR, team=cast.crew())
    insight = actions.sort(taken, Insight(text=taken.text), by=bo)
    assert (insight.visibility, insight.team) == (Visibility.HARBOUR, cast.crew())


def test_a_recommendation_waits_until_it_is_answered(astrid, lena):
    advice = builders.recommendation(by=astrid)
    assert advice in Recommendation.objects.awaiting_response()
    advice.respond("decline", "Not this year, because the crew is too small", cast.body(), by=lena)
    assert advice not in Recommendation.objects.awaiting_response()


def test_the_same_answer_twice_is_one_answer(astrid, lena):
    advice = builders.recommendation(by=astrid)
    first = advice.respond("accept", "Yes", cast.body(), by=lena)
    assert advice.respond("accept", "Yes", cast.body(), by=lena) == first
    assert advice.responses.count() == 1


def test_a_changed_answer_stands_beside_the_old_one(astrid, lena):
    advice = builders.recommendation(by=astrid)
    advice.respond("decline", "No money", cast.body(), by=lena)
    advice.respond("accept", "There was money", cast.body(), by=lena)
    assert [each.verdict for each in advice.responses.all()] == ["decline", "accept"]
    assert advice.response.verdict == "accept"
