"""How groups differ, as far as that may be shown, and when."""

import pytest

from hamn.dialogues import building, live
from hamn.dialogues.models import Dialogue
from hamn.dialogues.results import Heard
from hamn.dialogues.rounds import close_round
from hamn.live.messages import Answer, Command
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(astrid):
    round = builders.opened(by=astrid, kinds=("scale", "words"))
    building.write_groups(round.dialogue, ["Chefer", "Medarbetare", "Politiker"])
    scale = round.dialogue.questions.first()
    number = 0
    for group, people in (("chefer", 6), ("medarbetare", 9), ("politiker", 6)):
        for _person in range(people):
            number += 1
            value = 2 if group == "chefer" else 4
            live.answer_all(round, f"ticket-{number}", [Answer(f"{number:032x}", 1, scale.pk, value)], group)
    return round


def closed(round, astrid):
    close_round(round, by=astrid)
    return Dialogue.objects.get(pk=round.dialogue_id)


def page(as_, who, dialogue):
    return as_(who).get(dialogue.get_absolute_url()).content.decode()


def test_groups_stand_beside_each_other_once_it_is_closed_and_first_for_those_who_lead(as_, astrid, cilla, round):
    assert "Beside each other" not in page(as_, astrid, round.dialogue)
    dialogue = closed(round, astrid)
    assert "Beside each other" in page(as_, astrid, dialogue)
    assert "Beside each other" not in page(as_, cilla, dialogue)
    assert "Beside each other" not in as_(cilla).get(dialogue.get_absolute_url(), {"part": "results"}).content.decode()
    as_(astrid).post(f"/dialogues/{dialogue.pk}/revealing/?round=1")
    shown = page(as_, cilla, dialogue)
    assert "Beside each other" in shown and "Chefer" in shown and "Medarbetare" in shown


def test_what_was_revealed_in_the_room_is_revealed_on_the_page(as_, astrid, cilla, round):
    live.lead(round.dialogue, astrid, Command("reveal", on=True))
    assert "Beside each other" in page(as_, cilla, closed(round, astrid))


def test_a_group_that_is_too_small_is_said_to_be_so(as_, astrid):
    round = builders.opened(by=astrid, kinds=("scale",))
    building.write_groups(round.dialogue, ["Chefer", "Medarbetare", "Politiker", "Gäster"])
    scale = round.dialogue.questions.first()
    for number in range(1, 15):
        group = "chefer" if number <= 5 else "medarbetare" if number <= 11 else "politiker"
        live.answer_all(round, f"ticket-{number}", [Answer(f"{number:032x}", 1, scale.pk, 3)], group)
    dialogue = closed(round, astrid)
    [result] = Heard.of(dialogue).results(dialogue.latest_round)
    drawn = {group.name: drawing is not None for group, _answered, drawing in result.beside}
    assert not drawn["Politiker"] and not drawn["Gäster"]
    assert "too few to tell" in page(as_, astrid, dialogue)


def test_words_never_stand_under_a_groups_heading(astrid, round):
    dialogue = closed(round, astrid)
    scale, words = Heard.of(dialogue).results(dialogue.latest_round)
    assert scale.is_counted and not words.is_counted


def test_revealing_twice_is_noted_once_and_strangers_do_not_reveal(as_, astrid, cilla, round):
    dialogue = closed(round, astrid)
    path = f"/dialogues/{dialogue.pk}/revealing/?round=1"
    assert as_(cilla).post(path).status_code == 404
    for _time in range(2):
        as_(astrid).post(path)
    assert [row.history_change_reason for row in dialogue.history.all()].count("revealed") == 1


def test_an_open_round_is_not_revealed_by_the_page(as_, astrid, round):
    assert as_(astrid).post(f"/dialogues/{round.dialogue_id}/revealing/?round=1").status_code == 404


def test_each_round_has_its_own_results_on_a_tab(as_, astrid, round):
    dialogue = closed(round, astrid)
    from hamn.dialogues.rounds import open_round

    open_round(dialogue, by=astrid)
    client = as_(astrid)
    assert "?round=2" in page(as_, astrid, dialogue)
    first = client.get(dialogue.get_absolute_url(), {"round": "1"}).content.decode()
    assert "21 people have answered" in first and "Beside each other" in first


def test_candour_is_the_last_result(astrid):
    round = builders.opened(by=astrid, kinds=("words", "scale"), asks_candour=True)
    live.lead(round.dialogue, astrid, Command("add", kind="text", text="En till?"))
    results = Heard.of(Dialogue.objects.get(pk=round.dialogue_id)).results(round)
    assert [result.question.purpose for result in results] == ["", "", "", "candour"]
