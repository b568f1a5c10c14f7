"""Random joins, repeats, changed minds, lost replies, kills and clock jumps end in totals equal to a recount of the rows.

A few hundred sequences in the run; as many as you like by `python -m tests.live.test_random 10000`.
"""

import random
import sys
from itertools import combinations

import pytest

from hamn.live import exposure
from hamn.live.entries import Sent, Taken
from hamn.live.journal import store_each
from hamn.live.refusal import Refused
from tests.live import rooms

SEQUENCES, STEPS = 300, 90
THRESHOLD = 5


class Life:
    """One room, the phones around it, and the disk. Every step is something that happens to real rooms."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.kind = self.rng.choice(rooms.KINDS)
        self.disk = rooms.Disk(rooms.sheet(self.kind, "scale"))
        self.room = self.disk.room(THRESHOLD)
        self.clock = 0.0
        self.waiting = []
        # What each phone believes: by place, the newest it was told is stored. And everything it has ever sent.
        self.confirmed, self.sent = {}, []
        self.revs = {}
        self.views = {number: [{}] for number in (0, 1, 2)}
        # The last view of a question that was closed for good, which shows the remainder; and what was told with it.
        self.last, self.told_last = {}, {}

    def live(self):
        for _step in range(self.rng.randint(5, STEPS)):
            self.rng.choice(self.STEPS)(self)
        self.commit()
        self.check()

    # What happens

    def answer(self):
        person = self.person()
        number = self.rng.choice((1, 1, 1, 2))
        seen = self.rng.sample("abc", 2) if self.kind == "statements" and number == 1 else None
        self.send(person, rooms.answer(self.value(number), number, self.next_rev(person), seen=seen))

    def withdraw(self):
        person = self.person()
        items = [(int(number), item) for number, own in self.room.own(person).items() for item in own]
        if items:
            number, item = self.rng.choice(items)
            self.send(person, rooms.answer(None, number, self.next_rev(person), withdraw=True, item=item or None))

    def repeat(self):
        """A lost reply, a double tap, a second tab: something that was sent is sent again, perhaps long after."""
        if self.sent:
            self.send(*self.rng.choice(self.sent))

    def steal(self):
        """Somebody uses an id that stands for another's answer."""
        if self.sent:
            _who, answer = self.rng.choice(self.sent)
            self.send(self.person(), rooms.answer(self.value(1), 1, 1, id=answer.id))

    def commit(self):
        """The batch reaches the disk, and whoever is still there is told."""
        batch, self.waiting = self.waiting, []
        outcomes = store_each(self.disk.store, batch)
        for sent, outcome in zip(batch, outcomes, strict=True):
            if not isinstance(outcome, Taken):
                self.told(sent.participant, self.room.stored(sent), sent)

    def commit_and_be_killed(self):
        """On disk, but nobody was told."""
        store_each(self.disk.store, self.waiting)
        self.kill()

    def kill(self):
        """What had not reached the disk is gone, and nobody was told that it was there."""
        self.waiting = []
        self.room = self.disk.room(THRESHOLD)

    def jump(self):
        self.clock += self.rng.uniform(-1e6, 1e6)

    def look(self):
        passages = self.room.passages()
        seen = [passage.seen for passage in passages]
        if self.rng.random() < 0.1:
            # Killed between the ledger and the showing, or before either.
            if self.rng.random() < 0.5:
                self.disk.store(seen)
                self.note(seen)
            self.kill()
            return
        self.disk.store(seen)
        self.note(seen)
        self.room.passed(passages)

    def settle(self):
        """The leader closes a question for good, when what was under way is on disk. Perhaps killed on the way."""
        if self.rng.random() < 0.7:
            return
        number = self.rng.choice((1, 2))
        self.commit()
        if number in self.room.state.settled:
            return
        passages = self.room.settle(number)
        seen = [passage.seen for passage in passages]
        self.disk.store(seen)
        self.note(seen)
        self.last.setdefault(number, set()).update(len(self.views[number]) - 1 for _each in seen)
        if self.rng.random() < 0.2:
            self.kill()
            return
        self.disk.store([rooms.kept(self.room)])
        self.room.passed(passages)
        self.told_last[number] = (self.room.told.get(number), self.room.state.settled[number])

    STEPS = (answer,) * 12 + (withdraw,) * 2 + (repeat,) * 4 + (steal,) + (commit,) * 6 + (look,) * 5
    STEPS += (commit_and_be_killed, kill, jump, settle)

    # How

    def person(self):
        participant = self.room.participant(f"phone {self.rng.randint(1, 14)}")
        entry = self.room.join(participant, self.rng.choice((None, "staff", "leaders")), None)
        if entry:
            self.disk.store([entry])
            self.room.joined(entry)
        return participant

    def next_rev(self, person):
        self.revs[person] = self.revs.get(person, 0) + 1
        return self.revs[person]

    def send(self, person, answer):
        self.sent.append((person, answer))
        self.clock += 10.0
        try:
            taken = self.room.receive(person, answer, self.clock)
        except Refused:
            return
        if isinstance(taken, Sent):
            self.waiting += [taken, *exposure.beside(self.room, taken, answer)]
        else:
            item, _value = self.room.read(self.room.questions[answer.question], answer)
            self.told(person, taken, Sent(answer.id, 1, answer.question, person, answer.rev, None, item))

    def told(self, person, confirmation, sent):
        self.confirmed[sent.place] = max(self.confirmed.get(sent.place, 0), confirmation.rev)

    def value(self, number):
        rng = self.rng
        if number == 2:
            return rng.choice([1, 2, 3, 4, 5, "dont_know"])
        released = sorted(self.room.released[1])
        return {
            "words": lambda: rng.sample(["mod", "fika", "tillit", "tid", "Öl", "ol"], rng.randint(1, 4)),
            "text": lambda: rng.choice(["en", "två", "tre"]),
            "choice": lambda: [rng.choice("abc")],
            "scale": lambda: rng.randint(1, 5),
            "ranking": lambda: rng.sample(["a", "b", "c"], rng.randint(1, 3)),
            "points": lambda: rng.choice([{"a": 100}, {"b": 30, "c": 70}]),
            "axes": lambda: {axis: rng.choice([1, 5, "dont_know"]) for axis in rng.sample("abc", 2)},
            "statements": lambda: rng.choice([{"a": 1}, {"b": -1}, {"own": rng.choice(["x", "y"])}]),
            "qa": lambda: {"support": rng.choice(released)} if released and rng.random() < 0.5 else {"ask": "varför"},
        }[self.kind]()

    def note(self, seen):
        """Whoever keeps every view they were ever shown."""
        for each in seen:
            view = dict(self.views[each.question_id][-1])
            for who, mark in each.marks.items():
                view.pop(who, None)
                if mark is not None:
                    view[who] = mark
            self.views[each.question_id].append(view)

    # What must hold

    def check(self):
        recount = self.disk.room(THRESHOLD)
        assert self.room.tallies == recount.tallies, "the tally is not a recount of the rows"
        self.room.watch_moved()
        recount.watch_moved()
        for number, watch in self.room.watches.items():
            assert watch.now == recount.watches[number].now
            assert watch.moved.tolist() == recount.watches[number].moved.tolist()
        self.check_confirmed()
        self.check_views()
        self.check_closing(recount)

    def check_confirmed(self):
        for place, rev in self.confirmed.items():
            assert place in self.disk.rows, "a confirmed answer is not on disk"
            assert self.disk.rows[place].rev >= rev, "a confirmed answer was replaced by an older one"
        ids = [sent.id for sent in self.disk.rows.values()]
        assert len(ids) == len(set(ids)), "an id stands for two answers"

    def check_views(self):
        for number, views in self.views.items():
            for (_place, one), (place, other) in combinations(enumerate(views), 2):
                if place in self.last.get(number, ()):
                    # Closed for good: the remainder shows, however small it is.
                    continue
                people = sum(one.get(who) != other.get(who) for who in one.keys() | other.keys())
                assert people == 0 or people >= THRESHOLD, "two views isolate fewer than the threshold"

    def check_closing(self, recount):
        self.room.passed(self.room.passages(closing=True))
        for number, (told, groups) in self.told_last.items():
            assert number not in self.room.state.open, "a question that was closed for good is open"
            assert self.room.told.get(number) == told, "the results of a settled question have changed"
            assert self.room.state.settled[number] == groups, "a group's picture has changed"
        for number, (tally, people) in self.room.shown.items():
            assert people == 0 or (people == recount.watches[number].people and tally == recount.tallies[number])


@pytest.mark.parametrize("start", range(0, SEQUENCES, 50))
def test_random_lives_of_a_room_end_in_a_recount(start):
    for seed in range(start, start + 50):
        try:
            Life(seed).live()
        except AssertionError as fault:
            raise AssertionError(f"seed {seed}: {fault}") from fault


def test_a_room_that_confirms_before_the_disk_has_it_is_found_out():
    """A control: the same lives, with a store that says yes and forgets."""

    class Careless(Life):
        def kill(self):
            for sent in self.waiting:
                self.told(sent.participant, self.room.stored(sent), sent)
            super().kill()

    found = 0
    for seed in range(60):
        try:
            Careless(seed).live()
        except AssertionError:
            found += 1
    assert found > 10


if __name__ == "__main__":
    sequences = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for seed in range(sequences):
        Life(seed).live()
    print(
        f"{sequences} sequences: every tally was a recount, every confirmed answer on disk, no view isolated anybody."
    )
