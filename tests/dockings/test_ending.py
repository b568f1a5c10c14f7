"""When a round has ended: three quick ways on, none of them a must, and gone once something came of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hamn.dialogues.models import Dialogue, Round
from hamn.dockings.models import Commitment
from hamn.records.links import link
from hamn.records.models import Visibility
from tests import cast
from tests.dockings import builders


@pytest.fixture(autouse=True)
def read_in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def word(docking, bo):
    return builders.words(docking, "fewer reports", by=bo)[0]


@pytest.fixture
def asked(word):
    return word.question.dialogue


def asks(client, dialogue) -> bool:
    return 'id="ended"' in client.get(dialogue.get_absolute_url()).text


def in_a_month():
    return timezone.localdate() + timedelta(days=30)


def test_whoever_leads_is_asked_in_three_ways_what_becomes_of_it(asked, docking, bo, as_):
    page = as_(bo).get(asked.get_absolute_url()).text
    for address in (
        reverse("docking_close", args=[docking.pk]),
        reverse("take_away"),
        reverse("dialogue_coming_back", args=[asked.pk]),
    ):
        assert address in page
    assert f'value="{in_a_month().isoformat()}"' in page


def test_a_dialogue_outside_every_meeting_has_two_ways(asked, docking, bo, as_):
    docking.dialogues.clear()
    page = as_(bo).get(asked.get_absolute_url()).text
    assert 'id="ended"' in page
    assert reverse("docking_close", args=[docking.pk]) not in page


def test_an_open_round_and_a_spoiled_one_are_not_asked_about(asked, bo, as_):
    Round.objects.update(closed_at=None)
    assert not asks(as_(bo), asked)
    Round.objects.update(closed_at=timezone.now(), voided_reason="A test")
    assert not asks(as_(bo), asked)


def test_those_who_do_not_lead_are_not_asked(asked, lena, as_):
    Dialogue.objects.update(visibility=Visibility.PUBLIC)
    assert not asks(as_(lena), asked)
    assert not asks(as_(None), asked)


def test_an_answer_a_line_or_a_closed_meeting_is_an_outcome(asked, word, docking, bo, as_):
    assert asks(as_(bo), asked)
    reply = builders.reply(word, cast.body())
    assert not asks(as_(bo), asked)
    reply.delete()
    tie = link(word, builders.commitment(by=bo))
    assert not asks(as_(bo), asked)
    tie.delete()
    assert asks(as_(bo), asked)
    Round.objects.update(opened_at=timezone.now() - timedelta(hours=1))
    docking.close(bo, "Reports", "Fewer")
    assert not asks(as_(bo), asked)


def test_a_promised_day_stands_on_the_page_and_where_the_participants_read(asked, bo, as_):
    Dialogue.objects.update(visibility=Visibility.PUBLIC)
    address = reverse("dialogue_coming_back", args=[asked.pk])
    for _ in range(2):
        assert as_(bo).post(address, {"on": in_a_month().isoformat()}).url == asked.get_absolute_url()
    made = Commitment.objects.get()
    assert (made.recheck_on, made.owner) == (in_a_month(), cast.crew())
    assert made.text in as_(bo).get(asked.get_absolute_url()).text.replace("&quot;", '"')
    assert made.text in as_(None).get(reverse("phone", args=[asked.code])).text


def test_a_promise_for_the_partnership_is_not_told_to_a_visitor_with_the_code(asked, bo, as_):
    Dialogue.objects.update(visibility=Visibility.PARTNERSHIP)
    as_(bo).post(reverse("dialogue_coming_back", args=[asked.pk]), {"on": in_a_month().isoformat()})
    assert Commitment.objects.get().text not in as_(None).get(reverse("phone", args=[asked.code])).text


@pytest.mark.parametrize("day", ["", "yesterday", "2020-01-01"])
def test_a_day_that_has_passed_is_no_promise(day, asked, bo, as_):
    told = as_(bo).post(reverse("dialogue_coming_back", args=[asked.pk]), {"on": day}, follow=True).text
    assert "Name a day that is still to come." in told
    assert not Commitment.objects.exists()


def test_only_whoever_leads_may_promise_a_day(asked, cilla, lena, as_):
    for who in (cilla, lena):
        told = as_(who).post(reverse("dialogue_coming_back", args=[asked.pk]), {"on": in_a_month().isoformat()})
        assert told.status_code == 404
    assert not Commitment.objects.exists()


def test_what_was_promised_because_of_a_word_or_a_reply_goes_back_with_what_became_of_it(asked, word, bo, lena, as_):
    reply = word.answer(by=lena, body=cast.body(), verdict="stopping", text="Gone.")
    for source, text in ((word, "We ask once"), (reply, "We stop the report")):
        made = builders.commitment(by=bo, text=text, visibility=Visibility.PUBLIC)
        link(source, made)
        made.recheck(bo, "kept", f"{text}: so it is")
    link(word, builders.commitment(by=bo, text="Between us", visibility=Visibility.PARTNERSHIP))
    address = reverse("phone", args=[asked.code])
    for reader in (as_(None), as_(bo)):
        told = reader.get(address).text
        assert "We ask once: so it is" in told and "We stop the report: so it is" in told
        assert "Between us" not in told
    word.hide("A name", by=bo)
    assert "We ask once" not in as_(None).get(address).text
