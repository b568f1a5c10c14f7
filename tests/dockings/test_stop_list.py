"""The stop list: what was said, what management answers, and what was really stopped."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Reply
from hamn.dockings import deeds, stop_list
from hamn.dockings.stop_list import Standing
from hamn.records.links import link
from hamn.records.models import Visibility
from tests import cast
from tests.dockings import builders

Verdict = Reply.Verdict


@pytest.fixture(autouse=True)
def read_in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def words(docking, bo):
    builders.words(docking, "reports", "approvals", "long meetings", by=bo)
    Question.objects.update(purpose=Question.Purpose.STOP)
    return list(AnswerGroup.objects.order_by("pk"))


def answer(word, lena, verdict, text="Because", until=None, on=None):
    return word.answer(lena, cast.body(), verdict, text, until, on)


def standing(who, text) -> Standing:
    [found] = [entry for entry in stop_list.of_person(who).entries if entry.text == text]
    return found.standing


def counts(who) -> dict[str, int]:
    return {str(part): len(entries) for part, entries in stop_list.of_person(who).parts if entries}


def test_what_nobody_has_answered_waits(words, bo):
    assert counts(bo) == {"waiting": 3}


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (Verdict.STOPPING, "stopping"),
        (Verdict.DOING, "stopping"),
        (Verdict.TRYING, "trying"),
        (Verdict.DECLINED, "declined"),
    ],
)
def test_managements_latest_answer_says_where_it_stands(verdict, expected, words, lena, bo):
    answer(words[0], lena, Verdict.DECLINED, on=date(2021, 1, 1))
    answer(words[0], lena, verdict, text="Later", until=date(2050, 1, 1), on=date(2021, 6, 1))
    assert standing(bo, "reports") == expected


def test_only_a_promise_that_was_looked_at_and_kept_is_really_stopped(words, lena, bo):
    answer(words[0], lena, Verdict.STOPPING)
    promise = deeds.promise(words[0], "stop", bo)
    assert standing(bo, "reports") is Standing.STOPPING
    promise.recheck(lena, "under_way", "Half of it", date(2050, 1, 1))
    assert standing(bo, "reports") is Standing.STOPPING
    promise.recheck(lena, "kept", "Gone")
    assert standing(bo, "reports") is Standing.STOPPED


def test_a_dropped_promise_is_a_no_with_its_reason(words, lena, bo):
    deeds.promise(words[0], "stop", bo).recheck(lena, "dropped", "The law asks for it")
    [entry] = stop_list.of_person(bo).at(Standing.DECLINED)
    assert entry.why.text == "The law asks for it"


def test_an_answer_given_after_the_promise_counts(words, lena, bo):
    deeds.promise(words[0], "stop", bo)
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer(words[0], lena, Verdict.TRYING, until=date(2050, 1, 1), on=tomorrow)
    assert standing(bo, "reports") is Standing.TRYING


def test_two_words_that_led_to_one_promise_are_one_thing_stopped(words, lena, bo):
    promise = deeds.promise(words[0], "stop", bo)
    link(answer(words[1], lena, Verdict.STOPPING), promise)
    promise.recheck(lena, "kept", "Gone")
    assert counts(bo) == {"stopped": 1, "waiting": 1}
    [entry] = stop_list.of_person(bo).at(Standing.STOPPED)
    assert {group.label for group in entry.said} == {"reports", "approvals"}
    assert entry.people == 9


def test_a_promise_that_no_room_asked_for_stands_there_too(docking, bo):
    builders.commitment(docking, text="Start something", by=bo)
    stop = builders.commitment(docking, text="The monthly report", by=bo)
    type(stop).objects.filter(pk=stop.pk).update(kind="stop")
    assert counts(bo) == {"stopping": 1}


def test_the_same_words_in_a_later_round_are_the_same_wish(words, bo):
    first = words[0]
    again = first.question.dialogue.rounds.create(number=2, closed_at=timezone.now())
    AnswerGroup.objects.create(question=first.question, round=again, label="reports", shown_count=4)
    assert counts(bo) == {"waiting": 3}


def test_hidden_held_merged_and_void_texts_are_not_on_it(words, bo):
    words[0].hide("A name", bo)
    words[1].merge_into(words[2], bo)
    assert [entry.text for entry in stop_list.of_person(bo).entries] == ["long meetings"]
    AnswerGroup.objects.update(held_for="name")
    assert not stop_list.of_person(bo).entries


def test_words_that_ask_us_to_start_are_not_on_it(words, bo):
    Question.objects.update(purpose=Question.Purpose.START)
    assert not stop_list.of_person(bo).entries


def test_nobody_meets_a_word_or_a_promise_they_may_not_see(words, bo, cilla, visitor, as_):
    deeds.promise(words[0], "stop", bo)
    for who in (cilla, visitor):
        assert not stop_list.of_person(who).entries
    assert "reports" not in as_(cilla).get(reverse("stop_list")).text
    Dialogue.objects.update(visibility=Visibility.PUBLIC)
    # The promise was made for the meeting; to those outside the word stands as it was said.
    assert counts(visitor) == {"waiting": 3}


def test_whoever_has_the_code_reads_the_answers_beside_the_words_and_of_a_public_dialogue_the_whole_list(
    words, lena, as_, django_assert_max_num_queries
):
    answer(words[0], lena, Verdict.DECLINED, "The law asks for it")
    address = reverse("phone", args=[words[0].question.dialogue.code])
    page = as_(None).get(address).text
    assert "Answered: we do not stop" in page and "The law asks for it" in page
    assert reverse("stop_list") not in page
    Dialogue.objects.update(visibility=Visibility.PUBLIC)
    client = as_(lena)
    with django_assert_max_num_queries(12):
        assert reverse("stop_list") in client.get(address).text


def test_the_page_counts_links_and_offers_management_to_answer(words, lena, bo, as_):
    answer(words[1], lena, Verdict.TRYING, "Half the approvals", until=date(2020, 1, 1))
    page = as_(lena).get(reverse("stop_list")).text
    assert "Half the approvals" in page
    assert "was to be tried until 1 January 2020: what became of it?" in page
    assert f"{reverse('answer_replies', args=[words[0].pk])}?next=/stop-list/%23waiting" in page
    assert "1 of 3 answered" in page
    assert reverse("answer_replies", args=[words[0].pk]) not in as_(bo).get(reverse("stop_list")).text


def test_management_answers_with_the_three_answers_of_the_list_and_comes_back_to_it(words, lena, as_):
    address = f"{reverse('answer_replies', args=[words[0].pk])}?next=/stop-list/%23waiting"
    form = as_(lena).get(address)
    assert [value for value, _words in form.context["form"].fields["verdict"].choices] == [
        "stopping",
        "trying",
        "declined",
    ]
    assert 'name="next" value="/stop-list/#waiting"' in form.text
    posted = {"verdict": "stopping", "text": "From May", "body": cast.body().pk, "next": "/stop-list/#waiting"}
    assert as_(lena).post(address, posted).url == "/stop-list/#waiting"
    assert as_(lena).post(address, {**posted, "verdict": "doing"}).status_code == 422


def test_an_answered_stop_gets_a_day_to_look_again_in_one_press(words, lena, as_):
    answer(words[0], lena, Verdict.STOPPING)
    address = reverse("answer_commitments", args=[words[0].pk])
    assert address in as_(lena).get(reverse("stop_list")).text
    as_(lena).post(address, {"kind": "stop", "next": "/stop-list/#stopping"})
    assert address not in as_(lena).get(reverse("stop_list")).text


def test_a_long_list_asks_the_database_little(docking, lena, bo, as_, django_assert_max_num_queries):
    words = builders.words(docking, *[f"word {number}" for number in range(30)], by=bo)
    Question.objects.update(purpose=Question.Purpose.STOP)
    for word in words[:20]:
        answer(word, lena, Verdict.STOPPING)
    for word in words[:10]:
        deeds.promise(word, "stop", bo)
    client = as_(lena)
    client.get(reverse("stop_list"))
    with django_assert_max_num_queries(12):
        assert client.get(reverse("stop_list")).text.count("dockings-stop-entry") == 30


def test_an_empty_list_says_how_it_is_filled(db, as_):
    assert "Ask the room: do and stop doing" in as_(None).get(reverse("stop_list")).text
