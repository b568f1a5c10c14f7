"""Who leads: the team, those who were asked to help, and guests with a link until it ends."""

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from django.test import Client
from django.utils import timezone

from hamn.dialogues import leaders, live
from hamn.dialogues.leaders import Leader
from hamn.dialogues.models import Dialogue, RemoteLink
from hamn.live.messages import Command
from hamn.live.refusal import Refused
from hamn.records.models import Visibility
from tests import cast
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue(astrid):
    return builders.opened(by=astrid, kinds=("words", "text"), pace="live").dialogue


def path(dialogue, what=""):
    return f"/dialogues/{dialogue.pk}/{what}"


def reasons(dialogue):
    return [row.history_change_reason or "" for row in dialogue.history.all()]


@pytest.fixture
def link(dialogue, astrid):
    return leaders.give_link(dialogue, "Gunilla Gäst", by=astrid, ends_at=timezone.now() + timedelta(hours=2))


@pytest.fixture
def guest(link):
    """A browser that has followed the link, and nothing else."""
    browser = Client()
    browser.get(f"/remote/{link[1]}/")
    return browser


def test_strangers_do_not_find_the_desk(as_, cilla, visitor, dialogue):
    for who in (cilla, None):
        client = as_(who)
        assert client.get(path(dialogue, "desk/")).status_code == 404
        assert client.get(path(dialogue, "desk/paper/")).status_code == 404
        assert client.get(path(dialogue, "leaders/")).status_code == 404
        assert client.post(path(dialogue, "desk/commands/")).status_code == 404


def test_whoever_is_asked_to_help_runs_it_and_does_not_edit(as_, astrid, cilla, dialogue):
    as_(astrid).post(path(dialogue, "leaders/"), {"do": "help", "person": cilla.pk})
    client = as_(cilla)
    assert f"{path(dialogue)}desk/" in client.get("/dialogues/").content.decode()
    page = client.get(path(dialogue, "desk/")).content.decode()
    assert "Next" in page and "Add a question" not in page and "reorder" not in page
    client.post(path(dialogue, "desk/commands/"), {"do": "freeze on"})
    assert live.desk(dialogue)["frozen"]
    for what in ("questions/", "edit/", "leaders/"):
        assert client.get(path(dialogue, what)).status_code == 404
    client.post(path(dialogue, "desk/commands/"), {"do": "add", "kind": "words", "text": "Smög in?"})
    assert dialogue.questions.count() == 2


def test_being_asked_opens_the_desk_of_what_is_otherwise_not_seen(as_, astrid, cilla):
    made = builders.opened(by=astrid, visibility=Visibility.HARBOUR).dialogue
    made.ask_to_help(cilla, by=astrid)
    client = as_(cilla)
    assert client.get(path(made, "desk/")).status_code == 200
    assert client.get(path(made)).status_code == 404
    assert path(made) + '"' not in client.get(path(made, "desk/")).content.decode()


def test_asking_and_thanking_happen_once_and_stand_in_the_history(as_, astrid, cilla, dialogue):
    for _time in range(2):
        dialogue.ask_to_help(cilla, by=astrid)
    assert dialogue.co_facilitators.count() == 1
    helper = dialogue.co_facilitators.get()
    as_(astrid).post(path(dialogue, "leaders/"), {"do": "thank", "helper": helper.pk})
    dialogue.thank(cilla, by=astrid)
    assert as_(cilla).get(path(dialogue, "desk/")).status_code == 404
    assert [each for each in reasons(dialogue) if "Cilla" in each] == ["thanked: Cilla", "asked_to_help: Cilla"]


def test_a_link_is_told_once_and_only_its_hash_is_kept(as_, astrid, dialogue):
    ends_at = timezone.localtime() + timedelta(hours=3)
    form = {"do": "guest", "holder": "Gunilla Gäst", "ends_at": ends_at.strftime("%Y-%m-%dT%H:%M")}
    client = as_(astrid)
    page = client.post(path(dialogue, "leaders/"), form).content.decode()
    token = page.split("/remote/")[1].split("/")[0]
    link = RemoteLink.objects.get()
    assert link.token_hash == leaders.hash_of(token) and token not in str(RemoteLink.objects.values())
    assert token not in client.get(path(dialogue, "leaders/")).content.decode()
    assert "link_given: Gunilla Gäst" in reasons(dialogue)


@pytest.mark.parametrize("hours", [-1, 24 * 15])
def test_a_link_ends_within_two_weeks_and_not_in_the_past(hours, as_, astrid, dialogue):
    ends_at = timezone.localtime() + timedelta(hours=hours)
    form = {"do": "guest", "holder": "Gunilla", "ends_at": ends_at.strftime("%Y-%m-%dT%H:%M")}
    assert as_(astrid).post(path(dialogue, "leaders/"), form).status_code == 422
    assert not RemoteLink.objects.exists()


def test_the_guests_cookie_goes_to_the_desk_and_the_room_alone(link, dialogue):
    response = Client().get(f"/remote/{link[1]}/")
    assert response["Location"] == path(dialogue, "desk/")
    sent = [morsel for morsel in response.cookies.values() if morsel.key == f"remote-{dialogue.code}"]
    assert {morsel["path"] for morsel in sent} == {path(dialogue, "desk/"), f"/live/v1/rooms/{dialogue.code}"}
    for morsel in sent:
        assert morsel["httponly"] and morsel["samesite"] == "Lax" and 0 < int(morsel["max-age"]) <= 7200
        written = SimpleCookie(morsel.OutputString())
        assert written[f"remote-{dialogue.code}"].value == link[1]


def test_a_guest_runs_the_room_without_an_account_and_edits_nothing(guest, dialogue):
    page = guest.get(path(dialogue, "desk/")).content.decode()
    assert "guest: Gunilla Gäst" in page and "Add a question" not in page and "Who leads" not in page
    second = dialogue.questions.last()
    guest.post(path(dialogue, "desk/commands/"), {"do": f"step {second.pk}"})
    assert live.desk(dialogue)["step"] == second.pk
    assert guest.get(path(dialogue, "desk/paper/")).status_code == 200
    for what in ("questions/", "edit/", "leaders/", "closing/"):
        assert guest.get(path(dialogue, what)).status_code == 404


def test_what_a_guest_does_stands_in_the_history_under_their_name(guest, astrid, dialogue):
    guest.post(path(dialogue, "desk/commands/"), {"do": "freeze on"})
    guest.post(path(dialogue, "desk/commands/"), {"do": "void", "reason": "It went wrong."})
    told = reasons(dialogue)
    assert "led: Gunilla Gäst: freeze" in told and "led: Gunilla Gäst: void – It went wrong." in told
    assert dialogue.history.filter(history_change_reason__startswith="led").first().history_user == astrid
    dialogue.refresh_from_db()
    guest.post(path(dialogue, "desk/commands/"), {"do": "begin"})
    assert "led: Gunilla Gäst: open" in reasons(dialogue)


def test_what_those_with_an_account_do_is_not_noted_step_by_step(as_, astrid, dialogue):
    before = dialogue.history.count()
    as_(astrid).post(path(dialogue, "desk/commands/"), {"do": "freeze on"})
    assert dialogue.history.count() == before


def test_a_link_of_another_dialogue_opens_nothing_here(link, astrid, dialogue):
    other = builders.opened(by=astrid, title="Another").dialogue
    browser = Client()
    browser.cookies[leaders.cookie_of(other.code)] = link[1]
    assert browser.get(path(other, "desk/")).status_code == 404


def test_an_ended_link_is_refused_plainly(guest, link, astrid, dialogue):
    link[0].end(by=astrid)
    link[0].end(by=astrid)
    assert guest.get(path(dialogue, "desk/")).status_code == 410
    response = guest.post(path(dialogue, "desk/commands/"), {"do": "freeze on"})
    assert response.status_code == 410 and not live.desk(dialogue)["frozen"]
    assert Client().get(f"/remote/{link[1]}/").status_code == 410
    assert reasons(dialogue).count("link_ended: Gunilla Gäst") == 1


def test_a_link_whose_time_is_over_is_refused(guest, link, dialogue):
    RemoteLink.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert "The link has ended" in guest.get(path(dialogue, "desk/")).content.decode()
    assert leaders.by_link(dialogue.code, link[1]) is None


def test_an_unknown_link_is_not_found(dialogue):
    assert Client().get("/remote/nothing-of-the-sort/").status_code == 404


def test_the_engine_lets_a_helper_lead_and_not_edit(astrid, cilla, dialogue):
    dialogue.ask_to_help(cilla, by=astrid)
    leader = leaders.by_person(dialogue.code, cilla)
    assert leader == Leader(cilla, may_edit=False)
    with pytest.raises(Refused) as refused:
        live.lead(dialogue, leader, Command("add", kind="words", text="Smög in?"))
    assert refused.value.status == 403
    live.lead(dialogue, leader, Command("end"))
    assert not Dialogue.objects.get(pk=dialogue.pk).open_round


def test_only_those_who_may_be_asked_can_be_chosen(as_, astrid, cilla, dialogue):
    outsider = cast.person("Olle", home="Nowhere")
    page = as_(astrid).get(path(dialogue, "leaders/")).content.decode()
    assert "Cilla" in page and ">Olle<" not in page
    assert as_(astrid).post(path(dialogue, "leaders/"), {"do": "help", "person": outsider.pk}).status_code == 422
