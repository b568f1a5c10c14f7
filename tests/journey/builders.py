"""Small builders for the road."""

from datetime import date, datetime

from django.utils import timezone

from hamn.dockings.models import Commitment, Docking, DockingKind, Outcome
from hamn.journey.models import Event, Material
from hamn.records.models import Visibility
from tests import cast


def event(title="Start of the working group", on=date(2020, 3, 2), by=None, visibility=Visibility.PUBLIC, **more):
    return Event.objects.create(
        **{"programme": cast.programme(), "kind": Event.Kind.STRUCTURE, **more},
        title=title,
        on=on,
        author=by,
        visibility=visibility,
    )


def docking(title="First docking", on=date(2021, 5, 4), kind=DockingKind.DOCKING, visibility=Visibility.PUBLIC, **more):
    return Docking.objects.create(
        **{"programme": cast.programme(), "team": cast.crew(), **more},
        title=title,
        kind=kind,
        starts_at=noon(on),
        visibility=visibility,
    )


def decision(text, docking, visibility=Visibility.PUBLIC):
    kind = Outcome.Kind.DECISION
    return Outcome.objects.create(docking=docking, kind=kind, text=text, visibility=visibility, team=docking.team)


def commitment(text="We open the management team's meetings", visibility=Visibility.PUBLIC, **more):
    days = {"made_on": date(2021, 6, 1), "recheck_on": date(2021, 12, 1)}
    return Commitment.objects.create(
        **{"programme": cast.programme(), "owner": cast.body(), "kind": "start", **days, **more},
        text=text,
        visibility=visibility,
    )


def material(title="The film", event=None, visibility=Visibility.PUBLIC, **more):
    told = {"kind": Material.Kind.FILM, "text_alternative": "Everything that is said in the film."}
    return Material.objects.create(
        **{"programme": cast.programme(), **told, **more}, title=title, event=event, visibility=visibility
    )


def noon(on: date) -> datetime:
    return timezone.make_aware(datetime(on.year, on.month, on.day, 12))
