"""A comparison can be computed again from the sealed export of its round, and a row that was changed is found."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest

from hamn.command import main
from hamn.dialogues.answers import Answer
from hamn.dialogues.exports import parts
from hamn.dialogues.exports.research import research_zip
from hamn.dialogues.recompute import recompute
from hamn.people.models import Body, Membership
from hamn.radar.comparing import compare
from tests import cast
from tests.radar import builders
from tests.radar.test_comparing import GROUPS, answer, closed, looked_out, shut, spread

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def made(bo):
    return builders.instrument(by=bo)


def two_rounds(made, by):
    """A small group in each, phrases that join them, one that two chose, guesses, and those who do not know."""
    earlier = looked_out(made, by, staff=0, on=date(2021, 9, 1))
    answer(earlier, earlier.groups[1].key, 12, spread(1, 4), phrases=lambda number: f"phrase-{number}")
    shut(earlier, by)
    later = builders.look_out(
        made, by, groups=(*GROUPS, builders.GroupPlan("Partners", 3)), on=date(2022, 9, 1), guesses="each"
    )
    from hamn.dialogues.rounds import open_round

    open_round(later.dialogue, by=by)
    first, second, third = (group.key for group in later.groups)
    answer(later, first, 12, spread(4, 4))
    answer(later, second, 9, spread(3, 4), phrases=lambda number: f"phrase-{min(number, 7)}")
    answer(later, third, 3, lambda number: ("dont_know", 2, 3))
    about_second = later.guess_questions.get(about_group__key=second)
    answer(later, first, 12, spread(3, 4), question=about_second)
    shut(later, by)
    return earlier, later


def exported(round, folder):
    path = folder / "research.zip"
    answering = round.answering
    path.write_bytes(research_zip(answering, "Terms", parts.packed(answering)))
    return path


def files_of(path):
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def rows_of(path):
    return list(csv.DictReader(io.StringIO(files_of(path)["comparison.csv"])))


def write(path, files):
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)


def test_everything_that_the_page_shows_comes_out_the_same(made, bo, tmp_path, capsys):
    _earlier, later = two_rounds(made, bo)
    path = exported(later, tmp_path)
    found = recompute(path)
    assert {check.equal for check in found if "comparison" in check.what} == {True}
    told = " ".join(check.what for check in found)
    for figure in ("levels", "in which areas", "which groups", "movements", "gaps over rounds", "guesses", "sentences"):
        assert figure in told
    assert main(["recompute", str(path)]) == 0
    assert "comparison, guesses: same" in capsys.readouterr().out


@pytest.mark.parametrize("wave, about", [("2", ""), ("1", ""), ("2", "guess")])
def test_a_changed_row_is_found(made, bo, tmp_path, capsys, wave, about):
    _earlier, later = two_rounds(made, bo)
    path = exported(later, tmp_path)
    rows = rows_of(path)
    # What nobody is shown, of the three partners, makes no figure differ.
    told = [each for each in rows if each["group"] in ("politicians", "staff")]
    row = next(each for each in told if each["wave"] == wave and bool(each["about"]) == bool(about))
    row["value"] = "5" if row["value"] != "5" else "1"
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    write(path, files_of(path) | {"comparison.csv": text.getvalue()})
    assert main(["recompute", str(path)]) == 1
    assert "DIFFERS" in capsys.readouterr().out


def test_a_changed_sentence_is_found(made, bo, tmp_path):
    path = exported(closed(made, bo), tmp_path)
    files = files_of(path)
    book = json.loads(files["codebook.json"])
    book["parts"][0]["shown"]["differences"][0]["sentences"]["sv"] = "Alla är överens."
    write(path, files | {"codebook.json": json.dumps(book)})
    assert [check.what for check in recompute(path) if check.equal is False] == ["comparison, verdicts and sentences"]


def test_numbers_join_two_rounds_only_by_a_phrase_that_one_person_chose(made, bo, tmp_path):
    _earlier, later = two_rounds(made, bo)
    rows = rows_of(exported(later, tmp_path))
    waves = [{row["respondent"] for row in rows if row["wave"] == wave and not row["about"]} for wave in ("1", "2")]
    guessers = {row["respondent"] for row in rows if row["about"]}
    # Of nine with phrases in the later round two chose the same one.
    assert len(waves[0] & waves[1]) == 7
    assert not guessers & (waves[0] | waves[1])
    assert not set(Answer.objects.values_list("id", flat=True)) & {value for row in rows for value in row.values()}
    assert "phrase-" not in str(files_of(exported(later, tmp_path)))


def test_of_an_earlier_round_only_what_was_shown_is_there(made, bo, tmp_path):
    earlier = closed(made, bo, staff=3, on=date(2021, 9, 1))
    assert compare(earlier)
    later = closed(made, bo, on=date(2022, 9, 1))
    path = exported(later, tmp_path)
    groups = {row["group"] for row in rows_of(path) if row["wave"] == "1"}
    assert groups == {earlier.groups[0].key}
    assert False not in [check.equal for check in recompute(path)]


def test_another_version_or_other_earlier_rounds_cannot_tell(made, bo, tmp_path):
    path = exported(closed(made, bo), tmp_path)
    files = files_of(path)
    for changed, why in (({"version": "0.0"}, "made by version 0.0"), ({"told": None}, "come or gone")):
        book = json.loads(files["codebook.json"])
        shown = book["parts"][0]["shown"]
        shown |= changed if changed.get("version") else {"told": shown["told"] | {"waves": ["2020-01-01"]}}
        write(path, files | {"codebook.json": json.dumps(book)})
        [said] = [check for check in recompute(path) if check.what == "comparison"]
        assert said.equal is None and why in str(said)


def test_taking_it_stands_in_the_history_of_every_round_whose_answers_leave(client, made, bo, tmp_path):
    who = cast.person("Rakel")
    cast.member(who, cast.body("Learning group", Body.Kind.LEARNING_GROUP), Membership.Role.RESEARCHER)
    earlier, later = two_rounds(made, bo)
    client.force_login(who)
    address = f"{later.dialogue.get_absolute_url()}research/"
    assert client.post(address, {"reason": "A thesis", "agrees": "on"}).status_code == 200
    for round in (earlier, later):
        assert round.dialogue.history.first().history_change_reason == "taken_for_research: A thesis"


def test_other_dialogues_have_no_comparison_in_their_export(made, bo, tmp_path):
    round = closed(made, bo)
    round.dialogue.radar_round.delete()
    round.dialogue.refresh_from_db()
    assert parts.packed(round.dialogue.latest_round) == {}
