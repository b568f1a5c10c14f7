"""The phone's own texts in templates: {% load phone %}{% say "send" %}"""

import json
from dataclasses import replace

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language

from hamn.dialogues import phone_heard
from hamn.dialogues.phone_language import html_language
from hamn.dialogues.phone_sentences import sentence_of
from hamn.dialogues.phone_texts import LANGUAGES, texts_of

register = template.Library()

# What the scripts say, with {names} that they fill in themselves.
FOR_SCRIPTS = (
    *("saved", "saved_more", "arrived", "reconnecting", "reconnecting_more", "new_question"),
    *("draft", "moved_on", "question_closed", "draft_closed", "kept_closed"),
    *("points_left", "points_over", "points_done", "more_for", "less_for"),
    *("ranking_move", "move_up", "move_down", "placed", "left_out"),
    *("time_left", "time_soon", "time_over"),
    *("statement", "back", "forward", "all_statements"),
)


def language_of(context) -> str:
    """The phone's; where a phone is only shown, as in a preview, the reader's."""
    return getattr(context.get("request"), "phone_language", None) or get_language() or settings.LANGUAGE_CODE


@register.simple_tag(takes_context=True)
def say(context, name, **words):
    sentence = texts_of(language_of(context))["page"][name]
    return format_html(sentence, **words) if words else sentence


@register.simple_tag(takes_context=True)
def spoken(context):
    """The language of the page, for its root."""
    language = language_of(context)
    texts = texts_of(language)
    return {
        "code": html_language(language),
        "direction": texts["direction"],
        "reviewed": texts["reviewed"],
        "name": language,
    }


@register.simple_tag(takes_context=True)
def in_phone_words(context, result):
    """A closed round's figure, with its sentence in the phone's language."""
    return replace(result.phone_figure, sentence=sentence_of(result.asked, result.told_whole, language_of(context)))


@register.simple_tag(takes_context=True)
def cloud_in_phone_words(context, result):
    """A closed round's words on the water; each leads to what stands of it further down the same page."""
    return phone_heard.cloud_of(result, language_of(context))


@register.simple_tag(takes_context=True)
def pair_in_phone_words(context, results, tensions):
    """The same of a pair: what to do and what to stop doing, in one drawing."""
    return phone_heard.pair_of(*results, tensions, language_of(context))


@register.simple_tag(takes_context=True)
def themes_in_phone_words(context, themes):
    return replace(themes.phone_figure, sentence=phone_heard.themes_sentence(themes, language_of(context)))


@register.simple_tag
def phone_languages():
    return [{"code": code, "lang": html_language(code), "name": texts_of(code)["name"]} for code in LANGUAGES]


@register.simple_tag(takes_context=True)
def texts_for_scripts(context):
    texts = texts_of(language_of(context))
    return json.dumps({name: texts["page"][name] for name in FOR_SCRIPTS} | {"empty": texts["errors"]["empty"]})


@register.simple_tag(takes_context=True)
def refusal(context, name):
    return texts_of(language_of(context))["errors"][name]
