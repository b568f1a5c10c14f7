"""The participant's page at /d/CODE."""

import re

import pytest

from hamn.dialogues.answers import Answer
from hamn.dialogues.misses import MOST
from hamn.dialogues.models import AnswerGroup
from hamn.dialogues.rounds import close_round, void_round
from hamn.people.models import Body
from tests import cast
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(astrid):
    return builders.opened(by=astrid, kinds=("words", "text", "scale"))


def address(round):
    return f"/d/{round.dialogue.code}"


def fields(response):
    """What a browser would send back untouched."""
    html = response.content.decode()
    found = dict(re.findall(r'<input type="hidden" name="(id|rev)" value="([^"]+)"', html))
    assert set(found) == {"id", "rev"}
    return found


def numbers(round):
    return [question.pk for question in round.dialogue.questions.all()]


def test_anyone_with_the_code_can_answer_and_come_back_to_change_it(client, round):
    words, text, scale = numbers(round)
    page = client.get(address(round))
    sent = fields(page) | {f"q{words}-0": "mod, tillit", f"q{text}": "Lyssna mer.", f"q{scale}": "4"}
    response = client.post(address(round), sent)
    assert (response.status_code, response["Location"]) == (303, address(round))
    assert Answer.objects.count() == 3
    again = client.get(address(round))
    assert "Your answers have arrived" in again.content.decode() and "tillit" in again.content.decode()
    client.post(address(round), fields(again) | {f"q{words}-0": "mod", f"q{text}": "", f"q{scale}": "dont_know"})
    values = dict(Answer.objects.values_list("question_id", "value"))
    assert values == {words: '["mod"]', text: "null", scale: '"dont_know"'}


def test_a_form_sent_twice_counts_once(client, round):
    words, _text, _scale = numbers(round)
    sent = fields(client.get(address(round))) | {f"q{words}-0": "mod"}
    assert client.post(address(round), sent).status_code == 303
    assert client.post(address(round), sent).status_code == 303
    assert Answer.objects.count() == 1


def test_a_form_that_was_opened_before_a_newer_answer_keeps_its_text_and_asks(client, round):
    words, _text, _scale = numbers(round)
    first, second = fields(client.get(address(round))), fields(client.get(address(round)))
    client.post(address(round), first | {f"q{words}-0": "mod"})
    response = client.post(address(round), second | {f"q{words}-0": "fika"})
    assert response.status_code == 409
    assert "another window" in response.content.decode() and "fika" in response.content.decode()
    assert Answer.objects.get().value == '["mod"]'
    client.post(address(round), fields(response) | {f"q{words}-0": "fika"})
    assert Answer.objects.get().value == '["fika"]'


def test_an_empty_form_says_so_and_stores_nothing(client, round):
    response = client.post(address(round), fields(client.get(address(round))))
    assert response.status_code == 422
    assert "Nothing is written yet" in response.content.decode()
    assert not Answer.objects.exists()


def test_ten_thousand_characters_are_refused_and_all_of_them_kept(client, round):
    _words, text, _scale = numbers(round)
    long = "ö" * 10_000
    response = client.post(address(round), fields(client.get(address(round))) | {f"q{text}": long})
    assert response.status_code == 422
    assert long in response.content.decode() and "10000" in response.content.decode()


def test_a_hostile_answer_is_shown_as_text(client, round, as_, astrid):
    words, text, _scale = numbers(round)
    for number in range(5):
        builders.say(round, number, ["<script>alert(1)</script>", "sn\u202eäll\u200b"])
        builders.say(round, number, "javascript:alert(1) <img onerror=x>", question=round.dialogue.questions.all()[1])
    page = as_(astrid).get(round.dialogue.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page and "<img onerror" not in page
    assert 'href="javascript' not in page and "\u202e" not in page and "\u200b" not in page


def test_the_form_itself_cleans_hidden_characters(client, round):
    words, _text, _scale = numbers(round)
    client.post(
        address(round), fields(client.get(address(round))) | {f"q{words}-0": "sn\u202eäll\u200b" + "\u200b" * 500}
    )
    assert Answer.objects.get().value == '["snäll"]'


def test_a_sixth_word_is_too_many(client, round):
    words, _text, _scale = numbers(round)
    response = client.post(address(round), fields(client.get(address(round))) | {f"q{words}-0": "a,b,c,d,e,f"})
    assert response.status_code == 422 and "At most 5" in response.content.decode()


def test_the_page_says_who_asks_why_and_how_long_before_the_first_answer(client, round):
    page = client.get(address(round)).content.decode()
    for words in (
        "Crew one, the region",
        "We want to know",
        "anonymous",
        "Write so that nobody can be recognised",
        "kept",
    ):
        assert words in page
    assert page.index("Write so that") < page.index('name="q')


def test_a_recognisable_dialogue_says_so_plainly(client, astrid):
    round = builders.opened(by=astrid, recognisable=True)
    page = client.get(address(round)).content.decode()
    assert "may be recognised" in page and "You are anonymous" not in page


def test_answering_needs_no_session_and_the_ticket_goes_to_this_dialogue_alone(client, round):
    response = client.get(address(round))
    assert "sessionid" not in response.cookies
    ticket = response.cookies["ticket"]
    assert ticket["httponly"] and ticket["samesite"] == "Lax" and ticket["path"] == address(round)


def test_a_form_from_somewhere_else_is_refused(round):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    page = client.get(address(round))
    sent = fields(page) | {f"q{numbers(round)[0]}-0": "mod"}
    assert client.post(address(round), sent).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    assert client.post(address(round), sent | {"csrfmiddlewaretoken": token}).status_code == 303


def test_an_unknown_code_is_not_found_and_many_are_asked_to_wait(client, round):
    response = client.get("/d/XXXXXX")
    assert response.status_code == 404 and "XXXXXX" in response.content.decode()
    for _try in range(MOST):
        response = client.get("/d/YYYYYY")
    assert response.status_code == 429 and int(response["Retry-After"]) > 0
    assert client.get(address(round)).status_code == 200


def test_a_code_typed_carelessly_is_understood(client, round):
    code = round.dialogue.code
    assert client.get("/d/", {"code": f" {code[:3].lower()}-{code[3:]} "})["Location"] == address(round)
    assert client.get(f"/d/{code.lower()}")["Location"] == address(round)


def test_before_it_is_opened_the_code_tells_nothing(client, astrid):
    made = builders.dialogue(by=astrid, title="A secret heading")
    page = client.get(f"/d/{made.code}")
    assert page.status_code == 200 and "A secret heading" not in page.content.decode()


def test_the_same_code_later_shows_what_was_heard_and_what_is_done(client, round, astrid, lena):
    builders.room(round, 6, lambda number: ["fika", f"eget {number}"])
    close_round(round, by=astrid)
    said = AnswerGroup.objects.get(label="fika")
    said.answer(by=lena, body=Body.objects.get(name="Management team"), verdict="doing", text="Vi bjuder på fika.")
    page = client.get(address(round)).content.decode()
    assert "Vi bjuder på fika." in page and "No answer yet" in page and "1 of 7 answered" in page


def test_an_answer_that_arrives_after_closing_is_given_back(client, round, astrid):
    words, _text, _scale = numbers(round)
    sent = fields(client.get(address(round))) | {f"q{words}-0": "försenad"}
    close_round(round, by=astrid)
    response = client.post(address(round), sent)
    assert response.status_code == 409 and "försenad" in response.content.decode()
    assert not Answer.objects.exists()


def test_a_void_round_tells_why(client, round, astrid):
    builders.room(round, 6)
    void_round(round, by=astrid, reason="It was only a test.")
    page = client.get(address(round)).content.decode()
    assert "It was only a test." in page and "tillit" not in page


def test_the_page_asks_the_database_little(client, round, django_assert_max_num_queries):
    builders.room(round, 6)
    with django_assert_max_num_queries(12):
        client.get(address(round))


def test_the_reply_of_a_body_is_only_shown_when_it_is_for_everyone(client, round, astrid, lena):
    builders.room(round, 6)
    close_round(round, by=astrid)
    reply = AnswerGroup.objects.get().answer(by=lena, body=cast.body(), verdict="doing", text="Half a thought")
    type(reply).objects.filter(pk=reply.pk).update(visibility="partnership")
    assert "Half a thought" not in client.get(address(round)).content.decode()
