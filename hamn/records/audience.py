"""Who sees a noun at each level, by name and number."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from hamn.people.models import Body, Organisation
from hamn.people.reach import docked_with
from hamn.records.models import Visibility


@dataclass(frozen=True)
class Audience:
    """One level, and those it opens for: bodies with their number of people now, or organisations."""

    level: Visibility
    bodies: tuple[Body, ...] = ()
    organisations: tuple[Organisation, ...] = ()


def bodies_of(noun, level) -> list[Body]:
    """The team first, then those it docks with, each with `people`, its number of members today."""
    if noun.team_id is None or level not in (Visibility.HARBOUR, Visibility.DOCKING):
        return []
    seen = Q(pk=noun.team_id)
    if level == Visibility.DOCKING:
        seen |= docked_with(noun.team_id)
    return counted(Body.objects.filter(seen), noun.team_id)


def counted(bodies, first: int) -> list[Body]:
    today = timezone.localdate()
    now = Q(memberships__starts_on__lte=today, memberships__person__is_active=True) & (
        Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=today)
    )
    found = bodies.annotate(people=Count("memberships__person", filter=now, distinct=True))
    return sorted(found, key=lambda body: (body.pk != first, body.name))


def wider_audiences(noun) -> list[Audience]:
    """Every level above the present one, the nearest first."""
    levels = [level for level in Visibility if level.rank > Visibility(noun.visibility).rank]
    return [audience(noun, level) for level in levels if noun.team_id or level.is_without_team]


def audience(noun, level) -> Audience:
    if level == Visibility.PARTNERSHIP:
        return Audience(level, organisations=tuple(Organisation.objects.with_members_now()))
    return Audience(level, bodies=tuple(bodies_of(noun, level)))


def names_of(noun) -> str:
    """The real names behind *the team and those they dock with*, for the badge."""
    return ", ".join(body.name for body in bodies_of(noun, noun.visibility))
