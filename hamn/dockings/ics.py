"""Meetings as iCalendar (RFC 5545), for calendars that people have already."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Calendar, Event

from hamn.programmes.plans import State

# Where the meetings take place; calendars get the zone's own rules in a VTIMEZONE.
ZONE = "Europe/Stockholm"
USUAL_LENGTH = timedelta(hours=1)


def calendar(name: str, dockings, address: str) -> bytes:
    """A published calendar. address: the installation's own, for links and for ids that never change."""
    made = Calendar()
    made.add("prodid", "-//Hamn//Dockings//SV")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", ZONE)
    for docking in dockings:
        made.add_component(event(docking, address))
    made.add_missing_timezones()
    return made.to_ical()


def event(docking, address: str) -> Event:
    zone = ZoneInfo(ZONE)
    starts_at = docking.starts_at.astimezone(zone)
    changes = list(docking.changes.all())
    made = Event()
    made.add("uid", f"docking-{docking.pk}@{host_of(address)}")
    made.add("summary", docking.title)
    made.add("dtstart", starts_at)
    made.add("dtend", docking.ends_at.astimezone(zone) if docking.ends_at else starts_at + USUAL_LENGTH)
    made.add("dtstamp", max([docking.created_at, *(change.at for change in changes)]).astimezone(ZoneInfo("UTC")))
    # Rises with every move, cancellation and edit, so that calendars know which copy is the newest.
    made.add("sequence", docking.revision + len(changes))
    made.add("status", "CANCELLED" if docking.state == State.CANCELLED else "CONFIRMED")
    made.add("url", f"{address}{docking.get_absolute_url()}")
    if docking.place:
        made.add("location", docking.place)
    if docking.purpose:
        made.add("description", docking.purpose)
    return made


def host_of(address: str) -> str:
    return address.split("//")[-1].split("/")[0]


def since():
    """How far back a feed reaches: a year of thread, not the whole archive."""
    return timezone.now() - timedelta(days=366)
