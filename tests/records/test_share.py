"""*Share with …*: what will be seen, by whom, and the log."""

import pytest
from django.urls import reverse

from hamn.records.models import Share, Visibility
from tests import cast
from tests.records.builders import insight


def share_page(noun):
    return reverse("share", args=[noun.label, noun.pk])


@pytest.fixture
def draft(bo):
    return insight("A half-thought worth sharing", by=bo, team=cast.crew(), visibility=Visibility.DRAFT)


@pytest.fixture
def docked(db):
    """Crew one docks with the management team."""
    return cast.docking_series()


def press_share(client, noun, level):
    seen = client.get(share_page(noun)).context["seen"]
    return client.post(share_page(noun), {"level": level, "seen": seen})


def test_the_page_shows_what_will_be_seen_and_names_everyone_who_will(draft, docked, bo, lena, cilla, as_):
    page = as_(bo).get(share_page(draft)).content.decode()
    assert "A half-thought worth sharing" in page
    assert "Crew one" in page
    assert "Management team" in page
    assert "Municipality" in page
    assert "Region" in page


def test_the_number_of_people_is_that_of_today(draft, docked, bo, as_):
    cast.member(cast.person("Vera"), cast.crew(), ends_on=cast.date(2021, 1, 1))
    harbour = as_(bo).get(share_page(draft)).context["audiences"][0]
    assert [(body.name, body.people) for body in harbour.bodies] == [("Crew one", 1)]


def test_the_page_says_which_authority_holds_the_document(draft, bo, as_):
    assert as_(bo).get(share_page(draft)).context["authority"] == cast.organisation()


def test_only_levels_above_the_present_one_are_offered(bo, as_):
    noun = insight(by=bo, team=cast.crew(), visibility=Visibility.DOCKING)
    offered = as_(bo).get(share_page(noun)).context["audiences"]
    assert [audience.level for audience in offered] == ["partnership", "public"]


def test_team_levels_are_not_offered_without_a_team(bo, as_):
    noun = insight(by=bo, visibility=Visibility.DRAFT)
    offered = as_(bo).get(share_page(noun)).context["audiences"]
    assert [audience.level for audience in offered] == ["partnership", "public"]


def test_looking_shares_nothing(draft, bo, as_):
    as_(bo).get(share_page(draft))
    draft.refresh_from_db()
    assert draft.is_draft


def test_pressing_share_raises_the_level_and_writes_the_log(draft, bo, as_):
    press_share(as_(bo), draft, "partnership")
    draft.refresh_from_db()
    log = Share.objects.of(draft).get()
    assert (draft.visibility, log.before, log.after, log.by) == ("partnership", "draft", "partnership", bo)


def test_pressing_twice_shares_once(draft, bo, as_):
    client = as_(bo)
    seen = client.get(share_page(draft)).context["seen"]
    for _press in range(2):
        answer = client.post(share_page(draft), {"level": "partnership", "seen": seen})
        assert answer.status_code == 302
    assert Share.objects.of(draft).count() == 1


def test_a_text_changed_after_it_was_shown_is_shown_again_first(draft, bo, as_):
    client = as_(bo)
    seen = client.get(share_page(draft)).context["seen"]
    draft.text = "Something else entirely"
    draft.save()
    answer = client.post(share_page(draft), {"level": "public", "seen": seen})
    draft.refresh_from_db()
    assert answer.context["changed_meanwhile"]
    assert draft.is_draft


@pytest.mark.parametrize("level", ["", "nonsense", "harbour"])
def test_an_unknown_or_unoffered_level_shares_nothing(bo, as_, level):
    noun = insight(by=bo, visibility=Visibility.DRAFT)
    answer = press_share(as_(bo), noun, level)
    noun.refresh_from_db()
    assert answer.status_code == 422
    assert noun.is_draft


def test_whoever_may_not_edit_finds_no_share_page(draft, bo, frida, cilla, as_):
    shared = insight(by=bo, team=cast.crew(), visibility=Visibility.HARBOUR)
    for stranger in (frida, cilla, None):
        for noun in (draft, shared):
            assert as_(stranger).get(share_page(noun)).status_code == 404
    assert as_(frida).post(share_page(shared), {"level": "public"}).status_code == 404


def test_what_is_not_a_shared_noun_has_no_share_page(bo, as_):
    client = as_(bo)
    for label in ("people.person", "dialogues.answer", "dialogues.answergroup", "no.such", "nonsense"):
        assert client.get(f"/share/{label}/{bo.pk}/").status_code == 404
        assert client.get(f"/history/{label}/{bo.pk}/").status_code == 404
        assert client.get(f"/erase/{label}/{bo.pk}/").status_code == 404


def test_the_share_page_asks_few_questions(draft, docked, bo, as_, django_assert_max_num_queries):
    client = as_(bo)
    with django_assert_max_num_queries(12):
        client.get(share_page(draft))


def test_hostile_text_is_shown_as_text(bo, as_):
    noun = insight("<script>alert(1)</script> \u202egnp.exe", by=bo, visibility=Visibility.DRAFT)
    page = as_(bo).get(share_page(noun)).content.decode()
    assert "&lt;script&gt;alert" in page
    assert "\u202e" not in page
