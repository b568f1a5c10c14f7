"""The desk: every button as a plain form, and what it shows."""

import re

import pytest

from hamn.dialogues import live
from hamn.dialogues.desk import Desk, command_of, reasons_in_words
from hamn.dialogues.models import AnswerGroup, Dialogue
from hamn.dialogues.rounds import open_round
from hamn.dialogues.tally import respondents
from hamn.live.messages import Command
from hamn.live.refusal import Refused
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(astrid):
    return builders.opened(by=astrid, kinds=("words", "text", "scale"), pace="live")


@pytest.fixture
def dialogue(round):
    return round.dialogue


@pytest.fixture
def desk(as_, astrid, dialogue):
    """Press a button of the desk, and see the desk afterwards."""
    client = as_(astrid)

    def press(do="", **fields):
        if do:
            client.post(f"/dialogues/{dialogue.pk}/desk/commands/", {"do": do, **fields})
        return client.get(f"/dialogues/{dialogue.pk}/desk/", {"question": fields.get("question", "")}).content.decode()

    return press


def told(dialogue):
    return live.desk(Dialogue.objects.get(pk=dialogue.pk))


def ids(dialogue):
    return [question.pk for question in dialogue.questions.all()]


def test_the_desk_shows_where_we_are_and_what_comes_next(desk, dialogue):
    first, second, _third = ids(dialogue)
    page = desk()
    assert "Question 1 of 3" in page and f'value="step {second}"' in page and f'value="show {first}"' in page
    page = desk(f"step {second}")
    assert "Question 2 of 3" in page and f'value="step {first}"' in page
    assert told(dialogue)["step"] == second


def test_each_switch_goes_both_ways(desk, dialogue):
    first = ids(dialogue)[0]
    for on, off, name in (("freeze on", "freeze off", "frozen"), ("blank on", "blank off", "blank")):
        page = desk(on)
        assert told(dialogue)[name] is True and f'value="{off}"' in page
        desk(off)
        assert told(dialogue)[name] is False
    desk(f"show {first}")
    assert told(dialogue)["questions"][0]["shown"]
    assert f'value="hide {first}"' in desk()
    desk(f"close {first}")
    assert not told(dialogue)["questions"][0]["open"]
    desk(f"open {first}")
    assert told(dialogue)["questions"][0]["open"]


def test_the_clock_runs_out_and_cuts_nobody_off(desk, dialogue):
    desk("timer 60")
    assert told(dialogue)["timer"]["seconds"] == 60 and told(dialogue)["questions"][0]["open"]
    assert "Take the clock away" in desk()
    desk("timer 0")
    assert told(dialogue)["timer"] is None


def test_counters_say_a_few_under_the_threshold(desk, round):
    builders.say(round, "one", ["fika"])
    assert "a few have joined" in desk() and "a few have answered" in desk()
    builders.room(round, 7)
    assert "8 have answered" in desk()


def test_what_waits_is_counted_with_its_reasons_and_let_out_or_kept_away(desk, round, dialogue):
    builders.room(round, 6, lambda number: ["fika", "lyssna på Anna", "du är en idiot"][: 3 if number else 1])
    page, question = desk(), ids(dialogue)[0]
    assert "2 wait (1 abuse, 1 name)" in page or "2 wait (1 name, 1 abuse)" in page
    held = {each["why"]: each["id"] for each in told(dialogue)["questions"][0]["held"]}
    desk(f"approve {question} {held['name']}")
    page = desk(f"hold {question} {held['abuse']}", reason="It is abuse.")
    assert "wait (" not in page and "lyssna på Anna" in page
    assert told(dialogue)["questions"][0]["aside"][0]["reason"] == "It is abuse."


def test_a_text_is_hidden_with_a_reason_brought_back_and_that_is_undone(desk, round, dialogue):
    builders.room(round, 6, lambda number: ["fika", "mod"])
    question = ids(dialogue)[0]
    text = next(each["id"] for each in told(dialogue)["results"][str(question)]["words"] if each["text"] == "mod")
    page = desk(f"hold {question} {text}", reason="It could point somebody out.")
    assert "Hidden by the leader" in page and f'value="release {question} {text}"' in page
    assert AnswerGroup.objects.get(label="mod").hidden_reason == "It could point somebody out."
    desk("undo")
    assert not told(dialogue)["questions"][0]["aside"]


def test_hiding_without_a_reason_says_so(desk, round, dialogue):
    builders.room(round, 6, lambda number: ["fika"])
    question = ids(dialogue)[0]
    text = told(dialogue)["results"][str(question)]["words"][0]["id"]
    assert "Say why" in desk(f"hold {question} {text}", reason=" ")


def test_two_texts_are_put_together_by_choosing_one_and_then_the_other(as_, astrid, desk, round, dialogue):
    builders.room(round, 6, lambda number: ["fika", "mod"])
    question = ids(dialogue)[0]
    words = {each["text"]: each["id"] for each in told(dialogue)["results"][str(question)]["words"]}
    page = as_(astrid).get(f"/dialogues/{dialogue.pk}/desk/?question={question}&merge={words['mod']}").content.decode()
    [button] = re.findall(r'value="(merge [^"]+)"', page)
    page = desk(button)
    assert "mod → fika" in page
    assert [each["text"] for each in told(dialogue)["results"][str(question)]["words"]] == ["fika"]
    desk(f"unmerge {question} {words['mod']}")
    assert len(told(dialogue)["results"][str(question)]["words"]) == 2


def test_a_question_is_added_and_moved_from_the_desk(desk, dialogue):
    desk("add", kind="words", text="Och nu?")
    assert told(dialogue)["questions"][-1]["text"] == "Och nu?"
    order = ids(dialogue)
    desk(f"reorder {order[-1]} up {' '.join(map(str, order))}")
    assert [each["text"] for each in told(dialogue)["questions"]][2] == "Och nu?"


def test_the_question_about_candour_has_no_buttons_to_move_it_and_stays_last(as_, astrid):
    made = builders.opened(by=astrid, kinds=("words", "text"), asks_candour=True).dialogue
    first, second, candour = ids(made)
    page = as_(astrid).get(f"/dialogues/{made.pk}/desk/").content.decode()
    assert f"reorder {candour}" not in page and f"reorder {second} down" not in page
    live.lead(made, astrid, Command("reorder", order=[candour, second, first]))
    assert ids(made) == [second, first, candour]


def test_paper_is_one_person_marked_as_written_in_and_twice_is_once(as_, astrid, round, dialogue):
    live.lead(dialogue, astrid, Command("open", question=ids(dialogue)[2]))
    client = as_(astrid)
    path = f"/dialogues/{dialogue.pk}/desk/paper/"
    page = client.get(path).content.decode()
    id = re.search(r'name="id" value="([0-9a-f]{32})"', page)[1]
    words, _text, scale = ids(dialogue)
    sent = {"id": id, "rev": "1", f"q{words}-0": "från papper", f"q{scale}": "4"}
    assert client.post(path, sent).status_code == 302
    assert client.post(path, sent).status_code == 302
    [person] = respondents(round.pk)
    assert person.on_behalf
    assert client.post(path, {"id": id, "rev": "1", f"q{scale}": "99"}).status_code == 422


def test_paper_can_be_written_in_for_a_group(as_, astrid, round, dialogue):
    from hamn.dialogues import building

    building.write_groups(dialogue, ["Chefer", "Medarbetare"])
    client, path = as_(astrid), f"/dialogues/{dialogue.pk}/desk/paper/"
    id = re.search(r'name="id" value="([0-9a-f]{32})"', client.get(path).content.decode())[1]
    client.post(path, {"id": id, "rev": "1", f"q{ids(dialogue)[0]}-0": "hej", "group": "chefer"})
    assert [person.group for person in respondents(round.pk)] == ["chefer"]


def test_ending_asks_what_is_taken_along(desk, dialogue):
    page = desk("end")
    assert "What do we take with us?" in page and dialogue.get_absolute_url() in page
    assert not Dialogue.objects.get(pk=dialogue.pk).open_round


def test_a_round_is_begun_ended_with_a_new_one_and_voided_with_a_reason(desk, dialogue):
    desk("new_round")
    assert Dialogue.objects.get(pk=dialogue.pk).open_round.number == 2
    assert "Say why" in desk("void", reason="")
    page = desk("void", reason="It was a test.")
    assert "It was a test." in page
    assert "Question 1 of 3" in desk("begin")
    assert Dialogue.objects.get(pk=dialogue.pk).open_round.number == 3


def test_a_dialogue_without_questions_says_so_instead_of_opening(as_, astrid):
    made = builders.dialogue(by=astrid, kinds=())
    client = as_(astrid)
    client.post(f"/dialogues/{made.pk}/desk/commands/", {"do": "begin"})
    assert "Write at least one question first." in client.get(f"/dialogues/{made.pk}/desk/").content.decode()


@pytest.mark.parametrize(
    "do", ["", "nonsense", "step", "step x", "freeze maybe", "merge 1", "reorder 1 up 2", "timer x"]
)
def test_a_button_that_is_not_ours_is_refused_in_a_sentence(do, desk):
    with pytest.raises(Refused):
        command_of({"do": do})
    assert "There is no such command." in desk(do or " ") or "This is needed." in desk(do or " ")


def test_with_scripts_a_button_is_answered_with_the_desk_alone(as_, astrid, dialogue):
    path = f"/dialogues/{dialogue.pk}/desk/commands/"
    response = as_(astrid).post(path, {"do": "freeze on"}, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert page.lstrip().startswith('<section id="desk"') and "The wall is frozen" in page and "<html" not in page


def test_each_group_has_a_link_and_a_code_of_its_own(as_, astrid, dialogue):
    from hamn.dialogues import building

    building.write_groups(dialogue, ["Chefer", "Medarbetare"])
    page = as_(astrid).get(f"/dialogues/{dialogue.pk}/desk/").content.decode()
    assert f"/d/{dialogue.code}?group=chefer" in page and page.count('class="qr"') == 3


def test_a_room_of_many_texts_is_not_sent_whole_every_other_second(as_, astrid, round, dialogue):
    builders.room(round, 20, lambda number: [f"ord {number} {letter}" for letter in "abcde"])
    page = as_(astrid).get(f"/dialogues/{dialogue.pk}/desk/").content.decode()
    assert page.count('id="said-') == 40 and "Show 60 more" in page
    everything = as_(astrid).get(f"/dialogues/{dialogue.pk}/desk/?all=1").content.decode()
    assert everything.count('id="said-') == 100


def test_the_desk_asks_the_database_little(as_, astrid, round, dialogue, django_assert_max_num_queries):
    builders.room(round, 6)
    client = as_(astrid)
    client.get(f"/dialogues/{dialogue.pk}/desk/?part=desk")
    # Without an engine in the process the room is read from its rows each time; with one it is in memory.
    with django_assert_max_num_queries(18):
        client.get(f"/dialogues/{dialogue.pk}/desk/?part=desk")


def test_reasons_are_told_in_words():
    assert reasons_in_words(["name", "name"]) == "name"
    assert reasons_in_words(["name", "abuse", "name"]) == "2 name, 1 abuse"


def test_an_empty_room_has_no_current_question():
    empty = {"questions": [], "results": {}, "step": None}
    assert Desk(empty).current is None and Desk(empty).after is None and Desk(empty).held == []


def test_opening_twice_from_two_desks_is_one_round(as_, astrid):
    made = builders.dialogue(by=astrid)
    client = as_(astrid)
    for _time in range(2):
        client.post(f"/dialogues/{made.pk}/desk/commands/", {"do": "begin"})
    assert made.rounds.count() == 1
    assert open_round(made, by=astrid).number == 1
