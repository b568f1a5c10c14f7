"""Who may know that a noun exists, and who may change it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hamn.findings.models import Insight
from hamn.people.models import Person
from hamn.records.models import Share, Visibility
from tests import cast
from tests.records.builders import insight


def seen_by(person):
    return set(Insight.objects.visible_to(person).values_list("visibility", flat=True))


@pytest.fixture
def docked(db):
    """Crew one docks with the management team."""
    return cast.docking_series()


@pytest.fixture
def one_at_each_level(bo, docked):
    return [insight(by=bo, team=cast.crew(), visibility=level) for level in Visibility]


def test_each_reader_sees_their_levels_and_no_more(one_at_each_level, bo, lena, cilla, visitor):
    assert seen_by(bo) == set(Visibility)
    assert seen_by(lena) == {"docking", "partnership", "public"}
    assert seen_by(cilla) == {"partnership", "public"}
    assert seen_by(visitor) == {"public"}


def test_a_draft_is_its_authors_alone_even_within_the_team(one_at_each_level, frida, astrid, dag):
    for other in (frida, astrid, dag):
        assert "draft" not in seen_by(other)


def test_a_membership_that_ended_yesterday_reaches_nothing_today(one_at_each_level, db):
    vera = cast.person("Vera")
    yesterday = timezone.localdate() - timedelta(days=1)
    cast.member(vera, cast.crew(), ends_on=yesterday)
    assert seen_by(vera) == {"public"}
    assert not Insight.objects.editable_by(vera).exists()


def test_a_membership_that_begins_tomorrow_reaches_nothing_today(one_at_each_level, db):
    vera = cast.person("Vera")
    cast.member(vera, cast.crew(), starts_on=timezone.localdate() + timedelta(days=1))
    assert seen_by(vera) == {"public"}


def test_a_closed_account_reaches_nothing_even_with_a_membership(one_at_each_level, frida):
    frida.is_active = False
    frida.save()
    assert seen_by(Person.objects.get(pk=frida.pk)) == {"public"}


def test_the_researcher_reads_the_crews_texts_and_changes_none(one_at_each_level, frida):
    assert "harbour" in seen_by(frida)
    assert not Insight.objects.editable_by(frida).exists()


def test_a_process_leader_edits_what_is_beyond_the_crew(one_at_each_level, astrid):
    levels = set(Insight.objects.editable_by(astrid).values_list("visibility", flat=True))
    assert levels == {"partnership", "public"}


def test_sharing_twice_leaves_one_entry_in_the_log(bo):
    draft = insight(by=bo, visibility=Visibility.DRAFT)
    assert draft.share_with(Visibility.PARTNERSHIP, by=bo)
    assert draft.share_with(Visibility.PARTNERSHIP, by=bo) is None
    assert Share.objects.of(draft).count() == 1


def test_sharing_never_lowers(bo):
    open_to_all = insight(by=bo, visibility=Visibility.PUBLIC)
    assert open_to_all.share_with(Visibility.PARTNERSHIP, by=bo) is None
    open_to_all.refresh_from_db()
    assert open_to_all.visibility == Visibility.PUBLIC


def test_sharing_keeps_what_somebody_else_saved_meanwhile(bo):
    mine = insight("First words", by=bo, visibility=Visibility.PARTNERSHIP)
    theirs = Insight.objects.get(pk=mine.pk)
    theirs.text = "Better words"
    theirs.edit(by=bo, expected_revision=0)
    mine.share_with(Visibility.PUBLIC, by=bo)
    assert Insight.objects.get(pk=mine.pk).text == "Better words"


def test_an_edit_never_takes_back_what_was_shared_meanwhile(bo):
    mine = insight(by=bo, visibility=Visibility.PARTNERSHIP)
    Insight.objects.get(pk=mine.pk).share_with(Visibility.PUBLIC, by=bo)
    mine.text = "New words"
    mine.edit(by=bo, expected_revision=0)
    assert Insight.objects.get(pk=mine.pk).visibility == Visibility.PUBLIC


def test_the_rule_for_one_at_hand_is_the_rule_for_all(
    one_at_each_level, bo, astrid, lena, cilla, frida, dag, pia, visitor
):
    one_at_each_level += [insight(by=lena, team=cast.body(), visibility=level) for level in Visibility]
    for person in (bo, astrid, lena, cilla, frida, dag, pia, visitor):
        for noun in Insight.objects.visible_to(person):
            is_among = Insight.objects.editable_by(person).filter(pk=noun.pk).exists()
            assert noun.is_editable_by(person) == is_among, (str(person), noun.visibility)
