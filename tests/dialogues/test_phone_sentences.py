"""What a figure shows is said in the phone's own language, whatever the rest of Hamn speaks."""

import re

import pytest

from hamn.dialogues import live
from hamn.dialogues.phone_sentences import SAID, sentence_of
from hamn.dialogues.phone_texts import LANGUAGES
from hamn.live.kinds import kind_of
from hamn.live.messages import Command
from hamn.live.questions import Option, Question
from tests.dialogues import builders
from tests.live.rooms import look, room, say

OPTIONS = (Option("a", "Alfa"), Option("b", "Beta"), Option("c", "Gamma"))
VALUES = {
    "words": ["tillit", "mod"],
    "choice": ["b"],
    "scale": 4,
    "ranking": ["b", "a"],
    "points": {"a": 60, "b": 40},
    "axes": {"a": 3, "b": 2, "c": 5},
    "statements": {"a": 1},
    "qa": {"ask": "Hur går det?"},
}
ARABIC = re.compile(r"[\u0600-\u06ff]")
IN_EASY_SWEDISH = {
    "words": "Så många olika ord: 2. Det vanligaste ordet: mod (6).",
    "choice": "6 har svarat. De flesta valde: Beta (6).",
    "scale": "Så många svarade på skalan: 6.",
    "ranking": "6 har svarat. Plats 1 är bäst.",
    "points": "6 har svarat. Bilden visar hur många poäng varje sak fick i snitt.",
    "axes": "6 har svarat.",
    "statements": "6 har svarat.",
    "qa": "6 har svarat.",
}


def told(kind):
    here = room(kind)
    for who in range(6):
        say(here, who, VALUES[kind])
    look(here)
    return here.questions[1], here.told[1]


@pytest.mark.parametrize("kind", SAID)
def test_each_kind_is_said_in_easy_swedish(kind):
    assert sentence_of(*told(kind), "sv-easy") == IN_EASY_SWEDISH[kind]


@pytest.mark.parametrize("kind", SAID)
def test_each_kind_is_said_in_arabic_with_its_number(kind):
    said = sentence_of(*told(kind), "ar")
    assert ARABIC.search(said) and re.search(r"\b[26]\b", said) and "{" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scale_says_who_does_not_know(language):
    here = room("scale")
    for who in range(8):
        say(here, who, "dont_know" if who < 3 else 2)
    look(here)
    said = sentence_of(here.questions[1], here.told[1], language)
    assert "5" in said and "3" in said


def test_texts_are_read_and_have_no_sentence():
    question = Question(1, "text", "Vad hände?", OPTIONS)
    assert kind_of(question).name == "text"
    assert sentence_of(question, {"answered": 6, "texts": []}, "sv") == ""


@pytest.mark.django_db
def test_the_phones_page_says_it_in_arabic_while_the_drawing_says_which_language_it_is_in(client, astrid):
    round = builders.opened(by=astrid, kinds=("scale",))
    builders.room(round, 6, lambda number: 4, question=round.dialogue.questions.get())
    number = round.dialogue.questions.get().pk
    live.lead(round.dialogue, astrid, Command("show", question=number))
    client.get(f"/d/{round.dialogue.code}?language=ar")
    page = client.get(f"/d/{round.dialogue.code}/results/{number}").content.decode()
    assert '<html lang="ar"' in page
    assert '<p class="sentence">عدد الإجابات على المقياس: 6.</p>' in page and "اعرض كجدول" in page
    assert re.search(r'class="drawing" lang="(sv|en)" dir="ltr"', page)
