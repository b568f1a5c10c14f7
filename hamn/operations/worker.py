"""The background loop: does what is due, sleeps, and stops cleanly when told to."""

import logging
import signal
import threading

from django.apps import apps
from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from hamn.operations.models import Duty

log = logging.getLogger(__name__)
PAUSE_S = 15


def run() -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    keep_duties()
    print("The background loop is running. Stop it with Ctrl-C.", flush=True)
    while not stop.is_set():
        close_old_connections()
        do_what_is_due(stop)
        stop.wait(PAUSE_S)


def keep_duties() -> None:
    """Let the rows match what the folders name; a duty that no folder names any more is forgotten."""
    named = {name: every_s for config in apps.get_app_configs() for name, every_s in getattr(config, "background", ())}
    Duty.objects.exclude(name__in=named).delete()
    for name, every_s in named.items():
        Duty.objects.update_or_create(name=name, defaults={"every_s": every_s})


def do_what_is_due(stop: threading.Event | None = None) -> list[str]:
    """The names of what this worker did, well or not. A failure is logged and tried again next time."""
    done = []
    try:
        for duty in Duty.objects.due(timezone.now()):
            if stop and stop.is_set():
                break
            if duty.claim(timezone.now()):
                done.append(duty.name)
                do(duty)
    except OperationalError:
        log.exception("The database did not answer; trying again in %s s.", PAUSE_S)
    return done


def do(duty: Duty) -> None:
    try:
        import_string(duty.name)()
    except Exception:
        # One failing duty must not keep the others from being done.
        log.exception("%s failed; it is due again in %s s.", duty.name, duty.every_s)
    else:
        duty.finish(timezone.now())
