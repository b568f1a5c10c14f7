"""The figure we steer by, over several dialogues, and where leaders meet it."""

import pytest

from hamn.dialogues.models import AnswerGroup, Dialogue
from hamn.dialogues.results import Steering
from hamn.records.models import Visibility
from tests import cast
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(astrid, lena):
    """Three words with one answer, and two without any."""
    for title, labels in (("Trust", "abc"), ("Courage", "de")):
        round = builders.opened(by=astrid, title=title)
        question = round.dialogue.questions.first()
        for label in labels:
            AnswerGroup.objects.create(question=question, round=round, label=label)
    AnswerGroup.objects.get(label="a").answer(lena, cast.body(), "doing", "From May")


def test_it_counts_over_all_dialogues_and_tells_where_most_waits(two):
    found = Steering.of(Dialogue.objects.all())
    assert (found.whole.answered, found.whole.groups, found.whole.days) == (1, 5, 0)
    assert [(one.title, one.figure.unanswered) for one in found.waiting] == [("Courage", 2), ("Trust", 2)]


def test_what_is_held_hidden_merged_or_void_is_nothing_that_waits(two, astrid):
    a, b, c, d, e = AnswerGroup.objects.order_by("label")
    b.merge_into(a, astrid)
    c.hide("A name", astrid)
    AnswerGroup.objects.filter(pk=d.pk).update(held_for="name")
    e.round.voided_reason = "A test"
    e.round.save()
    assert (Steering.of(Dialogue.objects.all()).whole.groups, Steering.of(Dialogue.objects.all()).waiting) == (1, [])


def test_a_draft_reply_is_no_answer(two):
    AnswerGroup.objects.get(label="a").replies.update(visibility=Visibility.DRAFT)
    assert Steering.of(Dialogue.objects.all()).whole.answered == 0


@pytest.mark.parametrize("address", ["/", "/dockings/", "/dialogues/"])
def test_leaders_meet_it_where_they_look_and_only_of_what_they_may_see(address, two, as_, astrid, lena, cilla):
    for who in (astrid, lena):
        assert "1 of 5 answered" in as_(who).get(address).text
    Dialogue.objects.filter(title="Courage").update(visibility=Visibility.HARBOUR)
    assert "1 of 3 answered" in as_(lena).get(address).text
    assert "Courage" not in as_(lena).get(address).text


def test_others_are_not_told_where_it_waits(two, as_, cilla):
    page = as_(cilla).get("/dialogues/").text
    assert "1 of 5 answered" in page
    assert "waits for an answer" not in page and "wait for an answer" not in page
    assert "1 of 5 answered" not in as_(cilla).get("/dockings/").text


def test_the_start_page_tells_the_code_of_a_room_that_is_open(two, as_):
    cast.programme()
    assert "dialogues-open-now" not in as_(None).get("/").text
    Dialogue.objects.filter(title="Trust").update(visibility=Visibility.PUBLIC)
    assert f"/d/{Dialogue.objects.get(title='Trust').code}" in as_(None).get("/").text
