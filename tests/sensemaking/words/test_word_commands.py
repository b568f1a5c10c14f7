import argparse
import io
import json
import subprocess
import sys

import pytest

from hamn.sensemaking.commands import duplicates, lemmas, themes


def told(command, *arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(each) for each in arguments]))


@pytest.fixture
def written(tmp_path):
    def write(text: str, name: str = "answers.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_one_lemma_a_line_and_an_empty_line_stays(written):
    assert told(lemmas, written("besluten\n\nmöten\n")) == "beslut\n\nmöte\n"


def test_lemmas_read_what_is_sent_in(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("åtgärderna\r\n".encode())))
    assert told(lemmas) == "åtgärd\n"


def test_duplicates_point_at_lines_from_one_and_pass_empty_ones(written):
    answer = told(duplicates, written("mer tillit\n\nFärre möten\nMer tillit!\nFler möten\n"))
    assert [group["lines"] for group in answer["groups"]] == [[1, 4], [3], [5]]
    assert answer["n"] == 4


def test_themes_take_a_codebook_in_either_form(written):
    answers = written("Färre möten\n")
    short = written(json.dumps({"möten": "möten", "mod": "våga prova"}), "short.json")
    listed = [{"key": "möten", "description": "möten"}, {"key": "mod", "description": "våga prova"}]
    full = written(json.dumps({"themes": listed}), "full.json")
    assert told(themes, short, answers) == told(themes, full, answers)
    assert told(themes, full, answers)["answers"][0]["themes"][0]["key"] == "möten"


def test_a_codebook_of_another_form_is_refused_in_a_sentence(written):
    with pytest.raises(ValueError, match="Expected"):
        told(themes, written("[1]", "book.json"), written("x\n"))
    with pytest.raises(ValueError, match="Expected languages"):
        told(duplicates, written("x\n"), "--languages", "sv,de")


@pytest.mark.slow
def test_the_program_prints_lemmas_as_lines_and_the_rest_as_json(written):
    program = [sys.executable, "-m", "hamn.sensemaking"]
    said = subprocess.run([*program, "lemmas"], input="åtgärderna\n".encode(), capture_output=True, check=True).stdout
    assert said.decode() == "åtgärd\n"
    answers = written("mer tillit\nMer tillit!\n")
    twice = [subprocess.run([*program, "duplicates", answers], capture_output=True, check=True).stdout for _ in "ab"]
    assert json.loads(twice[0])["groups"][0]["lines"] == [1, 2]
    assert twice[0] == twice[1]
