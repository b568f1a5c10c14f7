"""What the room may see of a question, drawn for phones: once for everyone who looks, and beside the room's own process."""

import json
from collections.abc import Mapping
from functools import lru_cache
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from hamn.charts.figure import Figure
from hamn.charts.soundings import Word
from hamn.dialogues import drawing, figures, serving
from hamn.live.questions import Question

MOST_TEXTS = 40
# Where the words of a question stand, by question, so that a cloud moves little. Only ever filled where it is drawn.
_places: dict[int, dict[str, tuple[float, float]]] = {}
_drawing = Lock()


def told_html(question: Question, told: Mapping[str, Any] | None) -> SafeString:
    """The figure with its sentence and table, or the texts; empty where nothing may be seen."""
    if not told:
        return mark_safe("")
    # A thousand phones ask at once: the first one draws while the others wait for it.
    with _drawing:
        return once(question, json.dumps(told, ensure_ascii=False), get_language())


@lru_cache(maxsize=256)
def once(question: Question, told: str, language: str) -> SafeString:
    if serving.engine():
        # A template's own output, on its way between two processes.
        return mark_safe(drawing.drawers.do(rendered, question, told, language))
    return rendered(question, told, language)


def rendered(question: Question, told: str, language: str) -> SafeString:
    with override(language):
        found = json.loads(told)
        texts = found.get("texts") or found.get("comments") or []
        page = {"question": question, "texts": texts[:MOST_TEXTS], "more": and_more(len(texts) - MOST_TEXTS)}
        figure = figure_of(question, found)
        if figure:
            page |= {
                "figure": figure,
                "drawing": mark_safe(figure.page_svg(f"told-{question.id}")),
            }  # escapes its texts
        return mark_safe(render_to_string("dialogues/_told.html", page))


def and_more(number: int) -> str:
    return _("and %(count)d more") % {"count": number} if number > 0 else ""


def figure_of(question: Question, told: Mapping[str, Any]) -> Figure | None:
    return cloud(question, told) if question.kind == "words" else figures.figure_of(question, told, "phone")


def cloud(question: Question, told: Mapping[str, Any]) -> Figure | None:
    words = [Word(each["id"], each["text"], each["count"]) for each in told["words"]]
    if not words:
        return None
    sentence = figures.words_sentence(len(words), words[0].text, words[0].count)
    figure, places = figures.cloud_of(question.text, words, _places.get(question.id, {}), sentence, "phone")
    _places[question.id] = {**_places.get(question.id, {}), **places}
    return figure
