"""The group commit: entries are gathered for a few milliseconds and stored in one transaction.

Nothing is confirmed before the commit that holds it. `store` is handed in: it takes a batch, commits it, and gives an
outcome for each entry, or raises and has then stored nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import Any

from hamn.live.entries import Entry, StoreFailed, Taken
from hamn.live.refusal import Refused

# While busy at most one commit in this time; idle, at once.
FLOOR_S = 0.010
LARGEST_BATCH = 2000
MOST_WAITING = 20_000

log = logging.getLogger("hamn.live")
Store = Callable[[Sequence[Entry]], Sequence[Any]]
# Told what became of an entry: its outcome, or the exception that stopped it.
Tell = Callable[[Any], None]


class Journal:
    """One writer, one thread, one connection. Outcomes come in the order of the entries."""

    def __init__(self, store: Store, floor_s: float = FLOOR_S, most_waiting: int = MOST_WAITING) -> None:
        self.store, self.floor_s, self.most_waiting = store, floor_s, most_waiting
        self.waiting: list[tuple[Entry, Tell]] = []
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self.is_writing = False
        self.began = 0.0
        self.on_rest: list[asyncio.Future[None]] = []

    def put(self, entry: Entry, tell: Tell) -> None:
        """Store it; `tell` hears its outcome once it is on disk. Raises Refused while too much is waiting."""
        if len(self.waiting) >= self.most_waiting:
            raise Refused("busy", 503, wait_s=2)
        self.waiting.append((entry, tell))
        if not self.is_writing:
            self.is_writing = True
            self.go_on(asyncio.get_running_loop())

    def stored(self, entry: Entry) -> "asyncio.Future[Any]":
        """The same for whoever waits."""
        future = asyncio.get_running_loop().create_future()
        self.put(entry, partial(settle, future))
        return future

    # Callbacks and no task: at a few answers a batch, tasks would cost as much as the answers.

    def go_on(self, loop: asyncio.AbstractEventLoop) -> None:
        """Write what waits, when its time has come. What arrives in the same breath goes along."""
        rest_s = self.began + self.floor_s - monotonic()
        if rest_s > 0:
            loop.call_later(rest_s, self.begin, loop)
        else:
            loop.call_soon(self.begin, loop)

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        self.began = monotonic()
        batch, self.waiting = self.waiting[:LARGEST_BATCH], self.waiting[LARGEST_BATCH:]
        self.thread.submit(self.write, loop, batch)

    def write(self, loop: asyncio.AbstractEventLoop, batch: list[tuple[Entry, Tell]]) -> None:
        """In the journal's thread."""
        outcomes = store_each(self.store, [entry for entry, _tell in batch])
        loop.call_soon_threadsafe(self.tell, loop, batch, outcomes)

    def tell(self, loop: asyncio.AbstractEventLoop, batch: list[tuple[Entry, Tell]], outcomes: list[Any]) -> None:
        for (_entry, tell), outcome in zip(batch, outcomes, strict=True):
            try:
                tell(outcome)
            except Exception:
                # It is stored; the others of its batch must hear of theirs all the same.
                log.exception("An outcome could not be told.")
        if self.waiting:
            self.go_on(loop)
        else:
            self.rest()

    def rest(self) -> None:
        self.is_writing = False
        for future in self.on_rest:
            settle(future, None)
        self.on_rest.clear()

    async def close(self) -> None:
        """Everything that was put is stored before the door shuts."""
        while self.is_writing:
            self.on_rest.append(asyncio.get_running_loop().create_future())
            await self.on_rest[-1]
        self.thread.shutdown(wait=True)


def settle(future: "asyncio.Future[Any]", outcome: Any) -> None:
    # Whoever sent it may be gone; it is stored all the same.
    if future.done():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)


def store_each(store: Store, entries: Sequence[Entry]) -> list[Any]:
    """Outcomes for all. One entry at fault must not cost the others theirs: the batch is halved until it stands alone.

    A fault that is nobody's (a full disk, a lost database) is everybody's outcome: trying halves of it would only wait.
    """
    try:
        return list(store(entries))
    except Taken as fault:
        if len(entries) == 1:
            return [fault]
        middle = len(entries) // 2
        return store_each(store, entries[:middle]) + store_each(store, entries[middle:])
    except Exception:
        log.exception("A batch of %d entries could not be stored.", len(entries))
        return [StoreFailed() for _entry in entries]
