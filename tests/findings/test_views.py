import pytest
from django.urls import reverse

from hamn.findings.models import Insight, Reflection, TakeAway
from hamn.findings.views import AT_ONCE, KINDS, NEWEST
from hamn.records import links
from hamn.records.models import Visibility
from hamn.records.templatetags.records import label
from tests import cast
from tests.findings import builders

pytestmark = pytest.mark.django_db


def page(client, noun):
    return client.get(noun.get_absolute_url())


def test_a_partner_sees_findings_of_the_partnership_and_a_visitor_does_not(as_, astrid, cilla):
    insight = builders.insight(by=astrid)
    assert page(as_(cilla), insight).status_code == 200
    assert page(as_(None), insight).status_code == 404
    assert insight.text.encode() not in as_(None).get(reverse("findings")).content


def test_a_finding_of_the_team_is_found_by_nobody_else(as_, bo, cilla, lena):
    insight = builders.insight("canary of the crew", by=bo, visibility=Visibility.HARBOUR, team=cast.crew())
    for outsider in (cilla, lena, None):
        assert page(as_(outsider), insight).status_code == 404
        assert b"canary of the crew" not in as_(outsider).get(reverse("findings")).content
    assert page(as_(bo), insight).status_code == 200


def test_the_index_asks_few_questions_of_the_database(as_, astrid, lena, django_assert_max_num_queries):
    for number in range(8):
        builders.recommendation(f"Advice {number}", by=astrid).respond("accept", "Yes", cast.body(), by=lena)
        builders.insight(f"Insight {number}", by=astrid)
    client = as_(astrid)
    with django_assert_max_num_queries(12):
        client.get(reverse("findings"))


@pytest.mark.parametrize("kind", ["insight", "recommendation"])
def test_the_index_shows_the_newest_and_leads_to_a_page_with_them_all(as_, astrid, kind, django_assert_max_num_queries):
    make = {"insight": builders.insight, "recommendation": builders.recommendation}[kind]
    made = [make(f"Told {number}.", by=astrid) for number in range(AT_ONCE + 5)]
    client, whole = as_(astrid), reverse(f"{kind}_index")
    first = client.get(reverse("findings")).content.decode()
    assert sum(noun.get_absolute_url() in first for noun in made) == NEWEST
    assert made[-1].get_absolute_url() in first and f'href="{whole}"' in first
    with django_assert_max_num_queries(12):
        pages = client.get(whole).content.decode()
    assert 'href="?page=2#all"' in pages
    pages += client.get(f"{whole}?page=2").content.decode()
    assert all(noun.get_absolute_url() in pages for noun in made)


def test_a_finding_leads_back_to_all_of_its_kind(as_, astrid):
    assert f'href="{reverse("insight_index")}"' in page(as_(astrid), builders.insight(by=astrid)).content.decode()


def test_a_short_list_has_no_page_to_lead_to(as_, astrid):
    builders.insight("The only one", by=astrid)
    assert f'href="{reverse("insight_index")}"' not in as_(astrid).get(reverse("findings")).content.decode()


@pytest.mark.parametrize("kind", ["insight", "recommendation", "lesson", "reflection"])
def test_the_page_of_a_kind_shows_each_reader_their_own(as_, bo, cilla, kind):
    text = f"canary {kind}"
    told = {"visibility": Visibility.HARBOUR, "team": cast.crew(), "programme": cast.programme(), "text": text}
    more = {"to": cast.body()} if kind == "recommendation" else {}
    KINDS[kind].objects.create(author=bo, **told, **more)
    address = reverse(f"{kind}_index")
    assert text in as_(bo).get(address).content.decode()
    for outsider in (cilla, None):
        assert text not in as_(outsider).get(address).content.decode()


def test_all_that_waits_to_be_sorted_has_its_page_and_what_is_sorted_has_left_it(as_, astrid):
    cast.programme()
    for number in range(NEWEST + 1):
        as_(astrid).post(reverse("take_away"), {"text": f"Waits {number}."})
    assert f'href="{reverse("take_away")}"' in as_(astrid).get(reverse("findings")).content.decode()
    taken = TakeAway.objects.get(text="Waits 0.")
    as_(astrid).post(reverse("take_away_sort", args=[taken.pk, "reflection"]), {"text": taken.text, "on": taken.on})
    page = as_(astrid).get(reverse("take_away")).content.decode()
    assert "Waits 1." in page and "Waits 0." not in page


def test_one_field_keeps_a_take_away_and_returns_to_where_it_was_said(as_, astrid, quay):
    answer = as_(astrid).post(reverse("take_away"), {"text": "Ask again", "about": label(quay)})
    assert answer.url == quay.get_absolute_url()
    assert TakeAway.objects.get().text == "Ask again"


def test_an_empty_take_away_is_told_so_in_a_sentence(as_, astrid):
    answer = as_(astrid).post(reverse("take_away"), {"text": "  "})
    assert answer.status_code == 422
    assert not TakeAway.objects.exists()


def test_a_take_away_about_something_hidden_is_not_found(as_, cilla):
    hidden = cast.expedition(visibility=Visibility.HARBOUR)
    answer = as_(cilla).post(reverse("take_away"), {"text": "Guessing", "about": label(hidden)})
    assert answer.status_code == 404
    assert not TakeAway.objects.exists()


def test_hostile_text_is_shown_as_text(as_, astrid):
    insight = builders.insight("<script>alert(1)</script>", by=astrid)
    body = page(as_(astrid), insight).content.decode()
    assert "<script>alert(1)" not in body
    assert "&lt;script&gt;" in body


def test_a_take_away_is_sorted_into_an_insight(as_, astrid):
    taken = builders.take_away(by=astrid)
    given = {
        "text": "The crew is asked to come back",
        "confidence": "several",
        "on": "2022-03-01",
        "receiver": cast.body().pk,
    }
    answer = as_(astrid).post(reverse("take_away_sort", args=[taken.pk, "insight"]), given)
    insight = Insight.objects.get()
    assert answer.url == insight.get_absolute_url()
    assert insight.author == astrid
    assert TakeAway.objects.get().sorted_into == insight


def test_sorting_with_a_field_missing_keeps_what_was_written(as_, astrid):
    taken = builders.take_away(by=astrid)
    answer = as_(astrid).post(
        reverse("take_away_sort", args=[taken.pk, "insight"]), {"text": "Half done", "on": "nonsense"}
    )
    assert answer.status_code == 422
    assert b"Half done" in answer.content
    assert not Insight.objects.exists()


def test_a_new_finding_builds_on_what_it_came_from(as_, astrid, quay):
    address = reverse("finding_new", args=["reflection"]) + f"?from={label(quay)}"
    as_(astrid).post(address, {"text": "It was quiet afterwards", "on": "2022-03-01"})
    reflection = Reflection.objects.get()
    assert [step.noun for step in links.trail(reflection, astrid).built_on] == [quay]


def test_a_visitor_cannot_write_a_finding(as_):
    assert as_(None).get(reverse("finding_new", args=["insight"])).status_code == 404


def test_the_receiver_answers_and_others_cannot(as_, astrid, lena, cilla):
    advice = builders.recommendation(by=astrid)
    given = {"verdict": "partly", "why": "The frame, yes"}
    assert as_(cilla).post(reverse("respond", args=[advice.pk]), given).status_code == 404
    as_(lena).post(reverse("respond", args=[advice.pk]), given)
    assert advice.responses.get().by == lena


def test_an_answer_needs_its_reason(as_, astrid, lena):
    advice = builders.recommendation(by=astrid)
    answer = as_(lena).post(reverse("respond", args=[advice.pk]), {"verdict": "decline", "why": ""})
    assert answer.status_code == 422
    assert not advice.responses.exists()


def test_two_editors_of_one_finding_lose_nothing(as_, astrid):
    insight = builders.insight(by=astrid)
    address = reverse("finding_edit", args=["insight", insight.pk])
    common = {"confidence": "hunch", "on": "2022-03-01"}
    assert as_(astrid).post(address, {**common, "text": "First words", "revision": 0}).status_code == 302
    second = as_(astrid).post(address, {**common, "text": "Second words", "revision": 0})
    assert second.status_code == 409
    assert b"First words" in second.content
    assert b"Second words" in second.content
    assert Insight.objects.get().text == "First words"
