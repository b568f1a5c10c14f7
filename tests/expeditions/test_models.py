from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from hamn.expeditions import actions
from hamn.expeditions.models import CrewLink, Expedition, LogEntry, Mandate, NotReady, Passage
from hamn.records.models import Share, Visibility
from tests import cast
from tests.expeditions import builders

State = Expedition.State


@pytest.fixture
def fog(db, astrid):
    return cast.expedition(by=astrid)


@pytest.fixture
def under_way(fog, astrid):
    builders.mandate(fog, by=astrid)
    fog.anchor(by=astrid)
    fog.cast_off(by=astrid)
    return fog


def stored(expedition):
    return Expedition.objects.get(pk=expedition.pk).state


def test_it_cannot_be_anchored_without_a_mandate(fog, astrid):
    with pytest.raises(NotReady, match="mandate"):
        fog.anchor(by=astrid)
    assert stored(fog) == State.PROPOSED
    assert not Passage.objects.exists()


def test_each_step_writes_who_and_what(fog, astrid):
    builders.mandate(fog, by=astrid)
    passage = fog.anchor(by=astrid, note="The management team said yes.")
    assert (passage.state, passage.by, passage.note) == (State.ANCHORED, astrid, "The management team said yes.")
    assert "anchored" in fog.history.first().history_change_reason


def test_a_step_taken_twice_is_one_passage(under_way, astrid):
    first = under_way.land(astrid, "Ask earlier.")
    assert under_way.land(astrid, "Ask earlier.") == first
    assert under_way.passages.filter(state=State.LANDED).count() == 1


def test_two_copies_at_the_same_instant_leave_one_passage(under_way, astrid):
    copy = Expedition.objects.get(pk=under_way.pk)
    assert under_way.land(astrid, "Ask earlier.") == copy.land(astrid, "Another text")
    assert Passage.objects.get(state=State.LANDED).lesson == "Ask earlier."


def test_it_cannot_cast_off_before_it_is_anchored(fog, astrid):
    with pytest.raises(NotReady, match="proposed"):
        fog.cast_off(by=astrid)


@pytest.mark.parametrize("end", ["land", "hand_over", "stop"])
@pytest.mark.parametrize("lesson", ["", "   \n"])
def test_no_end_without_a_lesson(under_way, astrid, end, lesson):
    with pytest.raises(NotReady, match="taught us"):
        getattr(under_way, end)(astrid, lesson)
    assert stored(under_way) == State.UNDER_WAY


def test_the_general_step_does_not_go_around_the_lesson(under_way, astrid):
    with pytest.raises(NotReady):
        under_way.pass_to(State.LANDED, astrid)
    assert stored(under_way) == State.UNDER_WAY


def test_nothing_new_because_is_a_lesson_too(under_way, astrid):
    passage = under_way.stop(astrid, "everyone knew it already", nothing_new=True)
    assert passage.nothing_new and passage.lesson == "everyone knew it already"
    assert under_way.has_ended


def test_what_has_ended_does_not_begin_again_or_end_otherwise(under_way, astrid):
    under_way.land(astrid, "Ask earlier.")
    for again in (
        lambda: under_way.cast_off(astrid),
        lambda: under_way.stop(astrid, "x"),
        lambda: under_way.anchor(astrid),
    ):
        with pytest.raises(NotReady):
            again()
    assert stored(under_way) == State.LANDED


def test_a_new_mandate_is_a_new_version_and_the_old_one_stands(fog, astrid):
    builders.mandate(fog, by=astrid, action_space="Meet people.")
    builders.mandate(fog, by=astrid, action_space="Meet people, also abroad.", reason="The question grew.")
    assert [(each.version, each.action_space) for each in fog.mandates.all()] == [
        (2, "Meet people, also abroad."),
        (1, "Meet people."),
    ]


def test_the_same_mandate_twice_is_one_version(fog, astrid):
    assert builders.mandate(fog, by=astrid) == builders.mandate(fog, by=astrid)
    assert Mandate.objects.count() == 1


def test_extending_twice_to_the_same_day_is_one_extension(under_way, astrid):
    until = timezone.localdate() + timedelta(days=30)
    assert under_way.extend(until, astrid, "Agreed at the second docking.").ends_on == until
    assert under_way.extend(until, astrid, "Agreed at the second docking.") is None
    assert under_way.passages.exclude(ends_on=None).count() == 1


def test_an_ended_expedition_is_not_extended(under_way, astrid):
    under_way.land(astrid, "Ask earlier.")
    assert under_way.extend(timezone.localdate() + timedelta(days=30), astrid, "More time") is None


def test_a_log_entry_starts_as_a_draft_without_history(fog, bo):
    entry = builders.log_entry(fog, bo, visibility="")
    assert entry.is_draft
    assert not entry.history.exists()


def test_pasted_lines_sent_twice_are_written_once(fog, bo):
    for _time in range(2):
        actions.log_lines(fog, ["one", "two"], LogEntry.Kind.NEED, bo, "abc")
    assert sorted(LogEntry.objects.values_list("text", "kind")) == [("one", "need"), ("two", "need")]


def test_a_photo_without_words_is_told_to_be_missing_them(fog, bo):
    entry = builders.log_entry(fog, bo, photo="logbook/a.jpg")
    assert "photo shows" in entry.missing_before_sharing()[0]
    entry.photo_alt = "A quay"
    assert entry.missing_before_sharing() == []


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def token_in(letter):
    return letter.body.split("/surprises/")[1].split("/")[0]


def test_everybody_who_writes_gets_one_letter_however_often_they_are_asked(
    fog, bo, frida, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.invite_surprises(fog, tomorrow(), "https://hamn.example") == 1
        assert actions.invite_surprises(fog, tomorrow(), "https://hamn.example") == 0
    assert [letter.to for letter in mail.outbox] == [[bo.email]]
    assert "https://hamn.example/surprises/" in mail.outbox[0].body


def test_the_token_itself_is_kept_nowhere(fog, bo):
    token = CrewLink.issue(fog, bo, tomorrow(), timezone.now() + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM expeditions_crewlink")
        assert token not in str(cursor.fetchall())
    assert CrewLink.objects.opened_by(token).person == bo


def test_a_letter_that_cannot_be_sent_may_be_sent_again(fog, bo, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite_surprises(fog, tomorrow())
    assert not CrewLink.objects.exists()


def test_nobody_is_asked_before_a_docking_that_has_passed_or_after_the_end(under_way, bo, astrid):
    assert actions.invite_surprises(under_way, timezone.localdate() - timedelta(days=1)) == 0
    under_way.land(astrid, "Ask earlier.")
    assert actions.invite_surprises(under_way, tomorrow()) == 0


def test_a_link_is_worth_nothing_when_expired_or_when_its_person_has_left(fog, bo):
    old = CrewLink.issue(fog, bo, tomorrow(), timezone.now() - timedelta(seconds=1))
    assert CrewLink.objects.opened_by(old) is None
    token = CrewLink.issue(fog, bo, tomorrow() + timedelta(days=1), timezone.now() + timedelta(days=2))
    bo.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert CrewLink.objects.opened_by(token) is None


def test_what_surprised_is_the_persons_own_until_they_choose_the_team(fog, bo):
    CrewLink.issue(fog, bo, tomorrow(), timezone.now() + timedelta(days=1))
    link = CrewLink.objects.get()
    own = link.answer("A half thought", "a", with_team=False)
    assert (own.visibility, own.author, own.kind) == (Visibility.DRAFT, bo, LogEntry.Kind.SURPRISE)
    shared = link.answer("They cheered", "b", with_team=True)
    assert shared.visibility == Visibility.HARBOUR
    assert Share.objects.get().by == bo
    assert link.answer("They cheered", "b", with_team=True) == shared
    assert LogEntry.objects.count() == 2
