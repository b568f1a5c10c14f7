"""Themes: a codebook, suggestions that a person confirms, a second coder, and what seems to mean the same."""

import pytest

from hamn.dialogues import themes_told, theming
from hamn.dialogues.models import AnswerGroup, Coding, Theme
from hamn.records.models import Visibility
from tests import cast
from tests.dialogues import builders

pytestmark = pytest.mark.django_db
SAID = [
    "Färre möten",
    "färre möte",
    "Lyssna på medarbetarna",
    "Våga prova nya idéer",
    "Mer kontroll",
    "Mindre kontroll",
]


@pytest.fixture
def question(astrid):
    round = builders.opened(by=astrid, kinds=("text",))
    builders.room(round, len(SAID), lambda number: SAID[number])
    return round.dialogue.questions.first()


@pytest.fixture
def book(question, astrid):
    theming.accept(question, "sv", by=astrid)
    return {theme.name: theme for theme in question.themes.all()}


def page_of(question, rest="themes/"):
    return f"/dialogues/{question.dialogue_id}/questions/{question.pk}/{rest}"


def said(question, label) -> AnswerGroup:
    return AnswerGroup.objects.get(question=question, label=label)


def test_accepting_the_codebook_twice_leaves_one(question, book, astrid):
    theming.accept(question, "sv", by=astrid)
    assert question.themes.count() == len(book) >= 10


def test_a_full_codebook_takes_no_more(question, astrid):
    for number in range(theming.MOST_THEMES):
        theming.add(question, f"Tema {number}", "ord", "", by=astrid)
    with pytest.raises(ValueError, match="keep apart"):
        theming.add(question, "Ett till", "ord", "", by=astrid)


def test_the_right_theme_is_suggested_first(question, book, astrid):
    themed = theming.Themed(question, astrid)
    near = {text.group.label: text.near[0].theme.name for text in themed.texts if text.near}
    assert near["Färre möten"] == "Möten"
    assert near["Lyssna på medarbetarna"] == "Lyssna"
    assert near["Våga prova nya idéer"] == "Mod"
    assert not Coding.objects.exists()


def test_coding_twice_changes_ones_mind(question, book, astrid):
    group = said(question, "Färre möten")
    theming.code(group, book["Mod"], by=astrid)
    theming.code(group, book["Möten"], by=astrid)
    assert [coding.theme.name for coding in group.codings.all()] == ["Möten"]


def test_a_theme_of_another_question_is_refused(question, book, astrid):
    other = builders.dialogue(by=astrid, kinds=("text",)).questions.first()
    theme = theming.add(other, "Annat", "annat", "", by=astrid)
    with pytest.raises(ValueError, match="own question"):
        theming.code(said(question, "Färre möten"), theme, by=astrid)


def test_a_theme_counts_texts_and_adds_up_people(question, book, astrid):
    for label in ("Färre möten", "färre möte"):
        theming.code(said(question, label), book["Möten"], by=astrid)
    rows = {row.theme.name: row for row in theming.Themed(question, astrid).rows}
    assert (rows["Möten"].texts, rows["Möten"].answers) == (2, 2)
    assert (rows["Mod"].texts, rows["Mod"].answers) == (0, None)


def test_a_count_that_the_gate_holds_back_holds_the_sum_back():
    assert themes_told.added([3, None]) is None
    assert themes_told.added([]) is None
    assert themes_told.added([3, 4]) == 7


def test_who_was_first_decides_and_the_second_is_compared(question, book, astrid, bo):
    for group in question.answer_groups.all():
        theming.code(group, book["Möten"], by=astrid)
        theming.code(group, book["Mod"], by=bo)
    themed = theming.Themed(question, astrid)
    assert {row.theme.name for row in themed.rows if row.texts} == {"Möten"}
    assert themed.agreement("en").startswith("Those who coded read the answers differently")


def test_readers_who_agree_are_told_so(question, book, astrid, bo):
    for place, group in enumerate(question.answer_groups.all()):
        for coder in (astrid, bo):
            theming.code(group, book["Mod" if place % 2 else "Möten"], by=coder)
    assert "alike (alpha 1.00, 6 answers)" in theming.Themed(question, bo).agreement("en")


def test_the_second_coder_does_not_see_what_the_first_chose(question, book, astrid, bo):
    theming.code(said(question, "Färre möten"), book["Mod"], by=astrid)
    themed = theming.Themed(question, bo)
    assert themed.is_second
    assert {text.mine for text in themed.texts} == {None}
    assert not theming.Themed(question, bo, everything=True).is_second
    assert not theming.Themed(question, astrid).is_second


def test_removing_a_theme_leaves_its_answers_uncoded(question, book, astrid):
    theming.code(said(question, "Färre möten"), book["Möten"], by=astrid)
    book["Möten"].remove(by=astrid)
    assert theming.Themed(question, astrid).uncoded == len(SAID)


def test_a_hidden_text_has_no_part_in_the_result(question, book, astrid):
    group = said(question, "Färre möten")
    theming.code(group, book["Möten"], by=astrid)
    group.hide("Ett namn", by=astrid)
    assert not any(row.texts for row in theming.Themed(question, astrid).rows)


def test_what_seems_to_mean_the_same_is_offered_and_opposites_are_not(question, astrid):
    ((into, others),) = theming.Themed(question, astrid).merges
    assert {into.label, *(other.label for other in others)} == {"Färre möten", "färre möte"}


def test_one_click_puts_together_and_another_takes_apart(question, book, as_, astrid):
    client = as_(astrid)
    into, other = said(question, "Färre möten"), said(question, "färre möte")
    page = client.get(page_of(question)).content.decode()
    assert "These seem to mean the same" in page
    client.post(page_of(question, "merges/"), {"into": into.pk, "group": other.pk})
    other.refresh_from_db()
    into.refresh_from_db()
    assert (other.merged_into, into.shown_count) == (into, 2)
    assert "Take apart" in client.get(page_of(question)).content.decode()
    client.post(page_of(question, "merges/"), {"undo": other.pk})
    other.refresh_from_db()
    assert other.merged_into is None


def test_the_leader_works_through_the_page_without_scripts(question, as_, astrid):
    client = as_(astrid)
    assert "Begin with ours" in client.get(page_of(question)).content.decode()
    client.post(page_of(question), {"name": "Möten", "description": "möten", "examples": ""})
    theme = Theme.objects.get()
    group = said(question, "Färre möten")
    response = client.post(page_of(question, "codings/"), {"group": group.pk, "theme": theme.pk})
    assert response["Location"] == page_of(question) + "#coding"
    assert Coding.objects.get().coder == astrid
    client.post(page_of(question, "codings/"), {"group": group.pk, "theme": ""})
    assert not Coding.objects.exists()
    client.post(page_of(question, f"themes/{theme.pk}/"), {"name": "Möten", "description": "kortare möten"})
    assert Theme.objects.get().description == "kortare möten"
    client.post(page_of(question, f"themes/{theme.pk}/removal/"))
    assert not Theme.objects.exists()


def test_a_theme_without_a_name_is_asked_for_again(question, as_, astrid):
    response = as_(astrid).post(page_of(question), {"name": "", "description": "x"})
    assert response.status_code == 422
    assert not Theme.objects.exists()


def test_the_questions_page_leads_to_the_themes(question, as_, astrid):
    assert page_of(question) in as_(astrid).get(f"/dialogues/{question.dialogue_id}/questions/").content.decode()


@pytest.mark.parametrize("who", ["pia", "visitor"])
def test_others_find_no_themes(who, request, question, book, as_):
    person = request.getfixturevalue(who)
    client = as_(person if person.pk else None)
    for rest in ("themes/", f"themes/{book['Mod'].pk}/"):
        assert client.get(page_of(question, rest)).status_code == 404
    group = said(question, "Färre möten")
    assert client.post(page_of(question, "codings/"), {"group": group.pk, "theme": book["Mod"].pk}).status_code in (
        302,
        404,
    )
    assert client.post(page_of(question, "merges/"), {"into": group.pk}).status_code in (302, 404)
    assert not Coding.objects.exists()


def test_a_scale_has_no_themes(as_, astrid):
    scale = builders.dialogue(by=astrid, kinds=("scale",)).questions.first()
    assert as_(astrid).get(page_of(scale)).status_code == 404


def test_a_harbour_dialogues_themes_are_its_teams(as_, cilla, astrid):
    cast.member(cilla, cast.body("Elsewhere", "working_group"))
    hidden = builders.dialogue(by=astrid, visibility=Visibility.HARBOUR, kinds=("text",)).questions.first()
    assert as_(cilla).get(page_of(hidden)).status_code == 404
