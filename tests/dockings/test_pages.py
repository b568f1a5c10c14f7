"""What each role meets on the pages, and what they cost."""

import pytest
from django.urls import reverse

from hamn.dockings.views.series import AHEAD, BEHIND, SERIES
from hamn.records.models import Visibility
from tests import cast
from tests.dockings import builders

CANARY = "Canary in the mast"


@pytest.fixture
def full(series, bo, lena):
    """A meeting with something of everything, and one before it."""
    earlier = builders.held(series, bo)
    said = builders.words(earlier, "öppen frågestund i LG", "fler möten", by=bo)
    builders.reply(said[0], series.docks_with.get())
    builders.commitment(earlier)
    docking = builders.docking(series, "Second docking", by=bo, purpose="To learn", place="The quay")
    points = [docking.add_point("What we saw", 20), docking.add_point("What now?", 10)]
    docking.record_outcome(bo, "decision", "We keep the benches", item=points[0])
    docking.learn(series.team, "That benches matter", bo)
    docking.come_back_to("The lamps again", bo)
    builders.commitment(docking, "Keep the benches")
    docking.dialogues.add(builders.dialogue("Second question"))
    return docking


PAGES = ["docking", "docking_open", "pack", "minutes"]
EDIT_PAGES = ["docking_edit", "docking_move", "docking_cancel", "docking_close", "pack_sending", "docking_dialogues"]


@pytest.mark.parametrize("name", PAGES)
def test_a_meetings_pages_take_at_most_twelve_queries(name, full, bo, as_, django_assert_max_num_queries):
    client = as_(bo)
    address = reverse(name, args=[full.pk])
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", EDIT_PAGES)
def test_the_pages_that_change_a_meeting_take_at_most_twelve_queries(
    name, full, bo, as_, django_assert_max_num_queries
):
    client = as_(bo)
    client.get("/dockings/")
    with django_assert_max_num_queries(12):
        assert client.get(reverse(name, args=[full.pk])).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "dockings",
        "commitments",
        "calendar_feeds",
        "docking_new",
        "docking_series_new",
        "commitment_new",
        "round_kit_new",
    ],
)
def test_the_pages_without_a_meeting_take_at_most_twelve_queries(name, full, bo, as_, django_assert_max_num_queries):
    client = as_(bo)
    client.get("/dockings/")
    with django_assert_max_num_queries(12):
        assert client.get(reverse(name)).status_code == 200


def test_a_series_and_a_commitment_take_at_most_twelve_queries(full, bo, as_, django_assert_max_num_queries):
    client = as_(bo)
    for noun in (full.series, full.commitments.get()):
        client.get(noun.get_absolute_url())
        with django_assert_max_num_queries(12):
            assert client.get(noun.get_absolute_url()).status_code == 200


def test_a_closed_meeting_takes_at_most_twelve_queries(full, bo, as_, django_assert_max_num_queries):
    full.close(bo, "Heard", "Do", "Return")
    client = as_(bo)
    client.get(full.get_absolute_url())
    for name in ("docking", "minutes", "docking_correct"):
        with django_assert_max_num_queries(12):
            assert client.get(reverse(name, args=[full.pk])).status_code == 200


@pytest.mark.parametrize("name", PAGES + EDIT_PAGES)
def test_a_partner_elsewhere_and_a_visitor_find_nothing(name, full, cilla, as_):
    for who in (cilla, None):
        assert as_(who).get(reverse(name, args=[full.pk])).status_code == 404


def test_those_we_dock_with_see_the_meeting_but_may_not_change_it(full, lena, as_):
    client = as_(lena)
    assert "Second docking" in client.get(full.get_absolute_url()).text
    assert client.get(reverse("docking_close", args=[full.pk])).status_code == 404


def test_the_lists_tell_a_stranger_nothing(full, series, cilla, as_):
    full.title = series.name = CANARY
    full.save()
    series.save()
    for who in (cilla, None):
        for name in ("dockings", "commitments"):
            page = as_(who).get(reverse(name)).text
            assert CANARY not in page
            assert "Keep the benches" not in page


def test_every_meeting_and_series_is_reached_page_by_page(series, bo, as_, django_assert_max_num_queries):
    for number in range(AHEAD + 1):
        builders.docking(series, f"Ahead {number}.", days=number + 1, by=bo)
    for number in range(BEHIND + 1):
        builders.held(series, bo, f"Behind {number}.", days=-number - 1)
    for number in range(SERIES + 1):
        cast.docking_series(name=f"Series {number}.", docks_with=cast.body())
    client = as_(bo)
    client.get("/about/")
    with django_assert_max_num_queries(12):
        first = client.get("/dockings/").text
    assert 'href="?ahead=2#ahead"' in first and 'href="?page=2#behind"' in first and 'href="?series=2#series"' in first
    second = client.get("/dockings/?ahead=2&page=2&series=2").text
    # The nearest first, and the latest first.
    assert "Ahead 0." in first and f"Ahead {AHEAD}." not in first and f"Ahead {AHEAD}." in second
    assert "Behind 0." in first and f"Behind {BEHIND}." not in first and f"Behind {BEHIND}." in second
    assert all(f"Series {number}." in first + second for number in range(SERIES + 1))
    assert 'href="?ahead=1&amp;page=2&amp;series=2#ahead"' in second


def test_a_public_meeting_in_a_hidden_series_does_not_name_the_series(series, bo, as_):
    series.name = CANARY
    series.save()
    public = builders.docking(series, "Open meeting", by=bo, visibility=Visibility.PUBLIC)
    for address in ("/dockings/", public.get_absolute_url()):
        page = as_(None).get(address).text
        assert "Open meeting" in page
        assert CANARY not in page
        assert "Management team" not in page


def test_what_the_team_keeps_to_itself_is_not_shown_to_those_it_docks_with(docking, bo, lena, as_):
    builders.follow_up(docking, CANARY, Visibility.HARBOUR)
    assert CANARY in as_(bo).get(docking.get_absolute_url()).text
    assert CANARY not in as_(lena).get(docking.get_absolute_url()).text


def test_a_cancelled_meeting_stays_visible_with_its_reason_and_lesson(docking, bo, as_):
    docking.cancel(bo, "Everyone is ill", "Plan for winter")
    for address in ("/dockings/", docking.series.get_absolute_url(), docking.get_absolute_url()):
        page = as_(bo).get(address).text
        assert "Everyone is ill" in page
        assert "Plan for winter" in page


def test_hostile_text_is_shown_as_text(series, bo, as_):
    docking = builders.docking(series, "<script>alert(1)</script>\u202e", by=bo)
    docking.come_back_to("<img src=x onerror=alert(1)>", bo)
    page = as_(bo).get(docking.get_absolute_url()).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
