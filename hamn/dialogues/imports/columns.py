"""A table with the role of each of its columns becomes a plan."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamn.dialogues.imports import asking
from hamn.dialogues.imports.asking import Column
from hamn.dialogues.imports.guessing import guess
from hamn.dialogues.imports.plan import Plan, Somebody
from hamn.dialogues.imports.table import Table
from hamn.dialogues.imports.wording import Line, dropped
from hamn.live.cleaning import one_line
from hamn.sensemaking.disclosure import Gate

MOST_GROUPS = 12


def guesses(table: Table) -> list[str]:
    """A role per column. Only one can be the group: the first."""
    roles = [guess(heading, table.column(place)) for place, heading in enumerate(table.header)]
    first = roles.index("group") if "group" in roles else -1
    return ["drop" if role == "group" and place != first else role for place, role in enumerate(roles)]


def plan_of(table: Table, roles: Sequence[str], gate: Gate) -> Plan:
    columns = [
        Column(heading or _("Column %(number)d") % {"number": place + 1}, role, table.column(place))
        for place, (heading, role) in enumerate(zip(table.header, roles, strict=True))
    ]
    plan = Plan(people=[Somebody() for _row in table.rows])
    for beside in runs(columns):
        if beside[0].role.startswith("axis"):
            asking.axes(plan, beside)
        elif beside[0].role not in ("drop", "group"):
            asking.ask(plan, beside[0], gate)
    put_into_groups(plan, [column for column in columns if column.role == "group"][:1], gate)
    plan.lines += dropped(column.heading for column in columns if column.role == "drop")
    note_the_silent(plan)
    return plan


def runs(columns: Sequence[Column]) -> list[list[Column]]:
    """Each column by itself, but the axes of a radar together."""
    found: list[list[Column]] = []
    for column in columns:
        if found and column.role.startswith("axis") and found[-1][0].role == column.role:
            found[-1].append(column)
        else:
            found.append([column])
    return found


def put_into_groups(plan: Plan, columns: Sequence[Column], gate: Gate) -> None:
    """Only groups that are large enough to be shown get a name here: another name might be a person's."""
    for column in columns:
        for somebody, name in zip(plan.people, column.cells, strict=True):
            somebody.group = one_line(name)[:80]
        large = sorted(name for name, size in plan.sizes.items() if name and gate.opens_for(size))
        plan.groups = large[:MOST_GROUPS]
        outside = sum(size for name, size in plan.sizes.items() if name not in plan.groups)
        for somebody in plan.people:
            somebody.group = somebody.group if somebody.group in plan.groups else ""
        if outside:
            plan.lines.append(Line(column.heading, outside_sentence(outside, gate)))


def outside_sentence(people: int, gate: Gate) -> str:
    return ngettext(
        "%(count)d person belongs to no group, or to one smaller than %(least)d: they are counted among everyone only.",
        "%(count)d people belong to no group, or to one smaller than %(least)d: they are counted among everyone only.",
        people,
    ) % {"count": people, "least": gate.threshold}


def note_the_silent(plan: Plan) -> None:
    silent = len(plan.people) - len(plan.respondents)
    if silent:
        sentence = ngettext(
            "%(count)d row holds no answer that comes along.", "%(count)d rows hold no answer that comes along.", silent
        )
        plan.lines.append(Line(_("The table"), sentence % {"count": silent}))
