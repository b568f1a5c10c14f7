import re

import pytest
from django.conf import settings
from django.test import Client, RequestFactory, override_settings
from django.utils import translation
from django.views import defaults

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.addresses")]

PAGES = ["/about/", "/accessibility/", "/no-such-page/", "/accounts/login/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_policy(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "trusted-types htmx hamn" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert re.search(r"script-src 'nonce-[\w+/=]{20,}' 'strict-dynamic'", policy)
    assert "unsafe" not in policy


def test_the_nonce_of_the_page_is_the_nonce_of_the_policy_and_new_each_time(client):
    first, second = client.get("/about/"), client.get("/about/")
    nonce = re.search(r"nonce-([\w+/=]+)", first.headers["Content-Security-Policy"]).group(1)
    assert set(re.findall(r'<script[^>]* nonce="([^"]+)"', first.content.decode())) == {nonce}
    assert nonce not in second.headers["Content-Security-Policy"]


def test_refused_answers_carry_the_policy_too():
    answer = Client().get("/about/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_other_headers_are_set(client):
    headers = client.get("/about/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_the_language_is_chosen_by_a_form_and_stays(client):
    answer = client.post("/language/", {"language": "fi", "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert '<html lang="fi"' in client.get("/about/").content.decode()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_chosen_by_a_form_and_drawn_by_the_server(client, theme):
    answer = client.post("/theme/", {"theme": theme, "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert f'data-theme="{theme}"' in client.get("/about/").content.decode()


def test_the_device_decides_when_nobody_has_chosen(client):
    assert "data-theme" not in client.get("/about/").content.decode()


def test_a_made_up_theme_is_neither_kept_nor_shown(client):
    client.post("/theme/", {"theme": '"><script>'})
    assert "theme" not in client.cookies
    client.cookies["theme"] = "x onload=y"
    assert "data-theme" not in client.get("/about/").content.decode()


def test_nobody_is_sent_to_another_site(client):
    assert client.post("/theme/", {"theme": "dark", "next": "https://evil.example/"}).headers["Location"] == "/"


def test_an_unknown_address_gets_a_plain_page_that_offers_sign_in(client):
    answer = client.get("/no-such-page/?a=b")
    assert answer.status_code == 404
    assert "/accounts/login/?next=%2Fno-such-page%2F%3Fa%3Db" in answer.content.decode()


def test_somebody_signed_in_is_not_asked_to_sign_in_again(as_, bo):
    page = as_(bo).get("/no-such-page/").content.decode()
    assert "?next=" not in page
    assert "Bo" in page


def test_a_form_that_has_become_too_old_gives_the_text_back():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/theme/", {"theme": "dark", "text": "<b>half a thought</b>", "password": "secret"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "&lt;b&gt;half a thought&lt;/b&gt;" in page
    assert "secret" not in page


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_page_about_a_fault_of_ours_needs_no_database(language, django_assert_num_queries):
    request = RequestFactory().get("/")
    with translation.override(language), django_assert_num_queries(0):
        page = defaults.server_error(request).content.decode()
    assert f'<html lang="{language}">' in page
    assert "<h1>" in page


def test_a_fault_of_ours_is_answered_with_that_page(monkeypatch):
    monkeypatch.setattr("hamn.web.views.statement_in", lambda language: 1 / 0)
    answer = Client(raise_request_exception=False).get("/accessibility/")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@override_settings(DEMO=True)
def test_a_demonstration_says_that_it_is_one(client):
    with translation.override("en"):
        assert "demonstration" in client.get("/about/", headers={"accept-language": "en"}).content.decode()


def test_a_page_has_one_heading_of_the_first_rank_a_skip_link_and_a_main(client):
    page = client.get("/about/").content.decode()
    assert page.count("<h1") == 1
    assert '<a class="skip" href="#main">' in page
    assert '<main id="main"' in page
