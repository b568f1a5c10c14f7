"""A question that is closed for good: its remainder, each group's picture, and what the groups guess of each other."""

import time

import pytest

from hamn.live.leading import lead
from hamn.live.messages import Command
from hamn.live.questions import Group, Option, Question
from hamn.live.refusal import Refused
from hamn.live.room import Room, Sheet
from hamn.live.telling import desk, snapshot
from tests.live import rooms
from tests.live.house import House

AXES = (Option("mod", "Mod", "Vi vågar."), Option("roll", "Rollen"))


def questions():
    asked = Question(1, "axes", "Hur nära är vi?", AXES)
    return [asked, *(Question(n, "axes", "Gissa", AXES, about=who) for n, who in ((2, "staff"), (3, "leaders")))]


def sheet(pace="live"):
    groups = (Group("staff", "Staff"), Group("leaders", "Leaders"))
    return Sheet(1, "4F7K9X", "Where?", questions(), pace, groups, outcome="/d/4F7K9X")


def hall(pace="live", threshold=5, staff=6, leaders=5, recognisable=False):
    """A room where everybody has answered the first question: staff low, leaders high."""
    room = Room(sheet(pace), rooms.KEY, rooms.disclose(threshold, recognisable))
    for group, people, step in (("staff", staff, 2), ("leaders", leaders, 5)):
        for number in range(people):
            rooms.come(room, f"{group} {number}", group=group)
            rooms.say(room, f"{group} {number}", {"mod": step})
    return room


def settle(room, number=1):
    room.passed(room.settle(number))


def act(room, command, **fields):
    lead(room, Command(command, **fields), 0.0)


def counts(told):
    return told["axes"][0]["counts"]


def test_the_remainder_of_a_settled_question_shows():
    room = hall(staff=7, leaders=5)
    rooms.look(room)
    rooms.say(room, "staff 0", {"mod": 3}, rev=2)
    assert rooms.look(room) == set()
    settle(room)
    assert counts(room.told[1]) == [0, 6, 1, 0, 5]


def test_each_group_has_its_own_picture():
    room = hall()
    settle(room)
    pictures = room.state.settled[1]
    assert counts(pictures["staff"]) == [0, 6, 0, 0, 0] and counts(pictures["leaders"]) == [0, 0, 0, 0, 5]


def test_a_group_that_is_too_few_has_none_and_takes_the_next_smallest_with_it():
    room = hall(staff=9, leaders=2)
    settle(room)
    assert room.state.settled[1] == {}


def test_in_an_open_room_everybodys_picture_shows():
    room = hall(staff=2, leaders=1, recognisable=True)
    settle(room)
    assert set(room.state.settled[1]) == {"staff", "leaders"}


def test_a_settled_question_takes_no_more_answers_and_does_not_open_again():
    room = hall()
    settle(room)
    with pytest.raises(Refused, match="closed"):
        rooms.say(room, "staff 0", {"mod": 1}, rev=5)
    for command in ("open", "reopen"):
        with pytest.raises(Refused) as refused:
            act(room, command, question=1)
        assert refused.value.fields["command"][0] == "is_settled"
    act(room, "step", question=1)
    assert room.state.step == 1 and 1 not in room.state.open


def test_settling_again_changes_nothing():
    room = hall()
    settle(room)
    before = room.state.as_json()
    assert room.settle(1) == [] and room.state.as_json() == before


def test_what_closes_with_the_round_is_not_told_anew_of_a_settled_question():
    room = hall()
    settle(room)
    assert [passage.seen.question_id for passage in room.passages(closing=True)] == [0]


def test_nobody_changes_sides_once_pictures_are_to_be_seen():
    room = hall()
    rooms.come(room, "late")
    settle(room)
    participant = room.participant("staff 0")
    assert room.join(participant, "leaders", None) is None
    assert room.join(room.participant("late"), "leaders", None).group == "leaders"


def test_guesses_open_only_after_something_is_settled():
    room = hall()
    for command in ("open", "step"):
        with pytest.raises(Refused) as refused:
            act(room, command, question=2)
        assert refused.value.fields["command"][0] == "settle_first"
    settle(room)
    act(room, "open", question=2)
    assert 2 in room.state.open


def test_at_ones_own_pace_guesses_wait_for_the_leader_too():
    room = Room(sheet("own"), rooms.KEY, rooms.disclose())
    assert room.state.open == [1]
    room.ask(sheet("own"))
    assert room.state.open == [1]


def test_nobody_guesses_about_their_own_group():
    room = hall()
    settle(room)
    act(room, "open", question=2)
    rooms.say(room, "leaders 0", {"mod": 3}, question=2)
    with pytest.raises(Refused) as refused:
        rooms.say(room, "staff 0", {"mod": 3}, question=2)
    assert refused.value.fields["question"][0] == "about_own_group"
    assert room.watches[2].people == 1


def test_a_guess_takes_no_comment_when_it_asks_for_none():
    asked = Question(1, "axes", "Gissa", AXES, comments=False)
    room = Room(Sheet(1, "4F7K9X", "Where?", [asked]), rooms.KEY, rooms.disclose())
    with pytest.raises(Refused) as refused:
        rooms.say(room, "anna", {"mod": 3}, comment={"mod": "Därför."})
    assert "comment" in refused.value.fields


def test_no_snapshot_holds_a_groups_picture():
    room = hall()
    settle(room)
    act(room, "reveal", on=True)
    told, at_desk = snapshot(room, 0.0, 0), desk(room, 0.0, 0)
    assert told["revealed"] and told["questions"][0]["settled"] and told["questions"][1]["about"] == "staff"
    assert at_desk["questions"][0]["pictures"] == ["leaders", "staff"]
    assert '"counts": [0, 6, 0, 0, 0]' not in str(told).replace("'", '"')


def test_a_room_that_starts_again_is_as_settled_as_it_was():
    disk = rooms.Disk(sheet())
    room = disk.room()
    for number in range(6):
        participant = room.participant(f"staff {number}")
        entry = room.join(participant, "staff", None)
        disk.store([entry])
        room.joined(entry)
        sent = room.receive(participant, rooms.answer({"mod": 2}), 1e9)
        disk.store([sent])
        room.stored(sent)
    passages = room.settle(1)
    disk.store([*(passage.seen for passage in passages), rooms.kept(room)])
    room.passed(passages)
    again = disk.room()
    assert again.state.settled == room.state.settled and again.told[1] == room.told[1]
    assert again.passages(closing=True)[-1].seen.question_id != 1


def test_a_group_that_answers_first_has_its_picture_when_nothing_is_told_on_the_way():
    """Five of six in a first view would leave the sixth alone in the group's picture."""

    def answered(beside):
        asked = Question(1, "axes", "Hur nära är vi?", AXES, beside=beside)
        groups = (Group("staff", "Staff"), Group("leaders", "Leaders"))
        room = Room(Sheet(1, "4F7K9X", "Where?", [asked], groups=groups), rooms.KEY, rooms.disclose())
        for group, people in (("staff", 6), ("leaders", 7)):
            for number in range(people):
                rooms.come(room, f"{group} {number}", group=group)
                rooms.say(room, f"{group} {number}", {"mod": 2 + number % 2})
                rooms.look(room)
        assert (room.told.get(1) is None) == beside
        settle(room)
        return set(room.state.settled[1])

    assert answered(beside=False) == {"leaders"}
    assert answered(beside=True) == {"staff", "leaders"}


def beside(staff, leaders):
    """A room whose groups are laid beside each other; staff and leaders: the step that each of them gave."""
    asked = Question(1, "axes", "Hur nära är vi?", AXES, beside=True)
    groups = (Group("staff", "Staff"), Group("leaders", "Leaders"))
    room = Room(Sheet(1, "4F7K9X", "Where?", [asked], groups=groups), rooms.KEY, rooms.disclose())
    for group, steps in (("staff", staff), ("leaders", leaders)):
        for number, step in enumerate(steps):
            rooms.come(room, f"{group} {number}", group=group)
            rooms.say(room, f"{group} {number}", {"mod": step})
    settle(room)
    return room


def test_where_groups_are_laid_beside_each_other_the_whole_is_never_told():
    room = beside([1, 2, 1, 2, 3], [4, 5])
    assert room.told[1]["answered"] == 7 and "axes" not in room.told[1]
    assert set(room.state.settled[1]) == {"staff"}
    assert counts(room.state.settled[1]["staff"]) == [2, 2, 1, 0, 0]


def test_a_small_group_of_one_mind_has_no_picture():
    assert set(beside([2] * 7, [4, 5, 4, 5, 4]).state.settled[1]) == {"leaders"}


def test_when_it_is_revealed_everybody_sees_every_picture():
    room = beside([1, 2, 1, 2, 3], [4, 5, 4, 5, 4])
    assert "groups" not in room.told[1]
    act(room, "reveal", on=True)
    assert [group["text"] for group in room.told[1]["groups"]] == ["Staff", "Leaders"]
    act(room, "reveal", on=False)
    assert "groups" not in room.told[1]


@pytest.fixture
def house():
    made = House()
    made.disk = rooms.Disk(sheet())
    made.start()
    yield made
    made.stop()


def test_settling_in_a_serving_engine_stops_answers_and_tells_everyone(house):
    tickets = [house.call("POST", "join", {"group": "staff"})[2]["ticket"] for _one in range(6)]
    for number, ticket in enumerate(tickets):
        answer = {"id": f"{number:032x}", "rev": 1, "question": 1, "value": {"mod": 2}}
        assert house.call("POST", "answers", answer, ticket=ticket)[0] == 201
    house.lead(command="settle", question=1)
    house.lead(command="settle", question=1)
    late = {"id": f"{99:032x}", "rev": 2, "question": 1, "value": {"mod": 5}}
    assert house.call("POST", "answers", late, ticket=tickets[0])[0] == 409
    told = house.call("GET", "", ticket=tickets[0])[2]
    assert told["questions"][0]["settled"] and not told["questions"][0]["open"]
    # On disk before anybody is told: a server that starts again finds it.
    deadline = time.monotonic() + 5
    while not house.disk.room().state.settled and time.monotonic() < deadline:
        time.sleep(0.01)
    assert set(house.disk.room().state.settled[1]) == {"staff"}
