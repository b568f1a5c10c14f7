from datetime import date

import pytest
from django.urls import reverse

from hamn.dialogues.rounds import close_round, open_round
from hamn.radar.models import Instrument, Round
from hamn.records.models import Visibility
from tests import cast
from tests.dockings.builders import docking as meeting
from tests.radar import builders

pytestmark = pytest.mark.django_db


def made_by_post(as_, who, instrument, **fields):
    """The form as somebody sends it who writes only what is needed."""
    data = {"held_on": "2021-09-15", "groups": "Politicians (7)\nManagers\nStaff (25)", "visibility": "partnership"}
    return as_(who).post(reverse("radar_round_new", args=[instrument.pk]), data | fields)


def test_a_newcomer_makes_the_seven_areas_and_looks_out(as_, bo):
    cast.programme()
    assert as_(bo).get("/radar/new/").url == reverse("instrument_new")
    page = as_(bo).get("/radar/instruments/new/")
    sent = {name: page.context["form"].initial.get(name, "") for name in ("title", "question", "steps", "begin_with")}
    made = as_(bo).post("/radar/instruments/new/", sent | {"asks_comments": "on"})
    instrument = Instrument.objects.get()
    assert made.url == instrument.get_absolute_url()
    assert [axis.name for axis in instrument.axes.all()][-2:] == ["3 dimensions of sustainability", "Courage"]
    assert instrument.axes.count() == 7
    assert made_by_post(as_, bo, instrument, not_written="on").status_code == 302
    round = Round.objects.get()
    assert round.held_on == date(2021, 9, 15)
    assert [(group.name, group.size) for group in round.groups] == [
        ("Politicians", 7),
        ("Managers", None),
        ("Staff", 25),
    ]
    assert round.dialogue.pace == "live" and round.guesses == "each"
    assert not instrument.undescribed


def test_the_round_waits_for_the_wished_for_state(as_, bo):
    instrument = builders.instrument(by=bo, described=False)
    refused = made_by_post(as_, bo, instrument)
    assert refused.status_code == 422 and not Round.objects.exists()
    assert "say below that it is not written yet" in refused.content.decode()
    states = {f"state-{axis.pk}": f"{axis} as we want it." for axis in instrument.axes.all()}
    assert made_by_post(as_, bo, instrument, **states).status_code == 302
    assert Round.objects.get().wording["axes"][0]["desired_state"] == "Courage as we want it."


def test_groups_are_never_parties(as_, bo):
    instrument = builders.instrument(by=bo)
    refused = made_by_post(as_, bo, instrument, groups="Moderaterna\nStaff")
    assert refused.status_code == 422 and "looks like a party" in refused.content.decode()
    assert not Round.objects.exists()


@pytest.mark.parametrize("groups", ["Staff", "Staff (3)\nStaff (4)"])
def test_groups_that_cannot_be_compared_are_refused(as_, bo, groups):
    assert made_by_post(as_, bo, builders.instrument(by=bo), groups=groups).status_code == 422


def test_an_open_round_is_chosen_before_anybody_answers(as_, bo):
    made_by_post(as_, bo, builders.instrument(by=bo), recognisable="on")
    assert Round.objects.get().dialogue.gate.recognisable


def test_a_round_can_be_made_for_a_meeting_that_one_plans(as_, bo, astrid):
    planned = meeting(by=bo)
    instrument = builders.instrument(by=bo)
    begun = as_(bo).get(f"/radar/new/?docking={planned.pk}")
    as_(bo).post(begun.url, {"held_on": "2021-09-15", "visibility": "partnership"})
    assert list(planned.dialogues.all()) == [Round.objects.get().dialogue]
    assert (
        reverse("radar_round", args=[Round.objects.get().pk])
        in as_(bo).get(planned.get_absolute_url()).content.decode()
    )
    assert instrument.rounds.count() == 1


def test_whoever_may_not_ask_makes_nothing(as_, cilla, bo):
    instrument = builders.instrument(by=bo, visibility=Visibility.PUBLIC)
    assert as_(None).get("/radar/new/").status_code == 404
    assert as_(None).get(reverse("radar_round_new", args=[instrument.pk])).status_code == 404
    for who in (cilla, None):
        assert as_(who).get(reverse("instrument_edit", args=[instrument.pk])).status_code == 404
        axis = instrument.axes.first()
        assert as_(who).post(reverse("axis_removal", args=[axis.pk])).status_code == 404
        assert as_(who).post(reverse("axis_place", args=[axis.pk])).status_code == 404


def test_what_one_may_not_see_is_not_found(as_, bo, cilla):
    instrument = builders.instrument(by=bo, visibility=Visibility.HARBOUR)
    round = builders.look_out(instrument, bo, visibility=Visibility.HARBOUR)
    assert as_(cilla).get(round.get_absolute_url()).status_code == 404
    assert as_(cilla).get(instrument.get_absolute_url()).status_code == 404
    assert "Where are we?" not in as_(cilla).get("/radar/").content.decode()
    assert "Where are we?" in as_(bo).get("/radar/").content.decode()


def test_a_round_that_is_seen_does_not_reveal_a_form_that_is_not(as_, bo, cilla):
    instrument = builders.instrument(by=bo, visibility=Visibility.HARBOUR)
    round = builders.look_out(instrument, bo)
    page = as_(cilla).get(round.get_absolute_url()).content.decode()
    assert instrument.get_absolute_url() not in page


def test_the_round_shows_a_way_in_for_each_group(as_, bo):
    round = builders.look_out(builders.instrument(by=bo), bo)
    page = as_(bo).get(round.get_absolute_url()).content.decode()
    assert f"/d/{round.dialogue.code}?group=politicians" in page
    assert page.count('class="qr"') == 3


def test_the_instrument_says_which_rounds_stay_comparable(as_, bo):
    instrument = builders.instrument(by=bo)
    builders.look_out(instrument, bo)
    url = instrument.get_absolute_url()
    assert "Everything that is asked now was asked in the same words then." in as_(bo).get(url).content.decode()
    axis = instrument.axes.get(name="Courage")
    as_(bo).post(reverse("axis", args=[axis.pk]), {"name": "Bravery", "desired_state": axis.desired_state})
    assert "2 of 3 areas can be compared with it. Not: Bravery." in as_(bo).get(url).content.decode()
    scale = {"title": "Where?", "question": "Another question?", "steps": 5, "team": instrument.team_id}
    as_(bo).post(
        reverse("instrument_edit", args=[instrument.pk]), scale | {"revision": Instrument.objects.get().revision}
    )
    assert "nothing of it can be compared" in as_(bo).get(url).content.decode()


def test_areas_are_added_moved_and_taken_away(as_, bo):
    instrument = builders.instrument(by=bo)
    as_(bo).post(reverse("axis_new", args=[instrument.pk]), {"name": "Trust", "desired_state": "We trust."})
    trust = instrument.axes.get(name="Trust")
    as_(bo).post(reverse("axis_place", args=[trust.pk]), {"to": "up"})
    as_(bo).post(reverse("axis_removal", args=[instrument.axes.get(name="Courage").pk]))
    assert [axis.name for axis in instrument.axes.all()] == ["Politics", "Trust", "Actors"]


def test_two_areas_of_the_same_name_are_refused(as_, bo):
    instrument = builders.instrument(by=bo)
    assert as_(bo).post(reverse("axis_new", args=[instrument.pk]), {"name": "Courage"}).status_code == 422


def test_words_for_the_steps_are_one_for_each_or_none(as_, bo):
    instrument = builders.instrument(by=bo)
    url, told = reverse("instrument_edit", args=[instrument.pk]), {"title": "W", "question": "Q?", "revision": "0"}
    revision = Instrument.objects.get().revision
    told |= {"revision": revision, "steps": 3}
    assert as_(bo).post(url, told | {"step_words": "a\nb"}).status_code == 422
    assert as_(bo).post(url, told | {"step_words": "little\nsome\nmuch"}).status_code == 302
    assert Instrument.objects.get().step_words == ["little", "some", "much"]


def test_what_a_round_asks_is_not_changed_behind_its_back(as_, bo):
    round = builders.look_out(builders.instrument(by=bo), bo)
    number, question = round.dialogue_id, round.question
    assert as_(bo).get(reverse("question_new", args=[number]) + "?kind=words").status_code == 404
    changed = as_(bo).post(reverse("question", args=[number, question.pk]), {"text": "Other?", "options": "a\nb"})
    assert changed.status_code == 409
    as_(bo).post(reverse("question_removal", args=[number, question.pk]))
    round.refresh_from_db()
    assert round.question.text == "How close have we come?"
    assert (
        "so that rounds can be compared" in as_(bo).get(reverse("dialogue_questions", args=[number])).content.decode()
    )


def test_the_phone_shows_the_wished_for_state_beside_each_area(as_, bo):
    round = builders.look_out(builders.instrument(by=bo), bo)
    opened = as_(bo).post(reverse("dialogue_opening", args=[round.dialogue_id]), {"next": round.get_absolute_url()})
    assert opened.url == round.get_absolute_url()
    page = as_(None).get(f"/d/{round.dialogue.code}").content.decode()
    assert "Courage is there." in page and "Politicians" in page


@pytest.mark.parametrize(
    ("visibility", "revealed", "leads"),
    [("public", True, True), ("public", False, False), ("partnership", True, False)],
)
def test_the_code_leads_to_the_comparison_where_a_stranger_may_read_it(visibility, revealed, leads, astrid, as_):
    round = builders.look_out(builders.instrument(by=astrid, visibility=visibility), by=astrid, visibility=visibility)
    answering = open_round(round.dialogue, by=astrid)
    close_round(answering, by=astrid)
    if revealed:
        answering.reveal(astrid)
    address = f"/radar/{round.pk}/comparison/"
    assert (address in as_(None).get(f"/d/{round.dialogue.code}").text) is leads
    if leads:
        assert as_(None).get(address).status_code == 200
