"""From nothing to a dialogue that can be opened, and what may be changed when."""

import pytest

from hamn.dialogues import building, question_sets
from hamn.dialogues.models import Dialogue, Question
from hamn.dialogues.rounds import open_round
from hamn.records.models import Visibility
from tests import cast
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


def texts(dialogue):
    return [question.text for question in dialogue.questions.all()]


@pytest.fixture
def made(astrid):
    return builders.dialogue(by=astrid, kinds=("words", "choice", "scale"))


def at(dialogue, path=""):
    return f"/dialogues/{dialogue.pk}/{path}"


def test_a_title_and_a_set_are_enough(as_, astrid):
    cast.programme()
    response = as_(astrid).post("/dialogues/new/", {"title": "Vad nu?", "set": "start-stop", "asks_candour": "on"})
    made = Dialogue.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert [question.purpose for question in made.questions.all()] == ["start", "stop"]
    assert made.why and made.who_asks == "Process leaders, Region" and made.asks_candour and made.pace == "own"


def test_what_was_emptied_is_asked_for_and_not_filled_in(as_, astrid):
    cast.programme()
    response = as_(astrid).post("/dialogues/new/", {"title": "Vad nu?", "set": "own", "why": ""})
    assert response.status_code == 422 and not Dialogue.objects.exists()


@pytest.mark.parametrize("name", [each["id"] for each in question_sets.question_sets()])
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_every_set_makes_questions_that_can_be_opened(name, language, astrid, settings):
    from django.utils.translation import override

    made = builders.dialogue(by=astrid, kinds=())
    with override(language):
        question_sets.add_to(made, name)
    if name == "own":
        assert not made.questions.exists()
        return
    open_round(made, by=astrid)
    for question in made.questions.all():
        assert question.text and question.options.count() >= (
            building.least_options(question.kind) if question.kind in Question.WITH_OPTIONS else 0
        )


def test_the_spaning_holds_the_seven_areas_in_the_decks_order(astrid):
    from django.utils.translation import override

    made = builders.dialogue(by=astrid, kinds=())
    with override("sv"):
        question_sets.add_to(made, "spaning")
    areas = [option.text for option in made.questions.first().options.all()]
    assert areas[0] == "Nya arbetssätt och metoder" and areas[-1] == "Mod" and len(areas) == 7


def test_an_installation_writes_its_own_sets(settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "question_sets.toml").write_text('[[set]]\nid = "ours"\nname = "Ours"\n', encoding="utf-8")
    assert question_sets.choices() == [("ours", "Ours")]


FIELDS = {
    "words": {"purpose": "stop"},
    "text": {"purpose": ""},
    "choice": {"options": "Ja\nNej\n\nJa", "several": "on"},
    "scale": {"steps": "7", "low_label": "aldrig", "high_label": "alltid"},
    "ranking": {"options": "Ett\nTvå"},
    "points": {"options": "Ett\nTvå", "points": "10"},
    "axes": {"options": "Mod\nTillit", "steps": "4", "low_label": "", "high_label": ""},
    "statements": {"options": "Vi vågar."},
    "qa": {},
}


@pytest.mark.parametrize("kind", Question.Kind.values)
def test_each_kind_has_its_own_fields_and_is_added_last(kind, as_, astrid, made):
    client = as_(astrid)
    page = client.get(at(made, f"questions/new/?kind={kind}")).content.decode()
    for name in {"options", "steps", "points", "purpose", "several"} - FIELDS[kind].keys():
        assert f'name="{name}"' not in page
    response = client.post(at(made, f"questions/new/?kind={kind}"), {"text": "En ny?"} | FIELDS[kind])
    assert response["Location"] == at(made, "questions/")
    added = made.questions.last()
    assert (added.text, added.kind) == ("En ny?", kind)
    for name in ("steps", "points"):
        if name in FIELDS[kind]:
            assert str(getattr(added, name)) == FIELDS[kind][name]
    if kind == "choice":
        assert [option.text for option in added.options.all()] == ["Ja", "Nej"] and added.several


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("choice", {"options": "En enda"}), ("scale", {"steps": "12"}), ("points", {"options": "a\nb", "points": "1"})],
)
def test_what_cannot_be_answered_is_said_and_nothing_is_lost(kind, fields, as_, astrid, made):
    page = {"text": "Det jag skrev?", "steps": 5} | fields
    response = as_(astrid).post(at(made, f"questions/new/?kind={kind}"), page)
    assert response.status_code == 422 and "Det jag skrev?" in response.content.decode()
    assert made.questions.count() == 3


def test_an_unanswered_question_is_changed_and_its_known_options_keep_their_ids(as_, astrid, made):
    choice = made.questions.get(kind="choice")
    page = {"text": "Annorlunda?", "options": "Option b\nNy", "several": ""}
    as_(astrid).post(at(made, f"questions/{choice.pk}/"), page)
    choice.refresh_from_db()
    assert choice.text == "Annorlunda?"
    assert [(option.key, option.text) for option in choice.options.all()] == [("b", "Option b"), ("ny", "Ny")]


def test_an_answered_question_keeps_its_wording_and_offers_a_new_one(as_, astrid, made):
    words = made.questions.first()
    builders.say(open_round(made, by=astrid), "one", ["fika"], question=words)
    client = as_(astrid)
    assert client.post(at(made, f"questions/{words.pk}/"), {"text": "Something else?"}).status_code == 409
    words.refresh_from_db()
    assert words.text == "Question of words?"
    assert f"?from={words.pk}" in client.get(at(made, "questions/")).content.decode()
    client.post(at(made, f"questions/new/?from={words.pk}"), {"text": "Something else?", "purpose": "start"})
    assert texts(made)[:2] == ["Question of words?", "Something else?"]
    client.post(at(made, f"questions/{words.pk}/removal/"))
    assert made.questions.filter(pk=words.pk).exists()


def test_questions_are_moved_one_step_and_stay_at_the_ends(as_, astrid, made):
    client, first = as_(astrid), made.questions.first()
    client.post(at(made, f"questions/{first.pk}/place/"), {"to": "down"})
    assert texts(made) == ["Question of choice?", "Question of words?", "Question of scale?"]
    for _time in range(3):
        client.post(at(made, f"questions/{first.pk}/place/"), {"to": "up"})
    assert texts(made)[0] == "Question of words?"


def test_a_question_is_added_and_moved_while_the_room_answers(as_, astrid, made):
    from hamn.dialogues import live

    round = open_round(made, by=astrid)
    builders.say(round, "one", ["fika"])
    as_(astrid).post(at(made, "questions/new/?kind=qa"), {"text": "Vad undrar ni?"})
    last = made.questions.last()
    as_(astrid).post(at(made, f"questions/{last.pk}/place/"), {"to": "up"})
    told = live.desk(made)["questions"]
    assert (
        [each["text"] for each in told][2] == "Vad undrar ni?" and told[2]["open"] is False or told[2]["kind"] == "qa"
    )


def test_the_question_about_candour_is_last_and_cannot_be_edited_away(as_, astrid):
    made = builders.dialogue(by=astrid, kinds=("words", "text"), asks_candour=True)
    client = as_(astrid)
    assert "Could I write what I was thinking?" in client.get(at(made, "questions/")).content.decode()
    open_round(made, by=astrid)
    candour = made.questions.get(purpose="candour")
    for path in (f"questions/{candour.pk}/", f"questions/{candour.pk}/removal/", f"questions/{candour.pk}/place/"):
        assert client.post(at(made, path), {"text": "x", "to": "up"}).status_code == 404
    client.post(at(made, "questions/new/?kind=text"), {"text": "En till?", "purpose": ""})
    assert texts(made)[-1] == "Could I write what I was thinking?"
    page = {"title": "Ny", "revision": made.revision, "team": made.team_id}
    client.post(at(made, "edit/"), page)
    made.refresh_from_db()
    assert made.title == "Ny" and made.asks_candour


def test_groups_are_written_one_per_line_and_keep_their_links(as_, astrid, made):
    building.write_groups(made, ["Chefer", "Medarbetare"])
    building.write_groups(made, ["Medarbetare", "Politiker", "Chefer"])
    assert [(group.key, group.name) for group in made.groups.all()] == [
        ("medarbetare", "Medarbetare"),
        ("politiker", "Politiker"),
        ("chefer", "Chefer"),
    ]


def test_one_group_alone_is_no_comparison(as_, astrid):
    cast.programme()
    page = {"title": "Vad nu?", "set": "own", "groups": "Chefer"}
    response = as_(astrid).post("/dialogues/new/", page)
    assert response.status_code == 422 and "cannot be compared" in response.content.decode()


def test_a_copy_holds_everything_but_the_answers_and_the_code(as_, astrid, made):
    building.write_groups(made, ["Chefer", "Medarbetare"])
    made.asks_candour = True
    made.save()
    builders.say(open_round(made, by=astrid), "one", ["fika"])
    response = as_(astrid).post(at(made, "copies/"))
    copy = Dialogue.objects.exclude(pk=made.pk).get()
    assert response["Location"] == copy.edit_url
    assert copy.code != made.code and copy.title == "What strengthens trust? (copy)" and not copy.was_opened
    assert texts(copy) == ["Question of words?", "Question of choice?", "Question of scale?"]
    assert [option.key for option in copy.questions.get(kind="choice").options.all()] == ["a", "b", "c"]
    assert copy.groups.count() == 2 and copy.asks_candour and copy.author == astrid


@pytest.mark.parametrize("path", ["preview/phone/", "preview/wall/"])
def test_the_preview_says_what_it_is_and_stores_nothing(path, as_, astrid, made):
    made.asks_candour = True
    made.save()
    response = as_(astrid).get(at(made, path))
    page = response.content.decode()
    assert "A preview" in page and "Question of words?" in page and "ticket" not in response.cookies
    assert not Question.objects.filter(purpose="candour").exists()
    assert made.code not in page


def test_the_preview_of_the_phone_ends_with_the_question_about_candour(as_, astrid, made):
    made.asks_candour = True
    made.save()
    page = as_(astrid).get(at(made, "preview/phone/")).content.decode()
    assert page.index("Question of scale?") < page.index("Could I write what I was thinking?")


def test_nobody_else_builds(as_, cilla, bo, made):
    for path in ("questions/", "questions/new/?kind=words", "preview/phone/", "preview/wall/"):
        assert as_(cilla).get(at(made, path)).status_code == 404
    assert as_(cilla).post(at(made, "copies/")).status_code == 404


def test_a_dialogue_holds_so_many_questions_and_no_more(as_, astrid, made):
    for number in range(building.MOST_QUESTIONS - 3):
        building.add(Question(dialogue=made, kind="text", text=f"Nummer {number}?"), [])
    as_(astrid).post(at(made, "questions/new/?kind=text"), {"text": "En för mycket?", "purpose": ""})
    assert made.questions.count() == building.MOST_QUESTIONS


def test_a_copy_stays_with_those_who_saw_the_first(astrid):
    made = builders.dialogue(by=astrid, visibility=Visibility.HARBOUR)
    copy = building.duplicate(made, by=astrid, team=made.team)
    assert copy.visibility == Visibility.HARBOUR
