from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hamn.web import kept

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.addresses")]

TEXT = "What surprised us:\nthe harbour was <empty>."


def signed_in_again(client, who):
    """As signing in does it: the session goes on under another key."""
    session = dict(client.session.items())
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    store = client.session
    store.update({key: value for key, value in session.items() if not key.startswith("_auth")})
    store.save()
    return client


def test_text_sent_without_a_session_waits_behind_the_sign_in(client, bo):
    answer = client.post("/thoughts/", {"text": TEXT, "kinds": ["a", "b"]})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/login/?next=/thoughts/"
    form = signed_in_again(client, bo).get("/thoughts/").context["form"]
    assert form["text"].value() == TEXT
    assert form["kinds"].value() == ["a", "b"]


def test_signing_in_for_real_brings_the_text_back(client, bo):
    client.post("/thoughts/", {"text": TEXT})
    client.post("/accounts/login/", {"login": bo.email, "password": "a quay in the evening"})
    page = client.get("/thoughts/").content.decode()
    assert "the harbour was &lt;empty&gt;." in page
    assert "/kept-text/" in page


def test_text_returns_to_the_page_its_form_stood_on(client):
    answer = client.post("/thoughts/", {"text": TEXT}, headers={"referer": "http://testserver/about/"})
    assert answer.headers["Location"].endswith("?next=/about/")


def test_a_referrer_from_elsewhere_is_not_believed(client):
    answer = client.post("/thoughts/", {"text": TEXT}, headers={"referer": "https://evil.example/about/"})
    assert answer.headers["Location"].endswith("?next=/thoughts/")


def test_it_is_forgotten_once_it_has_arrived(client, bo):
    client.post("/thoughts/", {"text": TEXT})
    signed_in_again(client, bo)
    client.post("/thoughts/", {"text": "shorter"})
    assert kept.SESSION_KEY not in client.session


def test_it_is_thrown_away_on_demand(client, bo):
    client.post("/thoughts/", {"text": TEXT})
    signed_in_again(client, bo).post("/kept-text/", {"next": "/thoughts/"})
    assert client.get("/thoughts/").context["form"]["text"].value() is None


def test_it_is_not_shown_on_other_pages_nor_to_visitors(client, bo):
    client.post("/thoughts/", {"text": TEXT})
    assert client.get("/about/").context["kept"] is None
    assert signed_in_again(client, bo).get("/about/").context["kept"] is None


def test_it_is_not_kept_longer_than_a_day(client, bo, monkeypatch):
    client.post("/thoughts/", {"text": TEXT})
    assert signed_in_again(client, bo).get("/thoughts/").context["form"]["text"].value() == TEXT
    later = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr("hamn.web.kept.timezone.now", lambda: later)
    assert client.get("/thoughts/").context["form"]["text"].value() is None


def test_secrets_are_never_kept(client):
    client.post("/thoughts/", {"text": TEXT, "password": "hush", "csrfmiddlewaretoken": "x"})
    assert set(client.session[kept.SESSION_KEY]["fields"]) == {"text"}


def test_more_than_can_be_kept_is_refused_as_any_other_page(client):
    assert client.post("/thoughts/", {"text": "x" * 200_001}).status_code == 404


def test_participants_answers_are_none_of_its_business(client):
    assert client.post("/d/think/", {"text": TEXT}).status_code == 404
    assert kept.SESSION_KEY not in client.session


def test_a_forged_form_plants_nothing():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/thoughts/", {"text": TEXT}).status_code == 403
    assert kept.SESSION_KEY not in strict.session


def test_an_unknown_address_is_still_unknown(client):
    assert client.post("/nowhere/", {"text": TEXT}).status_code == 404


def test_too_long_a_text_is_said_plainly_and_comes_back_whole(as_, bo):
    client = as_(bo)
    page = client.post("/thoughts/", {"text": "y" * 61}, headers={"accept-language": "en"}).content.decode()
    assert "y" * 61 in page
    assert "Please keep this to 60 characters. You wrote 61; nothing of it is lost." in page
    assert 'aria-describedby="id_text_help id_text_errors"' in page


def test_the_browser_is_not_told_to_cut_what_is_pasted(as_, bo):
    assert "maxlength" not in as_(bo).get("/thoughts/").content.decode()
