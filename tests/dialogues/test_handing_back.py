"""What goes back to those who answered: themes for everybody, tensions, and how groups differ, by the code they used."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from hamn.dialogues import building, live, theming
from hamn.dialogues.models import AnswerGroup, Dialogue, Tension
from hamn.dialogues.results import Heard
from hamn.dialogues.rounds import close_round
from hamn.dialogues.themes_told import tell_themes
from hamn.live.messages import Answer
from hamn.people.models import Body
from hamn.records.models import Visibility
from tests.dialogues import builders

pytestmark = pytest.mark.django_db
SAID = ["fika", "fler möten", "våga mer", "prova mer", "mer tid"]
PUT = {"fika": "Gemenskap", "våga mer": "Mod", "prova mer": "Mod", "fler möten": "Gemenskap"}


@pytest.fixture
def round(astrid):
    """Eight people said five things, fika three of them; four of the five are put in two themes."""
    made = builders.opened(by=astrid, visibility=Visibility.PUBLIC)
    builders.room(made, 8, lambda number: [SAID[number % 5], *(["våga mer"] if number == 5 else [])])
    question = made.dialogue.questions.first()
    themes = {name: theming.add(question, name, f"allt om {name}", "", by=astrid) for name in ("Gemenskap", "Mod")}
    for label, name in PUT.items():
        theming.code(said(label), themes[name], by=astrid)
    close_round(made, by=astrid)
    return made


def said(label) -> AnswerGroup:
    return AnswerGroup.objects.get(label=label)


def themes_of(round):
    results = Heard.of(round.dialogue).results(round)
    tell_themes(results)
    return results[0].themes


def sizes(round) -> dict:
    themes = themes_of(round)
    return {each.theme.name: themes.size_of(each) for each in themes.each}


def page(client, round) -> str:
    return client.get(round.dialogue.get_absolute_url()).content.decode()


def phone(client, round) -> str:
    return client.get(f"/d/{round.dialogue.code}").content.decode()


def exported(client, round, ending: str) -> bytes:
    return client.get(f"/dialogues/{round.dialogue_id}/export.{ending}").content


def test_a_theme_is_the_sum_of_what_stands_beside_its_texts(round):
    beside = {group.label: group.shown_count for group in AnswerGroup.objects.all()}
    mod, rest = beside["våga mer"] + beside["prova mer"], beside["fika"] + beside["fler möten"]
    assert sizes(round) == {"Mod": mod, "Gemenskap": rest}
    assert [group.label for group in themes_of(round).uncoded] == ["mer tid"]


def test_one_count_held_back_makes_every_bar_count_texts(round):
    AnswerGroup.objects.filter(label="fika").update(shown_count=None)
    themes = themes_of(round)
    assert not themes.are_counted and sizes(round) == {"Mod": 2, "Gemenskap": 2}
    assert themes.largest is None and themes.figure().table.head == ("Theme", "Texts")


def test_hidden_merged_and_waiting_texts_are_in_no_theme(round, astrid):
    said("våga mer").merge_into(said("prova mer"), by=astrid)
    said("fika").hide("A name", by=astrid)
    AnswerGroup.objects.filter(label="fler möten").update(held_for="name")
    assert {each.theme.name: each.texts for each in themes_of(round).each} == {"Mod": 1}
    assert sizes(round)["Mod"] == said("prova mer").shown_count


def test_whoever_was_first_with_a_text_decides(round, bo):
    other = theming.add(said("fika").question, "Annat", "annat", "", by=bo)
    theming.code(said("fika"), other, by=bo)
    assert "Annat" not in sizes(round)


def test_everybody_who_sees_the_result_reads_the_themes_and_what_was_said_in_them(round, client, as_, cilla):
    for told in (page(client, round), page(as_(cilla), round)):
        assert "What the answers are about" in told and "The answers are about 2 themes." in told
        assert "allt om Mod" in told and "Without a theme" in told
    assert "Themes: 2." in phone(client, round) and "Without a theme: 1." in phone(client, round)


def test_without_a_theme_nothing_is_said_of_themes(client, astrid):
    made = builders.opened(by=astrid, visibility=Visibility.PUBLIC)
    builders.room(made, 6)
    assert "What the answers are about" not in page(client, made)
    close_round(made, by=astrid)
    assert "What your answers were about" not in phone(client, made)


def test_the_phone_separates_what_is_answered_from_what_waits(round, client, lena):
    team = Body.objects.get(name="Management team")
    said("fika").answer(by=lena, body=team, verdict="doing", text="Vi bjuder.")
    told = phone(client, round)
    assert told.index("Vi bjuder.") < told.rindex("No answer yet") < told.rindex("mer tid")
    # The cloud's words lead to their place on the page itself: whoever has the code alone reaches no other.
    assert "/answers/" not in told and all(f'id="said-{group.pk}"' in told for group in AnswerGroup.objects.all())


def test_tensions_go_back_to_those_who_answered_until_one_end_is_hidden(round, client, astrid):
    Tension.objects.draw(said("fika"), said("mer tid"), by=astrid, note="Båda på en gång?")
    told = phone(client, round)
    assert "Båda på en gång?" in told and "What would it take to have both" in told
    said("fika").hide("A name", by=astrid)
    told = phone(client, round)
    assert "Båda på en gång?" not in told and "fika" not in told


def test_groups_stand_beside_each_other_on_the_phone_once_they_are_revealed(client, as_, astrid):
    round = builders.opened(by=astrid, kinds=("scale",))
    building.write_groups(round.dialogue, ["Chefer", "Medarbetare", "Politiker"])
    scale = round.dialogue.questions.first()
    for number in range(1, 20):
        group = "chefer" if number < 8 else "medarbetare" if number < 18 else "politiker"
        answer = Answer(f"{number:032x}", 1, scale.pk, 1 + number % 4)
        live.answer_all(round, f"ticket-{number}", [answer], group)
    close_round(round, by=astrid)
    assert "Medarbetare" not in phone(client, round)
    as_(astrid).post(f"/dialogues/{round.dialogue_id}/revealing/?round=1")
    told = phone(client, round)
    assert "How each group answered" in told and "Medarbetare" in told and "Too few to tell." in told


def test_the_way_back_asks_the_database_little(round, client, as_, astrid, lena, django_assert_max_num_queries):
    said("fika").answer(by=lena, body=Body.objects.get(name="Management team"), verdict="doing", text="Vi bjuder.")
    Tension.objects.draw(said("fika"), said("mer tid"), by=astrid)
    for reader in (client, as_(astrid)):
        phone(reader, round)
        with django_assert_max_num_queries(12):
            phone(reader, round)
        with django_assert_max_num_queries(12):
            page(reader, round)


def test_the_files_tell_the_same_themes_as_the_page(round, as_, astrid):
    client, shown = as_(astrid), sizes(round)
    rows = list(csv.DictReader(io.StringIO(exported(client, round, "csv").decode("utf-8-sig"), newline="")))
    counted = {row["Text"]: int(row["Value"]) for row in rows if row["Measure"] == "theme_answers"}
    put = {row["Text"]: row["Theme"] for row in rows if row["Measure"] == "count"}
    assert counted == shown and put == {label: PUT.get(label, "").lower() for label in SAID}
    [question] = json.loads(exported(client, round, "json"))["questions"]
    assert {each["name"]: each["answers"] for each in question["themes"]} == shown
    sheet = load_workbook(io.BytesIO(exported(client, round, "xlsx")))["Themes"]
    assert {row[2].value: row[4].value for row in sheet.iter_rows(min_row=5)} == shown
    book = client.get(f"/dialogues/{round.dialogue_id}/codebook.csv").content.decode("utf-8-sig")
    assert "Theme,mod,Mod: allt om Mod" in book


def test_a_files_theme_tells_nobody_who_put_it_there(round, as_, astrid):
    assert "Astrid" not in exported(as_(astrid), round, "json").decode()


def test_whoever_may_not_see_the_dialogue_gets_no_themes_as_a_file(round, client):
    Dialogue.objects.update(visibility=Visibility.HARBOUR)
    assert client.get(f"/dialogues/{round.dialogue_id}/codebook.csv").status_code == 404
    assert client.get(f"/dialogues/{round.dialogue_id}/export.csv").status_code == 404
