from datetime import date

import pytest

from hamn.dialogues.models import Question
from hamn.radar.models import Round
from hamn.radar.planning import NotDescribed
from hamn.records.models import Visibility
from tests.radar import builders

pytestmark = pytest.mark.django_db


def names(instrument):
    return [axis.name for axis in instrument.axes.all()]


def test_an_axis_keeps_its_key_when_it_is_renamed_and_no_other_gets_it(bo):
    made = builders.instrument(by=bo)
    courage = made.axes.get(name="Courage")
    courage.name = "Bravery"
    courage.change(by=bo)
    assert courage.key == "courage"
    assert made.add_axis("Courage", bo).key == "courage-2"


def test_a_key_that_a_round_has_asked_with_is_not_given_to_another_axis(bo):
    made = builders.instrument(by=bo)
    builders.look_out(made, bo)
    made.take_away(made.axes.get(name="Courage"), by=bo)
    assert made.add_axis("Courage", bo).key == "courage-2"


def test_axes_move_and_stay_at_the_end(bo):
    made = builders.instrument(by=bo)
    made.axes.get(name="Actors").move(-1, by=bo)
    assert names(made) == ["Courage", "Actors", "Politics"]
    made.axes.get(name="Courage").move(-1, by=bo)
    assert names(made) == ["Courage", "Actors", "Politics"]


def test_the_editing_of_axes_stands_in_the_instruments_history(bo):
    made = builders.instrument(by=bo)
    made.take_away(made.axes.get(name="Actors"), by=bo)
    assert made.history.first().history_change_reason == "axis_removed: Actors"
    assert made.history.first().history_user == bo


def test_a_round_asks_the_axes_with_what_we_wish_for(bo):
    round = builders.look_out(builders.instrument(by=bo), bo)
    question = round.question
    assert question.text == "How close have we come?"
    assert [(option.key, option.about) for option in question.options.all()] == [
        ("courage", "Courage is there."),
        ("politics", "Politics is there."),
        ("actors", "Actors is there."),
    ]
    assert [(group.name, group.size) for group in round.groups] == [
        ("Politicians", 7),
        ("Managers", 9),
        ("Staff", 25),
    ]


def test_the_wording_stays_as_it_was_asked(bo):
    made = builders.instrument(by=bo)
    round = builders.look_out(made, bo)
    before = round.wording_hash
    courage = made.axes.get(name="Courage")
    courage.desired_state = "Everybody dares."
    courage.change(by=bo)
    round.refresh_from_db()
    assert round.wording["axes"][0]["desired_state"] == "Courage is there."
    assert round.wording_hash == before
    assert round.question.options.get(key="courage").about == "Courage is there."


def test_rounds_compare_only_what_was_asked_in_the_same_words(bo):
    made = builders.instrument(by=bo)
    first = builders.look_out(made, bo)
    courage = made.axes.get(name="Courage")
    courage.name = "Bravery"
    courage.change(by=bo)
    made.axes.get(name="Actors").move(-2, by=bo)
    second = builders.look_out(made, bo, on=date(2022, 9, 15))
    assert second.comparable(first) == ["actors", "politics"]
    assert first.wording_hash != second.wording_hash


def test_another_scale_makes_nothing_comparable(bo):
    made = builders.instrument(by=bo)
    first = builders.look_out(made, bo)
    made.steps = 7
    made.save()
    assert builders.look_out(made, bo).comparable(first) == []


def test_nothing_is_asked_before_the_wished_for_state_is_written_or_said_not_to_be(bo):
    made = builders.instrument(by=bo, described=False)
    with pytest.raises(NotDescribed):
        builders.look_out(made, bo)
    for axis in made.axes.all():
        axis.is_unwritten = True
        axis.change(by=bo)
    assert builders.look_out(made, bo).question.options.get(key="courage").about == ""


def test_a_state_that_is_written_is_no_longer_unwritten(bo):
    axis = builders.instrument(by=bo, described=False).axes.first()
    axis.is_unwritten, axis.desired_state = True, "We dare."
    axis.change(by=bo)
    axis.refresh_from_db()
    assert not axis.is_unwritten


@pytest.mark.parametrize(
    ("guesses", "about"),
    [("none", []), ("first", ["Politicians"]), ("each", ["Politicians", "Managers", "Staff"])],
)
def test_what_the_groups_guess_is_chosen(bo, guesses, about):
    round = builders.look_out(builders.instrument(by=bo), bo, guesses=guesses)
    assert [question.about_group.name for question in round.guess_questions] == about
    assert all(not question.takes_comments for question in round.guess_questions)


def test_one_group_alone_has_nobody_to_guess_about(bo):
    round = builders.look_out(builders.instrument(by=bo), bo, groups=builders.GROUPS[:1])
    assert not round.guess_questions.exists()
    assert round.dialogue.questions.get().kind == Question.Kind.AXES


def test_whoever_sees_the_dialogue_sees_the_round(bo, cilla, visitor):
    made = builders.instrument(by=bo)
    inside = builders.look_out(made, bo, visibility=Visibility.HARBOUR)
    everyone = builders.look_out(made, bo, visibility=Visibility.PUBLIC)
    assert set(Round.objects.visible_to(bo)) == {inside, everyone}
    assert set(Round.objects.visible_to(cilla)) == {everyone}
    assert set(Round.objects.visible_to(visitor)) == {everyone}
    assert set(Round.objects.editable_by(cilla)) == set()
    inside.dialogue.share_with(Visibility.PARTNERSHIP, by=bo)
    assert inside in Round.objects.visible_to(cilla)


def test_an_invented_instrument_makes_invented_rounds(bo):
    made = builders.instrument(by=bo)
    made.invented = True
    made.save()
    assert builders.look_out(made, bo).invented
