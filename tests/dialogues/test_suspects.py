"""What waits for the leader: names, contact details and abuse, and next to no ordinary word."""

from pathlib import Path

import pytest

from hamn.dialogues import live, suspects
from hamn.dialogues.suspects import suspect
from hamn.live.messages import Command
from tests.dialogues import builders

ORDINARY = (Path(__file__).parent / "ordinary_answers.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    suspects.watched.looked_at = -1e9
    yield
    suspects.watched.__init__()


def test_there_are_two_hundred_ordinary_answers_and_the_decks_words_among_them():
    assert len(set(ORDINARY)) >= 200
    assert {"öppen frågestund i LG", "gå från ord till handling", "färre styrsignaler"} <= set(ORDINARY)


@pytest.mark.parametrize("answer", ORDINARY)
def test_no_ordinary_answer_waits(answer):
    assert suspect(answer) is None
    # Phones begin with a capital letter by themselves.
    assert suspect(answer[0].upper() + answer[1:]) is None


@pytest.mark.parametrize(
    "text",
    [
        "lyssna på Anna",
        "Annas möten är för långa",
        "Anna Svensson bestämmer allt",
        "anna svensson",
        "Stig Berg ska lyssna",
        "låt Hans bestämma",
        "chefen Lindqvist",
        "Louise B",
        "Anna-Karin sa det",
        "fråga Ahmed om det",
        "puhukaa Timolle",
        "Kari Virtanen päättää",
        "ask Jennifer's team",
    ],
)
def test_a_name_waits(text):
    assert suspect(text) == "name"


@pytest.mark.parametrize(
    "text",
    [
        "skriv till mig@exempel.se",
        "ring 070-123 45 67",
        "019-602 10 00",
        "+46 70 123 45 67",
        "19811218-9876",
        "811218-9876",
        "8112189876",
        "131052-308T",
        "facebook.com/nagon",
        "https://www.instagram.com/nagon",
        "@nagon_i_huset",
        "insta: nagon",
    ],
)
def test_a_contact_detail_waits(text):
    assert suspect(text) == "contact"


@pytest.mark.parametrize("text", ["chefen är en idiot", "Dra åt helvete", "kusipää", "you bitch", "يا كلب"])
def test_abuse_waits(text):
    assert suspect(text) == "abuse"


@pytest.mark.parametrize(
    "text",
    [
        "Hans sätt att leda",
        "Stig fram och berätta",
        "Per automatik",
        "Klara besked",
        "Bo kvar",
        "Toivoa paremmasta",
        "Will we listen?",
        "Slut på möten",
        "2020-2021",
        "01-02-2023",
        "100 000 kronor, 0,5 procent",
        "MER TILLIT",
        "Vi på Region Örebro län",
        "EU:s mål 2030, 2045 och 2050",
        "idiotiska regler",
        "",
    ],
)
def test_words_that_only_look_so_do_not_wait(text):
    assert suspect(text) is None


def save(as_, dag, **changed):
    form = suspects_page(as_, dag)
    return as_(dag).post("/suspects/", form | changed | {"do": "save"})


def suspects_page(as_, dag):
    from hamn.dialogues.suspects_form import SuspectsForm

    form = SuspectsForm()
    return {name: field.initial or "" for name, field in form.fields.items()}


@pytest.mark.django_db
def test_an_administrator_edits_the_lists_and_gets_the_delivered_ones_back(as_, dag):
    assert suspect("den där kråkan") is None
    response = save(as_, dag, sv_abuse="kråkan", never="Anna", sv_given='Anna\nBjörnhild\nQvick "Q"')
    assert response.status_code == 302
    assert suspect("den där kråkan") == "abuse" and suspect("lyssna på Anna") is None
    assert suspect("Björnhild vet") == "name" and suspect("fråga Petter") is None
    assert as_(dag).get("/suspects/", {"sentence": "kråkan"}).content.decode().count("It would wait: abuse") == 1
    as_(dag).post("/suspects/", {"do": "deliver"})
    assert suspect("den där kråkan") is None and suspect("lyssna på Anna") == "name"


@pytest.mark.django_db
def test_only_administrators_see_the_lists(as_, astrid, dag):
    assert as_(astrid).get("/suspects/").status_code == 404
    assert as_(None).get("/suspects/").status_code in (302, 404)
    assert as_(dag).get("/suspects/").status_code == 200


def test_a_damaged_file_leaves_the_lists_that_were_read_last(settings):
    (settings.DATA / suspects.FILE).write_text("[sv\nabuse = ", encoding="utf-8")
    suspects.watched.looked_at = -1e9
    assert suspect("lyssna på Anna") == "name"


@pytest.mark.django_db
def test_what_waits_is_told_with_its_reason_and_is_out_once_approved(astrid):
    round = builders.opened(by=astrid)
    builders.room(round, 6, lambda number: ["fika", "lyssna på Anna"] if number else ["fika", "mejla mig@exempel.se"])
    [asked] = live.desk(round.dialogue)["questions"]
    why = {each["text"]: each["why"] for each in asked["held"]}
    assert why == {"lyssna på Anna": "name", "mejla mig@exempel.se": "contact"}
    waits = next(each for each in asked["held"] if each["why"] == "name")
    live.lead(round.dialogue, astrid, Command("approve", question=asked["id"], text=waits["id"]))
    told = live.desk(round.dialogue)
    assert [each["why"] for each in told["questions"][0]["held"]] == ["contact"]
    assert "lyssna på Anna" in [each["text"] for each in told["results"][str(asked["id"])]["words"]]


@pytest.mark.django_db
def test_where_everything_waits_the_reason_says_so(astrid):
    round = builders.opened(by=astrid, approve_first=True)
    builders.room(round, 6, lambda number: ["fika"])
    [asked] = live.desk(round.dialogue)["questions"]
    assert [each["why"] for each in asked["held"]] == ["approval"]
