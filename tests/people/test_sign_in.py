"""Ways in: password, link by e-mail, and in demo mode a person of the story."""

import re
import time

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from django.utils import translation
from sesame import tokens_v2
from sesame.utils import get_token

from hamn.people.models import Person
from tests import cast

ADDRESS = re.compile(r"https?://testserver(\S+)")


@pytest.fixture
def ask(db, client, mailoutbox, django_capture_on_commit_callbacks):
    """Asks for a link and returns the path in the letter, if one came."""

    def asking(email, **fields):
        del mailoutbox[:]
        with django_capture_on_commit_callbacks(execute=True):
            asking.answer = client.post(reverse("sign_in_link"), {"email": email, **fields})
        return ADDRESS.search(mailoutbox[0].body).group(1) if mailoutbox else None

    return asking


def signed_in_as(client):
    return client.session.get(SESSION_KEY)


def test_a_password_lets_its_person_in_without_scripts(client, bo):
    page = client.get(reverse("account_login")).content.decode()
    assert 'name="login"' in page
    answer = client.post(reverse("account_login"), {"login": bo.email, "password": cast.PASSWORD})
    assert answer.status_code == 302
    assert signed_in_as(client) == str(bo.pk)


def test_a_wrong_password_lets_nobody_in_and_says_so(client, bo):
    answer = client.post(reverse("account_login"), {"login": bo.email, "password": "not the quay at all"})
    assert signed_in_as(client) is None
    assert answer.context["form"].errors


def test_guessing_passwords_is_stopped(client, bo):
    for _guess in range(6):
        client.post(reverse("account_login"), {"login": bo.email, "password": "not the quay at all"})
    client.post(reverse("account_login"), {"login": bo.email, "password": cast.PASSWORD})
    assert signed_in_as(client) is None


def test_a_closed_account_lets_nobody_in(client, bo):
    Person.objects.filter(pk=bo.pk).update(is_active=False)
    client.post(reverse("account_login"), {"login": bo.email, "password": cast.PASSWORD})
    assert signed_in_as(client) is None


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_never_leads_to_another_place(client, bo, elsewhere, ask):
    answer = client.post(reverse("account_login"), {"login": bo.email, "password": cast.PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/"
    client.logout()
    path = ask(bo.email, next=elsewhere)
    answer = client.post(path.partition("?")[0], {"next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_signing_in_leads_back_to_where_one_was_going(client, bo, ask):
    path = ask(bo.email, next="/bodies/")
    answer = client.post(path)
    assert answer.headers["Location"] == "/bodies/"


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(client, bo, ask):
    assert ask(bo.email)
    known = ask.answer.content.decode().replace(bo.email, "")
    assert ask("nobody@example.org") is None
    unknown = ask.answer.content.decode().replace("nobody@example.org", "")
    nonce = re.compile(r'(nonce|value|content|hx-headers:inherited)=([\'"]).*?\2')
    assert nonce.sub("", known) == nonce.sub("", unknown)


def test_opening_the_link_signs_nobody_in_and_uses_nothing_up(client, bo, ask):
    path = ask(bo.email)
    for _scanner in range(3):
        assert client.get(path).status_code == 200
    assert signed_in_as(client) is None
    client.post(path)
    assert signed_in_as(client) == str(bo.pk)


def test_the_link_works_once(client, bo, ask):
    path = ask(bo.email)
    client.post(path)
    client.logout()
    answer = client.post(path)
    assert answer.status_code == 410
    assert signed_in_as(client) is None


def test_the_link_stops_after_half_an_hour(client, bo, ask, monkeypatch):
    path = ask(bo.email)
    later = time.time() + 31 * 60
    monkeypatch.setattr(tokens_v2.time, "time", lambda: later)
    answer = client.get(path)
    assert answer.status_code == 410
    assert answer.context["form"]
    assert client.post(path).status_code == 410
    assert signed_in_as(client) is None


def test_an_invented_link_says_plainly_that_it_does_not_work(client, db):
    assert client.get(reverse("sign_in_link_use", args=["x" * 40])).status_code == 410
    assert client.post(reverse("sign_in_link_use", args=["x" * 40])).status_code == 410


def test_a_link_for_something_else_signs_nobody_in(client, bo):
    answer = client.post(reverse("sign_in_link_use", args=[get_token(bo, "calendar")]))
    assert answer.status_code == 410


def test_a_closed_account_gets_no_link(bo, ask):
    Person.objects.filter(pk=bo.pk).update(is_active=False)
    assert ask(bo.email) is None


def test_the_same_address_gets_three_links_and_then_rest(bo, ask):
    assert [bool(ask(bo.email)) for _time in range(5)] == [True, True, True, False, False]
    assert ask.answer.status_code == 200


def test_letters_are_written_in_the_readers_language(bo, ask, mailoutbox):
    Person.objects.filter(pk=bo.pk).update(language="fi")
    seen = []

    def language_of(template, words):
        seen.append(translation.get_language())
        return "Subject\nhttp://testserver/"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hamn.people.letters.render_to_string", language_of)
        ask(bo.email)
    assert seen == ["fi"]


def test_nobody_registers_by_themselves(client, db):
    assert client.get("/accounts/signup/").status_code == 404


@pytest.fixture
def story(db):
    person = cast.person("Demo")
    Person.objects.filter(pk=person.pk).update(demo_note="process leader")
    return person


def test_demo_persons_stand_beside_the_form_in_demo_mode(client, story, bo, settings):
    settings.DEMO = True
    page = client.get(reverse("account_login")).content.decode()
    assert "process leader" in page
    assert reverse("become_demo_person", args=[bo.pk]) not in page
    client.post(reverse("become_demo_person", args=[story.pk]))
    assert signed_in_as(client) == str(story.pk)


def test_outside_demo_mode_there_are_no_demo_persons(client, story, settings):
    settings.DEMO = False
    assert "process leader" not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("become_demo_person", args=[story.pk])).status_code == 404
    assert signed_in_as(client) is None


def test_an_ordinary_person_cannot_be_become_even_in_demo_mode(client, bo, settings):
    settings.DEMO = True
    assert client.post(reverse("become_demo_person", args=[bo.pk])).status_code == 404


def test_becoming_somebody_takes_a_press_of_a_button(client, story, settings):
    settings.DEMO = True
    assert client.get(reverse("become_demo_person", args=[story.pk])).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "sign_in_link",
    ],
)
def test_every_page_on_the_way_in_has_our_look(client, db, name):
    answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.parametrize(
    "name",
    [
        "person_me",
        "mfa_list_webauthn",
        "account_change_password",
        "account_logout",
        "mfa_add_webauthn",
        "account_reauthenticate",
    ],
)
def test_every_page_about_oneself_has_our_look_and_asks_few_questions(as_, bo, name, django_assert_max_num_queries):
    client = as_(bo)
    with django_assert_max_num_queries(16):
        answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_a_forgotten_password_is_changed_by_a_letter(client, bo, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": bo.email})
    path = ADDRESS.search(mailoutbox[0].body).group(1)
    form_page = client.get(path, follow=True)
    new = "a different quay at dawn"
    client.post(form_page.request["PATH_INFO"], {"password1": new, "password2": new})
    bo.refresh_from_db()
    assert bo.check_password(new)


def test_an_unknown_address_gets_no_letter_about_passwords(client, db, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert mailoutbox == []
