"""Calendar feeds: valid in two independent readers, secret, revocable, and never more than their owner sees."""

from datetime import timedelta

import icalendar
import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from hamn.dockings.models import CalendarFeed, Docking
from hamn.records.models import Visibility
from tests.dockings import builders


@pytest.fixture
def feed(series, bo):
    return CalendarFeed.objects.create(person=bo)


def events(client, address):
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    read = icalendar.Calendar.from_ical(answer.content)
    assert read.errors == []
    return {str(event["summary"]): event for event in read.walk("VEVENT")}


def test_two_readers_agree_on_what_the_feed_says(feed, docking, client):
    docking.place, docking.purpose = "Kajen, rum 1; våning 2", "Att lära å ä ö,\nrad två " + "lång " * 40
    docking.save()
    answer = client.get(feed.address)
    ours = next(iter(icalendar.Calendar.from_ical(answer.content).walk("VEVENT")))
    theirs = vobject.readOne(answer.content.decode()).vevent
    assert str(ours["summary"]) == theirs.summary.value == docking.title
    assert str(ours["location"]) == theirs.location.value == docking.place
    assert str(ours["description"]) == theirs.description.value == docking.purpose
    assert ours["dtstart"].dt == theirs.dtstart.value == docking.starts_at
    assert str(ours["uid"]) == theirs.uid.value


def test_the_zone_comes_along_with_its_summer_time(feed, series, bo, client):
    for month in (1, 7):
        starts_at = timezone.now().replace(month=month, day=10, hour=8, minute=0)
        Docking.objects.filter(pk=builders.docking(series, f"Month {month}", by=bo).pk).update(starts_at=starts_at)
    content = client.get(feed.address).content
    read = icalendar.Calendar.from_ical(content)
    zone = next(iter(read.walk("VTIMEZONE")))
    assert str(zone["tzid"]) == "Europe/Stockholm"
    offsets = {event["dtstart"].dt.utcoffset() for event in read.walk("VEVENT")}
    assert offsets <= {timedelta(hours=1), timedelta(hours=2)}
    assert vobject.readOne(content.decode()).vtimezone


def test_a_move_keeps_the_id_and_raises_the_sequence(feed, docking, bo, client):
    before = events(client, feed.address)[docking.title]
    docking.move(docking.starts_at + timedelta(days=2), bo, "Rain")
    after = events(client, feed.address)[docking.title]
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt - before["dtstart"].dt == timedelta(days=2)
    assert after["status"] == "CONFIRMED"


def test_a_cancelled_meeting_says_so(feed, docking, bo, client):
    docking.cancel(bo, "Rain", "Umbrellas")
    event = events(client, feed.address)[docking.title]
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)


def test_a_feed_shows_what_its_owner_sees_today_and_nothing_else(feed, docking, bo, cilla, client):
    docking.share_with(Visibility.PARTNERSHIP, bo)
    theirs = CalendarFeed.objects.create(person=cilla)
    hidden = builders.docking(docking.series, "Hidden", by=bo)
    assert set(events(client, theirs.address)) == {docking.title}
    assert hidden.title in events(client, feed.address)
    bo.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert events(client, feed.address) == {}


def test_a_closed_address_is_dead_for_good(feed, bo, as_):
    address = feed.address
    for _ in range(2):
        as_(bo).post(reverse("calendar_feed_revoke", args=[feed.pk]))
    assert as_(None).get(address).status_code == 404
    as_(bo).post(reverse("calendar_feed_new"))
    assert CalendarFeed.objects.current().get().address != address


def test_nobody_closes_anothers_address_or_guesses_it(feed, cilla, as_, client):
    assert as_(cilla).post(reverse("calendar_feed_revoke", args=[feed.pk])).status_code == 404
    for token in (str(feed.pk), f"{feed.pk}.guess", "x"):
        assert client.get(reverse("calendar_feed", args=[token])).status_code == 404


def test_an_account_that_is_closed_has_no_feed(feed, bo, client):
    bo.is_active = False
    bo.save()
    assert client.get(feed.address).status_code == 404


def test_asking_twice_makes_one_address(series, bo, as_):
    for _ in range(2):
        as_(bo).post(reverse("calendar_feed_new"), {"series": series.slug})
    assert CalendarFeed.objects.get().series == series


def test_a_feed_of_a_series_ends_when_its_owner_no_longer_sees_the_series(docking, cilla, client):
    feed = CalendarFeed.objects.create(person=cilla, series=docking.series)
    answer = client.get(feed.address)
    assert docking.title not in answer.text
    assert docking.series.name not in answer.text


def test_only_a_public_series_has_an_open_feed(docking, bo, client):
    address = reverse("docking_series_calendar", args=[docking.series.slug])
    assert client.get(address).status_code == 404
    docking.series.share_with(Visibility.PUBLIC, bo)
    assert events(client, address) == {}
    docking.share_with(Visibility.PUBLIC, bo)
    assert set(events(client, address)) == {docking.title}


def test_a_visitor_has_no_calendar_of_their_own(as_, db):
    assert as_(None).get(reverse("calendar_feeds")).status_code == 404
    assert as_(None).post(reverse("calendar_feed_new")).status_code == 404
