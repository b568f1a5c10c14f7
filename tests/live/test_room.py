"""The room as a plain object: messages and time in, results out."""

import json
import random

import pytest

from hamn.live import telling
from hamn.live.beside import beside_the_whole
from hamn.live.entries import Confirmation, Sent
from hamn.live.leading import ACTS, lead
from hamn.live.messages import Command
from hamn.live.refusal import Refused
from hamn.live.room import BURST, Room
from hamn.live.state import State
from tests.live import rooms
from tests.live.rooms import look, say


def words(room, number=1):
    return {text["text"]: text["count"] for text in (room.told.get(number) or {}).get("words", [])}


def act(room, command, **fields):
    lead(room, Command(command, **fields), now=1000.0)


def error_of(work):
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.error


def test_a_thousand_people_answer_and_every_one_is_counted_once():
    room = rooms.room("words", "scale")
    for person in range(1000):
        say(room, person, ["tillit", f"ord {person % 40}"])
        say(room, person, person % 5 + 1, question=2)
    assert look(room) == {0, 1, 2}
    assert words(room)["tillit"] == 1000 and len(words(room)) == 41
    assert room.told[2]["counts"] == [200] * 5
    assert room.answered == 1000


def test_the_same_answer_again_gets_the_same_confirmation():
    room = rooms.room()
    sent = rooms.answer(["mod"])
    rooms.come(room, "a")
    who = room.participant("a")
    first = room.stored(room.receive(who, sent, 0.0))
    assert room.receive(who, sent, 0.0) == first == Confirmation(sent.id, 1)


def test_a_later_answer_replaces_and_an_earlier_one_that_arrives_late_is_told_what_stands():
    room = rooms.room("scale")
    newer = say(room, "a", 5, rev=2)
    assert say(room, "a", 1, rev=1) == newer
    assert room.tallies[1]["step", 5] == 1 and room.tallies[1]["step", 1] == 0


def test_two_versions_on_their_way_at_once_end_in_the_newer_in_either_order():
    for order in ((1, 2), (2, 1)):
        room = rooms.room("scale")
        rooms.come(room, "a")
        who = room.participant("a")
        taken = [room.receive(who, rooms.answer(rev, rev=rev), 0.0) for rev in order]
        assert all(isinstance(each, Sent) for each in taken)
        [room.stored(each) for each in taken]
        assert room.own(who) == {"1": {"": 2}}
        assert [room.tallies[1]["step", step] for step in (1, 2)] == [0, 1]


def test_an_answer_taken_back_is_gone_and_a_late_copy_does_not_bring_it_back():
    room = rooms.room("scale")
    say(room, "a", 4, rev=1)
    say(room, "a", None, rev=2, withdraw=True)
    say(room, "a", 4, rev=1)
    assert room.own(room.participant("a")) == {} and not room.tallies[1].counts
    room.watch_moved()
    assert room.watches[0].people == 0


def test_a_second_question_to_the_panel_does_not_replace_the_first():
    room = rooms.room("qa")
    say(room, "a", {"ask": "En?"})
    say(room, "a", {"ask": "Två?"})
    say(room, "a", {"ask": "Tre?"})
    assert len(room.own(room.participant("a"))["1"]) == 3
    assert error_of(lambda: say(room, "a", {"ask": "Fyra?"})) == "invalid"


def test_without_a_ticket_nothing_is_taken():
    room = rooms.room()
    assert error_of(lambda: room.receive("nobody", rooms.answer(["mod"]), 0.0)) == "join"


def test_a_closed_question_takes_nothing_and_opens_again():
    room = rooms.room()
    act(room, "close", question=1)
    assert error_of(lambda: say(room, "a", ["mod"])) == "closed"
    act(room, "reopen", question=1)
    assert say(room, "a", ["mod"]).rev == 1


def test_a_repeat_of_a_stored_answer_is_confirmed_also_when_the_question_has_closed():
    room = rooms.room()
    sent = rooms.answer(["mod"])
    rooms.come(room, "a")
    room.stored(room.receive(room.participant("a"), sent, 0.0))
    act(room, "close", question=1)
    assert room.receive(room.participant("a"), sent, 0.0).id == sent.id


def test_a_phone_that_floods_is_slowed_down_and_the_others_are_not():
    room = rooms.room("scale")
    rooms.come(room, "flood", "calm")
    who = room.participant("flood")
    for rev in range(1, BURST + 1):
        room.stored(room.receive(who, rooms.answer(1, rev=rev), 5.0))
    assert error_of(lambda: room.receive(who, rooms.answer(1, rev=99), 5.0)) == "slow"
    assert isinstance(room.receive(room.participant("calm"), rooms.answer(1), 5.0), Sent)
    assert isinstance(room.receive(who, rooms.answer(1, rev=99), 6.0), Sent)


def test_a_form_is_one_message_however_much_it_asks_and_kept_whole_or_not_at_all():
    room = rooms.room("scale")
    rooms.come(room, "a")
    who, many = room.participant("a"), [rooms.answer(1, rev=rev) for rev in range(1, 3 * BURST)]
    assert len(room.receive_all(who, many, 5.0)) == len(many)
    assert room.people[who].tokens == BURST - 1
    assert error_of(lambda: room.receive_all(who, [*many, rooms.answer(99, rev=999)], 5.0)) == "invalid"
    assert not room.people[who].values


def test_a_clock_that_is_set_back_neither_fills_nor_empties_the_bucket():
    room = rooms.room("scale")
    rooms.come(room, "a")
    room.receive(room.participant("a"), rooms.answer(1), 100.0)
    room.receive(room.participant("a"), rooms.answer(2), 1.0)
    assert room.people[room.participant("a")].tokens == BURST - 2


# What is shown


def test_four_are_too_few_and_at_five_the_words_said_once_are_shown():
    room = rooms.room()
    for person in range(4):
        say(room, person, [f"ord {person}"])
    assert look(room) == set() and room.told.get(1) is None and room.answered is None
    say(room, 4, ["ord 4"])
    assert look(room) == {0, 1}
    assert words(room) == {f"ord {person}": 1 for person in range(5)}


def test_the_remainder_shows_at_closing():
    room = rooms.room()
    for person in range(7):
        say(room, person, ["mod"])
        look(room)
    assert words(room) == {"mod": 5}
    look(room, closing=True)
    assert words(room) == {"mod": 7}


def test_results_are_told_to_phones_only_when_they_are_shown():
    room = rooms.room()
    for person in range(5):
        say(room, person, ["mod"])
    look(room)
    assert telling.snapshot(room, 0.0, 0)["results"] == {}
    act(room, "show", question=1)
    assert telling.snapshot(room, 0.0, 0)["results"]["1"]["answered"] == 5
    assert telling.desk(room, 0.0, 0)["results"]["1"]["answered"] == 5
    act(room, "hide", question=1)
    assert telling.snapshot(room, 0.0, 0)["results"] == {}


def test_counters_below_the_threshold_are_a_few():
    room = rooms.room()
    rooms.come(room, *"abcd")
    assert (
        telling.status(room, 0.0, connected=4)["joined"] is None and telling.status(room, 0.0, 4)["connected"] is None
    )
    rooms.come(room, "e")
    assert telling.status(room, 0.0, connected=5)["joined"] == 5 and telling.status(room, 0.0, 5)["connected"] == 5


def test_text_that_looks_like_a_name_waits_and_is_let_out_by_the_leader():
    room = rooms.room(suspect=lambda text: "name" if "Berit" in text else None)
    for person in range(5):
        say(room, person, ["mod", "Berit" if person == 0 else "fika"])
    look(room)
    assert words(room) == {"mod": 5, "fika": 4}
    [held] = telling.desk(room, 0.0, 0)["questions"][0]["held"]
    assert (held["text"], held["why"]) == ("Berit", "name")
    act(room, "approve", question=1, text=held["id"])
    assert words(room) == {"mod": 5, "fika": 4, "Berit": 1}


def test_held_texts_are_not_seen_by_the_desk_before_the_gate_lets_them_out():
    room = rooms.room(suspect=lambda text: "name")
    say(room, 1, ["Berit"])
    look(room)
    assert telling.desk(room, 0.0, 0)["questions"][0]["held"] == []


def test_with_approval_first_nothing_is_shown_until_somebody_says_yes():
    room = rooms.room(approve_first=True)
    for person in range(5):
        say(room, person, ["mod"])
    look(room)
    assert words(room) == {}
    [held] = telling.desk(room, 0.0, 0)["questions"][0]["held"]
    assert held["why"] == "approval"
    act(room, "approve", question=1, text=held["id"])
    assert words(room) == {"mod": 5}


def test_hiding_merging_and_undoing_texts():
    room = rooms.room()
    for person in range(6):
        say(room, person, ["mod" if person < 3 else "modet", "fika"])
    look(room)
    ids = {text["text"]: text["id"] for text in room.told[1]["words"]}
    act(room, "merge", question=1, text=ids["modet"], into=ids["mod"])
    assert words(room) == {"fika": 6, "mod": 6}
    act(room, "hold", question=1, text=ids["fika"], reason="Handlar om annat")
    assert words(room) == {"mod": 6} and room.told[1]["put_aside"] == ["Handlar om annat"]
    act(room, "undo")
    assert words(room) == {"fika": 6, "mod": 6}
    act(room, "undo")
    assert words(room) == {"fika": 6, "mod": 3, "modet": 3}
    assert error_of(lambda: act(room, "undo")) == "not_now"


def test_merging_chains_collapse_and_circles_are_refused():
    room = rooms.room()
    for person in range(6):
        say(room, person, ["a", "b", "c"])
    look(room)
    ids = {text["text"]: text["id"] for text in room.told[1]["words"]}
    act(room, "merge", question=1, text=ids["a"], into=ids["b"])
    act(room, "merge", question=1, text=ids["b"], into=ids["c"])
    assert words(room) == {"c": 18}
    assert error_of(lambda: act(room, "merge", question=1, text=ids["c"], into=ids["a"])) == "invalid"
    assert error_of(lambda: act(room, "merge", question=1, text=ids["c"], into=ids["c"])) == "invalid"
    assert words(room) == {"c": 18}


def test_a_reason_is_needed_to_hide_something():
    room = rooms.room()
    for person in range(5):
        say(room, person, ["mod"])
    look(room)
    [text] = room.told[1]["words"]
    assert error_of(lambda: act(room, "hold", question=1, text=text["id"], reason=" ")) == "invalid"
    assert error_of(lambda: act(room, "hold", question=1, text="nope", reason="x")) == "invalid"


@pytest.mark.parametrize("command", sorted(set(ACTS) - {"undo"}))
def test_every_act_may_come_twice(command):
    room = rooms.room(pace="live")
    for person in range(5):
        say(room, person, ["mod", "fika"])
    look(room)
    first, second = (text["id"] for text in room.told[1]["words"])
    fields = {"question": 1, "text": first, "into": second, "reason": "därför", "on": True, "seconds": 60}
    act(room, command, **fields)
    state = room.state.as_json()
    act(room, command, **fields)
    once, twice = json.loads(state), json.loads(room.state.as_json())
    once.pop("past"), twice.pop("past")
    assert once == twice


def test_live_pace_opens_the_question_that_the_leader_steps_to():
    room = rooms.room("words", "scale", pace="live")
    assert (room.state.step, room.state.open) == (1, [1])
    assert error_of(lambda: say(room, "a", 3, question=2)) == "closed"
    act(room, "step", question=2)
    assert say(room, "a", 3, question=2).rev == 1
    assert telling.status(room, 0.0, 0)["step"] == 2


def test_a_timer_counts_down_and_closes_nothing():
    room = rooms.room()
    act(room, "timer", seconds=60)
    assert telling.status(room, 1010.0, 0)["timer"] == {"seconds": 60, "left": 50.0}
    assert telling.status(room, 5000.0, 0)["timer"]["left"] == 0.0
    assert telling.status(room, 0.0, 0)["timer"]["left"] == 60
    assert say(room, "late", ["mod"]).rev == 1
    act(room, "timer", seconds=0)
    assert telling.status(room, 0.0, 0)["timer"] is None


def test_what_the_leader_set_survives_a_restart():
    room = rooms.room("words", "text", pace="live")
    for person in range(5):
        say(room, person, ["mod"])
    look(room)
    [text] = room.told[1]["words"]
    act(room, "hold", question=1, text=text["id"], reason="därför")
    act(room, "show", question=1)
    act(room, "timer", seconds=30)
    kept = State.from_json(room.state.as_json())
    assert kept == room.state
    assert kept.moderation(1).aside == {text["id"]: "därför"}


def test_new_questions_join_and_known_ones_keep_their_answers():
    room = rooms.room("words")
    say(room, "a", ["mod"])
    room.ask(rooms.sheet("words", "scale"))
    assert say(room, "a", 3, question=2).rev == 1
    assert room.tallies[1]["text", "mod", "mod"] == 1


def test_groups_are_told_at_closing_where_that_isolates_nobody():
    room = rooms.room("scale")
    for group, people in (("staff", 8), ("leaders", 6)):
        for person in range(people):
            rooms.come(room, f"{group}{person}", group=group)
            say(room, f"{group}{person}", 2 if group == "staff" else 5)
    look(room, closing=True)
    shown = beside_the_whole(room, 1, room.watches[1].gate.groups_shown)
    assert shown["staff"]["counts"] == [0, 8, 0, 0, 0] and shown["leaders"]["counts"] == [0, 0, 0, 0, 6]


def test_a_group_of_three_hides_itself_and_another_with_it():
    room = rooms.room("scale")
    for group, people in (("staff", 8), ("leaders", 3)):
        for person in range(people):
            rooms.come(room, f"{group}{person}", group=group)
            say(room, f"{group}{person}", 2)
    look(room, closing=True)
    assert beside_the_whole(room, 1, room.watches[1].gate.groups_shown) == {}


def test_an_unknown_group_is_refused():
    room = rooms.room()
    assert error_of(lambda: room.join(room.participant("a"), "kings", None)) == "invalid"


def test_a_chosen_phrase_joins_and_is_kept_only_as_a_hash():
    room = rooms.room()
    entry = room.join(room.participant("a"), None, "Tre blå båtar")
    assert entry.phrase and "blå" not in entry.phrase
    assert room.join(room.participant("b"), None, " tre blå BÅTAR ").phrase == entry.phrase


def test_the_marks_of_the_ledger_are_worthless_without_the_key():
    room = rooms.room("scale")
    other = Room(rooms.sheet("scale"), bytes(32), rooms.disclose())
    assert room.mark("answer:4") != other.mark("answer:4")
    assert room.participant("ticket") != other.participant("ticket")


@pytest.mark.parametrize("kind", rooms.KINDS)
def test_adding_and_taking_away_in_any_order_leaves_nothing(kind):
    rng = random.Random(3)
    room = rooms.room(kind)
    values = {
        "words": [["mod", "fika"], ["tillit"]],
        "text": ["en text", "en annan"],
        "choice": [["a"], ["b"]],
        "scale": [1, "dont_know"],
        "ranking": [["a", "b"], ["c"]],
        "points": [{"a": 100}, {"b": 50, "c": 50}],
        "axes": [{"a": 1}, {"b": 5, "c": "dont_know"}],
        "statements": [{"a": 1}, {"b": -1}],
        "qa": [{"ask": "En?"}, {"ask": "Två?"}],
    }[kind]
    for person in range(30):
        say(room, person, rng.choice(values))
    people = list(range(30))
    rng.shuffle(people)
    for person in people:
        for item in list(room.own(room.participant(str(person)))["1"]):
            say(room, person, None, rev=2, withdraw=True, item=item or None)
    assert room.tallies[1].counts == {}
    room.watch_moved()
    assert room.watches[1].people == room.watches[0].people == 0
