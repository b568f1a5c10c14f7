from datetime import date

import pytest
from django.urls import reverse

from hamn.programmes.models import Principle, Programme, Track
from hamn.records.models import Visibility
from tests import cast


@pytest.fixture
def programme(db):
    programme = cast.programme()
    programme.purpose = "To <b>dare</b> more together"
    programme.funder = "The state"
    programme.save()
    Principle.objects.create(programme=programme, name="We test", text="On a small scale.", order=1)
    Track.objects.create(programme=programme, name="Tillitsbaserat", text="Trust, for everyone.", order=1)
    return programme


def test_a_visitor_reads_what_the_programme_is_for(as_, programme, django_assert_max_num_queries):
    visitor = as_(None)
    with django_assert_max_num_queries(12):
        page = visitor.get(programme.get_absolute_url()).content.decode()
    assert "To &lt;b&gt;dare&lt;/b&gt; more together" in page
    assert "The state" in page and "We test" in page and "Trust, for everyone." in page
    assert reverse("tracks_edit", args=[programme.slug]) not in page


def test_who_may_not_see_a_programme_does_not_find_it(as_, programme, cilla):
    Programme.objects.update(visibility=Visibility.PARTNERSHIP)
    for name in ("programme", "principles"):
        assert as_(None).get(reverse(name, args=[programme.slug])).status_code == 404
        assert as_(cilla).get(reverse(name, args=[programme.slug])).status_code == 200


@pytest.mark.parametrize("name", ["programme_edit", "tracks_edit", "principles_edit"])
def test_only_facilitators_change_a_programme(as_, programme, astrid, cilla, name):
    address = reverse(name, args=[programme.slug])
    assert as_(astrid).get(address).status_code == 200
    assert as_(cilla).get(address).status_code == 404
    assert as_(None).get(address).status_code == 404


def test_the_principles_are_a_poster_of_their_own(as_, programme):
    page = as_(None).get(reverse("principles", args=[programme.slug])).content.decode()
    assert "poster" in page and "We test" in page


def test_a_principle_is_added_and_another_changed_in_one_form(as_, programme, astrid):
    known = programme.principles.get()
    rows = {
        "principles-TOTAL_FORMS": 2,
        "principles-INITIAL_FORMS": 1,
        "principles-0-id": known.pk,
        "principles-0-order": 1,
        "principles-0-name": "We test a lot",
        "principles-0-text": "",
        "principles-1-id": "",
        "principles-1-order": 2,
        "principles-1-name": "The need at the centre",
        "principles-1-text": "",
    }
    answer = as_(astrid).post(reverse("principles_edit", args=[programme.slug]), rows)
    assert answer.status_code == 302
    assert [principle.name for principle in programme.principles.all()] == ["We test a lot", "The need at the centre"]


def test_a_programme_cannot_end_before_it_starts(as_, programme, astrid):
    told = {"name": "Kept name", "starts_on": "2024-01-01", "ends_on": "2023-01-01", "revision": programme.revision}
    page = as_(astrid).post(reverse("programme_edit", args=[programme.slug]), told)
    assert page.status_code == 422
    assert "Kept name" in page.content.decode()


def test_the_second_of_two_editors_is_shown_the_difference(as_, programme, astrid):
    address = reverse("programme_edit", args=[programme.slug])
    told = {"name": "First wording", "starts_on": "2020-01-01", "revision": programme.revision}
    assert as_(astrid).post(address, told).status_code == 302
    page = as_(astrid).post(address, {**told, "name": "Second wording"})
    assert page.status_code == 409
    assert "First wording" in page.content.decode() and "Second wording" in page.content.decode()


def test_the_programme_under_way_comes_before_a_later_one_that_has_not_begun(db, visitor):
    now = cast.programme()
    Programme.objects.filter(pk=now.pk).update(ends_on=None)
    Programme.objects.create(name="Next", slug="next", starts_on=date(2090, 1, 1), visibility=Visibility.PUBLIC)
    assert Programme.objects.current_for(visitor) == now


def test_a_programme_that_is_over_is_still_met_when_there_is_no_other(db, visitor):
    assert Programme.objects.current_for(visitor) is None
    assert cast.programme() == Programme.objects.current_for(visitor)


def test_a_tracks_slug_outlives_its_name(programme):
    track = programme.tracks.get()
    track.name = "Together"
    track.save()
    assert track.slug == "tillitsbaserat"
    assert list(Track.objects.trust()) == [track]


def test_an_empty_installation_is_begun_by_its_administrator(as_, dag, cilla):
    assert reverse("programme_new") in as_(dag).get("/").content.decode()
    assert as_(cilla).get(reverse("programme_new")).status_code == 404
    as_(dag).post(reverse("programme_new"), {"name": "Vägar framåt", "starts_on": "2026-01-01", "revision": 0})
    begun = Programme.objects.get()
    assert (begun.slug, begun.author, begun.visibility) == ("vägar-framåt", dag, Visibility.PARTNERSHIP)
    assert as_(dag).get(begun.get_absolute_url()).status_code == 200
