"""Rooms for tests, with the real gate, and a store in memory that behaves like the disk."""

import json
import secrets
from functools import partial
from itertools import count

from hamn.live.entries import CLOSED, Confirmation, Joined, Kept, Seen, Sent, Taken
from hamn.live.gate import Disclose
from hamn.live.messages import Answer
from hamn.live.questions import Group, Option, Question
from hamn.live.room import Room, Sheet
from hamn.live.state import State
from hamn.live.tally import Tally
from hamn.sensemaking.disclosure import Gate, Verdict, Watch, axes_shown

KEY = bytes(range(32))
OPTIONS = (Option("a", "Alfa"), Option("b", "Beta"), Option("c", "Gamma"))
KINDS = ("words", "text", "choice", "scale", "ranking", "points", "axes", "statements", "qa")
_ids = count(1)


def question(kind="words", id=1, **fields):
    return Question(id, kind, f"Question of {kind}?", OPTIONS, **fields)


def disclose(threshold=5, recognisable=False):
    gate = Gate(threshold, recognisable)
    return Disclose(
        lambda ledger: Watch(gate, ledger),
        gate.count,
        lambda v: v is Verdict.HOLD,
        lambda v: v is Verdict.SHOW,
        gate.groups_shown,
        partial(axes_shown, gate),
    )


def sheet(*kinds, pace="own", **fields):
    questions = [question(kind, number) for number, kind in enumerate(kinds or ("words",), 1)]
    groups = (Group("staff", "Staff"), Group("leaders", "Leaders"))
    return Sheet(1, "4F7K9X", "Trust", questions, pace, groups, outcome="/d/4F7K9X", **fields)


def room(*kinds, pace="own", threshold=5, recognisable=False, suspect=lambda text: None, **fields):
    return Room(sheet(*kinds, pace=pace, **fields), KEY, disclose(threshold, recognisable), suspect)


def new_id():
    return f"{next(_ids):032x}"


def answer(value, question=1, rev=1, id=None, **fields):
    return Answer(id or new_id(), rev, question, value, **fields)


def come(room, *names, group=None):
    for name in names:
        entry = room.join(room.participant(str(name)), group, None)
        if entry:
            room.joined(entry)


def say(room, who, value, question=1, rev=1, **fields):
    """`who` comes in if need be, answers, and it is stored at once."""
    come(room, who)
    taken = room.receive(room.participant(str(who)), answer(value, question, rev, **fields), now=1e9)
    return room.stored(taken) if isinstance(taken, Sent) else taken


def look(room, closing=False):
    """Let out what may be seen. Returns the questions that changed."""
    return room.passed(room.passages(closing))


class Disk:
    """A store in memory: what is in `rows` when `store` has returned is what a restart finds."""

    def __init__(self, sheet=None):
        self.sheet = sheet or globals()["sheet"]()
        self.rows, self.people, self.views, self.shown = {}, {}, {}, {}
        self.state, self.is_open, self.batches = None, True, 0

    def store(self, batch):
        if not self.is_open:
            return [CLOSED for _entry in batch]
        ids = {sent.id: place for place, sent in self.rows.items()}
        for entry in batch:
            if isinstance(entry, Sent) and ids.setdefault(entry.id, entry.place) != entry.place:
                raise Taken
        self.batches += 1
        return [WRITERS[type(entry)](self, entry) for entry in batch]

    def write_answer(self, sent):
        standing = self.rows.get(sent.place)
        if standing is None or sent.rev > standing.rev:
            # As on a real disk: what comes back is a copy.
            self.rows[sent.place] = sent._replace(value=json.loads(json.dumps(sent.value)))
        return Confirmation(sent.id, sent.rev)

    def write_respondent(self, joined):
        self.people[joined.participant] = joined
        return Confirmation("", 0)

    def write_view(self, seen):
        before = self.views.get((seen.question_id, seen.view), dict(seen.marks))
        assert before == dict(seen.marks), "a view is numbered once"
        self.views[seen.question_id, seen.view] = dict(seen.marks)
        self.shown[seen.question_id] = (seen.tally, seen.people)
        return Confirmation("", 0)

    def write_state(self, kept):
        self.state = kept.state
        return Confirmation("", 0)

    def room(self, threshold=5, suspect=lambda text: None):
        """The room as it is found after a restart."""
        ledgers = {}
        for (number, view), marks in sorted(self.views.items()):
            for participant, mark in marks.items():
                ledgers.setdefault(number, {}).setdefault(participant, []).append((view, mark))
        state = State.from_json(self.state) if self.state else None
        found = Room(self.sheet, KEY, disclose(threshold), suspect, state, ledgers)
        for joined in self.people.values():
            found.joined(joined)
        for sent in self.rows.values():
            found.stored(sent)
        for number, (tally, people) in self.shown.items():
            found.show_again(number, Tally.from_json(tally), people)
        return found


WRITERS = {Sent: Disk.write_answer, Joined: Disk.write_respondent, Seen: Disk.write_view, Kept: Disk.write_state}


def kept(room):
    return Kept(room.sheet.round_id, room.state.as_json())


def ticket():
    return secrets.token_urlsafe(8)
