from datetime import date

import pytest
from django.urls import reverse

from hamn.journey.models import Event
from hamn.programmes.plans import State
from hamn.records.models import Visibility
from tests import cast
from tests.journey import builders


@pytest.fixture
def meeting(astrid):
    return builders.event("The large meeting", by=astrid, on=date(2021, 5, 2))


def told(**changed):
    return {"title": "A walk", "kind": "culture", "on": "2021-03-04", "precision": "day", "text": "", **changed}


def test_a_facilitator_puts_an_event_on_the_road_without_scripts(as_, astrid):
    cast.programme()
    answer = as_(astrid).post(reverse("event_new"), told())
    event = Event.objects.get()
    assert answer.status_code == 302 and answer.url == event.get_absolute_url()
    assert (event.author, event.state, event.visibility) == (astrid, State.PLANNED, Visibility.PARTNERSHIP)


def test_what_has_already_taken_place_is_noted_as_held_at_once(as_, astrid):
    cast.programme()
    as_(astrid).post(reverse("event_new"), told(has_been_held="on"))
    assert Event.objects.get().state == State.HELD


def test_a_form_that_lacks_something_gives_back_what_was_written(as_, astrid):
    cast.programme()
    page = as_(astrid).post(reverse("event_new"), told(title="", text="A long memory"))
    assert page.status_code == 422 and "A long memory" in page.content.decode()
    assert not Event.objects.exists()


def test_a_preview_saves_nothing(as_, astrid):
    cast.programme()
    page = as_(astrid).post(reverse("event_new"), told(preview="1"))
    assert "A walk" in page.content.decode() and not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["cilla", "lena", None])
def test_only_facilitators_begin_an_event(as_, request, who):
    person = who and request.getfixturevalue(who)
    assert as_(person).get(reverse("event_new")).status_code == 404


def test_cancelling_needs_its_lesson_and_keeps_what_was_written(as_, meeting, astrid):
    page = as_(astrid).post(
        reverse("event_cancel", args=[meeting.pk]), {"cancel-reason": "Few could come", "cancel-lesson": ""}
    )
    assert page.status_code == 422 and "Few could come" in page.content.decode()
    assert Event.objects.get().state == State.PLANNED


def test_a_cancelled_event_tells_reason_and_lesson_to_everyone(as_, meeting, astrid):
    words = {"cancel-reason": "Few could come", "cancel-lesson": "Ask before setting the day"}
    for _twice in range(2):
        assert as_(astrid).post(reverse("event_cancel", args=[meeting.pk]), words).status_code == 302
    page = as_(None).get(meeting.get_absolute_url()).content.decode()
    assert "Few could come" in page and "Ask before setting the day" in page
    assert meeting.changes.count() == 1


def test_an_event_is_moved_and_held(as_, meeting, astrid):
    as_(astrid).post(reverse("event_move", args=[meeting.pk]), {"move-to": "2021-09-01", "move-reason": "Snow"})
    as_(astrid).post(reverse("event_hold", args=[meeting.pk]))
    meeting.refresh_from_db()
    assert (meeting.on, meeting.state) == (date(2021, 9, 1), State.HELD)


@pytest.mark.parametrize("name", ["event_move", "event_cancel", "event_hold", "event_edit"])
def test_nobody_turns_an_event_that_is_not_theirs(as_, meeting, cilla, name):
    words = {"move-to": "2021-09-01", "move-reason": "x", "cancel-reason": "x", "cancel-lesson": "x"}
    for person in (cilla, None):
        answer = as_(person).post(reverse(name, args=[meeting.pk]), words)
        assert answer.status_code == 404 or "login" in answer.url
    meeting.refresh_from_db()
    assert meeting.state == State.PLANNED and not meeting.changes.exists()


def test_the_second_of_two_editors_is_shown_the_difference(as_, meeting, astrid):
    address = reverse("event_edit", args=[meeting.pk])
    first = {"title": "First wording", "kind": "culture", "text": "", "revision": meeting.revision}
    assert as_(astrid).post(address, first).status_code == 302
    page = as_(astrid).post(address, {**first, "title": "Second wording"})
    assert page.status_code == 409
    assert "First wording" in page.content.decode() and "Second wording" in page.content.decode()
    assert Event.objects.get().title == "First wording"


def test_who_may_not_see_an_event_does_not_find_it(as_, bo, cilla):
    hidden = builders.event("Hidden", visibility=Visibility.HARBOUR, team=cast.crew())
    assert as_(bo).get(hidden.get_absolute_url()).status_code == 200
    assert as_(cilla).get(hidden.get_absolute_url()).status_code == 404
    assert as_(None).get(hidden.get_absolute_url()).status_code == 404


def test_the_page_of_an_event_asks_little_of_the_database(as_, meeting, astrid, django_assert_max_num_queries):
    builders.material(event=meeting)
    client = as_(astrid)
    client.get("/about/")
    with django_assert_max_num_queries(12):
        client.get(meeting.get_absolute_url())
