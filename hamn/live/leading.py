"""What whoever leads the room can do with it. Each act may come twice; the second changes nothing.

Acts that concern rows (adding a question, closing the round …) are done by the bridge, which then asks the room anew.
"""

from collections.abc import Callable
from typing import TypeVar

from hamn.live.kinds import kind_of
from hamn.live.messages import Answer, Command, check_answer
from hamn.live.refusal import Refused, invalid
from hamn.live.room import Room
from hamn.live.state import Timer

Value = TypeVar("Value")
LONGEST_TIMER_S = 4 * 3600
LONGEST_REASON = 240
# What the bridge does with its rows.
BY_THE_BRIDGE = ("add", "reorder", "void", "new_round", "end")
ON_BEHALF = "on_behalf"
# Needs the answers that are under way to be on disk first.
SETTLE = "settle"
# The rows have changed: ask them anew.
REFRESH = "refresh"


def lead(room: Room, command: Command, now: float) -> None:
    """Do it. now: wall-clock seconds. Raises Refused, in a sentence, when it cannot be done."""
    act = ACTS.get(command.command)
    if act is None:
        raise invalid("unknown_command", "command")
    act(room, command, now)
    room.seq += 1


def written_in(command: Command) -> tuple[str, Answer]:
    """A paper or spoken answer, as one more person in the room: their ticket and their answer. The same id twice is one."""
    if command.id is None:
        raise invalid("missing", "id")
    answer = Answer(command.id, 1, command.question or 0, command.value)
    check_answer(answer)
    return f"{ON_BEHALF}:{command.id}", answer


def open_question(room: Room, command: Command, now: float) -> None:
    number = asked(room, command)
    if number in room.state.settled:
        raise not_now("is_settled")
    if room.questions[number].about and not room.state.settled:
        raise not_now("settle_first")
    if number not in room.state.open:
        room.state.open.append(number)


def close_question(room: Room, command: Command, now: float) -> None:
    number = asked(room, command)
    room.state.open = [each for each in room.state.open if each != number]


def step(room: Room, command: Command, now: float) -> None:
    number = asked(room, command)
    if number not in room.state.settled:
        open_question(room, command, now)
    room.state.step = number


def show(room: Room, command: Command, now: float) -> None:
    number = asked(room, command)
    if number not in room.state.shown:
        room.state.remember()
        room.state.shown.append(number)


def hide(room: Room, command: Command, now: float) -> None:
    number = asked(room, command)
    if number in room.state.shown:
        room.state.remember()
        room.state.shown.remove(number)


def freeze(room: Room, command: Command, now: float) -> None:
    room.state.frozen = needed(command.on, "on")


def blank(room: Room, command: Command, now: float) -> None:
    room.state.blank = needed(command.on, "on")


def reveal(room: Room, command: Command, now: float) -> None:
    room.state.revealed = needed(command.on, "on")
    room.retell(*room.state.settled)


def timer(room: Room, command: Command, now: float) -> None:
    seconds = needed(command.seconds, "seconds")
    if not 0 <= seconds <= LONGEST_TIMER_S:
        raise invalid("timer", "seconds")
    room.state.timer = Timer(seconds, now + seconds) if seconds else None


def hold(room: Room, command: Command, now: float) -> None:
    number, text = a_text(room, command)
    reason = (command.reason or "").strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise invalid("reason", "reason", most=LONGEST_REASON)
    if room.state.moderation(number).aside.get(text) != reason:
        room.state.deciding(number).aside[text] = reason
        room.retell(number)


def release(room: Room, command: Command, now: float) -> None:
    """Brings back what was put aside, and lets out what waited."""
    number, text = a_text(room, command)
    decided = room.state.deciding(number)
    decided.aside.pop(text, None)
    if text not in decided.approved:
        decided.approved.append(text)
    room.retell(number)


def merge(room: Room, command: Command, now: float) -> None:
    number, text = a_text(room, command)
    into = needed(command.into, "into")
    if into not in {each.id for each in room.all_texts(number)}:
        raise invalid("unknown_text", "into")
    try:
        room.state.deciding(number).merge(text, into)
    except ValueError:
        room.state.undo()
        raise invalid("merge", "into") from None
    room.retell(number)


def unmerge(room: Room, command: Command, now: float) -> None:
    number, text = a_text(room, command)
    if text in room.state.moderation(number).merged:
        del room.state.deciding(number).merged[text]
        room.retell(number)


def undo(room: Room, command: Command, now: float) -> None:
    if not room.state.undo():
        raise not_now("nothing_to_undo")
    room.retell(*room.questions)


def not_now(why: str) -> Refused:
    return Refused("not_now", 409, {"command": (why, {})})


def asked(room: Room, command: Command) -> int:
    if command.question not in room.questions:
        raise invalid("unknown_question", "question")
    return command.question


def a_text(room: Room, command: Command) -> tuple[int, str]:
    """The question and one of its texts that the gate has let out."""
    number = asked(room, command)
    if not kind_of(room.questions[number]).has_texts or command.text not in {
        text.id for text in room.all_texts(number)
    }:
        raise invalid("unknown_text", "text")
    return number, command.text


def needed(value: Value | None, field: str) -> Value:
    if value is None:
        raise invalid("missing", field)
    return value


ACTS: dict[str, Callable[[Room, Command, float], None]] = {
    "open": open_question,
    "reopen": open_question,
    "close": close_question,
    "step": step,
    "show": show,
    "hide": hide,
    "freeze": freeze,
    "blank": blank,
    "timer": timer,
    "hold": hold,
    "release": release,
    "approve": release,
    "merge": merge,
    "unmerge": unmerge,
    "undo": undo,
    "reveal": reveal,
}
