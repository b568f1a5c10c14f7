"""The closing: one screen, three lines, and afterwards nothing changes but by a correction with its reason."""

import pytest
from django.urls import reverse

from hamn.dockings.models import Correction, Docking, FollowUp, Refused
from hamn.dockings.models.outcome import Outcome
from hamn.programmes.plans import State
from hamn.records.models import EditedMeanwhile
from tests.dockings import builders

LINES = {"we_heard": "The quay is empty", "we_do": "We walk it", "we_return": "The lamps\n- The benches\n\n"}


@pytest.fixture
def closed(docking, bo):
    docking.close(bo, **LINES)
    return docking


def test_closing_holds_the_meeting_and_says_who_and_when(closed, bo):
    closed.refresh_from_db()
    assert (closed.state, closed.closed_by, closed.is_closed) == (State.HELD, bo, True)
    assert closed.history.first().history_change_reason == "closed"


def test_each_line_that_we_come_back_with_is_carried_on(closed):
    assert [each.text for each in closed.follow_ups_raised.all()] == ["The lamps", "The benches"]
    assert {each.visibility for each in closed.follow_ups_raised.all()} == {closed.visibility}


def test_closing_by_the_projected_form_takes_three_lines(docking, bo, as_):
    answer = as_(bo).post(reverse("docking_close", args=[docking.pk]), LINES)
    assert answer.url == docking.get_absolute_url()
    assert Docking.objects.get(pk=docking.pk).we_do == "We walk it"


def test_a_line_left_empty_is_asked_for_and_nothing_is_lost(docking, bo, as_):
    answer = as_(bo).post(reverse("docking_close", args=[docking.pk]), {"we_heard": "The quay is empty"})
    assert answer.status_code == 422
    assert "The quay is empty" in answer.text
    assert not Docking.objects.get(pk=docking.pk).is_closed


def test_pressing_twice_closes_once(docking, bo, as_):
    address = reverse("docking_close", args=[docking.pk])
    client = as_(bo)
    sent = {name: text.strip() for name, text in LINES.items()}
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert FollowUp.objects.count() == 2
    assert docking.changes.count() == 1


def test_when_two_close_at_once_the_second_loses_nothing(closed, bo, as_):
    other = {**LINES, "we_heard": "The quay is full"}
    answer = as_(bo).post(reverse("docking_close", args=[closed.pk]), other)
    assert answer.status_code == 409
    assert "The quay is full" in answer.text
    assert Docking.objects.get(pk=closed.pk).we_heard == "The quay is empty"


def test_a_copy_read_before_the_closing_cannot_undo_it(docking, bo):
    stale = Docking.objects.get(pk=docking.pk)
    docking.close(bo, **LINES)
    for verb in (
        lambda: stale.move(builders.TODAY, bo, "Rain"),
        lambda: stale.cancel(bo, "Rain", "Bring umbrellas"),
        lambda: stale.hold(bo),
        lambda: stale.add_point("One more"),
    ):
        with pytest.raises(Refused):
            verb()
    assert Docking.objects.get(pk=docking.pk).is_closed


def test_an_edit_begun_before_the_closing_is_told_so(docking, bo):
    stale = Docking.objects.get(pk=docking.pk)
    docking.close(bo, **LINES)
    stale.title = "Another title"
    with pytest.raises(EditedMeanwhile):
        stale.edit(bo, expected_revision=0)
    assert Docking.objects.get(pk=docking.pk).is_closed


def test_a_closed_meeting_refuses_every_change_with_a_page_that_explains(closed, bo, as_):
    client = as_(bo)
    for name, sent in (
        ("docking_move", {"to": "2030-01-01T10:00", "reason": "Rain on the quay"}),
        ("docking_cancel", {"reason": "Rain on the quay", "lesson": "Umbrellas"}),
        ("docking_hold", {}),
        ("agenda", {"title": "One more point"}),
        ("docking_follow_ups", {"text": "One more thing"}),
        ("docking_edit", {"title": "x"}),
    ):
        answer = client.post(reverse(name, args=[closed.pk]), sent)
        assert answer.status_code == 409, name
        assert reverse("docking_correct", args=[closed.pk]) in answer.text
        for text in sent.values():
            if len(text) > 3:
                assert text in answer.text
    assert closed.agenda.count() == 0
    assert closed.follow_ups_raised.count() == 2


def test_a_cancelled_meeting_is_not_closed(docking, bo):
    docking.cancel(bo, "Everyone is ill", "Plan for winter")
    with pytest.raises(Refused):
        docking.close(bo, **LINES)
    assert docking.follow_ups_raised.count() == 0


def test_a_correction_is_a_new_version_with_who_when_and_why(closed, bo, as_):
    sent = {**LINES, "we_do": "We walk it twice", "reason": "We misheard", "revision": closed.revision}
    as_(bo).post(reverse("docking_correct", args=[closed.pk]), sent)
    correction = Correction.objects.exclude(what="we_return").get()
    assert (correction.before, correction.after, correction.reason) == ("We walk it", "We walk it twice", "We misheard")
    assert correction.by == bo
    page = as_(bo).get(closed.get_absolute_url()).text
    assert "We walk it twice" in page
    assert "We misheard" in page


def test_a_correction_needs_a_reason(closed, bo, as_):
    answer = as_(bo).post(
        reverse("docking_correct", args=[closed.pk]), {**LINES, "we_do": "No", "revision": closed.revision}
    )
    assert answer.status_code == 422
    assert not closed.corrections.exists()


def test_correcting_to_the_same_words_changes_nothing(closed, bo):
    now = {name: getattr(closed, name) for name in LINES}
    assert closed.correct(bo, "No reason", closed.revision, **now) == []


def test_when_two_correct_at_once_the_second_compares(closed, bo, as_):
    seen = closed.revision
    closed.correct(bo, "First", seen, we_heard="First words")
    sent = {**LINES, "we_heard": "Second words", "reason": "Second", "revision": seen}
    answer = as_(bo).post(reverse("docking_correct", args=[closed.pk]), sent)
    assert answer.status_code == 409
    assert "Second words" in answer.text
    assert "First words" in answer.text
    assert Docking.objects.get(pk=closed.pk).we_heard == "First words"


def test_an_open_meeting_has_nothing_to_correct(docking, bo, as_):
    assert as_(bo).get(reverse("docking_correct", args=[docking.pk])).status_code == 409


def test_what_is_written_after_the_closing_says_why(closed, series, bo):
    with pytest.raises(Refused):
        closed.learn(series.team, "That benches matter", bo)
    closed.learn(series.team, "That benches matter", bo, reason="We forgot")
    with pytest.raises(Refused):
        closed.record_outcome(bo, Outcome.Kind.DECISION, "Benches stay")
    closed.record_outcome(bo, Outcome.Kind.DECISION, "Benches stay", reason="We forgot")
    assert [each.what for each in closed.corrections.all()] == ["learning", "outcome"]
    assert {each.reason for each in closed.corrections.all()} == {"We forgot"}
