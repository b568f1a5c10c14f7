from datetime import date

import pytest

from hamn.dockings.models import DockingKind
from hamn.expeditions.models import Expedition, Passage
from hamn.journey.milestones import milestones
from hamn.people.models import Person
from hamn.records.models import Visibility
from tests import cast
from tests.journey import builders


def road(person):
    return milestones(cast.programme(), person)


def titles(person):
    return [milestone.title for milestone in road(person)]


def landed(by, on=date(2022, 6, 1), **more):
    expedition = cast.expedition(by=by, **more)
    Expedition.objects.filter(pk=expedition.pk).update(starts_on=date(2021, 9, 1), state=Expedition.State.LANDED)
    Passage.objects.create(expedition=expedition, state=Expedition.State.LANDED, at=builders.noon(on), lesson="One")
    return expedition


def test_the_road_is_read_from_every_folder_oldest_first(visitor, astrid):
    builders.event("Start", on=date(2020, 3, 2))
    meeting = builders.docking("Docking", on=date(2021, 5, 4))
    builders.decision("We go on", meeting)
    builders.commitment("We open the meetings")
    landed(astrid, visibility=Visibility.PUBLIC)
    assert titles(visitor) == [
        "Start",
        "Docking",
        "We go on",
        "We open the meetings",
        "Into the fog casts off",
        "Into the fog ends",
    ]
    assert [milestone.kind for milestone in road(visitor)] == [
        "structure",
        "docking",
        "decision",
        "decision",
        "expedition",
        "expedition",
    ]


@pytest.mark.django_db
def test_the_whole_road_is_one_query(visitor, django_assert_num_queries):
    programme = cast.programme()
    builders.event()
    builders.docking()
    with django_assert_num_queries(1):
        milestones(programme, visitor)


@pytest.mark.parametrize(
    "visibility", [Visibility.DRAFT, Visibility.HARBOUR, Visibility.DOCKING, Visibility.PARTNERSHIP]
)
def test_a_visitor_meets_nothing_that_is_not_for_everyone(visitor, astrid, visibility):
    builders.event("Canary event", visibility=visibility, team=cast.crew())
    hidden = builders.docking("Canary docking", visibility=visibility)
    builders.decision("Canary decision", hidden)
    builders.commitment("Canary promise", visibility=visibility, team=cast.crew())
    landed(astrid, visibility=visibility)
    assert titles(visitor) == []


def test_a_decision_of_a_hidden_meeting_is_hidden_though_it_is_public_itself(visitor, bo):
    hidden = builders.docking("Hidden", visibility=Visibility.HARBOUR)
    builders.decision("Public decision", hidden)
    assert titles(visitor) == []
    assert titles(bo) == ["Hidden", "Public decision"]


def test_each_reader_has_their_own_road(bo, cilla, visitor):
    builders.event("For all")
    builders.event("For partners", on=date(2020, 4, 1), visibility=Visibility.PARTNERSHIP)
    builders.event("For the crew", on=date(2020, 5, 1), visibility=Visibility.HARBOUR, team=cast.crew())
    assert titles(visitor) == ["For all"]
    assert titles(cilla) == ["For all", "For partners"]
    assert titles(bo) == ["For all", "For partners", "For the crew"]


def test_who_leaves_the_crew_no_longer_meets_what_is_the_crews(bo, cilla):
    cast.member(bo, cast.body("Another body"))
    builders.event("For partners", visibility=Visibility.PARTNERSHIP)
    builders.event("For the crew", on=date(2020, 5, 1), visibility=Visibility.HARBOUR, team=cast.crew())
    assert titles(bo) == ["For partners", "For the crew"]
    bo.memberships.get(body=cast.crew()).end(date(2020, 12, 31))
    assert titles(Person.objects.get(pk=bo.pk)) == ["For partners"]
    bo.memberships.all().delete()
    assert titles(Person.objects.get(pk=bo.pk)) == []


def test_a_draft_is_on_its_authors_road_alone(bo, astrid):
    cast.member(astrid, cast.crew())
    builders.event("My draft", by=bo, visibility=Visibility.DRAFT)
    assert titles(astrid) == [] and titles(bo) == ["My draft"]


def test_what_was_moved_stands_where_it_was_first_set_and_tells_where_it_went(visitor, astrid):
    event = builders.event("The meeting", on=date(2021, 2, 1))
    event.move(date(2021, 4, 1), by=astrid, reason="Snow")
    event.move(date(2021, 6, 1), by=astrid, reason="More snow")
    (milestone,) = road(visitor)
    assert (milestone.on, milestone.moved_to, milestone.state) == (date(2021, 2, 1), date(2021, 6, 1), "moved")


def test_what_was_moved_and_then_held_stands_where_it_took_place(visitor, astrid):
    event = builders.event("The meeting", on=date(2021, 2, 1))
    event.move(date(2021, 4, 1), by=astrid, reason="Snow")
    event.hold(by=astrid)
    (milestone,) = road(visitor)
    assert (milestone.on, milestone.moved_to, milestone.state) == (date(2021, 4, 1), None, "held")


def test_what_was_cancelled_stays_on_the_road(visitor, astrid):
    builders.event("The large meeting").cancel(by=astrid, reason="Few could come", lesson="Ask first")
    assert [milestone.state for milestone in road(visitor)] == ["cancelled"]


@pytest.mark.django_db
def test_the_working_groups_own_meetings_are_a_rhythm_and_no_milestones(visitor):
    builders.docking("Working group", kind=DockingKind.WORKING_GROUP_MEETING)
    assert titles(visitor) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (DockingKind.DOCKING, "docking"),
        (DockingKind.MANAGEMENT_MEETING, "structure"),
        (DockingKind.WORKPLACE_MEETING, "method"),
        (DockingKind.LARGE_MEETING, "culture"),
    ],
)
def test_every_kind_of_meeting_has_one_of_the_legends_kinds(visitor, kind, shown):
    builders.docking(kind=kind)
    assert [milestone.kind for milestone in road(visitor)] == [shown]


@pytest.mark.django_db
def test_a_late_evening_meeting_stands_on_the_day_people_met(visitor):
    meeting = builders.docking()
    type(meeting).objects.update(starts_at="2021-05-04T22:30:00+00:00")
    assert [milestone.on for milestone in road(visitor)] == [date(2021, 5, 5)]


def test_an_expedition_that_has_not_cast_off_is_planned(visitor, astrid):
    expedition = cast.expedition(by=astrid, visibility=Visibility.PUBLIC)
    Expedition.objects.filter(pk=expedition.pk).update(starts_on=date(2027, 1, 1))
    assert [(milestone.state, milestone.part) for milestone in road(visitor)] == [("planned", "begins")]
