"""Whatever kind of question: what the page showed comes out of the export again, and what cannot is named with its reason."""

import json
import zipfile

import pytest

from hamn.dialogues import building, live
from hamn.dialogues.exports import parts
from hamn.dialogues.exports.research import research_zip
from hamn.dialogues.recompute import recompute
from hamn.dialogues.rounds import close_round, make_unlinkable
from hamn.live.messages import Answer
from tests.dialogues import builders

pytestmark = pytest.mark.django_db(databases="__all__")
# What the person with this number answers, and something else that might have been answered instead.
GIVEN = {
    "choice": (lambda number: ["abc"[number % 3]], ["a", "b"]),
    "scale": (lambda number: "dont_know" if number == 1 else 1 + number % 5, 5),
    "ranking": (lambda number: list("cab"[number % 3 :]), ["b", "a", "c"]),
    "points": (lambda number: {"a": 60 + number, "b": 40 - number}, {"a": 1, "b": 99}),
    "axes": (lambda number: {"a": 1 + number % 4, "b": "dont_know"}, {"steps": {"a": 5, "b": 1}}),
    "statements": (lambda number: {"a": 1 - number % 3}, None),
    "words": (lambda number: ["tillit"], None),
}


@pytest.fixture
def round(astrid):
    round = builders.opened(by=astrid, kinds=GIVEN)
    building.write_groups(round.dialogue, ["Chefer", "Medarbetare"])
    questions = {question.kind: question for question in round.dialogue.questions.all()}
    # In fives, as views are shown, so that no group beside an earlier view isolates anybody.
    for number in range(1, 16):
        answers = [
            Answer(f"{number:016x}{place:016x}", 1, questions[kind].pk, given(number))
            for place, (kind, (given, _else)) in enumerate(GIVEN.items())
        ]
        live.answer_all(round, f"ticket-{number}", answers, "chefer" if number < 6 else "medarbetare")
    close_round(round, by=astrid)
    make_unlinkable(round.pk)
    round.refresh_from_db()
    return round


@pytest.fixture
def research(round, tmp_path):
    path = tmp_path / "research.zip"
    path.write_bytes(research_zip(round, "Terms", parts.packed(round)))
    return path


def test_figures_of_everybody_and_of_each_group_come_out_the_same(research):
    found = {check.what: check for check in recompute(research)}
    for place, kind in enumerate(list(GIVEN)[:6], 1):
        assert found[f"question-{place}.csv ({kind}), figure"].equal is True
        for group in ("chefer", "medarbetare"):
            assert found[f"question-{place}.csv ({kind}), figure of the group {group}"].equal is True


def test_what_people_wrote_is_named_as_not_being_there(research):
    [words] = [check for check in recompute(research) if check.equal is None]
    assert str(words) == (
        "“Question of words?” (words): cannot be recomputed from this export (what people wrote is not in it)"
    )


@pytest.mark.parametrize("kind", ["choice", "scale", "ranking", "points", "axes"])
def test_a_changed_answer_is_found(research, kind):
    file = f"question-{list(GIVEN).index(kind) + 1}.csv"
    with zipfile.ZipFile(research) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    head, *rows = files[file].splitlines()
    cell = json.dumps(GIVEN[kind][1]).replace('"', '""')
    # The rows are shuffled, and some may say already what this one is changed to.
    place = next(place for place, row in enumerate(rows) if not row.strip('"').endswith(f",{cell}"))
    who, group, *_others = rows[place].split(",")
    rows[place] = f'{who},{group},,"{cell}"'
    files[file] = "\n".join([head, *rows])
    with zipfile.ZipFile(research, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    differing = [check.what for check in recompute(research) if check.equal is False]
    assert differing == [f"{file} ({kind}), figure", f"{file} ({kind}), figure of the group {group}"]


@pytest.fixture
def public(as_, astrid, round, tmp_path):
    path = tmp_path / "results.json"
    path.write_bytes(as_(astrid).get(f"{round.dialogue.get_absolute_url()}export.json").content)
    return path


def test_from_the_public_export_what_is_computed_from_published_counts(public):
    found = {check.what: check for check in recompute(public)}
    for number, kind in ((2, "scale"), (4, "points"), (5, "axes")):
        assert found[f"question {number} ({kind}), what is computed from its counts"].equal is True
        assert found[f"question {number} ({kind}), Chefer, what is computed from its counts"].equal is True
    for number, kind in ((1, "choice"), (3, "ranking"), (7, "words")):
        assert found[f"question {number} ({kind}), counts"].equal is None


def test_a_changed_mean_is_found(public):
    told = json.loads(public.read_text())
    [mean] = [
        row
        for row in told["questions"][4]["rows"]
        if (row["group"], row["item"], row["measure"]) == ("Chefer", "a", "mean")
    ]
    mean["value"] += 0.5
    public.write_text(json.dumps(told))
    [differing] = [check.what for check in recompute(public) if check.equal is False]
    assert differing == "question 5 (axes), Chefer, what is computed from its counts"
