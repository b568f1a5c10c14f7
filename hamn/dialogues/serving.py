"""The live engine of this process, if it serves: how the pages' threads reach its loop."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from hamn.dialogues.afar import Afar
from hamn.live.engine import Engine
from hamn.live.refusal import Refused

# A page waits so long for the room and no longer.
WITHIN_S = 30.0

_engines: list[Engine] = []


def serve_rooms(engine: Engine | None) -> None:
    """From now on pages ask this engine; None when it has stopped."""
    _engines[:] = [engine] if engine else []


def engine() -> Engine | None:
    return next((each for each in _engines if each.loop is not None), None)


def rooms_afar() -> Afar | None:
    """The process that serves the rooms, when this one serves only pages."""
    return Afar(settings.LIVE_AT) if settings.LIVE_AT and engine() is None else None


def ask(work: Coroutine[Any, Any, Any]) -> Any:
    """Let the engine's loop do it, and wait. Raises what it raises."""
    return asyncio.run_coroutine_threadsafe(work, _engines[0].loop).result(WITHIN_S)


def rows_changed(code: str) -> None:
    """Tell the engine, once this transaction is committed, that the dialogue's questions or rounds are others now."""
    if engine() or rooms_afar():
        transaction.on_commit(partial(tell, code))


def tell(code: str) -> None:
    # A page never waits for this: the loop may just be waiting for that page.
    found = engine()
    if found:
        asyncio.run_coroutine_threadsafe(found.asked_anew(code), found.loop)
    elif afar := rooms_afar():
        # A room that is not open there needs to be told nothing.
        with suppress(Refused):
            afar.refresh(code)
