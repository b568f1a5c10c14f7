"""Each participant meets statements in an order of their own, and what was shown without an answer is known and told."""

import csv
import io
import re
import zipfile
from collections import Counter

import pytest

from hamn.dialogues.answers import Answer
from hamn.dialogues.exports.research import research_zip
from hamn.dialogues.live import moment
from hamn.dialogues.models import Option, ShownFigure
from hamn.dialogues.recompute import recompute
from hamn.dialogues.rounds import close_round
from hamn.dialogues.routing import ordered
from tests.dialogues import builders
from tests.dialogues.test_phone import address, fields

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
IDS = [f"s{number}" for number in range(12)]


@pytest.fixture
def round(astrid):
    made = builders.dialogue(by=astrid, kinds=("statements",))
    question = made.questions.get()
    question.options.all().delete()
    Option.objects.bulk_create(
        Option(question=question, key=id, text=f"Statement {id}.", order=place) for place, id in enumerate(IDS)
    )
    return builders.open_round(made, by=astrid)


def met(response):
    """The statements in the order of the page."""
    found = re.findall(r'name="q\d+-(s\d+)" value="1"', response.content.decode())
    assert sorted(found) == sorted(IDS)
    return found


def votes(round, **given):
    number = round.dialogue.questions.get().pk
    return {f"q{number}-{id}": str(vote) for id, vote in given.items()} | {f"q{number}-seen": IDS}


def test_two_phones_meet_them_in_different_orders_and_one_always_in_the_same(client, round):
    first = met(client.get(address(round)))
    assert first != IDS
    assert met(client.get(address(round))) == first
    client.cookies.clear()
    assert met(client.get(address(round))) != first


def test_what_is_answered_stays_first_and_the_rest_stands_as_it_stood(client, round):
    before = met(client.get(address(round)))
    page = client.get(address(round))
    number = round.dialogue.questions.get().pk
    told = {f"q{number}-{before[0]}": "1", f"q{number}-{before[1]}": "0", f"q{number}-seen": before[:3]}
    client.post(address(round), fields(page) | told)
    assert met(client.get(address(round))) == [*sorted(before[:2]), *before[2:]]


def test_the_plain_form_tells_of_all_that_stood_on_it_and_takes_nothing_back(client, round):
    page = client.get(address(round))
    client.post(address(round), fields(page) | votes(round, s1=1, s2=-1))
    stored = dict(Answer.objects.values_list("item", "value"))
    assert stored.pop("s1") == "1" and stored.pop("s2") == "-1"
    assert set(stored.values()) == {'"seen"'} and len(stored) == 10
    again = client.get(address(round))
    client.post(address(round), fields(again) | votes(round, s1=1, s2=-1, s3=0))
    assert Counter(Answer.objects.values_list("value", flat=True)) == {'"seen"': 9, "1": 1, "-1": 1, "0": 1}


def answered_by(client, round, people=6):
    for person in range(people):
        client.cookies.clear()
        page = client.get(address(round))
        client.post(address(round), fields(page) | votes(round, **dict.fromkeys(IDS[: person + 3], 1)))


def test_the_results_tell_how_many_were_shown_each(client, round, astrid):
    answered_by(client, round)
    close_round(round, by=astrid)
    told = {row["id"]: row for row in ShownFigure.objects.get(group=None).told["statements"]}
    assert (told["s0"]["agree"], told["s0"]["shown"]) == (6, 6)
    assert (told["s5"]["agree"], told["s5"]["shown"]) == (3, 6)
    client.force_login(astrid)
    page = client.get(round.dialogue.get_absolute_url()).content.decode()
    assert "Was shown to" in page


def test_the_sealed_export_tells_seen_from_not_seen_and_can_be_recomputed(client, round, astrid, tmp_path):
    answered_by(client, round)
    close_round(round, by=astrid)
    path = tmp_path / "research.zip"
    path.write_bytes(research_zip(round, "", {}))
    with zipfile.ZipFile(path) as packed:
        rows = list(csv.DictReader(io.StringIO(packed.read("question-1.csv").decode())))
        assert '\\"seen\\" shown and not answered' in packed.read("codebook.json").decode()
    assert Counter(row["value"] for row in rows)['"seen"'] == 12 * 6 - sum(range(3, 9))
    assert [check.equal for check in recompute(path)] == [True]


def test_what_the_gate_keeps_back_steers_nobodys_order(client, round):
    number = round.dialogue.questions.get().pk
    for person in range(4):
        builders.say(round, f"p{person}", {"s0": 1})
    assert moment(round.dialogue).routes == {number: {}}


def test_what_few_have_seen_and_many_agree_with_comes_earlier_on_the_whole():
    told = {"statements": [{"id": id, "agree": 0, "pass": 20, "disagree": 20} for id in IDS[1:]]}
    first = Counter(ordered(IDS, told, [], f"person {number}", 3)[0] for number in range(300))
    assert first["s0"] > 200
    assert set(first) > {"s0"}
