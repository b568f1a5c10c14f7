from datetime import date

import pytest

from hamn.journey.models import Event
from tests.journey import builders


@pytest.fixture
def meeting(astrid):
    return builders.event("The large meeting", by=astrid)


def test_cancelling_keeps_reason_and_lesson(meeting, astrid):
    change = meeting.cancel(by=astrid, reason="Few could come", lesson="Ask before setting the day")
    assert (change.reason, change.lesson, meeting.state) == (
        "Few could come",
        "Ask before setting the day",
        "cancelled",
    )


def test_cancelling_twice_leaves_one_change(meeting, astrid):
    meeting.cancel(by=astrid, reason="First", lesson="One")
    assert meeting.cancel(by=astrid, reason="Second", lesson="Two") is None
    assert [change.reason for change in meeting.changes.all()] == ["First"]


def test_cancelling_from_two_windows_at_once_leaves_one_change(meeting, astrid):
    other_window = Event.objects.get(pk=meeting.pk)
    meeting.cancel(by=astrid, reason="First", lesson="One")
    assert other_window.cancel(by=astrid, reason="Second", lesson="Two") is None
    assert meeting.changes.count() == 1
    assert other_window.state == "cancelled"


def test_a_move_remembers_where_it_stood(meeting, astrid):
    change = meeting.move(date(2020, 9, 1), by=astrid, reason="The hall burned")
    assert change.moved_from == date(2020, 3, 2)
    meeting.refresh_from_db()
    assert (meeting.on, meeting.state) == (date(2020, 9, 1), "moved")


def test_moving_to_the_same_day_changes_nothing(meeting, astrid):
    assert meeting.move(meeting.on, by=astrid, reason="Nothing") is None
    assert not meeting.changes.exists()


def test_a_move_from_an_old_window_does_not_overwrite_a_newer_one(meeting, astrid):
    old_window = Event.objects.get(pk=meeting.pk)
    meeting.move(date(2020, 9, 1), by=astrid, reason="First")
    assert old_window.move(date(2020, 10, 1), by=astrid, reason="Second") is None
    assert Event.objects.get(pk=meeting.pk).on == date(2020, 9, 1)


def test_a_turn_does_not_undo_what_somebody_else_wrote_meanwhile(meeting, astrid):
    old_window = Event.objects.get(pk=meeting.pk)
    Event.objects.filter(pk=meeting.pk).update(text="Written by Bo")
    old_window.hold(by=astrid)
    assert Event.objects.get(pk=meeting.pk).text == "Written by Bo"


def test_every_turn_stands_in_the_history(meeting, astrid):
    meeting.hold(by=astrid)
    assert meeting.history.first().history_change_reason == "held"
    assert meeting.history.first().history_user == astrid
