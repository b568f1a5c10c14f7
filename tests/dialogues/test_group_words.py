"""What one group says more than the others: what the page tells of it, and what it never tells."""

from functools import partial

import pytest
from django.db import connection

from hamn.dialogues import building, group_words, live, moderating, rounds, running
from hamn.dialogues.leaders import Leader
from hamn.dialogues.models import AnswerGroup, Dialogue, ShownFigure
from hamn.dialogues.results import Heard
from hamn.dialogues.rounds import close_round
from hamn.live.messages import Answer, Command
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


def answered(astrid, said, kind="words"):
    """said: by group, what each of its people answers."""
    round = builders.opened(by=astrid, kinds=(kind,))
    building.write_groups(round.dialogue, [group.capitalize() for group in said])
    question = round.dialogue.questions.get()
    everybody = [(group, value) for group, people in said.items() for value in people]
    for number, (group, value) in enumerate(everybody, 1):
        live.answer_all(round, f"ticket-{number}", [Answer(f"{number:032x}", 1, question.pk, value)], group)
    return round


def closed(round, astrid):
    close_round(round, by=astrid)
    dialogue = Dialogue.objects.get(pk=round.dialogue_id)
    [result] = Heard.of(dialogue).results(dialogue.latest_round)
    return result


def sentences(result):
    return {group.name: sentence for group, _answered, sentence in result.said_more}


# Three who answer something else, so that no group is of one mind; fifteen, so that views of five fall between the groups.
CHEFER, MEDARBETARE = [["mandat"]] * 12 + [["fika"]] * 3, [["tid"]] * 12 + [["fika"]] * 3


def test_each_group_is_told_of_by_the_words_it_says_more_than_the_others(astrid):
    result = closed(answered(astrid, {"chefer": CHEFER, "medarbetare": MEDARBETARE}), astrid)
    assert sentences(result) == {
        "Chefer": "Chefer say more often than others: mandat.",
        "Medarbetare": "Medarbetare say more often than others: tid.",
    }


MORE = ["Mod.", "Lugn.", "Kaffe."]


def test_open_text_is_compared_by_its_words(astrid):
    texts, others = ([f"{word} {letter}{letter}" for letter in "abcdefghijkl"] for word in ("mandate", "time"))
    result = closed(answered(astrid, {"chefer": [*texts, *MORE], "medarbetare": [*others, *MORE]}, "text"), astrid)
    assert sentences(result)["Chefer"].endswith("mandate.")


def test_groups_that_say_the_same_are_honestly_said_to_do_so(astrid):
    same = [["tid"]] * 10 + [["mod"]] * 5
    result = closed(answered(astrid, {"chefer": same, "medarbetare": same}), astrid)
    assert sentences(result)["Chefer"] == "No words surely set Chefer apart from the others."


def test_nothing_is_told_of_a_group_under_the_threshold_nor_kept(as_, astrid):
    few = {"chefer": CHEFER, "medarbetare": MEDARBETARE, "partner": [["hemligt"]] * 4, "politiker": [["valet"]] * 4}
    round = answered(astrid, few)
    result = closed(round, astrid)
    assert sentences(result)["Partner"] == sentences(result)["Politiker"] == ""
    assert sentences(result)["Chefer"] == "Chefer say more often than others: mandat."
    kept = [figure.told for figure in ShownFigure.objects.exclude(group=None)]
    assert kept and "hemligt" not in str(kept)
    assert "too few to tell" in as_(astrid).get(round.dialogue.get_absolute_url()).content.decode()


def test_what_everybody_in_a_small_group_says_is_not_told_of_it(astrid):
    result = closed(answered(astrid, {"medarbetare": MEDARBETARE, "chefer": [["mandat"]] * 9}), astrid)
    assert sentences(result)["Chefer"] == "No words surely set Chefer apart from the others."


def test_what_the_leader_hides_before_or_after_closing_is_not_told(astrid):
    round = answered(astrid, {"chefer": CHEFER, "medarbetare": MEDARBETARE})
    moderating.hide(AnswerGroup.objects.get(label="mandat"), "Names somebody.", by=astrid)
    result = closed(round, astrid)
    assert "mandat" not in str([figure.told for figure in ShownFigure.objects.all()])
    assert sentences(result)["Medarbetare"].endswith("tid.")
    moderating.hide(AnswerGroup.objects.get(label="tid"), "Names somebody.", by=astrid)
    dialogue = Dialogue.objects.get(pk=round.dialogue_id)
    [again] = Heard.of(dialogue).results(dialogue.latest_round)
    assert sentences(again)["Medarbetare"] == "No words surely set Medarbetare apart from the others."


def test_wordings_that_the_leader_put_together_count_as_one(astrid):
    said = [["mandat"]] * 6 + [["mandatet"]] * 6 + [["fika"]] * 3
    round = answered(astrid, {"chefer": said, "medarbetare": MEDARBETARE})
    moderating.merge(AnswerGroup.objects.get(label="mandatet"), AnswerGroup.objects.get(label="mandat"), by=astrid)
    assert sentences(closed(round, astrid))["Chefer"] == "Chefer say more often than others: mandat."


def test_it_stands_on_the_page_for_others_only_once_it_is_revealed(as_, astrid, cilla):
    round = answered(astrid, {"chefer": CHEFER, "medarbetare": MEDARBETARE})
    closed(round, astrid)
    told = "Chefer say more often than others"
    path = round.dialogue.get_absolute_url()
    assert told in as_(astrid).get(path).content.decode()
    assert told not in as_(cilla).get(path).content.decode()


def test_phrases_that_return_stand_with_the_words(as_, astrid):
    round = builders.opened(by=astrid, kinds=("words",))
    said = ["open question", "open questions in the hall", "open questions", "coffee", "courage", "time"]
    builders.room(round, 6, lambda number: [said[number]])
    shown = as_(astrid).get(round.dialogue.get_absolute_url()).content.decode()
    assert "Returns in several answers" in shown and '<span dir="auto">open questions</span>' in shown


def begin_anew(round, by):
    running.new_round(round, Leader(by), Command("new_round"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [rounds.close_round, partial(rounds.void_round, reason="Spoiled"), begin_anew])
def test_the_dictionary_is_read_while_nobody_waits_for_the_database(astrid, monkeypatch, act):
    round = answered(astrid, {"chefer": ["Mer mandat"] * 8, "medarbetare": ["Mer tid"] * 8}, kind="text")
    held = []
    monkeypatch.setattr(group_words.lemmas, "get_ready", lambda language: held.append(connection.in_atomic_block))
    act(round, astrid)
    assert held[0] is False
