"""Answers from elsewhere: read in any encoding, mapped by people, stored like a room's, and nobody's any more."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.conf import settings as installation
from django.core.files.uploadedfile import SimpleUploadedFile

from hamn.dialogues import keys, tally
from hamn.dialogues.imports import bringing_in, waiting
from hamn.dialogues.imports.columns import guesses, plan_of
from hamn.dialogues.imports.csv_table import read_csv
from hamn.dialogues.imports.memory import ImportedFile
from hamn.dialogues.imports.table import MOST_ROWS, Table, Unreadable, by_person, table_of
from hamn.dialogues.imports.xlsx_table import read_xlsx
from hamn.dialogues.models import AnswerGroup, Dialogue, Round
from hamn.dialogues.rounds import close_round
from hamn.records.models import Visibility
from hamn.sensemaking.disclosure import Gate
from tests import cast
from tests.dialogues import builders

SAMPLES = Path(__file__).parent / "samples"
FIVE = Gate(5)
DETAILS = {"title": "Tillit", "who_asks": "Vi", "why": "För att veta.", "threshold": 5, "answered_on": "2026-05-04"}


def sample(name):
    return SimpleUploadedFile(name, (SAMPLES / name).read_bytes())


def csv_of(rows, name="answers.csv"):
    return SimpleUploadedFile(name, "\r\n".join(";".join(map(str, row)) for row in rows).encode())


def uploaded(client, file, responses=None):
    """The address of the columns page."""
    cast.programme()
    more = {"responses": responses} if responses else {}
    response = client.post("/dialogues/import/", {"file": file} | more)
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def filled_in(client, address, **changed):
    """What the columns page holds when nobody has changed anything."""
    page = client.get(address).content.decode()
    chosen = {}
    for name, options in re.findall(r'<select name="(column-\d+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen[name] = re.search(r'value="([^"]+)" selected', options).group(1)
    teams = re.findall(r'<select name="team".*?</select>', page, re.DOTALL)
    team = re.search(r'value="(\d+)" selected', teams[0])
    return DETAILS | chosen | {"team": team.group(1) if team else ""} | changed


def check(client, address, **changed):
    return client.post(address, filled_in(client, address, **changed) | {"act": "check"})


def bring(client, address, **changed):
    return client.post(address, filled_in(client, address, **changed) | {"act": "bring"})


def roles_of(page) -> dict[str, str]:
    found = re.findall(r'<label for="id_column-\d+">(.*?)</label>.*?value="([^"]+)" selected', page, re.DOTALL)
    return dict(found)


# Reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_in_any_encoding_and_with_any_separator(encoding, separator):
    text = separator.join(["Fråga", "Svar"]) + "\r\n" + separator.join(["Vad?", '"Åäö, tid; och\r\nmod"'])
    [table] = read_csv(text.encode(encoding), "t.csv")
    assert (table.header, table.rows) == (["Fråga", "Svar"], [["Vad?", "Åäö, tid; och\r\nmod"]])


def test_a_title_above_the_header_and_an_excel_hint_are_no_rows():
    [table] = read_csv(b"sep=;\r\nA title\r\n\r\nId;Word;Step\r\n1;tid;3\r\n", "t.csv")
    assert table.header == ["Id", "Word", "Step"] and table.rows == [["1", "tid", "3"]]


def test_the_same_table_as_workbook_and_as_swedish_csv_is_the_same():
    [book], [text] = (
        read_xlsx((SAMPLES / "forms.xlsx").read_bytes()),
        read_csv((SAMPLES / "forms-cp1252.csv").read_bytes(), "f"),
    )
    assert (book.header, book.rows) == (text.header, text.rows)


def test_a_table_with_too_many_rows_or_columns_is_refused_in_a_sentence():
    with pytest.raises(Unreadable, match="too_many_rows"):
        table_of("t", (["x", "y"] for _row in range(MOST_ROWS + 20)))
    with pytest.raises(Unreadable, match="too_many_columns"):
        table_of("t", [["x"] * 400, ["y"] * 400])


@pytest.mark.parametrize("content", [b"PK\x03\x04 and nothing more", b"PK\x03\x04" + bytes(4000)])
def test_a_broken_workbook_is_refused(content):
    with pytest.raises(Unreadable, match="not_xlsx"):
        read_xlsx(content)


def workbook(**parts: bytes) -> bytes:
    """The Forms sample with parts of it put in the place of its own."""
    file = io.BytesIO()
    with zipfile.ZipFile(SAMPLES / "forms.xlsx") as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.infolist():
            made.writestr(part.filename, parts.pop(Path(part.filename).stem, None) or source.read(part.filename))
        for name, content in parts.items():
            made.writestr(f"xl/{name}.xml", content)
    return file.getvalue()


def test_a_zip_bomb_is_given_up_before_it_is_read(monkeypatch):
    monkeypatch.setattr("hamn.dialogues.imports.xlsx_table.LARGEST_UNPACKED", 4 * 1024 * 1024)
    with pytest.raises(Unreadable, match="too_large_unpacked"):
        read_xlsx(workbook(more=bytes(8 * 1024 * 1024)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_that_declares_entities_is_not_opened(encoding):
    hostile = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    with pytest.raises(Unreadable, match="hostile"):
        read_xlsx(workbook(sheet1=hostile.encode(encoding)))


def test_a_formula_is_never_computed():
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Id", "Word"])
        sheet.write(1, 0, 1)
        sheet.write_formula(1, 1, '=HYPERLINK("http://evil.example")', value="stored")
    [table] = read_xlsx(file.getvalue())
    assert table.rows == [["1", "stored"]]


def test_a_sheet_that_is_formatted_to_its_last_row_and_column_is_read_at_once():
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Id", "Word"])
        sheet.write_row(1, 0, [1, "tid"])
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    [table] = read_xlsx(file.getvalue())
    assert (table.header, table.rows) == (["Id", "Word"], [["1", "tid"]])


def test_somebody_who_answers_the_same_question_very_often_takes_no_time():
    rows = [["Anna", "Vad?", "x" * 50]] * 50_000
    assert len(by_person(Table("t", ["Who", "Question", "Answer"], rows), 0, 1, 2).rows[0][0]) == 50_000 * 51 - 1


def test_hostile_letters_in_headings_and_options_are_taken_out():
    plan = planned(["Vad\u202e?"], [["Ja\u200b"]] * 5 + [["Ja"]], ["choice"])
    assert plan.questions[0].text == "Vad?" and [option.text for option in plan.questions[0].options] == ["Ja"]
    assert plan.answered[0][1] == 6


# Guessing and planning


def test_guesses_on_the_samples():
    [forms] = read_xlsx((SAMPLES / "forms.xlsx").read_bytes())
    assert guesses(forms) == ["drop"] * 5 + ["group", "several", "ranking", "scale-0-10", "text"]
    menti = read_xlsx((SAMPLES / "mentimeter.xlsx").read_bytes())[1]
    assert guesses(menti) == ["drop"] * 3 + ["words", "scale-5", "scale-5", "choice"]
    [slido] = read_xlsx((SAMPLES / "slido-per-user.xlsx").read_bytes())
    assert guesses(slido) == ["drop"] * 4 + ["text", "choice"]


def planned(header, rows, roles, gate=FIVE):
    return plan_of(Table("t", header, [[str(cell) for cell in row] for row in rows]), roles, gate)


def test_options_that_only_the_answers_tell_must_pass_the_gate_too():
    rows = [["Ja"]] * 4 + [[""]] * 6
    plan = planned(["Vågar du?"], rows, ["choice"])
    assert plan.questions == [] and "fewer than 5" in plan.lines[0].sentence
    assert planned(["Vågar du?"], [*rows, ["Nej"]], ["choice"]).questions[0].option_ids == ["o1", "o2"]


def test_an_option_that_names_somebody_does_not_become_an_option():
    plan = planned(["Vem?"], [["Ja"]] * 6 + [["anna@region.example"]], ["choice"])
    assert [option.text for option in plan.questions[0].options] == ["Ja"]
    assert "names somebody" in plan.lines[0].sentence and "anna" not in plan.lines[0].sentence


def test_columns_beside_each_other_become_one_radar_named_by_what_they_share():
    heads = ["Litar du på: ledningen", "Litar du på: kollegorna"]
    plan = planned(heads, [[3, 5], [4, ""], ["vet inte", 2]], ["axis-5", "axis-5"])
    [asked] = plan.questions
    assert asked.text == "Litar du på" and [option.text for option in asked.options] == ["ledningen", "kollegorna"]
    assert plan.people[2].answers[0][2]["steps"] == {"a1": "dont_know", "a2": 2}


def test_what_an_answer_cannot_be_is_a_line_with_its_number():
    plan = planned(["Hur?", "Vad?"], [[3, "a, b, c, d, e, f"], [9, "x"], ["bra", "y"]], ["scale-5", "words"])
    lines = {line.where: line.sentence for line in plan.lines}
    assert lines["Hur?"].startswith("2 answers are left out") and "1 person wrote more than 5 words" in lines["Vad?"]


def test_only_groups_large_enough_to_be_shown_get_their_name():
    rows = [["Medarbetare", "tid"]] * 5 + [["Anna Ask", "mod"]]
    plan = planned(["Jag svarar som", "Vad?"], rows, ["group", "words"])
    assert plan.groups == ["Medarbetare"] and {somebody.group for somebody in plan.people} == {"Medarbetare", ""}
    assert not any("Anna" in line.sentence for line in plan.lines)


def test_a_row_per_answer_becomes_a_row_per_person():
    [votes] = read_csv((SAMPLES / "slido-votes.csv").read_bytes(), "v")
    table = by_person(votes, who=0, question=1, answer=2)
    assert table.header == ["Vad betyder tillit?", "Hur ofta ses ni?"] and len(table.rows) == 8
    assert guesses(table) == ["text", "choice"]


# The pages

pages = pytest.mark.django_db


@pages
def test_a_forms_file_comes_in_as_a_closed_round_with_the_numbers_of_the_file(as_, astrid):
    client = as_(astrid)
    response = bring(client, uploaded(client, sample("forms.xlsx")))
    made = Dialogue.objects.get()
    assert response["Location"] == made.get_absolute_url()
    [round] = made.known_rounds
    assert not round.is_open and round.shown_answered == 8 and round.imported.source == "table"
    by_kind = {question.kind: question for question in made.questions.all()}
    several = by_kind["choice"].shown_figures.get(group=None).told
    names = {option.key: option.text for option in by_kind["choice"].options.all()}
    assert {names[each["id"]]: each["count"] for each in several["options"]} == {"Mejl": 4, "Möten": 6, "Telefon": 3}
    ranked = by_kind["ranking"].shown_figures.get().told["options"]
    assert sum(each["first"] for each in ranked) == 8
    scale = by_kind["scale"].shown_figures.get(group=None).told
    assert scale["counts"] == [1, 0, 0, 0, 0, 0, 1, 1, 2, 2, 1]


@pytest.mark.django_db(transaction=True)
def test_names_addresses_times_and_ids_are_in_no_database_and_no_file_afterwards(as_, astrid):
    client = as_(astrid)
    bring(client, uploaded(client, sample("forms.xlsx")))
    round = Round.objects.get()
    kept = [sent.value for sent in tally.answers(round.pk)]
    # An address that somebody wrote as an answer waits for the leader, as in a room.
    waits = AnswerGroup.objects.get(held_for="contact")
    assert "anna@" in waits.label and not AnswerGroup.objects.shown().filter(label__contains="@").exists()
    assert not any("Björk" in str(value) or "09:30" in str(value) for value in kept)
    assert all(sent.rev == 0 and sent.participant.isdecimal() for sent in tally.answers(round.pk))
    assert not keys.exists(round.pk)
    assert list((installation.DATA / "imports").glob("*")) == []


@pages
def test_the_dry_run_stores_nothing_and_says_what_stays_behind(as_, astrid):
    client = as_(astrid)
    page = check(client, uploaded(client, sample("forms.xlsx"))).content.decode()
    assert not Dialogue.objects.exists()
    for dropped in ("Id", "Starttid", "E-post", "Namn"):
        assert f"<strong>{dropped}</strong><p>This column is left out.</p>" in page
    assert "8 people have answered." in page and "0 to 10 become 1 to 11" in page


@pages
def test_fewer_than_the_threshold_show_nothing_and_the_dry_run_says_so(as_, astrid):
    client = as_(astrid)
    rows = [["Vad?", "Hur?"], *[[f"hemligt {number}", 3] for number in range(4)]]
    address = uploaded(client, csv_of(rows))
    assert (
        "That is fewer than 5: nothing of what they said will be shown, to anyone."
        in check(client, address).content.decode()
    )
    made = bring(client, address)["Location"]
    page = client.get(made).content.decode()
    assert "hemligt" not in page and not AnswerGroup.objects.exists()
    assert Round.objects.get().shown_answered is None
    assert "hemligt" not in client.get(f"{made}export.json").content.decode()


@pages
def test_the_columns_are_read_next_time_as_they_were_read_last_time(as_, astrid):
    client = as_(astrid)
    bring(client, uploaded(client, sample("forms.xlsx")), **{"column-5": "drop", "column-6": "words"})
    page = client.get(uploaded(client, sample("forms-cp1252.csv"))).content.decode()
    assert "A file with these headings has come in before" in page
    assert roles_of(page)["Hur vill du få veta mer?"] == "words" and roles_of(page)["Jag svarar som"] == "drop"


@pages
def test_the_same_file_is_noticed_and_comes_in_twice_only_on_purpose(as_, astrid):
    client = as_(astrid)
    bring(client, uploaded(client, sample("mentimeter.xlsx")) + "?sheet=1")
    address = uploaded(client, sample("mentimeter.xlsx")) + "?sheet=1"
    assert "This very file has come in before" in check(client, address).content.decode()
    assert bring(client, address).status_code == 422 and Dialogue.objects.count() == 1
    assert bring(client, address, again="1").status_code == 302 and Dialogue.objects.count() == 2


@pages
def test_pressing_twice_brings_it_in_once(as_, astrid):
    client = as_(astrid)
    address = uploaded(client, sample("forms.xlsx"))
    chosen = filled_in(client, address) | {"act": "bring"}
    client.post(address, chosen)
    assert client.post(address, chosen)["Location"] == "/dialogues/import/"
    assert ImportedFile.objects.count() == 1


@pages
def test_a_row_per_vote_is_read_when_its_columns_are_named(as_, astrid):
    client = as_(astrid)
    address = uploaded(client, sample("slido-votes.csv"))
    assert "Say which column this is." in client.get(f"{address}?layout=answer&who=0").content.decode()
    bring(client, f"{address}?sheet=0&layout=answer&who=0&question=1&answer=2&group=")
    assert Round.objects.get().shown_answered == 8
    assert [question.kind for question in Dialogue.objects.get().questions.all()] == ["text", "choice"]


@pages
def test_what_comes_in_is_the_teams_own_until_somebody_shares_it(as_, astrid, cilla):
    client = as_(astrid)
    address = bring(client, uploaded(client, sample("forms.xlsx")))["Location"]
    assert Dialogue.objects.get().visibility == Visibility.HARBOUR
    assert as_(cilla).get(address).status_code == 404
    page = as_(astrid).get(address).content.decode()
    assert "This round was answered elsewhere" in page and "export.xlsx?round=1" in page


@pages
def test_groups_that_are_large_enough_are_told_apart(as_, astrid):
    client = as_(astrid)
    rows = [["Jag svarar som", "Hur?"], *[["Medarbetare", 2]] * 9, *[["Chef", 4]] * 6]
    bring(client, uploaded(client, csv_of(rows)))
    figures = Dialogue.objects.get().questions.get().shown_figures.exclude(group=None)
    assert {figure.group.name: figure.told["answered"] for figure in figures} == {"Medarbetare": 9, "Chef": 6}


@pages
def test_a_file_that_is_too_large_or_no_table_is_refused_in_a_sentence(as_, astrid, monkeypatch):
    client = as_(astrid)
    cast.programme()
    response = client.post("/dialogues/import/", {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04 no")})
    assert response.status_code == 422 and "not a workbook that we can open" in response.content.decode()
    monkeypatch.setattr("hamn.dialogues.imports.reading.LARGEST_MB", 0)
    response = client.post("/dialogues/import/", {"file": SimpleUploadedFile("x.csv", b"a;b\r\n1;2")})
    assert response.status_code == 422 and "larger than" in response.content.decode()


@pages
def test_nobody_else_finds_an_uploaded_file_and_only_those_who_may_ask_can_bring_one_in(as_, astrid, bo):
    address = uploaded(as_(astrid), sample("forms.xlsx"))
    assert as_(bo).get(address)["Location"] == "/dialogues/import/"
    for who in (cast.person("Without a team"), None):
        assert as_(who).get("/dialogues/import/").status_code == 404
        assert as_(who).get(address).status_code == 404


@pages
@pytest.mark.parametrize("token", ["1-..", "1-" + "a" * 35, "..", "1-" + "/" * 36])
def test_a_made_up_token_leads_nowhere(astrid, token):
    with pytest.raises(waiting.Gone):
        waiting.find(token, astrid)


@pages
def test_giving_up_erases_the_file_and_a_day_old_one_is_erased_by_itself(as_, astrid, monkeypatch):
    client = as_(astrid)
    address = uploaded(client, sample("forms.xlsx"))
    client.post(f"{address}erased/")
    assert client.get(address).status_code == 302
    uploaded(client, sample("forms.xlsx"))
    waiting.forget_old()
    assert len(list((installation.DATA / "imports").iterdir())) == 1
    monkeypatch.setattr(waiting, "LONGEST_WAIT_S", -1)
    waiting.forget_old()
    assert list((installation.DATA / "imports").iterdir()) == []


@pages
def test_an_import_that_fails_midway_is_declared_void_and_the_file_still_waits(as_, astrid, monkeypatch):
    client = as_(astrid)
    address = uploaded(client, sample("forms.xlsx"))

    def stop(*_given):
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr(bringing_in, "fill", stop)
    with pytest.raises(RuntimeError):
        bring(client, address)
    assert Round.objects.get().voided_reason == "The import was cut short."
    assert client.get(address).status_code == 200


@pages
def test_an_import_whose_process_was_killed_is_declared_void_by_itself(as_, astrid, monkeypatch):
    client = as_(astrid)
    monkeypatch.setattr(bringing_in, "close_round", lambda *given, **more: None)
    bring(client, uploaded(client, sample("forms.xlsx")))
    monkeypatch.undo()
    bringing_in.void_cut_short()
    assert Round.objects.get().is_open
    monkeypatch.setattr(bringing_in, "CUT_SHORT_AFTER", bringing_in.timedelta(0))
    bringing_in.void_cut_short()
    assert Round.objects.get().is_void


@pages
def test_a_very_large_file_waits_while_a_room_is_answering(as_, astrid, monkeypatch):
    client = as_(astrid)
    monkeypatch.setattr("hamn.dialogues.imports.importing.LARGE", 5)
    room = builders.opened(by=astrid)
    address = uploaded(client, sample("forms.xlsx"))
    assert "would make it wait" in check(client, address).content.decode()
    assert bring(client, address).status_code == 422 and Dialogue.objects.count() == 1
    close_round(room, by=astrid)
    assert bring(client, address).status_code == 302
