from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from hamn.operations import worker
from hamn.operations.models import Duty

pytestmark = pytest.mark.django_db
did = []


@pytest.fixture(autouse=True)
def nothing_done():
    did.clear()


def note():
    did.append("note")


def fail():
    raise RuntimeError("on purpose")


def named(function) -> str:
    return f"{__name__}.{function.__name__}"


@pytest.fixture
def importable(monkeypatch):
    """Test modules have no importable name of their own, so the worker is handed the functions by name."""
    functions = {named(note): note, named(fail): fail}
    monkeypatch.setattr(worker, "import_string", functions.__getitem__)


def test_what_is_due_is_done_once_and_then_waits(importable):
    Duty.objects.create(name=named(note), every_s=3600)
    assert worker.do_what_is_due() == [named(note)]
    assert worker.do_what_is_due() == []
    assert did == ["note"]
    assert Duty.objects.get().done_at is not None


def test_two_workers_that_saw_the_same_row_do_not_both_take_it():
    Duty.objects.create(name="x", every_s=60)
    mine, theirs = Duty.objects.get(), Duty.objects.get()
    assert mine.claim(timezone.now())
    assert not theirs.claim(timezone.now())


def test_a_duty_that_fails_is_logged_and_does_not_stop_the_next(importable, caplog):
    Duty.objects.create(name=named(fail), every_s=60, due_at=timezone.now() - timedelta(hours=2))
    Duty.objects.create(name=named(note), every_s=60)
    worker.do_what_is_due()
    assert did == ["note"]
    assert "failed" in caplog.text
    assert Duty.objects.get(name=named(fail)).done_at is None


def test_the_rows_follow_what_the_folders_name():
    Duty.objects.create(name="gone.verb", every_s=60)
    worker.keep_duties()
    assert not Duty.objects.filter(name="gone.verb").exists()
    assert Duty.objects.filter(name="hamn.operations.sessions.clear_expired").exists()


def test_every_duty_that_is_named_can_be_found_and_run():
    worker.keep_duties()
    names = set(Duty.objects.values_list("name", flat=True))
    assert set(worker.do_what_is_due()) == names
    assert not Duty.objects.filter(done_at=None).exists()


def test_sessions_that_ran_out_are_forgotten():
    for expires_in_s in (-60, 60):
        session = SessionStore()
        session.set_expiry(expires_in_s)
        session.create()
    worker.keep_duties()
    worker.do_what_is_due()
    assert Session.objects.count() == 1
