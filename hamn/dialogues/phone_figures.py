"""What the room may see of a question, drawn for phones: once for everyone who looks, and beside the room's own process."""

import json
from collections.abc import Mapping
from functools import lru_cache
from threading import Lock
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from hamn.charts.figure import Figure
from hamn.charts.soundings import Word
from hamn.dialogues import drawing, figures, phone_sentences, serving
from hamn.dialogues.phone_language import WHOLE_SITE, catalogue_of
from hamn.live.questions import Question

MOST_TEXTS = 40
# Where the words of a question stand, by question, so that a cloud moves little. Only ever filled where it is drawn.
_places: dict[int, dict[str, tuple[float, float]]] = {}
_drawing = Lock()


def told_html(question: Question, told: Mapping[str, Any] | None, language: str) -> SafeString:
    """The figure with its sentence and table, or the texts; empty where nothing may be seen. language: the phone's."""
    if not told:
        return mark_safe("")
    # A thousand phones ask at once: the first one draws while the others wait for it.
    with _drawing:
        return once(question, json.dumps(told, ensure_ascii=False), language)


@lru_cache(maxsize=256)
def once(question: Question, told: str, language: str) -> SafeString:
    if serving.engine():
        # A template's own output, on its way between two processes.
        return mark_safe(drawing.drawers.do(rendered, question, told, language))
    return rendered(question, told, language)


def rendered(question: Question, told: str, language: str) -> SafeString:
    with override(catalogue_of(language)):
        found = json.loads(told)
        texts = found.get("texts") or found.get("comments") or []
        page = {"question": question, "texts": texts[:MOST_TEXTS], "more": and_more(len(texts) - MOST_TEXTS, language)}
        figure = figure_of(question, found)
        if figure:
            page |= {
                "figure": figure,
                "figures": spoken_in_figures(language),
                "sentence": phone_sentences.sentence_of(question, found, language),
                "as_table": phone_sentences.say(language, "as_table"),
                "drawing": mark_safe(figure.page_svg(f"told-{question.id}")),
            }  # escapes its texts
        return mark_safe(render_to_string("dialogues/_told.html", page))


def and_more(number: int, language: str) -> str:
    return phone_sentences.say(language, "and_more", count=number) if number > 0 else ""


def spoken_in_figures(language: str) -> str:
    """Figures are drawn with the words of the site, which does not speak every language that the phone does."""
    return catalogue_of(language) if catalogue_of(language) in WHOLE_SITE else settings.LANGUAGE_CODE


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
