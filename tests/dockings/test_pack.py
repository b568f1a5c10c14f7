"""The pack before a meeting: what stands in it, who gets it, and that no draft comes along."""

import pytest
from django.core import mail
from django.urls import reverse

from hamn.records.models import Visibility
from tests import cast
from tests.dockings import builders


@pytest.fixture
def second(series, bo, lena):
    series.expedition = cast.expedition(by=bo)
    series.save()
    builders.commitment(builders.held(series, bo), "Walk the quay")
    docking = builders.docking(series, "Second docking", days=7, by=bo, purpose="To learn")
    docking.add_point("What we saw", 20)
    return docking


def test_the_pack_tells_what_is_needed_before_the_meeting(second, lena, as_):
    page = as_(lena).get(reverse("pack", args=[second.pk])).text
    for text in ("What is out there?", "To learn", "What we saw", "The lamps", "The quay is empty", "Walk the quay"):
        assert text in page


def test_no_draft_and_nothing_of_the_teams_own_stands_in_it(second, bo, as_):
    builders.follow_up(second.previous_for(bo), "A draft", Visibility.DRAFT, by=bo)
    builders.follow_up(second.previous_for(bo), "Between us", Visibility.HARBOUR, by=bo)
    second.series.expedition.visibility = Visibility.HARBOUR
    second.series.expedition.save()
    page = as_(bo).get(reverse("pack", args=[second.pk])).text
    for text in ("A draft", "Between us", "What is out there?"):
        assert text not in page


def test_it_goes_to_those_who_sit_in_the_invited_bodies_one_letter_each(
    second, bo, lena, cilla, as_, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_(bo).post(reverse("pack_sending", args=[second.pk]), {"seen": 0})
    assert sorted(letter.to for letter in mail.outbox) == [[bo.email], [lena.email]]
    assert "What we saw" in mail.outbox[0].body
    assert second.get_absolute_url() in mail.outbox[0].body
    assert set(second.pack_sendings.get().people.all()) == {bo, lena}


def test_two_presses_send_once(second, bo, as_, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            as_(bo).post(reverse("pack_sending", args=[second.pk]), {"seen": 0})
    assert second.pack_sendings.count() == 1
    assert len(mail.outbox) == len({letter.to[0] for letter in mail.outbox})


def test_it_is_sent_again_when_somebody_who_saw_the_log_says_so(second, bo, as_):
    for seen in (0, 1):
        as_(bo).post(reverse("pack_sending", args=[second.pk]), {"seen": seen})
    assert second.pack_sendings.count() == 2


def test_a_meeting_that_is_not_shared_is_not_sent(series, bo, as_):
    ours = builders.docking(series, "Ours", by=bo, visibility=Visibility.HARBOUR)
    assert as_(bo).post(reverse("pack_sending", args=[ours.pk]), {"seen": 0}).status_code == 404
    assert not ours.pack_sendings.exists()


def test_a_mail_server_that_does_not_answer_is_told_about(
    second, bo, as_, monkeypatch, django_capture_on_commit_callbacks
):
    def refuses(self, letters):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuses)
    with django_capture_on_commit_callbacks(execute=True):
        as_(bo).post(reverse("pack_sending", args=[second.pk]), {"seen": 0})
    assert second.pack_sendings.get().failed


def test_only_those_who_plan_the_meeting_send_it(second, lena, as_):
    assert as_(lena).post(reverse("pack_sending", args=[second.pk]), {"seen": 0}).status_code == 404
