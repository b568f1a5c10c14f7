import unicodedata

import pytest

from hamn.sensemaking.words.lemmas import lemma, lemmas
from tests.sensemaking.words.samples import SAID, forms


def right(known) -> float:
    return sum(lemma(form) == base for form, base in known) / len(known)


def test_the_delivered_forms_have_their_lemmas():
    assert right([(each["form"], each["lemma"]) for each in SAID["lemmas"]]) == 1


@pytest.mark.parametrize("name", ["lemmas-sv-held-out.txt", "lemmas-sv-tuned.txt"])
def test_at_least_98_percent_of_our_own_forms_have_theirs(name):
    assert len(forms(name)) >= 160
    assert right(forms(name)) >= 0.98


def test_a_verb_is_a_verb_where_the_dictionary_gives_the_participle_or_the_doer():
    assert [lemma(form) for form in ("fattade", "samlar", "anställde")] == ["fatta", "samla", "anställa"]


def test_the_last_part_of_an_unknown_compound_is_known():
    assert lemma("nämndbesluten") == "nämndbeslut"
    assert lemma("LG-möten") == "lg-möte"


def test_letters_are_never_folded():
    assert lemma("Ändar") == "ände"
    assert lemma("for") != lemma("får")


def test_a_text_in_decomposed_letters_reads_the_same():
    assert lemmas(unicodedata.normalize("NFD", "Åtgärder för öppenhet")) == lemmas("Åtgärder för öppenhet")


def test_english_has_lemmas():
    assert lemmas("Fewer meetings", "en")[-1] == "meeting"


@pytest.mark.slow
def test_finnish_does_its_best():
    assert lemma("kokoukset", "fi") == "kokous"


def test_what_nobody_knows_is_its_own_lemma():
    assert lemma("xqzw") == "xqzw"
    assert lemmas("👍 2030") == ("👍", "2030")
