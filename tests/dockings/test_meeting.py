"""Meetings from template to minutes: agenda, outcomes, learnings, what is carried on."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hamn.dockings import actions
from hamn.dockings.models import Docking, DockingKind, DockingSeries, FollowUp, MeetingTemplate, Refused
from hamn.people.models import Body
from hamn.people.reach import Reach, docked_with
from hamn.programmes.plans import State
from hamn.records.links import trail
from hamn.records.models import Visibility
from tests import cast
from tests.dockings import builders


@pytest.fixture
def template(db):
    return MeetingTemplate.objects.get(kind=DockingKind.DOCKING)


def test_those_whom_a_team_docks_with_reach_it(series, lena, cilla):
    assert series.team_id in lena.reach.docked
    assert series.team_id not in cilla.reach.docked
    assert list(Body.objects.filter(docked_with(series.team_id))) == [cast.body()]


def test_reach_is_one_query_however_many_series(series, lena, django_assert_num_queries):
    cast.docking_series("Another", by=None)
    with django_assert_num_queries(1):
        Reach.of(lena)


def test_a_draft_of_a_series_opens_nothing(series, lena):
    DockingSeries.objects.update(visibility=Visibility.DRAFT)
    assert not Reach.of(lena).docked


def test_an_empty_installation_has_a_template_for_every_kind(db):
    assert {each.kind for each in MeetingTemplate.objects.all()} == set(DockingKind.values)


def test_a_template_brings_its_agenda_and_its_length(series, bo, template):
    docking = Docking(series=series, title="Dockning 1", starts_at=builders.TODAY)
    actions.plan_docking(docking, bo, template)
    assert docking.agenda.first().title == "Sist sa vi …"
    assert docking.ends_at - docking.starts_at == timedelta(minutes=template.minutes)
    assert (docking.team, docking.visibility) == (series.team, series.visibility)


def test_planning_the_same_meeting_twice_leaves_one(series, bo, template, as_):
    address = f"{reverse('docking_new')}?template={template.pk}&series={series.slug}"
    sent = {"series": series.pk, "title": "Dockning 1", "starts_at": "2030-01-01T10:00"}
    first, second = (as_(bo).post(address, sent) for _ in range(2))
    assert first.url == second.url == Docking.objects.get().get_absolute_url()


def test_the_form_is_filled_in_but_for_what_only_a_person_knows(series, bo, template, as_):
    page = as_(bo).get(f"{reverse('docking_new')}?template={template.pk}&series={series.slug}")
    form = page.context["form"]
    assert [name for name, field in form.fields.items() if field.required] == ["title", "starts_at"]
    assert form["title"].value() == "Dockning 1"


def test_a_meeting_of_its_own_belongs_to_the_persons_team(bo, template, as_):
    cast.programme()
    as_(bo).post(f"{reverse('docking_new')}?template={template.pk}", {"title": "Info", "starts_at": "2030-01-01T10:00"})
    assert Docking.objects.get().team == cast.crew()


def test_nobody_plans_in_anothers_series(series, cilla, template, as_):
    sent = {"series": series.pk, "title": "Mine", "starts_at": "2030-01-01T10:00"}
    assert as_(cilla).post(f"{reverse('docking_new')}?template={template.pk}", sent).status_code == 422
    assert as_(None).get(reverse("docking_new")).status_code == 404


def test_from_nothing_to_a_reported_meeting_in_four_requests_and_four_required_fields(series, bo, template, as_):
    client = as_(bo)
    planned = client.post(
        f"{reverse('docking_new')}?template={template.pk}&series={series.slug}",
        {"series": series.pk, "title": "Dockning 1", "starts_at": "2030-01-01T10:00"},
    )
    docking = Docking.objects.get()
    assert planned.url == docking.get_absolute_url()
    client.post(reverse("docking_close", args=[docking.pk]), {"we_heard": "Heard", "we_do": "Do"})
    assert Docking.objects.get().is_closed


def test_moving_keeps_the_length_and_remembers_where_it_stood(docking, bo):
    before = docking.starts_at
    docking.ends_at = before + timedelta(hours=1)
    docking.save()
    for days in (7, -14):
        docking.move(before + timedelta(days=days), bo, "Rain")
        docking.refresh_from_db()
        assert docking.ends_at - docking.starts_at == timedelta(hours=1)
    assert docking.state == State.MOVED
    assert docking.changes.first().moved_from == before


def test_what_has_been_held_is_neither_moved_nor_cancelled(docking, bo):
    docking.hold(bo)
    with pytest.raises(Refused):
        docking.move(builders.TODAY + timedelta(days=1), bo, "Rain")
    with pytest.raises(Refused):
        docking.cancel(bo, "Rain", "Umbrellas")


def test_a_cancelled_meeting_may_get_a_new_time(docking, bo):
    docking.cancel(bo, "Rain", "Umbrellas")
    docking.move(builders.TODAY + timedelta(days=9), bo, "Sun")
    assert [each.state for each in docking.changes.all()] == [State.CANCELLED, State.MOVED]


def test_cancelling_twice_leaves_one_change(docking, bo):
    docking.cancel(bo, "Rain", "Umbrellas")
    docking.cancel(bo, "Rain", "Umbrellas")
    assert docking.changes.count() == 1


def test_points_are_moved_and_removed_with_buttons(docking, bo, as_):
    client = as_(bo)
    points = [docking.add_point(title) for title in "ABC"]
    client.post(reverse("agenda_item", args=[points[2].pk]), {"action": "up"})
    client.post(reverse("agenda_item", args=[points[0].pk]), {"action": "up"})
    client.post(reverse("agenda_item", args=[points[1].pk]), {"action": "remove"})
    assert [point.title for point in docking.agenda.all()] == ["A", "C"]


def test_nobody_else_moves_our_points(docking, lena, as_):
    point = docking.add_point("A")
    assert as_(lena).post(reverse("agenda_item", args=[point.pk]), {"action": "remove"}).status_code == 404
    assert docking.agenda.exists()


def test_an_obstacle_says_whom_it_is_lifted_to(docking, bo, as_):
    address = reverse("docking_outcomes", args=[docking.pk])
    sent = {"kind": "obstacle_lifted", "text": "No key"}
    assert as_(bo).post(address, sent).status_code == 422
    as_(bo).post(address, {**sent, "lifted_to": cast.body().pk})
    assert docking.outcomes.get().lifted_to == cast.body()


def test_nothing_is_an_outcome_too_and_the_same_is_kept_once(docking, bo, as_):
    point = docking.add_point("A")
    for _ in range(2):
        as_(bo).post(reverse("docking_outcomes", args=[docking.pk]), {"kind": "nothing", "item": point.pk})
    assert docking.outcomes.get().item == point


def test_an_outcome_cannot_be_hung_on_another_meetings_point(docking, series, bo, as_):
    elsewhere = builders.docking(series, "Other", days=3, by=bo).add_point("B")
    sent = {"kind": "decision", "text": "Yes", "item": elsewhere.pk}
    docking.add_point("A")
    assert as_(bo).post(reverse("docking_outcomes", args=[docking.pk]), sent).status_code == 422


def test_each_side_writes_its_own_line(docking, series, lena, bo, as_):
    mine, theirs = (reverse("docking_learning", args=[docking.pk, body]) for body in (cast.body().pk, series.team_id))
    as_(lena).post(mine, {"text": "That lamps matter"})
    assert as_(lena).post(theirs, {"text": "Not mine"}).status_code == 404
    as_(bo).post(theirs, {"text": "That benches matter"})
    assert {each.text for each in docking.learnings.all()} == {"That lamps matter", "That benches matter"}


def test_what_is_made_in_a_meeting_is_seen_by_those_who_see_the_meeting(series, bo, visitor):
    public = builders.docking(series, by=bo, visibility=Visibility.PUBLIC)
    outcome = public.record_outcome(bo, "decision", "Benches stay")
    carried = public.come_back_to("The lamps", bo)
    assert outcome.visibility == carried.visibility == Visibility.PUBLIC
    assert FollowUp.objects.visible_to(visitor).get() == carried


def test_open_follow_ups_appear_in_the_next_meeting_until_they_end(series, bo, as_):
    first = builders.held(series, bo)
    second = builders.docking(series, "Second", by=bo)
    assert "The lamps" in as_(bo).get(second.get_absolute_url()).text
    lamps = FollowUp.objects.get()
    end = reverse("follow_up_end", args=[lamps.pk])
    as_(bo).post(end, {"how": "They shine", "ending": "done", "docking": second.pk})
    as_(bo).post(end, {"how": "Again", "ending": "done", "docking": second.pk})
    lamps.refresh_from_db()
    assert (lamps.closed_with, lamps.closed_in, lamps.raised_in) == ("They shine", second, first)
    third = builders.docking(series, "Third", days=9, by=bo)
    assert "The lamps" not in as_(bo).get(third.get_absolute_url()).text


def test_what_is_carried_twice_is_offered_to_be_let_go(series, bo, as_):
    builders.held(series, bo, days=-30)
    builders.held(series, bo, "Second", days=-20, back="")
    third = builders.docking(series, "Third", by=bo)
    assert 'value="let_go"' not in as_(bo).get(third.get_absolute_url()).text
    builders.held(series, bo, "Between", days=-10, back="")
    assert FollowUp.objects.with_times_carried().get().times_carried == 2
    assert 'value="let_go"' in as_(bo).get(third.get_absolute_url()).text
    lamps = FollowUp.objects.get()
    as_(bo).post(
        reverse("follow_up_end", args=[lamps.pk]), {"how": "Not ours", "ending": "let_go", "docking": third.pk}
    )
    assert FollowUp.objects.get().ending == "let_go"


def test_an_ending_without_a_word_is_asked_for(series, bo, as_):
    builders.held(series, bo)
    assert (
        as_(bo).post(reverse("follow_up_end", args=[FollowUp.objects.get().pk]), {"ending": "done"}).status_code == 422
    )


def test_what_ends_after_the_meeting_is_closed_ends_between_meetings(series, bo):
    first = builders.held(series, bo)
    lamps = FollowUp.objects.get()
    lamps.end(bo, "They shine", docking=first)
    assert lamps.closed_in is None


def test_a_new_question_is_asked_in_the_meeting(docking, bo, as_):
    sent = {"question": "What should we stop?", "why": "To learn"}
    for _ in range(2):
        as_(bo).post(reverse("docking_dialogues", args=[docking.pk]), sent)
    asked = docking.dialogues.get()
    assert asked.questions.get().text == "What should we stop?"
    assert (asked.team, asked.visibility) == (docking.team, docking.visibility)


def test_a_hidden_dialogue_cannot_be_asked(docking, bo, cilla, as_):
    hidden = builders.dialogue("Hidden", Visibility.DRAFT, by=cilla)
    assert as_(bo).post(reverse("docking_ask", args=[docking.pk]), {"dialogue": hidden.pk}).status_code == 404
    shown = builders.dialogue()
    as_(bo).post(reverse("docking_ask", args=[docking.pk]), {"dialogue": shown.pk})
    assert docking.dialogues.get() == shown
    as_(bo).post(reverse("docking_ask", args=[docking.pk]), {"dialogue": shown.pk, "action": "remove"})
    assert not docking.dialogues.exists()


def test_a_word_leads_back_to_the_meeting_where_it_was_said(series, bo):
    first = builders.held(series, bo)
    word, *_ = builders.words(first, "öppen frågestund i LG", by=bo)
    outcome = first.record_outcome(bo, "decision", "Benches stay", reason="Forgot")
    assert first in [step.noun for step in trail(word, bo).built_on]
    assert first in [step.noun for step in trail(outcome, bo).built_on]


def test_a_round_is_a_chain_of_four_linked_meetings(series, bo, as_):
    asked = builders.dialogue()
    sent = {"name": "Trust", "series": series.pk, "lecture_at": "2030-01-07T10:00", "dialogue": asked.pk}
    as_(bo).post(reverse("round_kit_new"), sent)
    steps = list(Docking.objects.order_by("starts_at"))
    assert [each.kind for each in steps] == ["lecture", "workplace_meeting", "info_session", "large_meeting"]
    assert all(each.title.startswith("Trust: ") for each in steps)
    assert steps[1].dialogues.get() == asked
    assert [step.noun for step in trail(steps[0], bo).led_to if isinstance(step.noun, Docking)] == steps[1:]


def test_the_steps_of_a_round_come_in_order(series, bo, as_):
    sent = {"name": "Trust", "series": series.pk, "lecture_at": "2030-01-07T10:00", "workplaces_at": "2029-01-07T10:00"}
    assert as_(bo).post(reverse("round_kit_new"), sent).status_code == 422
    assert not Docking.objects.exists()


def test_two_series_of_the_same_name_have_each_their_address(bo, as_):
    sent = {"name": "Ledningsgruppen å vi", "team": cast.crew().pk, "docks_with": [cast.body().pk]}
    sent |= {"programme": cast.programme().pk}
    addresses = {as_(bo).post(reverse("docking_series_new"), sent).url for _ in range(2)}
    assert len(addresses) == 2
    assert all(as_(bo).get(address).status_code == 200 for address in addresses)


def test_a_series_cannot_be_made_for_somebody_elses_team(cilla, as_):
    sent = {"name": "Mine", "team": cast.crew().pk, "docks_with": [cast.body().pk], "programme": cast.programme().pk}
    assert as_(cilla).post(reverse("docking_series_new"), sent).status_code == 422
