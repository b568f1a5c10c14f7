"""The command `hamn`: each verb of running an installation, and nothing about how."""

import argparse
import gc
import getpass
import os
import sys
from pathlib import Path


def main(words: list[str] | None = None) -> int:
    words = sys.argv[1:] if words is None else words
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamn.settings")
    if words[:1] == ["manage"]:
        return manage(words[1:])
    options = parser().parse_args(words)
    from django.core.exceptions import ImproperlyConfigured

    from hamn.operations.problems import Refused

    try:
        return options.verb(options) or 0
    except (Refused, ImproperlyConfigured) as problem:
        print(f"hamn: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="hamn", description="Run and look after an installation of Hamn.")
    verbs = whole.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, function, purpose: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=purpose, description=purpose)
        added.set_defaults(verb=function)
        return added

    serving = verb("serve", serve, "answer web requests")
    serving.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    serving.add_argument("--port", type=int, default=8000, help="the port to listen at (8000)")
    apart = serving.add_mutually_exclusive_group()
    apart.add_argument("--live-only", action="store_true", help="serve the rooms; another process serves the pages")
    apart.add_argument("--pages-only", metavar="HOST:PORT", help="serve the pages; the rooms are served at HOST:PORT")
    demo = verb("demo", demonstrate, "show the demonstration, with its own data folder")
    demo.add_argument("--empty", action="store_true", help="start without the example content")
    demo.add_argument("--port", type=int, default=8000, help="the port to listen at (8000)")
    demo.add_argument("--data", default="demo-data", type=Path, help="the folder that keeps it (demo-data)")
    demo.add_argument("--lan", action="store_true", help="also for the phones on the local network")
    verb("migrate", migrate, "bring tables and static files to this version")
    admin = verb("create-admin", create_admin, "make the first person, who invites the others")
    admin.add_argument("--email", help="asked for when left out")
    admin.add_argument("--name", help="asked for when left out")
    verb("worker", work, "do what is due in the background, until stopped")
    verb("backup", backup, "write everything that must survive to FILE").add_argument("file", type=Path)
    restoring = verb("restore", restore, "bring back what hamn backup wrote to FILE")
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--replace", action="store_true", help="also when there is something here already")
    simulating = verb("simulate", simulate, "let phones that are not there take part in a room of this machine")
    simulating.add_argument("code", help="the room's code; the answers are stored, so void the round afterwards")
    simulating.add_argument("--phones", type=int, default=300, help="how many (300)")
    simulating.add_argument("--seconds", type=float, default=30, help="for how long (30)")
    simulating.add_argument("--address", default="http://127.0.0.1:8000", help="where Hamn answers, on this machine")
    checking = verb(
        "recompute", recompute, "compute every shown figure of an export again, and say whether it is the same"
    )
    checking.add_argument("export", type=Path, help="a research export (zip) or a public export (JSON)")
    verb("doctor", examine, "say what is misconfigured")
    verbs.add_parser("manage", help="Django's own commands, such as hamn manage dbshell", add_help=False)
    return whole


def ready() -> None:
    import django

    # A start makes hundreds of thousands of objects, nearly all of which stay. Python's usual pace would look through
    # them after every 700 new ones and make a tenth of the start out of it.
    gc.set_threshold(50_000, 20, 50)
    django.setup()


def serve(options) -> None:
    if options.live_only or options.pages_only:
        os.environ["HAMN_SERVES"] = "live" if options.live_only else "pages"
        os.environ["HAMN_LIVE_AT"] = options.pages_only or ""
    ready()
    from django.db import connections

    from hamn.operations import collected, migration, serving
    from hamn.operations.problems import Refused

    if any(migration.is_behind(alias) for alias in connections):
        raise Refused("The database is behind this version. Run hamn migrate first.")
    collected.collect_if_stale()
    door = serving.listen(options.host, options.port)
    place = f"http://{options.host}:{options.port}/"
    serving.serve(door, on_ready=lambda: print(f"Hamn answers at {place}", flush=True))


def demonstrate(options) -> None:
    from hamn.operations.serving import lan_address

    hosts = ["localhost", "127.0.0.1", "[::1]", *filter(None, os.environ.get("HAMN_HOSTS", "").split(","))]
    if options.lan:
        found = lan_address()
        hosts.append(found)
        os.environ["HAMN_LAN_ADDRESS"] = f"http://{found}:{options.port}/"
    os.environ |= {"HAMN_DEMO": "yes", "HAMN_DATA": str(options.data), "HAMN_HOSTS": ",".join(hosts)}
    ready()
    from hamn.operations import demonstration

    demonstration.run(options.port, options.lan, options.empty)


def migrate(options) -> None:
    ready()
    from hamn.operations import migration

    migration.migrate()


def create_admin(options) -> None:
    ready()
    from hamn.operations import administrators

    email = options.email or input("E-mail address: ")
    name = options.name or input("Name: ")
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    person = administrators.create(email, name, password)
    print(f"{person.name} ({person.email}) administers this installation.")


def work(options) -> None:
    ready()
    from hamn.operations import worker

    worker.run()


def backup(options) -> None:
    ready()
    from hamn.operations import backup as backups

    backups.save(options.file)
    print(f"Everything is in {options.file}, except the secret key and the keys of open rounds.")


def restore(options) -> None:
    ready()
    from hamn.operations import backup as backups

    backups.restore(options.file, options.replace)
    print(f"What was in {options.file} is here again.")


def simulate(options) -> int:
    from hamn.dialogues.codes import as_typed
    from hamn.operations import simulation

    seen = simulation.simulate(options.address, as_typed(options.code), options.phones, options.seconds)
    print(seen.sentence)
    return 1 if seen.refused else 0


def recompute(options) -> int:
    ready()
    from hamn.dialogues import recompute as recomputing
    from hamn.operations.problems import Refused

    try:
        checks = recomputing.recompute(options.export)
    except ValueError as problem:
        raise Refused(str(problem)) from problem
    for check in checks:
        print(f"- {check}")
    differing = [check for check in checks if check.equal is False]
    print(f"{len(differing)} of {len(checks)} differ." if checks else "Nothing in it can be recomputed.")
    return 1 if differing or not checks else 0


def examine(options) -> int:
    ready()
    from hamn.operations import doctor

    faults = doctor.examine()
    for fault in faults:
        print(f"- {fault}")
    print("Everything is in order." if not faults else f"{len(faults)} to mend; see docs/operating.md.")
    return 1 if faults else 0


def manage(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hamn manage", *words])
    return 0


if __name__ == "__main__":
    sys.exit(main())
