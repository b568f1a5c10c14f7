"""The map of opinions: what a closed round of statements shows of who thinks alike, and what it never shows."""

import json
import random

import pytest
from django.urls import reverse

from hamn.dialogues import keys, opinions, rooms, store, tally
from hamn.dialogues.models import OpinionMap, Option
from hamn.dialogues.opinion_figures import opinions_of
from hamn.dialogues.rounds import close_round, open_round, void_round
from hamn.records.models import Visibility
from tests.dialogues import builders

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
STATEMENTS = [f"s{number}" for number in range(10)]


def round_of(votes, statements=STATEMENTS, close=True, **fields):
    """One person for each row of votes; None is no vote."""
    made = builders.dialogue(kinds=("statements",), visibility=Visibility.PUBLIC, **fields)
    question = made.questions.get()
    question.options.all().delete()
    Option.objects.bulk_create(
        Option(question=question, key=key, text=f"Statement {key}.", order=place)
        for place, key in enumerate(statements)
    )
    round = open_round(made, by=None)
    asked = rooms.asked(question)
    sent = [
        store.Sent(
            f"{person:016x}{place:016x}", round.pk, asked.id, keys.participant(round.pk, f"p{person}"), 1, vote, key
        )
        for person, row in enumerate(votes)
        for place, (key, vote) in enumerate(zip(statements, row, strict=True))
        if vote is not None
    ]
    store.store(sent)
    if close:
        close_round(round, by=None)
    return round


def two_camps(people=40, statements=10, seed=3):
    """The first two statements unite; the others divide those with even numbers from those with odd."""
    rng = random.Random(seed)
    return [
        [vote(rng, 1 if place < 2 else 1 if (person % 2) == (place % 2) else -1) for place in range(statements)]
        for person in range(people)
    ]


def vote(rng, side):
    return side if rng.random() < 0.85 else rng.choice((1, 0, -1))


def scattered(people=40, statements=10, seed=5):
    rng = random.Random(seed)
    return [[rng.choice((1, 1, 0, -1)) for _statement in range(statements)] for _person in range(people)]


def mapped(round):
    return opinions.map_of(round.dialogue.questions.get(), round, wait=True)


def test_two_camps_become_two_islands_with_common_ground_and_real_difference(client):
    round = round_of(two_camps())
    made = mapped(round)
    assert made.told["outcome"] == "groups"
    assert sorted(island["size"] for island in made.told["archipelago"]["islands"]) == [20, 20]
    assert {one["id"] for one in made.told["common"]} == {"s0", "s1"}
    assert {one["id"] for one in made.told["divisive"]} == set(STATEMENTS[2:])
    page = client.get(round.dialogue.get_absolute_url()).content.decode()
    assert "We see two groups" in page and "Common ground" in page and "Where you really differ" in page
    assert page.count("Statement s0.") >= 3, "in the figure, its table, and the list"


def test_no_clear_groups_is_an_outcome_and_draws_no_island(client):
    round = round_of(scattered())
    assert mapped(round).told["outcome"] == "no_structure"
    page = client.get(round.dialogue.get_absolute_url()).content.decode()
    assert "We see no clear groups." in page and "Group A" not in page


@pytest.mark.parametrize(("people", "statements"), [(14, 10), (30, 7)])
def test_too_few_people_or_statements_show_counts_only(client, people, statements):
    round = round_of(two_camps(people, statements), STATEMENTS[:statements])
    made = mapped(round)
    assert made.told == {"outcome": "too_few", "archipelago": None, "sentences": made.told["sentences"]}
    page = client.get(round.dialogue.get_absolute_url()).content.decode()
    assert "too few" in page and "opinions_wall" not in page
    wall = reverse("opinions_wall", args=[round.dialogue.pk, round.dialogue.questions.get().pk])
    assert client.get(wall).status_code == 404


def test_an_open_or_void_round_has_no_map(client):
    round = round_of(two_camps(), close=False)
    question = round.dialogue.questions.get()
    assert opinions.map_of(question, round, wait=True) is None
    with pytest.raises(ValueError, match="closed and sealed"):
        list(tally.statement_votes(round.pk, question.pk))
    void_round(round, by=None, reason="A test")
    assert opinions.map_of(question, round, wait=True) is None
    assert opinions_of(question, round) is None


def test_a_large_room_waits_for_the_background_and_can_load_again(client, monkeypatch):
    monkeypatch.setattr(opinions, "SMALL", 10)
    round = round_of(two_camps())
    page = client.get(round.dialogue.get_absolute_url()).content.decode()
    assert "is being computed" in page and "Load again" in page and 'hx-trigger="every 4s"' in page
    opinions.map_all()
    opinions.map_all()
    assert OpinionMap.objects.count() == 1
    part = reverse("opinions", args=[round.dialogue.pk, round.dialogue.questions.get().pk])
    assert client.get(part).status_code == 302, "without scripts an address leads to the whole page"
    told = client.get(part, headers={"HX-Request": "true"}).content.decode()
    assert "We see two groups" in told and "every 4s" not in told


def test_the_order_of_people_and_their_numbers_change_nothing():
    votes = two_camps()
    one, other = mapped(round_of(votes)), mapped(round_of(random.Random(9).sample(votes, len(votes))))
    assert json.dumps(one.told, sort_keys=True) == json.dumps(other.told, sort_keys=True)
    assert one.input_hash == other.input_hash


def test_what_each_group_said_and_what_everybody_said_leave_nobody_over():
    """Two who vote all alike are set aside by the analysis; from the whole and the groups they could be worked out."""
    lone = [[1] * 20, [-1] * 20]
    statements = [f"s{number}" for number in range(20)]
    round = round_of(two_camps(40, 20) + lone, statements)
    told = mapped(round).told
    figure = round.shown_figures.get(group=None).told
    whole = {each["id"]: (each["agree"], each["pass"], each["disagree"]) for each in figure["statements"]}
    assert told["cells"]
    for cell in told["cells"]:
        assert tuple(map(sum, zip(*cell["groups"], strict=True))) == whole[cell["id"]]
    assert sum(island["size"] for island in told["archipelago"]["islands"]) == 42
    assert told["archipelago"]["straight"] is None


def test_a_small_group_of_one_mind_is_on_no_list():
    """Nine who all say the same would each be told by it."""
    rng = random.Random(1)
    votes = two_camps(18)
    for person, row in enumerate(votes):
        row[0] = 1
        row[2] = 1 if person % 2 else rng.choice((1, 0, -1))
    told = mapped(round_of(votes)).told
    assert not {"s0", "s2"} & {cell["id"] for cell in told["cells"]}
    listed = {one["id"] for name in ("common", "divisive") for one in told.get(name, ())}
    assert "s0" not in listed and "s2" not in listed


def test_a_statement_hidden_since_is_neither_listed_nor_on_the_map():
    round = round_of(two_camps())
    seen = opinions_of(round.dialogue.questions.get(), round)
    mapped(round)
    Option.objects.filter(key="s0").delete()
    seen = opinions_of(round.dialogue.questions.get(), round)
    assert [one.text for one in seen.common] == ["Statement s1."]
    assert "Statement s0." not in str(seen.wide.table)


def test_a_moderated_statement_takes_no_part():
    round = round_of(two_camps())
    Option.objects.filter(key="s9").delete()
    told = mapped(round).told
    assert told["statements"] == 9 and "s9" not in json.dumps(told)


def test_the_wall_shows_the_map_and_both_lists(client):
    round = round_of(two_camps())
    mapped(round)
    address = reverse("opinions_wall", args=[round.dialogue.pk, round.dialogue.questions.get().pk])
    page = client.get(address).content.decode()
    assert page.count('class="opinions-slide"') == 3 and "Statement s0." in page


def test_the_map_is_found_by_those_alone_who_see_the_dialogue(client):
    round = round_of(two_camps())
    mapped(round)
    round.dialogue.visibility = Visibility.HARBOUR
    round.dialogue.save()
    for name in ("opinions", "opinions_wall"):
        address = reverse(name, args=[round.dialogue.pk, round.dialogue.questions.get().pk])
        assert client.get(address, headers={"HX-Request": "true"}).status_code == 404
