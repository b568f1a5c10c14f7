"""How far a person reaches: worked out once per request, from memberships alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import CharField, Q, QuerySet, Value

WRITING_ROLES = {"member", "lead", "facilitator", "guest_facilitator", "host"}
FACILITATING_ROLES = {"facilitator", "guest_facilitator"}
# Not a role: marks the rows that tell whom the person's bodies dock with.
DOCKED = "docked"

# Folders further up tell which teams dock with a set of bodies: a queryset of body ids in, one of the teams out.
docking_sources: list[Callable[[QuerySet], QuerySet]] = []
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
        current = person.memberships.current().order_by()
        bodies = current.values("body_id")
        docked = [source(bodies).values_list("pk", text(DOCKED), text("")) for source in docking_sources]
        # One question for both: every page asks it.
        found = list(current.values_list("body_id", "role", "body__kind").union(*docked, all=True))
        rows = [row for row in found if row[1] != DOCKED]
        return cls(
            bodies=frozenset(body for body, _role, _kind in rows),
            teams=frozenset(body for body, role, _kind in rows if role in WRITING_ROLES),
            docked=frozenset(team for team, role, _kind in found if role == DOCKED),
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


def text(words: str) -> Value:
    return Value(words, CharField())


NOWHERE = Reach()
