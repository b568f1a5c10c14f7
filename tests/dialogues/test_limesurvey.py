"""A LimeSurvey comes in by its structure and its responses; whatever has no like here gets a line of its own."""

from pathlib import Path

import pytest

from hamn.dialogues.imports.csv_table import read_csv
from hamn.dialogues.imports.limesurvey import read_survey, structure_of
from hamn.dialogues.imports.survey_plan import survey_plan
from hamn.dialogues.imports.table import Unreadable
from hamn.dialogues.models import Dialogue, Round
from tests.dialogues.test_imports import bring, check, sample, uploaded

SAMPLES = Path(__file__).parent / "samples"


def survey(language="sv", name="limesurvey.lss"):
    return read_survey(structure_of((SAMPLES / name).read_bytes()), language)


def planned(language="sv"):
    [table] = read_csv((SAMPLES / "limesurvey-responses.csv").read_bytes(), "r")
    return survey_plan(survey(language), table)


def asked(plan, text):
    return next(question for question in plan.questions if question.text == text)


def given(plan, text):
    number = asked(plan, text).id
    return [[value for at, _item, value in somebody.answers if at == number] for somebody in plan.people]


def test_each_type_becomes_its_kind():
    kinds = [(question.text, question.kind) for question in planned().questions]
    assert kinds == [
        ("Hur ofta ses ni?", "choice"),
        ("Vad hjälper?", "choice"),
        ("Var är vi nu?", "axes"),
        ("Hur bra var mötet?", "scale"),
        ("Vad är viktigast?", "ranking"),
        ("Dela ut hundra poäng", "points"),
        ("Vad mer?", "text"),
        ("Kommer du igen?", "choice"),
        ("Håller du med?", "statements"),
    ]


def test_the_responses_are_found_by_their_codes():
    plan = planned()
    assert given(plan, "Hur ofta ses ni?")[:2] == [[["o2"]], [["o1"]]]
    assert given(plan, "Vad hjälper?")[:2] == [[["o1", "o2"]], [["o1"]]]
    assert given(plan, "Var är vi nu?")[0] == [{"steps": {"o1": 1, "o2": 2}, "comment": {}}]
    assert given(plan, "Vad är viktigast?")[0] == [["o1", "o2"]]
    assert given(plan, "Håller du med?")[0] == [1, 0]
    assert asked(plan, "Vad hjälper?").several and not asked(plan, "Hur ofta ses ni?").several


def test_points_come_in_when_they_make_the_sum_and_are_told_of_when_they_do_not():
    plan = planned()
    assert given(plan, "Dela ut hundra poäng")[:2] == [[], [{"o1": 60, "o2": 40}]]
    [line] = [line for line in plan.lines if line.where == "Dela ut hundra poäng"]
    assert line.sentence.startswith("1 answer is left out")


def test_whatever_has_no_like_here_has_a_line():
    lines = [(line.where, line.sentence) for line in planned().lines]
    told = dict(lines)
    for question in ("När föddes du?", "Ladda upp en bild", "Hur många är ni?"):
        assert "not carried over" in told[question]
    assert "only asked under a condition" in told["Vad mer?"]
    assert "“Other”" in told["Hur ofta ses ni?"]
    of_survey = " ".join(sentence for where, sentence in lines if where == "The survey")
    assert "quotas" in of_survey and "It speaks sv, en" in of_survey and "1 person never sent" in of_survey
    assert {"id", "submitdate", "startlanguage", "seed"} <= told.keys()


def test_the_one_who_never_sent_their_answers_in_is_not_among_the_people():
    assert len(planned().people) == 6


@pytest.mark.parametrize(
    ("language", "title", "first"),
    [
        ("sv", "Tillit", "Hur ofta ses ni?"),
        ("en", "Trust", "How often do you meet?"),
        ("fi", "Tillit", "Hur ofta ses ni?"),
    ],
)
def test_it_comes_in_the_readers_language_or_else_its_own(language, title, first):
    found = survey(language)
    assert (found.title, found.questions[0].text) == (title, first)


def test_the_structure_of_an_older_version_is_read_too():
    found = survey("en", "limesurvey-old.lss")
    [only] = found.questions
    assert (found.title, only.text, only.is_conditional) == ("Meetings", "How often?", True)
    assert [answer.text for answer in only.answers] == ["Often", "Seldom"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<?xml version='1.0'?><document><LimeSurveyDocType>Question</LimeSurveyDocType></document>", "not_lss"),
        (b"<?xml version='1.0'?><document>", "not_lss"),
        (b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a 'ha'>]><document>&a;</document>", "hostile"),
        (
            b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><document>&a;</document>",
            "hostile",
        ),
    ],
)
def test_another_xml_or_a_hostile_one_is_refused(content, why):
    with pytest.raises(Unreadable, match=why):
        structure_of(content)


@pytest.mark.django_db
def test_structure_and_responses_become_a_closed_round(as_, astrid):
    client = as_(astrid)
    address = uploaded(client, sample("limesurvey.lss"), sample("limesurvey-responses.csv"))
    assert "6 people have answered." in check(client, address).content.decode()
    bring(client, address)
    made, round = Dialogue.objects.get(), Round.objects.get()
    assert not round.is_open and round.imported.source == "limesurvey" and round.shown_answered == 6
    scale = made.questions.get(kind="scale").shown_figures.get().told
    assert scale["counts"] == [2, 1, 1, 1, 1]
    assert made.questions.get(kind="statements").shown_figures.get().told["statements"][0]["agree"] == 6


@pytest.mark.django_db
def test_the_structure_alone_becomes_a_dialogue_that_waits_to_be_opened(as_, astrid):
    client = as_(astrid)
    address = uploaded(client, sample("limesurvey.lss"))
    assert "There are no answers" in check(client, address).content.decode()
    bring(client, address)
    made = Dialogue.objects.get()
    assert not made.was_opened and made.questions.count() == 9
    assert client.post(f"/dialogues/{made.pk}/opening/").status_code == 302
