"""Drafts belong to their author: listed for them, and erased by them alone."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from hamn.expeditions.models import LogEntry
from hamn.findings.models import Insight
from hamn.records.models import Visibility
from tests import cast
from tests.records.builders import insight, lesson


def erase_page(noun):
    return reverse("erase", args=[noun.label, noun.pk])


@pytest.fixture
def draft(bo):
    return insight("Not ready", by=bo, team=cast.crew(), visibility=Visibility.DRAFT)


def test_erasing_asks_first_and_then_leaves_nothing(draft, bo, as_):
    client = as_(bo)
    assert "Not ready" in client.get(erase_page(draft)).content.decode()
    assert Insight.objects.filter(pk=draft.pk).exists()
    client.post(erase_page(draft))
    assert not Insight.objects.filter(pk=draft.pk).exists()
    assert not Insight.history.filter(id=draft.pk).exists()


def test_nobody_else_can_erase_or_even_find_a_draft(draft, frida, astrid, dag, as_):
    for other in (frida, astrid, dag, None):
        assert as_(other).get(erase_page(draft)).status_code == 404
        assert as_(other).post(erase_page(draft)).status_code in {302, 404}
    assert Insight.objects.filter(pk=draft.pk).exists()


def test_what_has_been_shared_cannot_be_erased(draft, bo, as_):
    draft.share_with(Visibility.HARBOUR, by=bo)
    assert as_(bo).post(erase_page(draft)).status_code == 404
    with pytest.raises(ValueError, match="Only a draft"):
        draft.erase()


def test_an_author_whose_membership_has_ended_may_still_erase(db, as_):
    vera = cast.person("Vera")
    draft = insight(by=vera, visibility=Visibility.DRAFT)
    as_(vera).post(erase_page(draft))
    assert not Insight.objects.filter(pk=draft.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_the_photo_goes_with_the_draft(bo, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    entry = LogEntry(expedition=cast.expedition(), text="A gull", author=bo, team=cast.crew())
    entry.photo.save("gull.png", ContentFile(b"not really a gull"))
    path = Path(entry.photo.path)
    entry.erase()
    assert not path.exists()


def test_my_drafts_lists_every_kind_and_only_mine(draft, bo, frida, as_):
    lesson("Also mine", by=bo, visibility=Visibility.DRAFT)
    insight("Somebody else's", by=frida, visibility=Visibility.DRAFT)
    listed = {str(noun) for noun in as_(bo).get("/drafts/").context["drafts"]}
    assert listed == {"Not ready", "Also mine"}


def test_a_visitor_has_no_drafts_page(client, db):
    assert client.get("/drafts/").status_code == 404


def test_my_drafts_ask_few_questions(draft, bo, as_, django_assert_max_num_queries):
    lesson("Also mine", by=bo, visibility=Visibility.DRAFT)
    client = as_(bo)
    with django_assert_max_num_queries(12):
        client.get("/drafts/")
