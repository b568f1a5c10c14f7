"""What somebody does or stops doing, where it comes from, and what became of it."""

from datetime import date

import pytest
from django.urls import reverse

from hamn.dockings.models import Commitment
from hamn.records.links import trail
from hamn.records.models import Visibility
from tests import cast
from tests.dockings import builders


@pytest.fixture
def sent():
    return {"text": "Walk the quay", "kind": "start", "owner": cast.body().pk, "recheck_on": "2030-01-01"}


def test_a_line_of_the_closing_becomes_a_commitment_with_an_owner_and_a_day(docking, bo, sent, as_):
    docking.close(bo, "Heard", "Walk the quay\nKeep the lamps")
    address = f"{reverse('commitment_new')}?docking={docking.pk}&line=0"
    assert address.replace("&", "&amp;") in as_(bo).get(docking.get_absolute_url()).text
    form = as_(bo).get(address).context["form"]
    assert (form["text"].value(), form["owner"].value()) == ("Walk the quay", docking.team_id)
    for _ in range(2):
        as_(bo).post(address, sent)
    made = Commitment.objects.get()
    assert (made.docking, made.visibility, made.team) == (docking, docking.visibility, docking.team)
    page = as_(bo).get(docking.get_absolute_url())
    assert [line["text"] for line in page.context["promises"]] == ["Keep the lamps"]


def test_it_is_tied_to_the_word_it_answers_and_seen_by_no_more(docking, bo, cilla, sent, as_):
    word, *_ = builders.words(docking, "fler möten", by=bo)
    as_(bo).post(f"{reverse('commitment_new')}?from=dialogues.answergroup:{word.pk}", sent)
    made = Commitment.objects.get()
    assert (made.team, made.visibility) == (cast.crew(), Visibility.DOCKING)
    assert made in [step.noun for step in trail(word, bo).led_to]
    assert as_(cilla).get(made.get_absolute_url()).status_code == 404


def test_a_hidden_word_or_meeting_cannot_be_built_on(docking, bo, cilla, sent, as_):
    word, *_ = builders.words(docking, "fler möten", by=bo)
    for where in (f"from=dialogues.answergroup:{word.pk}", f"docking={docking.pk}", "from=nonsense", "docking=x"):
        assert as_(cilla).post(f"{reverse('commitment_new')}?{where}", sent).status_code == 404
    assert not Commitment.objects.exists()


def test_the_owner_says_what_became_of_it(docking, lena, as_):
    promise = builders.commitment(docking, owner=cast.body())
    address = reverse("commitment_recheck", args=[promise.pk])
    told = {"verdict": "under_way", "text": "Half of it"}
    assert as_(lena).post(address, told).status_code == 422
    for _ in range(2):
        as_(lena).post(address, {**told, "next_on": "2031-05-01"})
    promise.refresh_from_db()
    assert (promise.recheck_on, promise.rechecks.get().text) == (date(2031, 5, 1), "Half of it")
    assert promise.history.first().history_change_reason == "rechecked: Half of it"


def test_others_who_see_it_do_not_judge_it(docking, lena, as_):
    promise = builders.commitment(docking)
    assert as_(lena).get(promise.get_absolute_url()).status_code == 200
    told = {"verdict": "kept", "text": "Done"}
    assert as_(lena).post(reverse("commitment_recheck", args=[promise.pk]), told).status_code == 404


def test_what_is_done_or_dropped_stands_apart(docking, bo, as_):
    done, dropped, open_one = (builders.commitment(docking, text) for text in ("A", "B", "C"))
    done.recheck(bo, "kept", "Done")
    dropped.recheck(bo, "under_way", "Half")
    dropped.recheck(bo, "dropped", "Too dear")
    page = as_(bo).get(reverse("commitments")).context
    assert list(page["under_way"]) == [open_one]
    assert set(page["ended"]) == {done, dropped}


def test_stopping_is_a_commitment_too(docking, bo, sent, as_):
    as_(bo).post(f"{reverse('commitment_new')}?docking={docking.pk}", {**sent, "kind": "stop"})
    assert Commitment.objects.get().kind == "stop"


def test_a_commitment_shared_with_more_does_not_name_its_hidden_meeting(docking, bo, cilla, as_):
    docking.title = "Canary in the mast"
    docking.save()
    promise = builders.commitment(docking, visibility=Visibility.PARTNERSHIP)
    for address in (promise.get_absolute_url(), reverse("commitments")):
        page = as_(cilla).get(address).text
        assert "Walk the quay" in page
        assert "Canary" not in page
