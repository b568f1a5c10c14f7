"""Test this room: phones that are not there, against the server that runs, in a dialogue that is thrown away afterwards.

The dialogue itself is copied, so that what is tried is its own questions, and nothing of it is filled or changed.
"""

import logging
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.db import close_old_connections, transaction

from hamn.dialogues import building
from hamn.dialogues.models import Dialogue
from hamn.dialogues.rounds import close_round, open_round
from hamn.dialogues.store import erase
from hamn.operations.problems import Refused
from hamn.records.models import Visibility

PHONES, SECONDS = (50, 300, 1000), 30
# What people in a hall take for "at once".
QUICK_MS = 250
log = logging.getLogger(__name__)


@dataclass
class Trial:
    """One test of a dialogue's room: while it runs, and what was seen. `fault`: why nothing was."""

    phones: int
    began_at: float = field(default_factory=monotonic)
    seen: Any = None
    fault: str = ""

    @property
    def is_running(self) -> bool:
        return self.seen is None and not self.fault

    @property
    def percent(self) -> int:
        return min(99, int(100 * (monotonic() - self.began_at) / (SECONDS + 3)))

    @property
    def all_joined(self) -> bool:
        return self.seen.joined == self.seen.phones

    @property
    def is_quick(self) -> bool:
        return self.seen.confirmed > 0 and self.seen.p99_ms <= QUICK_MS

    @property
    def p99_ms(self) -> int:
        return round(self.seen.p99_ms)


# By the dialogue's number. A test is over in a minute and worth nothing after a restart, so it is kept here alone.
_trials: dict[int, Trial] = {}
_lock = threading.Lock()


def latest(dialogue: Dialogue) -> Trial | None:
    return _trials.get(dialogue.pk)


def begin(dialogue: Dialogue, by, address: str, phones: int) -> Trial:
    """Start a test in the background. One at a time on this machine: two would only measure each other."""
    with _lock:
        running = next((trial for trial in _trials.values() if trial.is_running), None)
        if running:
            return running
        trial = _trials[dialogue.pk] = Trial(phones)
    threading.Thread(target=run, args=(trial, dialogue.pk, by, address), name="room-test", daemon=True).start()
    return trial


def run(trial: Trial, number: int, by, address: str, simulate: Callable | None = None) -> None:
    close_old_connections()
    try:
        trial.seen = tried(Dialogue.objects.get(pk=number), by, address, trial.phones, simulate or in_a_process)
    except Refused as refused:
        trial.fault = str(refused)
    except Exception as error:
        # Whatever stops it is told on the page and logged once; the serving process goes on.
        log.exception("The test of a room stopped.")
        trial.fault = type(error).__name__
    finally:
        close_old_connections()


def tried(dialogue: Dialogue, by, address: str, phones: int, simulate: Callable) -> Any:
    copy = throw_away_copy(dialogue, by)
    try:
        open_round(copy, by=by)
        return simulate(address, copy.code, phones, SECONDS)
    finally:
        throw_away(copy, by)


@transaction.atomic
def throw_away_copy(dialogue: Dialogue, by) -> Dialogue:
    """A draft: nobody else sees it, and it leaves no history."""
    copy = building.duplicate(dialogue, by=by, team=dialogue.team, visibility=Visibility.DRAFT)
    Dialogue.objects.filter(pk=copy.pk).update(pace=Dialogue.Pace.OWN)
    copy.refresh_from_db()
    return copy


def throw_away(copy: Dialogue, by) -> None:
    rounds = list(copy.rounds.all())
    for each in rounds:
        close_round(each, by=by)
    erase([each.pk for each in rounds])
    copy.erase()


def in_a_process(address: str, code: str, phones: int, seconds: float) -> Any:
    """The phones must not share an interpreter with the server that they try."""
    from hamn.operations.simulation import simulate

    # Not forked: the serving process has threads and open databases, which a copy must not inherit.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as beside:
        try:
            return beside.submit(simulate, address, code, phones, seconds).result(timeout=seconds + 60)
        except BrokenProcessPool as broken:
            raise Refused("The phones stopped before they were done.") from broken
