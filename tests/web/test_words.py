from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from hamn.web import wordings
from hamn.web.models import Wording
from hamn.web.terms import TERMS
from hamn.web.wordings import missing_placeholders, overlay

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.addresses")]


@pytest.fixture(autouse=True)
def words_as_delivered():
    yield
    for language in ("sv", "fi", "en"):
        wordings.lay_over(language, {})
    overlay.stamp = overlay.looked_at = None


def said(msgid, language="sv"):
    with translation.override(language):
        return gettext(msgid)


def test_an_installation_says_it_in_its_own_words():
    Wording.settle("sv", "Expeditions", -1, "Upptäcktsresor")
    overlay.load()
    assert said("Expeditions") == "Upptäcktsresor"
    assert said("Expeditions", "en") == "Expeditions"


def test_empty_words_bring_the_original_back():
    original = said("Expeditions")
    Wording.settle("sv", "Expeditions", -1, "Upptäcktsresor")
    overlay.load()
    Wording.settle("sv", "Expeditions", -1, "  ")
    overlay.load()
    assert said("Expeditions") == original


def test_settling_twice_leaves_one_wording():
    Wording.settle("sv", "Expeditions", -1, "Resor")
    Wording.settle("sv", "Expeditions", -1, "Färder")
    assert [row.text for row in Wording.objects.all()] == ["Färder"]


def test_each_plural_form_has_its_own_words():
    Wording.settle("sv", "%(count)d tern", 0, "%(count)d tärna")
    Wording.settle("sv", "%(count)d tern", 1, "%(count)d tärnor")
    overlay.load()
    with translation.override("sv"):
        assert ngettext("%(count)d tern", "%(count)d terns", 1) == "%(count)d tärna"
        assert ngettext("%(count)d tern", "%(count)d terns", 4) == "%(count)d tärnor"


def test_another_process_follows_within_half_a_minute_without_asking_each_time(monkeypatch, django_assert_num_queries):
    now = [1000.0]
    monkeypatch.setattr("hamn.web.wordings.LOOK_EVERY_S", 30)
    monkeypatch.setattr("hamn.web.wordings.time.monotonic", lambda: now[0])
    overlay.looked_at = None
    overlay.follow()
    Wording.settle("sv", "Expeditions", -1, "Resor")
    now[0] += 29
    with django_assert_num_queries(0):
        overlay.follow()
    now[0] += 2
    overlay.follow()
    assert said("Expeditions") == "Resor"


def test_the_filled_in_parts_of_a_text_are_guarded():
    assert missing_placeholders("%(name)s and %(other)d", "%(other)d och %(name)s") == set()
    assert missing_placeholders("%(name)s came", "Någon kom") == {"%(name)s"}


def test_an_administrator_renames_a_term_in_a_form(as_, dag):
    client = as_(dag)
    assert "Expeditions" in client.get("/words/", headers={"accept-language": "en"}).content.decode()
    answer = client.post("/words/one/?text=Expeditions", {"sv": "Upptäcktsresor", "fi": "", "en": ""})
    assert answer.headers["Location"] == "/words/"
    assert said("Expeditions") == "Upptäcktsresor"


def test_only_administrators_find_the_page(as_, bo):
    for who in (None, bo):
        assert as_(who).get("/words/").status_code == 404
        assert as_(who).get("/words/one/?text=Expeditions").status_code == 404
    assert as_(bo).post("/words/one/?text=Expeditions", {"sv": "Resor"}).status_code == 404
    assert not Wording.objects.exists()


def test_a_text_that_is_not_ours_cannot_be_renamed(as_, dag):
    assert as_(dag).get("/words/one/?text=no+such+text").status_code == 404


def test_no_term_stands_twice():
    forms = [msgid for term in TERMS for msgid in term]
    assert len(forms) == len(set(forms))


def test_renaming_a_term_changes_something_since_some_page_says_it():
    product = Path(wordings.__file__).parents[1]
    files = [*product.glob("*/templates/**/*.html"), *product.rglob("*.py")]
    source = "".join(file.read_text() for file in files if file.name != "terms.py")
    unsaid = [msgid for term in TERMS for msgid in term if f'"{msgid}"' not in source]
    assert unsaid == []
