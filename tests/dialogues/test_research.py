"""Row by row, answers leave only under terms, logged, and under numbers of their own; and what was shown can be recomputed."""

import csv
import io
import json
import zipfile

import pytest

from hamn.command import main
from hamn.dialogues.answers import Answer
from hamn.dialogues.recompute import recompute
from hamn.people.models import Body, Membership
from tests import cast
from tests.dialogues.test_opinions import mapped, round_of, two_camps

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
AGREED = {"reason": "A thesis on trust", "agrees": "on"}


@pytest.fixture
def researcher(client):
    who = cast.person("Rakel")
    cast.member(who, cast.body("Learning group", Body.Kind.LEARNING_GROUP), Membership.Role.RESEARCHER)
    client.force_login(who)
    return who


def taken(client, round):
    return client.post(f"{round.dialogue.get_absolute_url()}research/", AGREED)


def exported(client, round, folder):
    path = folder / "research.zip"
    path.write_bytes(taken(client, round).content)
    return path


def test_the_terms_must_be_agreed_to_and_the_reason_stands_in_the_history(client, researcher):
    round = round_of(two_camps())
    address = f"{round.dialogue.get_absolute_url()}research/"
    assert "pass it on to nobody" in client.get(address).content.decode()
    assert client.post(address, {"reason": "A thesis"}).status_code == 422
    assert taken(client, round).status_code == 200
    last = round.dialogue.history.first()
    assert last.history_user == researcher and last.history_change_reason == "taken_for_research: A thesis on trust"


def test_rows_have_numbers_of_their_own_and_neither_times_nor_stored_ids(client, researcher):
    round = round_of(two_camps())
    with zipfile.ZipFile(io.BytesIO(taken(client, round).content)) as packed:
        assert set(packed.namelist()) == {"question-1.csv", "codebook.json"}
        rows = list(csv.DictReader(io.StringIO(packed.read("question-1.csv").decode())))
    assert set(rows[0]) == {"respondent", "group", "item", "value"}
    assert {row["respondent"] for row in rows} == {str(number) for number in range(1, 41)}
    ids = set(Answer.objects.values_list("id", flat=True))
    assert not ids & {cell for row in rows for cell in row.values()}


def test_nobody_else_takes_them(client, astrid):
    client.force_login(astrid)
    round = round_of(two_camps())
    assert taken(client, round).status_code == 404
    client.logout()
    assert "/login/" in taken(client, round)["Location"]


def test_an_open_round_is_never_taken(client, researcher):
    assert taken(client, round_of(two_camps(), close=False)).status_code == 404


def test_a_research_export_reproduces_its_map_and_a_changed_row_is_found(client, researcher, tmp_path, capsys):
    round = round_of(two_camps())
    mapped(round)
    path = exported(client, round, tmp_path)
    assert [check.equal for check in recompute(path)] == [True, True]
    assert main(["recompute", str(path)]) == 0
    with zipfile.ZipFile(path) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    head, first, *rest = files["question-1.csv"].splitlines()
    cells = first.split(",")
    cells[-1] = "0" if cells[-1] != "0" else "1"
    files["question-1.csv"] = "\n".join([head, ",".join(cells), *rest])
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    assert main(["recompute", str(path)]) == 1
    assert "DIFFERS" in capsys.readouterr().out


def test_a_public_export_recomputes_its_lists_from_its_tables(client, tmp_path):
    round = round_of(two_camps())
    mapped(round)
    path = tmp_path / "results.json"
    path.write_bytes(client.get(f"{round.dialogue.get_absolute_url()}export.json").content)
    assert [check.equal for check in recompute(path)] == [None, True, True], "counts are published as counted"
    told = json.loads(path.read_text())
    assert "input_hash" not in path.read_text()
    told["questions"][0]["opinions"]["cells"][0]["groups"][0][0] += 5
    path.write_text(json.dumps(told))
    assert False in [check.equal for check in recompute(path)]


def test_what_is_no_export_is_refused_in_a_sentence(tmp_path, capsys):
    path = tmp_path / "letter.txt"
    path.write_text("Dear all")
    assert main(["recompute", str(path)]) == 2
    assert "not an export" in capsys.readouterr().err
