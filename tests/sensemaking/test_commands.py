"""The command-line face: one canonical form of every answer, and a sentence where there is none."""

import sys
from types import ModuleType

import pytest

from hamn.sensemaking import __main__ as face
from hamn.sensemaking import commands


@pytest.fixture
def echo(monkeypatch):
    """A command that answers with what it was asked to say."""
    module = ModuleType("hamn.sensemaking.commands.echo", "Say it again.")
    module.add_arguments = lambda parser: parser.add_argument("word")

    def run(options):
        if options.word == "nothing":
            raise ValueError("Say something.")
        return {"word": options.word, "length": len(options.word)}

    module.run = run
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(commands, "echo", module, raising=False)
    monkeypatch.setattr(face, "names", lambda: ["echo"])


@pytest.mark.usefixtures("echo")
def test_an_answer_is_one_line_of_sorted_json_with_its_letters(capsys):
    assert face.main(["echo", "brygga i Växjö"]) == 0
    assert capsys.readouterr().out == '{"length":14,"word":"brygga i Växjö"}\n'


@pytest.mark.usefixtures("echo")
def test_what_cannot_be_used_is_told_in_a_sentence(capsys):
    assert face.main(["echo", "nothing"]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "Say something.\n")


def test_a_command_that_does_not_exist_is_refused_with_those_that_do(capsys):
    with pytest.raises(SystemExit) as ended:
        face.main(["fortune-telling"])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert face.names()
    assert all(name in told for name in face.names())


def test_what_is_not_a_number_never_leaves_as_json():
    with pytest.raises(ValueError, match="JSON"):
        face.canonical({"mean": float("nan")})
