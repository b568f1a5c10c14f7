"""What the room tells: phones, the wall and the desk each see their part. Everything here has passed the gate."""

from collections.abc import Iterable, Mapping
from typing import Any

from hamn.live.kinds import kind_of
from hamn.live.paired import on_wall
from hamn.live.questions import Question
from hamn.live.room import Room

# What is told of a question before the gate has let anything out of it.
NOTHING: Mapping[str, Any] = {"statements": (), "asks": ()}


def status(room: Room, now: float, connected: int) -> dict[str, Any]:
    """Everything of the snapshot that is the same for all, except results."""
    return {
        "code": room.sheet.code,
        "title": room.sheet.title,
        "round": room.sheet.round_id,
        "state": "open",
        "pace": room.sheet.pace,
        "step": room.state.step,
        "revealed": room.state.revealed,
        "timer": room.state.timer.told(now) if room.state.timer else None,
        "joined": room.disclose.count(len(room.people)),
        "connected": room.disclose.count(connected),
        "answered": room.answered,
        "groups": [{"id": group.id, "text": group.text} for group in room.sheet.groups],
        "questions": [question_told(room, question) for question in room.questions.values()],
        "outcome": None,
    }


def question_told(room: Room, question: Question) -> dict[str, Any]:
    told = {"id": question.id, "kind": question.kind, "text": question.text}
    told |= {"open": question.id in room.state.open, "shown": question.id in room.state.shown}
    told |= {"settled": True} if question.id in room.state.settled else {}
    told |= {"about": question.about} if question.about else {}
    return told | kind_of(question).described(question)


def snapshot(room: Room, now: float, connected: int) -> dict[str, Any]:
    return status(room, now, connected) | {
        "results": results(room, room.questions),
        "texts": to_answer(room, room.questions),
    }


def results(room: Room, numbers: Iterable[int]) -> dict[str, Any]:
    return {str(number): room.told.get(number) for number in numbers if number in room.state.shown}


def to_answer(room: Room, numbers: Iterable[int]) -> dict[str, list[dict[str, Any]]]:
    """Texts of others in questions that are open. Where results are shown, they stand in those."""
    found = {}
    for number in set(numbers) & set(room.state.open) - set(room.state.shown):
        question, told = room.questions.get(number), room.told.get(number)
        texts = kind_of(question).texts_to_answer(question, told or NOTHING) if question else None
        if texts is not None:
            found[str(number)] = texts
    return found


def desk(room: Room, now: float, connected: int) -> dict[str, Any]:
    """What whoever leads sees: every result that has passed the gate, and the texts that wait or are put aside."""
    told = status(room, now, connected)
    told["questions"] = [each | desk_texts(room, each["id"]) | pictures(room, each["id"]) for each in told["questions"]]
    told["results"] = {str(number): room.told.get(number) for number in room.questions}
    told |= {"frozen": room.state.frozen, "blank": room.state.blank}
    return told | {"can_undo": bool(room.state.past), "written_in": room.has_written_in}


def pictures(room: Room, number: int) -> dict[str, Any]:
    """Which groups have a picture to see. Not the pictures: a desk is easily projected."""
    settled = room.state.settled.get(number)
    return {} if settled is None else {"pictures": sorted(settled)}


def desk_texts(room: Room, number: int) -> dict[str, Any]:
    texts, decided = room.all_texts(number), room.state.moderation(number)
    words = {text.id: text.text for text in texts}
    held = [text for text in texts if text.waits and text.id not in decided.aside]
    return {
        "held": [{"id": text.id, "text": text.text, "why": text.waits} for text in held],
        "aside": [{"id": id, "text": words[id], "reason": why} for id, why in decided.aside.items() if id in words],
        "merged": [{"id": id, "text": words[id], "into": to} for id, to in decided.merged.items() if id in words],
    }


def wall(room: Room, now: float, connected: int) -> dict[str, Any]:
    """What the wall shows: what everybody may see, and what the leader has set for the wall."""
    told = snapshot(room, now, connected)
    told["questions"] = [each | {"answered": room.answered_question(each["id"])} for each in told["questions"]]
    told["results"] = on_wall(room.questions, {number: room.told.get(number) for number in room.state.shown})
    return told | {"frozen": room.state.frozen, "blank": room.state.blank}
