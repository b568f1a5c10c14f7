"""The phone's own texts: five languages, all of them whole, and each says whether somebody has read it through."""

import re
from pathlib import Path

import pytest

from hamn.dialogues import phone_texts
from hamn.dialogues.phone_texts import LANGUAGES, SOURCE, texts_of
from hamn.dialogues.templatetags.phone import FOR_SCRIPTS
from hamn.live.messages import LANGUAGES as PROTOCOL

TEMPLATES = Path(phone_texts.__file__).parent.parent / "templates" / "dialogues"
USED = re.compile(r'{% (say|refusal) "(\w+)"')
OTHERS = [language for language in LANGUAGES if language != SOURCE]


def placeholders(sentence: str) -> list[str]:
    return sorted(set(re.findall(r"{(\w+)}", sentence)))


def sentences(language: str, table: str) -> dict[str, list[str]]:
    return {name: placeholders(sentence) for name, sentence in texts_of(language)[table].items()}


def test_the_phone_speaks_what_the_protocol_promises():
    assert set(LANGUAGES) == set(PROTOCOL)
    files = {path.stem for path in Path(phone_texts.__file__).parent.glob("*.toml")}
    assert files == set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("table", ["page", "figures", "errors"])
def test_every_language_has_every_sentence_with_the_same_places_to_fill(language, table):
    assert sentences(language, table) == sentences(SOURCE, table)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_and_each_file_says_whether_it_was_read_through(language):
    texts = texts_of(language)
    assert all(sentence.strip() for table in ("page", "figures", "errors") for sentence in texts[table].values())
    assert texts["reviewed"] in (True, False)
    assert texts["direction"] == ("rtl" if language == "ar" else "ltr")


def test_the_pages_say_only_what_there_is_and_nothing_is_left_unsaid():
    used = {match.groups() for path in TEMPLATES.rglob("*.html") for match in USED.finditer(path.read_text())}
    said = {name for tag, name in used if tag == "say"}
    assert {name for tag, name in used if tag == "refusal"} <= set(texts_of(SOURCE)["errors"])
    assert said | set(FOR_SCRIPTS) == set(texts_of(SOURCE)["page"])


def test_easy_swedish_is_short():
    longest = max(texts_of("sv-easy")["page"].values(), key=lambda text: max(map(len, re.split(r"[.!?]", text))))
    assert max(len(sentence.split()) for sentence in re.split(r"[.!?:]", longest)) <= 16, longest
