"""Every visible text stands in all three catalogues, and says the same placeholders in each."""

import re
import runpy
from pathlib import Path

import pytest

messages = runpy.run_path(str(Path(__file__).parent.parent / "tools" / "messages.py"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.fixture(scope="module", params=messages["LANGUAGES"])
def catalogue(request):
    """A language's catalogue as `make messages` would write it now."""
    return messages["updated"](request.param)


def test_no_visible_text_is_missing_from_the_catalogue(catalogue):
    assert not messages["missing"](catalogue)


def test_a_translation_keeps_the_placeholders_of_its_source(catalogue):
    wrong = []
    for message in catalogue:
        sources = message.id if isinstance(message.id, (list, tuple)) else [message.id]
        allowed = {name for source in sources for name in PLACEHOLDER.findall(source)}
        given = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        wrong += [text for text in given if not set(PLACEHOLDER.findall(text)) <= allowed]
        # The last form stands for any number, so it must name everything that the source does.
        wrong += [given[-1]] if given[-1] and set(PLACEHOLDER.findall(given[-1])) != allowed else []
    assert not wrong


def test_the_gathering_finds_texts_of_templates_and_of_code():
    found = {message.id for message in messages["strings"]()}
    assert "Results and lessons" in found
    assert "draft, only you" in found
