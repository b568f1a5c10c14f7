"""Which language the phone's page speaks, chosen on it and without scripts."""

import pytest

from hamn.dialogues.phone_texts import texts_of
from hamn.dialogues.rounds import close_round
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(astrid):
    return f"/d/{builders.opened(by=astrid, kinds=('words', 'scale')).dialogue.code}"


def write_so(language: str) -> str:
    return texts_of(language)["page"]["write_so"]


@pytest.mark.parametrize("language", ["sv", "sv-easy", "fi", "en", "ar"])
def test_a_language_is_chosen_by_a_link_and_stays(client, address, language):
    response = client.get(f"{address}?language={language}&group=staff")
    assert response.status_code == 302 and response["Location"] == f"{address}?group=staff"
    page = client.get(address).content.decode()
    assert write_so(language) in page
    assert f'lang="{language.split("-")[0]}" dir="{texts_of(language)["direction"]}"' in page


def test_what_only_the_phone_speaks_is_remembered_for_its_own_pages_alone(client, address):
    assert client.get(f"{address}?language=ar").cookies["phone_language"]["path"] == "/d/"
    client.get(f"{address}?language=fi")
    assert write_so("fi") in client.get(address).content.decode()
    assert client.get("/about/").headers["Content-Language"] == "fi"


def test_the_browsers_own_wish_is_heard_until_something_is_chosen(client, address):
    asked = {"headers": {"Accept-Language": "ar-SY,en;q=0.5"}}
    assert write_so("ar") in client.get(address, **asked).content.decode()
    client.get(f"{address}?language=en")
    assert write_so("en") in client.get(address, **asked).content.decode()


def test_an_unknown_language_changes_nothing(client, address):
    response = client.get(f"{address}?language=xx")
    assert response.status_code == 200 and "phone_language" not in response.cookies


def test_the_page_says_when_nobody_has_read_its_words_through(client, address):
    client.get(f"{address}?language=ar")
    assert texts_of("ar")["page"]["unreviewed"] in client.get(address).content.decode()


def test_a_refusal_is_said_in_the_phones_language(client, address):
    client.get(f"{address}?language=ar")
    response = client.post(address, {"id": "0" * 32, "rev": "1"})
    assert response.status_code == 422 and texts_of("ar")["errors"]["empty"] in response.content.decode()


def test_waiting_and_what_became_of_it_speak_it_too(client, astrid):
    made = builders.dialogue(by=astrid)
    client.get(f"/d/{made.code}?language=ar")
    assert texts_of("ar")["page"]["not_open"] in client.get(f"/d/{made.code}").content.decode()
    round = builders.opened(by=astrid)
    close_round(round, by=astrid)
    assert texts_of("ar")["page"]["heard"] in client.get(f"/d/{round.dialogue.code}").content.decode()
