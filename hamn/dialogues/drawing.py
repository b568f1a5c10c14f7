"""Figures for the wall, drawn beside the live room's loop in a process of their own.

The process starts with the first wall, and keeps where each word stands, so that a cloud never jumps. A page and the
stream get their figures from the same place, with the same ids, so that the first change glides too.
"""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from hamn.dialogues import serving
from hamn.live.questions import Question
from hamn.web.usertext import shortened

log = logging.getLogger(__name__)

MOST_TEXTS = 6
# Three lines of a card that is half a wall wide.
LONGEST_TEXT = 110
# A page waits so long for its figure; the stream brings it later.
WITHIN_S = 20.0
# Where the words of a question stand, by question. Only ever filled in the drawing process.
_places: dict[int, dict[str, tuple[float, float]]] = {}
# The same where the words of two questions stand beside each other, by the second.
_pair_places: dict[int, dict[str, tuple[float, float]]] = {}

Told = Mapping[str, Any]


class Drawers:
    """The process that draws: started when it is needed, made anew when it has died, ended with the server."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pool: ProcessPoolExecutor | None = None

    def running(self) -> ProcessPoolExecutor:
        with self.lock:
            if self.pool is None:
                # Not forked: the serving process has threads and open databases, which a copy must not inherit.
                context = multiprocessing.get_context("spawn")
                self.pool = ProcessPoolExecutor(1, context, initializer=begin)
            return self.pool

    def renew(self, broken: ProcessPoolExecutor) -> None:
        """The next drawing gets a new process. Many may find the old one dead; it is said once."""
        with self.lock:
            if self.pool is not broken:
                return
            self.pool = None
        log.error("The process that draws for the wall has died; another one is started.")
        broken.shutdown(wait=False, cancel_futures=True)

    def do(self, work: Callable[..., Any], *told: Any) -> Any:
        """What the work gives, for a page that waits for it; in a new process if the old one has died."""
        pool = self.running()
        try:
            return pool.submit(work, *told).result(WITHIN_S)
        except BrokenProcessPool:
            self.renew(pool)
        return self.running().submit(work, *told).result(WITHIN_S)

    def stop(self) -> None:
        with self.lock:
            pool, self.pool = self.pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


drawers = Drawers()
# Questions whose figure failed last time: told once, until it can be drawn again.
_failing: set[int] = set()


async def draw(question: Question, told: Told | None, language: str) -> str | None:
    """The question's figure as HTML for the wall; None when nothing may be shown of it, or when it cannot be drawn."""
    if told is None:
        return None
    try:
        html = await drawn_beside(question, told, language)
    except Exception as fault:
        # Whatever is wrong with one drawing, the room goes on and the wall says how many have answered.
        if question.id not in _failing:
            log.error("The figure of question %s cannot be drawn.", question.id, exc_info=fault)
        _failing.add(question.id)
        return None
    _failing.discard(question.id)
    return html or None


async def drawn_beside(question: Question, told: Told, language: str) -> str:
    """From the drawing process; from a new one if it has died since the last time."""
    loop, pool = asyncio.get_running_loop(), drawers.running()
    try:
        return await loop.run_in_executor(pool, drawn, question, told, language)
    except BrokenProcessPool:
        drawers.renew(pool)
    return await loop.run_in_executor(drawers.running(), drawn, question, told, language)


def drawn_now(question: Question, told: Told | None, language: str) -> str | None:
    """The same for a page: from the drawing process where the room lives, otherwise drawn on the spot."""
    if told is None:
        return None
    engine = serving.engine()
    if engine is None:
        return drawn(question, told, language) or None
    return asyncio.run_coroutine_threadsafe(draw(question, told, language), engine.loop).result(WITHIN_S)


def warm() -> None:
    """Have the process there before the first answer comes."""
    with suppress(BrokenProcessPool):
        if serving.engine() is not None:
            drawers.running().submit(get_ready)


# In the drawing process


def begin() -> None:
    # Ctrl-C reaches everything that was started in the same terminal; the server ends this process when it has ended.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()
    import django

    django.setup()


def end_with_parent() -> None:
    """A server that was killed cannot say goodbye."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


def get_ready() -> None:
    """What the first figure would otherwise wait for: the libraries, and the letters' widths."""
    words = [{"id": "a", "text": "ö", "count": 1}]
    drawn(Question(0, "words", ""), {"words": words, "answered": 1}, "en")


def drawn(question: Question, told: Told, language: str) -> str:
    """The figure as HTML, empty when there is nothing to draw."""
    from hamn.dialogues import figures

    with override(language):
        if question.kind == "words":
            return cloud_pair(question, told["pair"]) if "pair" in told else cloud(question, told)
        if question.kind == "text":
            return texts(question, told["texts"])
        figure = figures.figure_of(question, told, "presenter")
        return framed(figure, question) if figure else ""


def cloud(question: Question, told: Told) -> str:
    from hamn.dialogues import figures

    words = words_of(told["words"])
    if not words:
        return ""
    sentence = figures.words_sentence(len(words), words[0].text, words[0].count)
    figure, places = figures.cloud_of(question.text, words, _places.get(question.id, {}), sentence, "presenter")
    _places[question.id] = {**_places.get(question.id, {}), **places}
    return framed(figure, question)


def cloud_pair(question: Question, told: Told) -> str:
    """The words of both sides, which stand still as those of one cloud do."""
    from hamn.charts.cloud_pair import Tension
    from hamn.dialogues import figures

    start, stop = words_of(told["start"]), words_of(told["stop"])
    if not start and not stop:
        return ""
    places, tensions = _pair_places.get(question.id, {}), [Tension(*each) for each in told.get("tensions", ())]
    figure, placed = figures.pair_of(question.text, start, stop, places, "presenter", tensions)
    _pair_places[question.id] = places | placed
    return framed(figure, question)


def words_of(told: Sequence[Mapping[str, Any]]):
    from hamn.charts.soundings import Word

    return [Word(each["id"], each["text"], each["count"]) for each in told]


def framed(figure, question: Question) -> SafeString:
    drawing = mark_safe(figure.page_svg(f"wall-{question.id}"))  # our own drawing; texts in it are escaped there
    return format_html('<figure class="drawing">{}</figure>', drawing)


def texts(question: Question, given: list[Mapping[str, Any]]) -> SafeString | str:
    if not given:
        return ""
    rows = format_html_join(
        "",
        '<li dir="auto" id="wall-{}-{}">{}</li>',
        ((question.id, e["id"], shortened(e["text"], LONGEST_TEXT)) for e in given[:MOST_TEXTS]),
    )
    more = len(given) - MOST_TEXTS
    words = _("and %(count)d more") % {"count": more}
    tail = format_html('<p class="more">{}</p>', words) if more > 0 else ""
    return format_html('<ul role="list" class="said">{}</ul>{}', rows, tail)
