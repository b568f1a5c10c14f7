"""How each group of a room answered what has closed for good: beside the whole, or beside each other without it."""

from collections.abc import Callable, Container, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from hamn.live.kinds import kind_of
from hamn.live.questions import Question
from hamn.live.tally import Tally
from hamn.live.texts import Moderation, Texts

if TYPE_CHECKING:
    from hamn.live.room import Room

# By the group's id, what may be told of it.
Pictures = dict[str, dict[str, Any]]


def pictures(room: "Room", number: int) -> Pictures:
    """Where that may be told."""
    if room.questions[number].beside:
        return beside_each_other(room, number)
    return beside_the_whole(room, number, room.disclose.groups)


def revealed(room: "Room", number: int) -> dict[str, Any]:
    """Every group's picture, once whoever leads has let everybody see all."""
    settled = room.state.settled.get(number, {})
    if not room.state.revealed or not room.questions[number].beside or not settled:
        return {}
    names = {group.id: group.text for group in room.sheet.groups}
    return {"groups": [{"id": each, "text": names[each]} | settled[each] for each in names if each in settled]}


def beside_each_other(room: "Room", number: int) -> Pictures:
    """Axis by axis: what may not be told of a group says nothing but that."""
    question, kind = room.questions[number], kind_of(room.questions[number])
    everybody = members(room, number)
    told = {
        group: kind.told(question, tally_of(room, question, people), no_texts(question))
        for group, people in everybody.items()
    }
    counts = {
        group: {axis["id"]: [*axis["counts"], axis["dont_know"]] for axis in each["axes"]}
        for group, each in told.items()
    }
    shown = room.disclose.axes(counts)
    return {
        group: {"answered": len(everybody[group]), "axes": as_shown(told[group]["axes"], shown[group])}
        for group in told
        if group and shown[group]
    }


def as_shown(axes: Iterable[Mapping[str, Any]], shown: Container[str]) -> list[dict[str, Any]]:
    """Of an axis that may not be told nothing stands but that it was asked."""
    return [
        dict(axis) if axis["id"] in shown else {name: axis["id"] if name == "id" else None for name in axis}
        for axis in axes
    ]


def beside_the_whole(room: "Room", number: int, may_show: Callable[[Mapping[str, int]], Iterable[str]]) -> Pictures:
    """may_show: which groups, given how many of each answered. Texts never stand under a group's heading here."""
    room.watch_moved()
    question, everybody = room.questions[number], members(room, number)
    shown = may_show({group: len(people) for group, people in everybody.items()})
    found = {}
    for group in shown:
        if group and room.watches[number].isolates_nobody(everybody[group]):
            tally = tally_of(room, question, everybody[group])
            told = kind_of(question).told(question, tally, no_texts(question))
            found[group] = {"answered": len(everybody[group])} | told
    return found


def members(room: "Room", number: int) -> dict[str, list[str]]:
    """Who answered the question, by group; those who chose none are a group too."""
    found: dict[str, list[str]] = {}
    for participant, person in room.people.items():
        if any(at == number for at, _item in person.values):
            found.setdefault(person.group, []).append(participant)
    return found


def tally_of(room: "Room", question: Question, members: Iterable[str]) -> Tally:
    tally, kind = Tally(), kind_of(question)
    for member in members:
        for (at, item), value in room.people[member].values.items():
            if at == question.id:
                tally.add(cell for cell in kind.cells(question, item, value) if cell[0][0] != "text")
    return tally


def no_texts(question: Question) -> Texts:
    return Texts(question.id, Moderation(), lambda text: None)
