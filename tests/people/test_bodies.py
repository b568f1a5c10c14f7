"""Bodies, and who is in them for how long."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hamn.people.models import Body, Membership, Person
from tests import cast

Role = Membership.Role
TODAY = timezone.localdate


def body_page(body):
    return reverse("body", args=[body.pk])


def test_visitors_and_those_whose_time_is_over_find_no_bodies(as_, db):
    gone = cast.person("Vera")
    team = cast.body()
    cast.member(gone, team, ends_on=TODAY() - timedelta(days=1))
    for stranger in (None, gone):
        assert as_(stranger).get("/bodies/").status_code == 404
        assert as_(stranger).get(body_page(team)).status_code == 404


def test_the_page_tells_who_is_in_it_now_and_who_was(as_, lena):
    team = cast.body()
    before = cast.person("Vera")
    cast.member(before, team, ends_on=TODAY() - timedelta(days=1))
    page = as_(lena).get(body_page(team))
    assert [each.person for each in page.context["current"]] == [lena]
    assert [each.person for each in page.context["earlier"]] == [before]


def test_a_partner_reads_a_body_and_changes_nothing(as_, cilla, lena):
    team = cast.body()
    client = as_(cilla)
    assert client.get(body_page(team)).status_code == 200
    assert "/memberships/" not in client.get(body_page(team)).content.decode()
    assert client.post(reverse("membership_new", args=[team.pk]), {}).status_code == 404
    assert client.get(reverse("membership_end", args=[lena.memberships.get().pk])).status_code == 404
    assert client.get(reverse("body_edit", args=[team.pk])).status_code == 404
    assert client.get(reverse("body_new")).status_code == 404


def add(client, body, person, role=Role.MEMBER, **more):
    form = {"member-person": person.pk, "member-role": role, "member-starts_on": TODAY().isoformat()}
    return client.post(
        reverse("membership_new", args=[body.pk]), form | {f"member-{name}": more[name] for name in more}
    )


def test_a_process_leader_gives_somebody_a_place(as_, astrid, cilla):
    team = cast.body()
    for _twice in range(2):
        add(as_(astrid), team, cilla)
    assert team.memberships.filter(person=cilla).count() == 1
    assert team.pk in Person.objects.get(pk=cilla.pk).reach.bodies


def test_a_place_cannot_end_before_it_begins(as_, astrid, cilla):
    team = cast.body()
    answer = add(as_(astrid), team, cilla, ends_on=(TODAY() - timedelta(days=3)).isoformat())
    assert answer.status_code == 422
    assert not team.memberships.exists()


def test_a_lead_cannot_make_a_process_leader_of_anyone(as_, cilla):
    team, lead = cast.body(), cast.person("Vilma")
    cast.member(lead, team, Role.LEAD)
    assert add(as_(lead), team, cilla, role=Role.FACILITATOR).status_code == 422
    assert add(as_(lead), team, cilla).status_code == 302


def test_ending_a_place_keeps_its_dates_and_takes_its_reach(as_, astrid, lena):
    place = lena.memberships.get()
    yesterday = TODAY() - timedelta(days=1)
    as_(astrid).post(reverse("membership_end", args=[place.pk]), {"last_day": yesterday.isoformat()})
    place.refresh_from_db()
    assert place.ends_on == yesterday
    assert not Person.objects.get(pk=lena.pk).reach.is_partner


def test_the_last_day_still_counts(lena):
    place = lena.memberships.get()
    place.end(TODAY())
    assert Person.objects.get(pk=lena.pk).reach.is_partner


def test_a_place_that_began_today_can_be_ended_without_breaking(lena):
    place = cast.body().welcome(cast.person("Vera"), Role.MEMBER)
    place.end(TODAY() - timedelta(days=7))
    assert place.ends_on == place.starts_on


def test_a_lead_cannot_end_an_administrators_place(as_, dag):
    team, lead = cast.body(), cast.person("Vilma")
    cast.member(lead, team, Role.LEAD)
    place = cast.member(dag, team, Role.ADMINISTRATOR)
    assert (
        as_(lead).post(reverse("membership_end", args=[place.pk]), {"last_day": TODAY().isoformat()}).status_code == 404
    )


def test_an_administrator_makes_a_body_and_an_organisation(as_, dag):
    client = as_(dag)
    client.post(reverse("organisation_new"), {"name": "The county's association"})
    client.post(reverse("body_new"), {"name": "Learning group north", "kind": Body.Kind.LEARNING_GROUP})
    made = Body.objects.get(name="Learning group north")
    assert "Learning group north" in client.get("/bodies/").content.decode()
    assert client.get(body_page(made)).status_code == 200


def test_a_body_cannot_end_before_it_started(as_, dag):
    form = {"name": "Odd", "kind": Body.Kind.UNIT, "started_on": "2022-01-01", "ended_on": "2021-01-01"}
    assert as_(dag).post(reverse("body_new"), form).status_code == 422


def test_a_persons_reach_comes_only_from_memberships(db):
    assert not cast.person("Vera").reach.is_partner
    assert not cast.person("Vera").reach.roles


def test_my_page_tells_my_places_and_keeps_my_language(as_, bo):
    client = as_(bo)
    assert "Crew one" in client.get("/me/").content.decode()
    client.post("/me/", {"name": "Bo", "language": "fi"})
    bo.refresh_from_db()
    assert bo.language == "fi"


def test_a_visitor_is_asked_to_sign_in_before_the_own_page(client, db):
    assert client.get("/me/").headers["Location"] == "/accounts/login/?next=/me/"


@pytest.mark.parametrize("path", ["/bodies/", "/me/", "body"])
def test_the_pages_ask_few_questions(as_, astrid, django_assert_max_num_queries, path):
    team = cast.body()
    for number in range(15):
        cast.member(cast.person(f"Person{number}"), team)
    client = as_(astrid)
    with django_assert_max_num_queries(12):
        client.get(body_page(team) if path == "body" else path)
