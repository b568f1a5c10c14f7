"""The people everyone learns, and small explicit builders. Nothing here creates half a world in silence.

Astrid leads the quay challenge. Bo is in her organisation. Cilla is a partner elsewhere.
Dag administers. Lena sits in the management team, Pia in the political reference group,
Frida follows along as a researcher. A visitor has no account.
"""

from datetime import date

from hamn.challenges.models import ChallengeArea
from hamn.dockings.models import DockingSeries
from hamn.expeditions.models import Expedition
from hamn.people.models import Body, Membership, Organisation, Person
from hamn.programmes.models import Programme, Track
from hamn.records.models import Visibility

PASSWORD = "a quay in the evening"


def organisation(name="Region"):
    return Organisation.objects.get_or_create(name=name)[0]


def person(name, home="Region"):
    email = f"{name.lower()}@example.org"
    known = Person.objects.filter(email=email).first()
    return known or Person.objects.create_user(email, PASSWORD, name=name, organisation=organisation(home))


def body(name="Management team", kind=Body.Kind.MANAGEMENT_TEAM, home="Region"):
    return Body.objects.get_or_create(name=name, organisation=organisation(home), defaults={"kind": kind})[0]


def member(who, of, role=Membership.Role.MEMBER, starts_on=date(2020, 1, 1), ends_on=None):
    return Membership.objects.create(person=who, body=of, role=role, starts_on=starts_on, ends_on=ends_on)


def programme(name="Ways to sustainable development"):
    made, _new = Programme.objects.get_or_create(
        slug="ways",
        defaults={
            "name": name,
            "starts_on": date(2020, 1, 1),
            "ends_on": date(2023, 12, 31),
            "visibility": Visibility.PUBLIC,
        },
    )
    return made


def track(name="Expeditions"):
    return Track.objects.get_or_create(programme=programme(), name=name)[0]


def challenge(name="The quay", by=None, visibility=Visibility.PARTNERSHIP):
    return ChallengeArea.objects.create(
        programme=programme(), name=name, slug=name.lower().replace(" ", "-"), author=by, visibility=visibility
    )


def crew(name="Crew one"):
    return body(name, Body.Kind.CREW)


def expedition(name="Into the fog", by=None, team=None, visibility=Visibility.DOCKING):
    return Expedition.objects.create(
        programme=programme(),
        name=name,
        slug=name.lower().replace(" ", "-"),
        question="What is out there?",
        author=by,
        team=team or crew(),
        visibility=visibility,
    )


def docking_series(name="Crew one – management team", team=None, docks_with=None, by=None):
    made = DockingSeries.objects.create(
        programme=programme(),
        name=name,
        slug=name.lower().replace(" ", "-"),
        team=team or crew(),
        author=by,
        visibility=Visibility.DOCKING,
    )
    made.docks_with.add(docks_with or body())
    return made
