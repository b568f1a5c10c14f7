"""The one-page pack before a meeting: what everybody who is invited may read, and nothing that is still a draft."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from hamn.dockings.models import Commitment, Docking, FollowUp, PackSending
from hamn.expeditions.models import Expedition
from hamn.people.models import Membership, Person
from hamn.records.models import Visibility


@dataclass(frozen=True)
class Pack:
    docking: Docking
    last: Docking | None
    expedition: Expedition | None
    points: list
    follow_ups: list
    commitments: list

    @property
    def may_be_sent(self) -> bool:
        """Only what those invited may see anyway is sent to them."""
        return self.docking.visibility not in (Visibility.DRAFT, Visibility.HARBOUR)


def pack_of(docking, person) -> Pack:
    series = docking.series_id
    last = docking.previous_for(person)
    if last is not None and not shown_to_all([last], docking):
        last = None
    expedition = docking.series.expedition if docking.series_id else None
    commitments = Commitment.objects.visible_to(person).filter(seen_by_all(docking), docking__series=series)
    return Pack(
        docking=docking,
        last=last,
        expedition=expedition if expedition and shown_to_all([expedition], docking) else None,
        points=list(docking.agenda.all()),
        follow_ups=list(
            FollowUp.objects.visible_to(person)
            .filter(seen_by_all(docking))
            .open_in(docking)
            .with_times_carried()
            .select_related("raised_in")
        ),
        commitments=list(commitments.under_way().select_related("owner")) if series else [],
    )


def seen_by_all(docking) -> Q:
    """What the team and every body it docks with may see: never a draft, never what is the team's alone."""
    return Q(visibility__in=[Visibility.PARTNERSHIP, Visibility.PUBLIC]) | Q(
        visibility=Visibility.DOCKING, team=docking.team_id
    )


def shown_to_all(nouns, docking) -> bool:
    """The same rule, asked of nouns that are read already."""
    wide = (Visibility.PARTNERSHIP, Visibility.PUBLIC)
    return all(
        noun.visibility in wide or (noun.visibility == Visibility.DOCKING and noun.team_id == docking.team_id)
        for noun in nouns
    )


def receivers(docking) -> list[Person]:
    """Those who sit today in the bodies that are invited."""
    seats = Membership.objects.current().filter(body__in=docking.bodies())
    return list(Person.objects.active().filter(pk__in=seats.values("person")).order_by("name"))


@transaction.atomic
def send(docking, by, seen: int, address: str) -> PackSending | None:
    """Send the pack to everyone invited, once. None when somebody sent it since this person looked (`seen` sendings).

    address: where the installation is reached, so that the letter can point back.
    """
    Docking.objects.select_for_update().get(pk=docking.pk)
    if docking.pack_sendings.count() != seen:
        return None
    people = receivers(docking)
    sending = PackSending.objects.create(docking=docking, by=by, at=timezone.now())
    sending.people.set(people)
    letters = [letter(docking, person, pack_of(docking, by), address) for person in people]
    transaction.on_commit(lambda: deliver(sending, letters))
    return sending


def letter(docking, person, pack, address) -> EmailMessage:
    when = timezone.localtime(docking.starts_at)
    body = render_to_string(
        "dockings/pack.txt", {"pack": pack, "docking": docking, "person": person, "address": address}
    )
    subject = f"{docking.title} · {when:%Y-%m-%d %H:%M}"
    return EmailMessage(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [person.email])


def deliver(sending, letters) -> None:
    """One letter each, so that nobody is given the others' addresses."""
    try:
        get_connection().send_messages(letters)
    except OSError:
        # The mail server cannot be reached; smtplib's errors are OSErrors too. The log page says so.
        PackSending.objects.filter(pk=sending.pk).update(failed=True)
