"""History: complete from the first sharing, readable, and silent about what its reader may not see."""

import pytest
from django.urls import reverse

from hamn.findings.models import Insight
from hamn.records import versions
from hamn.records.difference import word_difference
from hamn.records.models import Visibility
from tests import cast
from tests.records.builders import insight

CANARY = "canary-in-the-harbour"


def history_page(noun):
    return reverse("history", args=[noun.label, noun.pk])


def edited(noun, text, by, reason=""):
    fresh = Insight.objects.get(pk=noun.pk)
    fresh.text = text
    fresh.edit(by=by, expected_revision=fresh.revision, reason=reason)
    return fresh


def test_a_draft_leaves_no_history(bo):
    draft = insight("First thought", by=bo, visibility=Visibility.DRAFT)
    edited(draft, "Second thought", bo)
    assert not draft.history.exists()


def test_history_begins_when_the_draft_is_shared(bo, cilla, as_):
    draft = insight("Only mine", by=bo, visibility=Visibility.DRAFT)
    edited(draft, "For others", bo).share_with(Visibility.PARTNERSHIP, by=bo)
    page = as_(cilla).get(history_page(draft)).content.decode()
    assert "Only mine" not in page
    assert "Bo" in page


def test_who_changed_what_when_and_how_it_read_before(bo, cilla):
    noun = insight("The bay is shallow", by=bo)
    edited(noun, "The bay is deep", bo)
    newest = versions.steps(noun, cilla)[0]
    assert newest.who == "Bo"
    (change,) = newest.changes
    assert (change.before, change.after) == ("The bay is shallow", "The bay is deep")


def test_sharing_is_told_once(bo, cilla):
    noun = insight(by=bo)
    noun.share_with(Visibility.PUBLIC, by=bo)
    assert [bool(step.shared_to) for step in versions.steps(noun, cilla)] == [True, False]


def test_whoever_wrote_it_is_told_even_when_nobody_was_signed_in(bo, cilla):
    noun = insight(by=bo)
    assert [step.who for step in versions.steps(noun, cilla)] == ["Bo"]


def test_choices_are_told_in_words(bo, cilla):
    noun = insight(by=bo)
    noun.confidence = "well_founded"
    noun.edit(by=bo, expected_revision=0)
    (change,) = versions.steps(noun, cilla)[0].changes
    assert "_" not in change.after
    assert change.after == str(Insight.Confidence.WELL_FOUNDED.label)


def test_versions_from_when_the_team_was_alone_stay_with_the_team(bo, cilla, visitor, as_):
    noun = insight(CANARY, by=bo, team=cast.crew(), visibility=Visibility.HARBOUR)
    edited(noun, "Fit for others", bo, reason="edited").share_with(Visibility.PUBLIC, by=bo)
    for outsider in (cilla, None):
        page = as_(outsider).get(history_page(noun)).content.decode()
        assert CANARY not in page
        assert "Fit for others" not in page or "canary" not in page
    assert CANARY in as_(bo).get(history_page(noun)).content.decode()


def test_an_earlier_version_cannot_be_fetched_by_its_number(bo, cilla, as_):
    noun = insight(CANARY, by=bo, team=cast.crew(), visibility=Visibility.HARBOUR)
    noun.share_with(Visibility.PARTNERSHIP, by=bo)
    first, second = noun.history.order_by("history_id").values_list("history_id", flat=True)
    answer = as_(cilla).get(history_page(noun), {"from": first, "to": second})
    assert answer.status_code == 404


def test_any_two_versions_can_be_compared(bo, cilla, as_):
    noun = insight("One", by=bo)
    edited(noun, "Two", bo)
    edited(noun, "Three", bo)
    first, _second, third = noun.history.order_by("history_id").values_list("history_id", flat=True)
    answer = as_(cilla).get(history_page(noun), {"from": third, "to": first})
    (change,) = answer.context["differences"]
    assert (change.before, change.after) == ("One", "Three")


@pytest.mark.parametrize("numbers", [("", ""), ("x", "y"), ("99999", "1")])
def test_versions_that_do_not_exist_are_not_found(bo, cilla, as_, numbers):
    noun = insight(by=bo)
    assert as_(cilla).get(history_page(noun), dict(zip(("from", "to"), numbers, strict=True))).status_code == 404


def test_a_link_to_something_hidden_is_not_named(bo, cilla):
    from hamn.expeditions.models import Harbour

    hidden = Harbour.objects.create(name=CANARY, team=cast.crew(), visibility=Visibility.HARBOUR)
    crossing = cast.expedition(by=bo, visibility=Visibility.PARTNERSHIP)
    crossing.harbour = hidden
    crossing.edit(by=bo, expected_revision=0)
    (change,) = versions.steps(crossing, cilla)[0].changes
    assert CANARY not in change.after
    (change,) = versions.steps(crossing, bo)[0].changes
    assert change.after == CANARY


def test_a_visitor_meets_the_organisation_instead_of_the_name(bo, visitor, cilla):
    noun = insight(by=bo, visibility=Visibility.PUBLIC)
    edited(noun, "Changed", bo)
    assert versions.steps(noun, visitor)[0].who == "Region"
    assert versions.steps(noun, cilla)[0].who == "Bo"


def test_the_log_of_sharing_stands_in_the_history(bo, cilla):
    noun = insight(by=bo, visibility=Visibility.DRAFT)
    noun.share_with(Visibility.PARTNERSHIP, by=bo)
    noun.share_with(Visibility.PUBLIC, by=bo)
    shared = [step for step in versions.steps(noun, cilla) if step.shared_to]
    assert [step.shared_to for step in shared] == [str(Visibility.PUBLIC.label), str(Visibility.PARTNERSHIP.label)]


def test_sharing_among_fewer_is_not_told_to_those_who_came_later(bo, cilla):
    noun = insight(by=bo, team=cast.crew(), visibility=Visibility.DRAFT)
    noun.share_with(Visibility.HARBOUR, by=bo)
    noun.share_with(Visibility.PARTNERSHIP, by=bo)
    assert len([step for step in versions.steps(noun, cilla) if step.shared_to]) == 1


def test_a_stranger_finds_no_history(bo, cilla, as_):
    noun = insight(by=bo, team=cast.crew(), visibility=Visibility.HARBOUR)
    for stranger in (cilla, None):
        assert as_(stranger).get(history_page(noun)).status_code == 404


def test_the_history_page_asks_few_questions(bo, cilla, as_, django_assert_max_num_queries):
    noun = insight(by=bo)
    for number in range(10):
        edited(noun, f"Version {number}", bo)
    client = as_(cilla)
    with django_assert_max_num_queries(12):
        client.get(history_page(noun))


def test_the_difference_keeps_every_word_of_both():
    pieces = word_difference("deep and cold water", "deep, warm water")
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == "deep and cold water"
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == "deep, warm water"


def test_texts_too_long_to_compare_are_left_whole():
    assert word_difference("a " * 5000, "b " * 5000) == ()
