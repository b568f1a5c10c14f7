"""An invitation gives one place to one person, once, and is no key to anything else."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from django.utils import timezone, translation

from hamn.people.models import Invitation, Membership, NotOpen, Person
from tests import cast

Role = Membership.Role
ADDRESS = re.compile(r"https?://testserver(\S+)")


@pytest.fixture
def invite(db, as_, mailoutbox, django_capture_on_commit_callbacks):
    """Sends an invitation and returns the path in its letter."""

    def inviting(by, body, email="vera@example.org", **fields):
        del mailoutbox[:]
        form = {"name": "Vera", "email": email, "role": Role.MEMBER, "language": "en"} | fields
        client = as_(by)
        with django_capture_on_commit_callbacks(execute=True):
            inviting.answer = client.post(reverse("invitation_new", args=[body.pk]), form)
        found = ADDRESS.search(mailoutbox[0].body) if mailoutbox else None
        as_(None)
        return found and found.group(1)

    return inviting


@pytest.fixture
def team(db):
    return cast.body()


def accept(client, path, **fields):
    return client.post(path, {"name": "Vera Våg"} | fields)


def test_somebody_new_comes_in_with_a_name_and_a_place(invite, astrid, team, client):
    path = invite(astrid, team)
    assert "Management team" in client.get(path).content.decode()
    accept(client, path)
    vera = Person.objects.get(email="vera@example.org")
    assert vera.name == "Vera Våg"
    assert team.memberships.current().filter(person=vera, role=Role.MEMBER).exists()
    assert client.session[SESSION_KEY] == str(vera.pk)
    assert not vera.has_usable_password()


def test_somebody_new_may_choose_a_password(invite, astrid, team, client):
    accept(client, invite(astrid, team), password="a lighthouse in the rain")
    assert Person.objects.get(email="vera@example.org").check_password("a lighthouse in the rain")


def test_a_weak_password_is_refused_and_nothing_is_used_up(invite, astrid, team, client):
    path = invite(astrid, team)
    assert accept(client, path, password="short").status_code == 422
    assert Invitation.objects.get().is_open


def test_looking_at_an_invitation_uses_nothing_up(invite, astrid, team, client):
    path = invite(astrid, team)
    for _scanner in range(3):
        client.get(path)
    assert Invitation.objects.get().is_open
    assert not Person.objects.filter(email="vera@example.org").exists()


def test_a_replayed_invitation_signs_nobody_in(invite, astrid, team, client):
    path = invite(astrid, team)
    accept(client, path)
    client.logout()
    assert client.get(path).status_code == 410
    assert accept(client, path).status_code == 410
    assert SESSION_KEY not in client.session
    assert team.memberships.count() == 1


def test_accepting_at_the_same_instant_works_once(invite, astrid, team):
    invite(astrid, team)
    one, other = Invitation.objects.get(), Invitation.objects.get()
    one.accept("Vera")
    with pytest.raises(NotOpen):
        other.accept("Vera")
    assert team.memberships.count() == 1


def test_an_expired_invitation_is_over(invite, astrid, team, client):
    path = invite(astrid, team)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.get(path).status_code == 410
    assert accept(client, path).status_code == 410
    assert not team.memberships.exists()


def test_an_invented_token_is_not_found(client, db):
    assert client.get(reverse("invitation", args=["x" * 43])).status_code == 404


def test_only_the_hash_of_the_token_is_kept(invite, astrid, team):
    path = invite(astrid, team)
    token = path.rstrip("/").rsplit("/", 1)[-1]
    assert token not in str(Invitation.objects.values().get())


def test_whoever_has_an_account_gets_the_place_but_is_not_signed_in_by_it(invite, astrid, bo, team, client):
    path = invite(astrid, team, email=bo.email)
    answer = client.post(path)
    assert answer.headers["Location"] == reverse("account_login")
    assert SESSION_KEY not in client.session
    assert team.memberships.current().filter(person=bo).exists()


def test_somebody_else_who_is_signed_in_cannot_use_it(invite, astrid, cilla, team, as_):
    path = invite(astrid, team)
    client = as_(cilla)
    assert client.post(path, {"name": "Cilla"}).status_code == 409
    assert not team.memberships.exists()


def test_a_closed_account_is_not_opened_by_an_invitation(invite, astrid, bo, team, client):
    path = invite(astrid, team, email=bo.email)
    Person.objects.filter(pk=bo.pk).update(is_active=False)
    assert client.post(path).status_code == 409
    assert not team.memberships.exists()


def test_the_place_ends_when_the_invitation_says_so(invite, astrid, team, client):
    last_day = timezone.localdate() + timedelta(days=90)
    accept(client, invite(astrid, team, ends_on=last_day.isoformat()))
    assert team.memberships.get().ends_on == last_day


def test_an_invitation_does_not_lengthen_what_has_ended(invite, astrid, team):
    yesterday = timezone.localdate() - timedelta(days=1)
    assert invite(astrid, team, ends_on=yesterday.isoformat()) is None
    assert invite.answer.status_code == 422


def test_a_lead_invites_to_the_own_body_only(invite, team, db):
    lead = cast.person("Vilma")
    cast.member(lead, team, Role.LEAD)
    assert invite(lead, team)
    assert invite(lead, cast.crew()) is None
    assert invite.answer.status_code == 404


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.FACILITATOR, Role.ANALYST])
def test_a_lead_gives_no_role_that_reaches_beyond_the_body(invite, team, role):
    lead = cast.person("Vilma")
    cast.member(lead, team, Role.LEAD)
    assert invite(lead, team, role=role) is None
    assert invite.answer.status_code == 422


def test_only_an_administrator_makes_administrators(invite, astrid, dag, team):
    assert invite(astrid, team, role=Role.ADMINISTRATOR) is None
    assert invite(dag, team, role=Role.ADMINISTRATOR)


def test_an_ordinary_member_invites_nobody(invite, bo, lena, frida, cilla, team):
    for person in (bo, lena, frida, cilla, None):
        assert invite(person, team) is None
    assert not Invitation.objects.exists()


def test_the_letter_is_written_in_the_language_that_was_chosen(invite, astrid, team, mailoutbox, monkeypatch):
    languages = []
    monkeypatch.setattr(
        "hamn.people.letters.render_to_string",
        lambda template, words: languages.append(translation.get_language()) or "Subject\nhttp://testserver/x",
    )
    invite(astrid, team, language="fi")
    assert languages == ["fi"]
