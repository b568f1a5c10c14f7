"""What leaves as a file is what the page shows: no more, no less, and the numbers are the same."""

import csv
import io
import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from hamn.dialogues import keys, moderating, store
from hamn.dialogues.exports import codebook
from hamn.dialogues.exports.csv_file import neutral
from hamn.dialogues.models import AnswerGroup, Question, RespondentGroup
from hamn.dialogues.results import Heard
from hamn.dialogues.rounds import close_round, open_round, void_round
from hamn.live.entries import Joined
from tests import cast
from tests.dialogues import builders

pytestmark = pytest.mark.django_db
KINDS = ("words", "text", "choice", "scale", "ranking", "points", "axes", "statements", "qa")
VALUES = {
    "words": lambda number: ["fika", f"eget {number}"],
    "text": lambda number: f"=En längre tanke {number}.",
    "choice": lambda number: ["a"] if number % 2 else ["b"],
    "scale": lambda number: 1 + number % 5,
    "ranking": lambda number: ["a", "b", "c"] if number % 3 else ["c", "a"],
    "points": lambda number: {"a": 50, "b": 30, "c": 20},
    "axes": lambda number: {"a": 1 + number % 5, "b": 3},
    "statements": lambda number: {"a": 1 if number % 2 else -1},
    "qa": lambda number: {"ask": f"Varför {number}?"},
}


@pytest.fixture
def round(astrid):
    return builders.opened(by=astrid, title="Vad stärker tilliten?", kinds=KINDS)


@pytest.fixture
def answered(round):
    for question in round.dialogue.questions.all():
        builders.room(round, 7, VALUES[question.kind], question=question)
    return round


def in_groups(round, sizes):
    """Put the people of `builders.room` into groups, so many in each."""
    number = 0
    for group, size in sizes.items():
        for _one in range(size):
            store.store([Joined(round.pk, keys.participant(round.pk, f"person-{number}"), group)])
            number += 1


def address(round, ending, rest=""):
    return f"/dialogues/{round.dialogue_id}/export.{ending}{rest}"


def table(client, round) -> list[dict]:
    text = client.get(address(round, "csv")).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def book(client, round):
    return load_workbook(io.BytesIO(client.get(address(round, "xlsx")).content))


def deck(client, round):
    return Presentation(io.BytesIO(client.get(address(round, "pptx")).content))


def results_of(round):
    return {result.question.kind: result for result in Heard.of(round.dialogue).results(round)}


def test_the_long_table_has_the_numbers_of_the_page(as_, astrid, answered):
    rows, shown = table(as_(astrid), answered), results_of(answered)
    for kind in ("choice", "scale", "ranking", "points", "axes", "statements", "qa"):
        told = [row for row in rows if row["Kind"] == kind and row["Measure"] == "answered"]
        assert [int(row["Value"]) for row in told] == [shown[kind].told["answered"]] == [7]
    chosen = {row["Item"]: int(row["Value"]) for row in rows if row["Kind"] == "choice" and row["Measure"] == "count"}
    assert (
        chosen
        == {option["id"]: option["count"] for option in shown["choice"].told["options"]}
        == {"a": 3, "b": 4, "c": 0}
    )
    steps = [int(row["Value"]) for row in rows if row["Kind"] == "scale" and row["Item"].isdigit()]
    assert steps == shown["scale"].told["counts"] == [2, 2, 1, 1, 1]
    means = {row["Item"]: float(row["Value"]) for row in rows if row["Measure"] == "mean_rank"}
    assert means == {option["id"]: option["mean_rank"] for option in shown["ranking"].told["options"]}
    words = {row["Text"]: int(row["Value"]) for row in rows if row["Kind"] == "words" and row["Measure"] == "count"}
    assert words == builders.words(shown["words"].question) and words["fika"] == 7


def test_the_workbook_has_a_table_per_question_and_its_numbers_are_numbers(as_, astrid, answered):
    made, shown = book(as_(astrid), answered), results_of(answered)
    assert made.sheetnames == ["About", *(f"Question {number}" for number in range(1, 10)), "Codebook"]
    sheet = made["Question 3"]
    assert sheet["A1"].value == "Question of choice?"
    [found] = sheet.tables.values()
    head, *rows = [[cell.value for cell in row] for row in sheet[found.ref]]
    counts = {row[head.index("Item")]: row[head.index("count")] for row in rows if row[head.index("Item")]}
    assert counts == {option["id"]: option["count"] for option in shown["choice"].told["options"]}
    assert all(name.startswith("Question") is False or made[name].tables for name in made.sheetnames)


def test_the_first_sheet_says_what_it_is_and_tells_days_only(as_, astrid, answered):
    close_round(answered, by=astrid)
    about = {row[0].value: row[1].value for row in book(as_(astrid), answered)["About"].iter_rows(min_row=4)}
    assert about["Title"] == "Vad stärker tilliten?" and about["Code"] == answered.dialogue.code
    assert about["Smallest group shown"] == 5 and about["Round"] == 1 and about["Have answered"] == 7
    assert about["Source"].endswith(f"/dialogues/{answered.dialogue_id}/")
    for name in ("Opened on", "Closed on", "Fetched on"):
        moment = about[name]
        assert isinstance(moment, datetime) and (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def test_json_has_the_same_rows_and_explains_every_code_it_uses(as_, astrid, answered):
    told = json.loads(as_(astrid).get(address(answered, "json")).content)
    assert (told["format"], told["version"]) == ("hamn-results", 1)
    rows = [row for question in told["questions"] for row in question["rows"]]
    assert len(rows) == len(table(as_(astrid), answered))
    known = told["codebook"]["measures"]
    assert {row["measure"] for row in rows if not row["measure"].startswith("step_")} <= known.keys()
    assert {question["kind"] for question in told["questions"]} <= told["codebook"]["kinds"].keys()
    assert told["about"]["fetched_on"] == told["about"]["opened_on"] and told["about"]["closed_on"] is None


def test_what_the_gate_holds_back_is_in_no_file(as_, astrid, round):
    for question in round.dialogue.questions.all():
        builders.room(round, 4, VALUES[question.kind], question=question)
    close_round(round, by=astrid)
    client = as_(astrid)
    assert table(client, round) == []
    told = json.loads(client.get(address(round, "json")).content)
    assert [question["rows"] for question in told["questions"]] == [[]] * 9 and told["about"]["answered"] is None
    assert all("fika" not in str(cell.value) for sheet in book(client, round) for row in sheet for cell in row)
    slides = deck(client, round).slides
    assert "fika" not in " ".join(everything(slides)) and len(slides) == 10


def everything(slides) -> list[str]:
    found = []
    for slide in slides:
        found += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        found += [slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []
    return found


def test_what_was_hidden_merged_or_declared_void_stays_here(as_, astrid, answered):
    hidden = AnswerGroup.objects.get(label="eget 3")
    moderating.hide(hidden, "Names somebody.", by=astrid)
    moderating.merge(AnswerGroup.objects.get(label="eget 1"), AnswerGroup.objects.get(label="fika"), by=astrid)
    texts = {row["Text"] for row in table(as_(astrid), answered)}
    assert "eget 2" in texts and not texts & {"eget 3", "eget 1"}
    void_round(answered, astrid, "A test.")
    told = json.loads(as_(astrid).get(address(answered, "json", "?round=1")).content)
    assert told["about"]["voided_reason"] == "A test." and told["questions"] == [] and told["about"]["answered"] is None


def test_an_open_round_gives_what_is_shown_now_and_a_round_can_be_chosen(as_, astrid, answered):
    close_round(answered, by=astrid)
    second = open_round(answered.dialogue, by=astrid)
    assert table(as_(astrid), second) == []
    text = as_(astrid).get(address(second, "csv", "?round=1")).content.decode("utf-8-sig")
    assert "fika" in text
    assert as_(astrid).get(address(second, "csv", "?round=9")).status_code == 404


def test_only_the_groups_that_the_gate_let_out_are_told_apart(as_, astrid):
    made = builders.dialogue(by=astrid, kinds=("scale",))
    for key in ("staff", "managers"):
        RespondentGroup.objects.create(dialogue=made, key=key, name=key)
    round = open_round(made, by=astrid)
    builders.room(round, 20, lambda number: 1 + number % 5)
    in_groups(round, {"staff": 14, "managers": 6})
    close_round(round, by=astrid)
    groups = {row["Group"] for row in table(as_(astrid), round)}
    assert groups == {"", "staff", "managers"}


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@SUM(A1)", "  =cmd", "\t=1", "＝1", "\n=1"])
def test_a_text_that_a_spreadsheet_would_compute_is_made_a_text(text):
    assert neutral(text) == f"'{text}"


def test_an_ordinary_text_and_every_number_stay_as_they_are():
    assert [neutral(cell) for cell in ("a=b", "fika", -3, 1.5, None)] == ["a=b", "fika", -3, 1.5, None]


def test_no_cell_is_ever_a_formula(as_, astrid, answered):
    """The open texts begin with an equals sign."""
    for sheet in book(as_(astrid), answered):
        assert all(cell.data_type != "f" for row in sheet for cell in row)
    texts = [row["Text"] for row in table(as_(astrid), answered) if row["Kind"] == "text" and row["Text"]]
    assert texts and all(text.startswith("'=") for text in texts)


def test_the_deck_has_a_slide_per_question_with_words_for_its_picture(as_, astrid, answered):
    made = deck(as_(astrid), answered)
    assert len(made.slides) == 10
    assert made.slides[0].shapes.title.text_frame.text == "Vad stärker tilliten?"
    choice = made.slides[3]
    assert choice.shapes.title.text_frame.text == "Question of choice?"
    [picture] = [shape for shape in choice.shapes if shape.shape_type == 13]
    assert picture.image.size[0] == 2400
    assert "7 have answered." in picture._element.nvPicPr.cNvPr.get("descr")
    assert "Option b\t4" in choice.notes_slide.notes_text_frame.text
    assert picture.left >= 0 and picture.left + picture.width <= made.slide_width
    assert picture.top + picture.height <= made.slide_height


def test_the_deck_ends_with_what_we_do(as_, astrid, answered):
    group = AnswerGroup.objects.get(label="fika")
    group.answer(by=astrid, body=cast.body(), verdict="doing", text="Fika varje fredag.")
    last = deck(as_(astrid), answered).slides[-1]
    assert last.shapes.title.text_frame.text == "We heard · We do"
    assert (
        "fika" in last.placeholders[1].text_frame.text and "Fika varje fredag." in last.placeholders[1].text_frame.text
    )
    assert json.loads(as_(astrid).get(address(answered, "json")).content)["replies"][0]["reply"] == "Fika varje fredag."


def test_the_deck_carries_our_colours_and_fonts_in_its_theme(as_, astrid, round):
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    theme = deck(as_(astrid), round).slide_master.part.part_related_by(RT.THEME).blob.decode()
    assert "Familjen Grotesk" in theme and "Atkinson Hyperlegible Next" in theme and "A6135D" in theme


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "pptx"])
def test_who_may_not_see_the_dialogue_finds_no_file(as_, cilla, astrid, answered, ending):
    made = answered.dialogue
    made.visibility = "harbour"
    made.save()
    assert as_(cilla).get(address(answered, ending)).status_code == 404
    assert as_(cilla).get(f"/dialogues/{made.pk}/codebook.csv").status_code == 404
    assert as_(None).get(address(answered, ending)).status_code == 404


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "pptx"])
def test_a_dialogue_that_was_never_opened_still_gives_a_whole_file(as_, astrid, ending):
    made = builders.dialogue(by=astrid)
    assert as_(astrid).get(f"/dialogues/{made.pk}/export.{ending}").status_code == 200
    assert as_(astrid).get(f"/dialogues/{made.pk}/export.docx").status_code == 404


def test_headings_speak_the_readers_language(as_, astrid, answered):
    client = as_(astrid)
    text = client.get(address(answered, "csv"), headers={"accept-language": "sv"}).content.decode("utf-8-sig")
    assert text.splitlines()[0].split(",")[2] == "Fråga"


def test_the_codebook_explains_every_measure_that_a_file_can_hold(as_, astrid, answered):
    text = as_(astrid).get(f"/dialogues/{answered.dialogue_id}/codebook.csv").content.decode("utf-8-sig")
    explained = {row[1] for row in csv.reader(io.StringIO(text))}
    used = {row["Measure"] for row in table(as_(astrid), answered)}
    assert {measure for measure in used if not measure.startswith("step_")} <= explained
    assert set(Question.Kind.values) <= explained


DOCUMENT = Path(__file__).parents[2] / "docs" / "exports.md"


def test_the_documented_json_has_the_shape_of_a_real_one(as_, astrid, answered):
    """Every field in the document's example is in a file, and every field of a file is in the example."""
    group = AnswerGroup.objects.get(label="fika")
    group.answer(by=astrid, body=cast.body(), verdict="doing", text="Fika varje fredag.")
    written = json.loads(re.search(r"```json\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL).group(1))
    made = json.loads(as_(astrid).get(address(answered, "json")).content)
    assert written.keys() == made.keys() and written["codebook"].keys() == made["codebook"].keys()
    assert written["about"].keys() == made["about"].keys()
    assert written["replies"][0].keys() == made["replies"][0].keys()
    real = {question["kind"]: question for question in made["questions"]}
    for question in written["questions"]:
        assert question.keys() == real[question["kind"]].keys()
        assert all(row.keys() == real[question["kind"]]["rows"][0].keys() for row in question["rows"])


def test_every_measure_has_its_row_in_the_document():
    table = DOCUMENT.read_text(encoding="utf-8").split("### The measures")[1].split("\n\n")[1]
    assert set(re.findall(r"`(\w+)`", table)) == set(codebook.MEASURES)


@pytest.mark.parametrize("ending", ["", "export.json", "export.pptx"])
def test_many_questions_are_not_many_queries(as_, astrid, answered, ending, django_assert_max_num_queries):
    client = as_(astrid)
    client.get(f"/dialogues/{answered.dialogue_id}/{ending}")
    with django_assert_max_num_queries(12):
        client.get(f"/dialogues/{answered.dialogue_id}/{ending}")
