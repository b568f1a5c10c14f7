"""How far a person reaches: worked out once per request, from memberships alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

WRITING_ROLES = {"member", "lead", "facilitator", "guest_facilitator", "host"}
FACILITATING_ROLES = {"facilitator", "guest_facilitator"}

# Folders further up tell which teams dock with a set of bodies: body ids in, team ids out.
docking_sources: list[Callable[[frozenset[int]], Iterable[int]]] = []
# And the other way: the number of a team in, the numbers of the bodies it docks with out.
docked_body_sources: list[Callable[[int], Iterable[int]]] = []


def docked_with(team: int) -> Q:
    """Which bodies the team docks with, as a condition on bodies: asked of the database together with them."""
    return reduce(or_, (Q(pk__in=source(team)) for source in docked_body_sources), Q(pk__in=[]))


@dataclass(frozen=True)
class Reach:
    """What a person's current memberships open.

    bodies: every body the person belongs to now; teams: those in which they may write;
    docked: the teams that dock with any of those bodies.
    """

    bodies: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    docked: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    @classmethod
    def of(cls, person) -> "Reach":
        rows = list(person.memberships.current().values_list("body_id", "role", "body__kind"))
        bodies = frozenset(body for body, _role, _kind in rows)
        docked = {team for source in docking_sources for team in source(bodies)} if bodies else ()
        return cls(
            bodies=bodies,
            teams=frozenset(body for body, role, _kind in rows if role in WRITING_ROLES),
            docked=frozenset(docked),
            roles=frozenset(role for _body, role, _kind in rows),
            kinds=frozenset(kind for _body, _role, kind in rows),
        )

    @property
    def is_partner(self) -> bool:
        """In the partnership at all: at least one membership that has not ended."""
        return bool(self.bodies)

    @property
    def is_facilitator(self) -> bool:
        return bool(self.roles & FACILITATING_ROLES)

    @property
    def is_administrator(self) -> bool:
        return "administrator" in self.roles

    @property
    def is_manager(self) -> bool:
        """Sits in a management team: may answer for it."""
        return "management_team" in self.kinds


NOWHERE = Reach()
