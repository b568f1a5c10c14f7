"""What organisers, readers and answerers meet."""

import pytest

from hamn.dialogues import moderating
from hamn.dialogues.models import AnswerGroup, Dialogue
from hamn.dialogues.rounds import close_round
from hamn.records.models import Visibility
from tests import cast
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(astrid):
    return builders.opened(by=astrid, kinds=("words", "text", "scale"))


@pytest.fixture
def answered(round):
    words, text, scale = round.dialogue.questions.all()
    builders.room(round, 6, lambda number: ["fika", f"eget {number}"], question=words)
    builders.room(round, 6, lambda number: f"En längre tanke {number}.", question=text)
    builders.room(round, 6, lambda number: 1 + number % 5, question=scale)
    return round


def group(label="fika"):
    return AnswerGroup.objects.get(label=label)


def test_a_process_leader_makes_one_in_three_fields_and_opens_it(as_, astrid, client):
    cast.programme()
    page = {"title": "Vad nu?", "set": "start-stop", "who_asks": "Vi", "why": "För att veta.", "threshold": 5}
    response = as_(astrid).post("/dialogues/new/", page)
    made = Dialogue.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert made.questions.count() == 2 and made.visibility == Visibility.PARTNERSHIP
    client.post(f"/dialogues/{made.pk}/opening/")
    assert Dialogue.objects.get().open_round


def test_the_form_for_a_new_dialogue_comes_filled_in(as_, bo):
    cast.programme()
    page = as_(bo).get("/dialogues/new/").content.decode()
    assert "Crew one, Region" in page


@pytest.mark.parametrize("who", ["cilla", "pia", "visitor"])
def test_others_do_not_lead(who, request, as_, round):
    person = request.getfixturevalue(who)
    client = as_(person if person.pk else None)
    path = f"/dialogues/{round.dialogue_id}/"
    if who != "visitor":
        cast.member(person, cast.body("Listeners", "learning_group"), role="analyst")
    for act in ("opening", "closing", "voiding", "questions", "edit"):
        if who != "visitor" and act == "opening":
            continue
        response = client.post(f"{path}{act}/") if act == "opening" else client.get(f"{path}{act}/")
        assert response.status_code in (302, 404)
    round.refresh_from_db()
    assert round.is_open


def test_a_dialogue_is_found_by_those_who_may_see_it(as_, astrid, bo, cilla, visitor):
    made = builders.dialogue(by=astrid, visibility=Visibility.HARBOUR)
    assert as_(bo).get(made.get_absolute_url()).status_code == 200
    for person in (cilla, None):
        client = as_(person)
        assert client.get(made.get_absolute_url()).status_code == 404
        assert made.title not in client.get("/dialogues/").content.decode()


def test_a_hidden_dialogue_hides_its_answers_replies_poster_and_screen(as_, astrid, cilla, lena):
    round = builders.opened(by=astrid, visibility=Visibility.HARBOUR)
    builders.room(round, 6)
    reply = group("tillit").answer(by=lena, body=cast.body(), verdict="doing", text="Canary reply")
    client = as_(cilla)
    for path in (group("tillit").get_absolute_url(), f"/dialogues/{round.dialogue_id}/poster/"):
        assert client.get(path).status_code == 404
    assert client.get(f"/dialogues/{round.dialogue_id}/screen/").status_code == 404
    assert not type(reply).objects.visible_to(cilla).exists()


def test_the_result_page_shows_cloud_list_cards_and_histogram(as_, astrid, answered):
    page = as_(astrid).get(answered.dialogue.get_absolute_url()).content.decode()
    assert "6 people have answered" in page
    assert "En längre tanke 3." in page and "Half of the answers lie here" in page and "eget 4" in page
    assert 'hx-get="?part=results"' in page


def test_a_word_keeps_its_place_when_others_come(as_, astrid, answered):
    client = as_(astrid)
    client.get(answered.dialogue.get_absolute_url())
    before = (group().x, group().y)
    assert before[0] is not None
    for number in range(6):
        builders.say(answered, f"new {number}", ["ny", "mer"])
    client.get(answered.dialogue.get_absolute_url())
    assert (group().x, group().y) == before


def test_the_part_that_refreshes_is_the_same_markup_as_the_page(as_, astrid, answered):
    client = as_(astrid)
    part = client.get(answered.dialogue.get_absolute_url(), {"part": "results"}).content.decode()
    assert part.lstrip().startswith('<section id="results"') and "<html" not in part


def test_below_the_threshold_the_page_says_a_few(as_, astrid, round):
    builders.say(round, "one", ["ensam"])
    page = as_(astrid).get(round.dialogue.get_absolute_url()).content.decode()
    assert "A few, or nobody yet" in page and "ensam" not in page


@pytest.mark.parametrize("path", ["/dialogues/", "", "poster/", "questions/", "edit/", "closing/"])
def test_each_page_asks_the_database_little(path, as_, astrid, answered, django_assert_max_num_queries):
    client = as_(astrid)
    address = path if path.startswith("/") else f"{answered.dialogue.get_absolute_url()}{path}"
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_an_answers_page_asks_the_database_little(as_, astrid, answered, lena, django_assert_max_num_queries):
    group().answer(by=lena, body=cast.body(), verdict="doing", text="Ja.")
    client = as_(astrid)
    client.get(group().get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(group().get_absolute_url())


def test_the_management_team_answers_and_a_reasoned_no_is_an_answer(as_, lena, answered):
    page = {"verdict": "declined", "text": "För att vi inte får.", "body": cast.body().pk}
    path = f"/answers/{group().pk}/replies/"
    assert as_(lena).post(path, page).status_code == 302
    assert as_(lena).post(path, page).status_code == 302
    [reply] = group().replies.all()
    assert reply.visibility == Visibility.PUBLIC and reply.author == lena
    shown = as_(lena).get(answered.dialogue.get_absolute_url()).content.decode()
    assert "1 of 13 answered" in shown


def test_trying_needs_an_end(as_, lena, answered):
    page = {"verdict": "trying", "text": "Vi provar.", "body": cast.body().pk}
    response = as_(lena).post(f"/answers/{group().pk}/replies/", page)
    assert response.status_code == 422 and "Vi provar." in response.content.decode()


def test_whoever_is_neither_manager_nor_leader_does_not_answer_for_them(as_, cilla, answered):
    page = {"verdict": "doing", "text": "Jo.", "body": cast.body().pk}
    assert as_(cilla).post(f"/answers/{group().pk}/replies/", page).status_code == 404


def test_two_wordings_are_put_together_and_taken_apart(as_, astrid, answered):
    client, one, other = as_(astrid), group("eget 1"), group("fika")
    assert client.post(f"/answers/{one.pk}/merging/", {"into": other.pk})["Location"] == other.get_absolute_url()
    assert group("fika").shown_count == 7
    assert not AnswerGroup.objects.shown().filter(pk=one.pk).exists()
    assert client.get(one.get_absolute_url())["Location"] == other.get_absolute_url()
    for number in range(5):
        builders.say(answered, f"more {number}", ["fika"])
    assert group("fika").shown_count == 12
    client.post(f"/answers/{one.pk}/merging/", {"undo": "1"})
    assert group("fika").shown_count == 11 and AnswerGroup.objects.shown().filter(pk=one.pk).exists()


def test_what_is_answered_is_not_merged_away(astrid, lena, answered):
    group("eget 1").answer(by=lena, body=cast.body(), verdict="doing", text="Ja.")
    with pytest.raises(ValueError, match="answered"):
        moderating.merge(group("eget 1"), group("fika"), by=astrid)


def test_hiding_needs_a_reason_that_stands_on_the_page_and_can_be_undone(as_, astrid, cilla, answered):
    hidden = group("eget 2")
    assert as_(astrid).post(f"/answers/{hidden.pk}/hiding/", {"reason": ""}).status_code == 422
    as_(astrid).post(f"/answers/{hidden.pk}/hiding/", {"reason": "Names a colleague."})
    page = as_(cilla).get(answered.dialogue.get_absolute_url()).content.decode()
    assert "Names a colleague." in page and "eget 2" not in page
    assert as_(cilla).get(hidden.get_absolute_url()).status_code == 404
    as_(astrid).post(f"/answers/{hidden.pk}/hiding/", {"undo": "1"})
    assert AnswerGroup.objects.shown().filter(pk=hidden.pk).exists()


def test_what_people_were_promised_stands_once_it_is_opened(as_, astrid, round):
    page = {"title": "New", "threshold": 3, "recognisable": "on", "who_asks": "Me", "why": "x", "revision": 0}
    as_(astrid).post(f"/dialogues/{round.dialogue_id}/edit/", page | {"team": round.dialogue.team_id})
    stored = Dialogue.objects.get(pk=round.dialogue_id)
    assert (stored.threshold, stored.recognisable, stored.who_asks) == (5, False, "Crew one, the region")


def test_nobody_lowers_the_threshold(as_, astrid):
    cast.programme()
    page = {"title": "Vad nu?", "set": "own", "who_asks": "Vi", "why": "Så.", "threshold": 4}
    assert as_(astrid).post("/dialogues/new/", page).status_code == 422


def test_closing_says_first_what_it_does(as_, astrid, round):
    path = f"/dialogues/{round.dialogue_id}/closing/"
    assert "key is destroyed" in as_(astrid).get(path).content.decode()
    round.refresh_from_db()
    assert round.is_open
    as_(astrid).post(path)
    round.refresh_from_db()
    assert not round.is_open


def test_the_poster_leads_to_the_dialogue(as_, astrid, round):
    page = as_(astrid).get(f"/dialogues/{round.dialogue_id}/poster/").content.decode()
    assert f"testserver/d/{round.dialogue.code}" in page and "<svg" in page and "style=" not in page


def test_an_earlier_round_can_be_read_beside_the_new_one(as_, astrid, answered):
    close_round(answered, by=astrid)
    client = as_(astrid)
    client.post(f"/dialogues/{answered.dialogue_id}/opening/")
    assert "fika" not in client.get(answered.dialogue.get_absolute_url()).content.decode()
    assert "fika" in client.get(answered.dialogue.get_absolute_url(), {"round": "1"}).content.decode()
