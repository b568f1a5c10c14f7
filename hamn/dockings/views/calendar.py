"""Calendar feeds: secret addresses of one's own, and an open one for a series that everyone may see."""

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.dockings.models import CalendarFeed, Docking, DockingSeries
from hamn.dockings.views.packs import address_of_site
from hamn.people.visitor import Visitor
from hamn.records.models import Visibility


def feeds(request):
    """My calendar addresses, and what can be made into one."""
    person = signed_in(request)
    mine = list(CalendarFeed.objects.current().filter(person=person.pk).select_related("series"))
    page = {
        "feeds": mine,
        "has_all": any(feed.series_id is None for feed in mine),
        "series": DockingSeries.objects.visible_to(person).exclude(
            pk__in=[feed.series_id for feed in mine if feed.series_id]
        ),
        "site": address_of_site(request),
    }
    return render(request, "dockings/feeds.html", page)


@require_POST
def make_feed(request):
    person = signed_in(request)
    slug = request.POST.get("series", "")
    series = get_object_or_404(DockingSeries.objects.visible_to(person), slug=slug) if slug else None
    CalendarFeed.objects.get_or_create(person_id=person.pk, series=series, revoked_at=None)
    return redirect("calendar_feeds")


@require_POST
@transaction.atomic
def revoke_feed(request, pk):
    person = signed_in(request)
    get_object_or_404(CalendarFeed.objects.filter(person=person.pk), pk=pk).revoke()
    return redirect("calendar_feeds")


def feed(request, token):
    """What its owner may see today: a calendar needs no sign-in, so the address is the key."""
    found = get_object_or_404(CalendarFeed.objects.behind(token).select_related("person", "series"))
    dockings = Docking.objects.visible_to(found.person)
    if found.series:
        dockings = dockings.filter(series=found.series_id)
    seen = found.series is None or DockingSeries.objects.visible_to(found.person).filter(pk=found.series_id).exists()
    name = found.series.name if found.series and seen else _("Dockings and meetings")
    return answer(request, str(name), dockings)


def public_feed(request, slug):
    """The open feed of a public series: what a visitor sees, whoever asks."""
    series = get_object_or_404(DockingSeries, slug=slug, visibility=Visibility.PUBLIC)
    return answer(request, series.name, Docking.objects.visible_to(Visitor()).filter(series=series))


def answer(request, name, dockings) -> HttpResponse:
    # The library takes long to load and only feeds need it.
    from hamn.dockings import ics

    recent = dockings.filter(starts_at__gte=ics.since(), precision="day").prefetch_related("changes")
    body = ics.calendar(f"{settings.INSTALLATION_NAME}: {name}", recent, address_of_site(request))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="hamn.ics"'
    # The address is a key; nothing on the way should keep what it opens.
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def signed_in(request):
    if not request.person.pk:
        raise Http404
    return request.person
