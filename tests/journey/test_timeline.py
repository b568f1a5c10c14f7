from datetime import date, timedelta

import pytest
from django.urls import reverse

from hamn.dockings.models import DockingKind
from hamn.journey.timeline import AT_ONCE
from hamn.programmes.models import Programme, Track
from hamn.records.models import Visibility
from tests import cast
from tests.journey import builders


@pytest.fixture
def trust(astrid):
    track = Track.objects.create(programme=cast.programme(), name="Tillitsbaserat", text="For everyone.")
    builders.event("Clearer mandate", on=date(2021, 2, 1), track=track)
    for number, when in enumerate((date(2021, 6, 1), date(2021, 11, 1)), 1):
        meeting = builders.docking(f"Large meeting {number}", on=when, kind=DockingKind.LARGE_MEETING, track=track)
        meeting.cancel(by=astrid, reason=f"Reason {number}", lesson=f"Lesson {number}")
    builders.docking("Large meeting held", on=date(2022, 4, 1), kind=DockingKind.LARGE_MEETING, track=track).hold(
        by=astrid
    )
    return track


def page_of(client, query=""):
    return client.get(reverse("trust_timeline") + query).content.decode()


def test_both_cancelled_large_meetings_stay_with_reason_and_lesson(as_, trust, django_assert_max_num_queries):
    client = as_(None)
    client.get("/about/")
    with django_assert_max_num_queries(12):
        page = page_of(client)
    for number in (1, 2):
        assert f"Large meeting {number}" in page and f"Reason {number}" in page and f"Lesson {number}" in page
    assert (
        page.index(">2021<")
        < page.index("Large meeting 1")
        < page.index("Large meeting 2")
        < page.index("Large meeting held")
    )


def test_one_lane_or_one_year_may_be_read_alone(as_, trust):
    client = as_(None)
    assert "Clearer mandate" not in page_of(client, "?lane=culture")
    assert "Large meeting" not in page_of(client, "?lane=structure")
    assert "Large meeting held" not in page_of(client, "?year=2021")
    assert "Large meeting held" in page_of(client, "?year=x&lane=x")


def test_a_hidden_meetings_reason_and_lesson_are_hidden_too(as_, trust, astrid, bo):
    hidden = builders.docking("Canary", on=date(2021, 8, 1), track=trust, visibility=Visibility.HARBOUR)
    hidden.cancel(by=astrid, reason="Canary reason", lesson="Canary lesson")
    assert "Canary" not in page_of(as_(None))
    assert "Canary lesson" in page_of(as_(bo))


def test_the_rhythm_counts_only_the_meetings_that_the_reader_may_see(as_, trust, bo, lena):
    series = cast.docking_series(docks_with=cast.body())
    type(series).objects.update(rhythm="Every third week")
    for month in (1, 2, 3):
        visibility = Visibility.HARBOUR if month == 3 else Visibility.DOCKING
        builders.docking("Docking", on=date(2021, month, 9), track=trust, series=series, visibility=visibility).hold(
            by=None
        )
    assert "3 meetings held" in page_of(as_(bo)) and "Every third week" in page_of(as_(bo))
    assert "2 meetings held" in page_of(as_(lena))
    assert "Every third week" not in page_of(as_(None))


def test_any_track_has_its_timeline(as_, trust):
    assert as_(None).get(trust.get_absolute_url()).status_code == 200
    assert as_(None).get(reverse("track_timeline", args=[trust.pk + 99])).status_code == 404


def test_a_track_of_a_hidden_programme_is_not_found(as_, trust, cilla):
    Programme.objects.update(visibility=Visibility.PARTNERSHIP)
    for address in (trust.get_absolute_url(), reverse("trust_timeline")):
        assert as_(None).get(address).status_code == 404
        assert as_(cilla).get(address).status_code == 200


def test_material_stands_under_the_track_it_belongs_to(as_, trust):
    builders.material("The film", event=trust.events.first())
    builders.material("Hidden film", event=trust.events.first(), visibility=Visibility.PARTNERSHIP)
    page = page_of(as_(None))
    assert "The film" in page and "Hidden film" not in page


def test_a_long_track_is_read_page_by_page_with_the_choice_kept(as_, trust, django_assert_max_num_queries):
    for step in range(2 * AT_ONCE):
        builders.event(f"Step {step}.", on=date(2023, 1, 1) + timedelta(days=step), track=trust)
    client = as_(None)
    with django_assert_max_num_queries(12):
        first = page_of(client)
    assert first.count('class="point ') == AT_ONCE and "Lesson 1" in first
    assert 'rel="next" href="?page=2"' in first
    assert 'rel="next" href="?year=2023&amp;page=2"' in page_of(client, "?year=2023")
    told = "".join(page_of(client, f"?page={number}") for number in (1, 2, 3))
    assert all(f"Step {step}." in told for step in range(2 * AT_ONCE))


def test_a_track_tells_of_nothing_that_stands_on_another(as_, trust):
    builders.event("Elsewhere", on=date(2021, 3, 1))
    meeting = builders.docking("Meeting of the track", on=date(2021, 3, 2), track=trust)
    builders.decision("Decided on the track", meeting)
    builders.decision("Decided elsewhere", builders.docking("Meeting elsewhere", on=date(2021, 3, 3)))
    page = page_of(as_(None))
    assert "Decided on the track" in page and "lsewhere" not in page
