"""The demonstration, from an empty folder to an open address."""

import io
from importlib import import_module
from pathlib import Path

import segno
from django.conf import settings
from django.db import connections

from hamn.operations import migration, serving
from hamn.operations.problems import Refused


def run(port: int, lan: bool, empty: bool) -> None:
    door = serving.listen("0.0.0.0" if lan else "127.0.0.1", port)  # noqa: S104 -- the network was asked for
    prepare(empty)
    told = welcome(port)
    serving.serve(door, on_ready=lambda: print(told, flush=True))


def prepare(empty: bool) -> None:
    unfinished = settings.DATA / "unfinished-demonstration"
    if unfinished.exists():
        start_over()
    migration.migrate(verbosity=0)
    if not holds_people() and not empty:
        print("Loading the demonstration …", flush=True)
        unfinished.touch()
        loader().load()
    unfinished.unlink(missing_ok=True)
    if holds_people() and not present_persons():
        raise Refused(f"The data in {settings.DATA} is no demonstration. Choose another folder with --data.")


def start_over() -> None:
    """The last loading was interrupted. Only what it had begun to write is here, so it may go."""
    for place in connections.all():
        if place.vendor != "sqlite":
            raise Refused("Loading the demonstration was interrupted. Empty its database and start again.")
        for path in settings.DATA.glob(f"{Path(place.settings_dict['NAME']).name}*"):
            path.unlink()


def holds_people() -> bool:
    from hamn.people.models import Person

    return Person.objects.exists()


def present_persons() -> list[tuple[str, str, str, str]]:
    """Role, name, e-mail and password of those of the demonstration's persons who are here."""
    from hamn.people.models import Person

    there = set(Person.objects.values_list("email", flat=True))
    return [row for row in loader().persons() if row[2] in there]


def loader():
    try:
        return import_module("hamn.demo.load")
    except ModuleNotFoundError as error:
        if error.name != "hamn.demo":
            raise
        raise Refused("This Hamn was packaged without its demonstration (hamn.demo).") from error


def welcome(port: int) -> str:
    lines = ["", f"Hamn is open at http://localhost:{port}/", ""]
    lines += [*sign_in_lines(), *code_lines(), "", *lan_lines(), "Stop with Ctrl-C."]
    return "\n".join(lines)


def sign_in_lines() -> list[str]:
    persons = present_persons()
    if not persons:
        first = f"HAMN_DATA={settings.DATA} hamn create-admin"
        return [f"Nobody is here yet. Make the first person: {first}"]
    widths = [max(len(str(row[column])) for row in persons) for column in range(4)]
    rows = ("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)) for row in persons)
    return ["Sign in as one of these (role, name, e-mail, password):", *(f"  {row.rstrip()}" for row in rows)]


def code_lines() -> list[str]:
    """One line per dialogue that takes answers now; the line is made to be read by programs too."""
    from hamn.dialogues.models import Dialogue

    return [f"code {dialogue.code}" for dialogue in Dialogue.objects.open()]


def lan_lines() -> list[str]:
    if not settings.LAN_ADDRESS:
        return ["To try it with your own phone, start with LAN=1 (hamn demo --lan)."]
    drawing = io.StringIO()
    segno.make(settings.LAN_ADDRESS).terminal(drawing, compact=True)
    return [f"On the phones around you: {settings.LAN_ADDRESS}", drawing.getvalue()]
