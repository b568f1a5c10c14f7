"""The room: who is in it, what they have answered, and what may be seen of it. A plain object: messages and time in.

Nothing here waits, writes or listens. An answer goes two steps: `receive` says whether it can be taken and as what, and
`stored` counts it once it is on disk.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from typing import Any

from hamn.live import beside
from hamn.live.as_json import as_json
from hamn.live.cleaning import one_line
from hamn.live.entries import Confirmation, Joined, Seen, Sent
from hamn.live.gate import Disclose, Watch
from hamn.live.kinds import kind_of
from hamn.live.kinds.kind import is_mark
from hamn.live.messages import Answer
from hamn.live.questions import Group, Question
from hamn.live.refusal import Refused, closed, invalid
from hamn.live.state import State
from hamn.live.tally import Tally
from hamn.live.texts import Suspect, Text, Texts

# The ledger's number for having answered anything at all.
PRESENCE = 0
# A phone that answers faster than this is not a person: so many at once, and so many a second after that.
BURST, PER_SECOND = 40, 8.0
# What the hall may hold. Past it newcomers are told so, and everybody inside goes on.
MOST_PEOPLE = 20_000

Place = tuple[int, str]


@dataclass(frozen=True)
class Sheet:
    """What the room is about, as its rows tell."""

    round_id: int
    code: str
    title: str
    questions: Sequence[Question]
    pace: str = "own"
    groups: Sequence[Group] = ()
    approve_first: bool = False
    outcome: str = ""
    # The same in every round of a dialogue, and wherever else a phrase that somebody chose joins their rounds.
    phrase_key: bytes = b""


@dataclass(slots=True)
class Person:
    group: str = ""
    language: str = ""
    on_behalf: bool = False
    answers: dict[Place, Confirmation] = field(default_factory=dict)
    values: dict[Place, Any] = field(default_factory=dict)
    tokens: float = BURST
    seen_at: float = 0.0


@dataclass(frozen=True)
class Passage:
    """What the gate lets out of one question: to be stored in its ledger, and then shown."""

    seen: Seen
    tally: Tally
    people: int


def first_state(sheet: Sheet) -> State:
    """At one's own pace everything is open; live, the first question is where we are. Guesses wait for the leader."""
    ids = [question.id for question in sheet.questions if not question.about]
    if sheet.pace == "own" or not ids:
        return State(open=ids)
    return State(step=ids[0], open=ids[:1])


def participant_of(key: bytes, ticket: str) -> str:
    """The keyed hash that stands for a ticket."""
    return blake2b(ticket.encode(), key=key[:64], person=b"ticket", digest_size=16).hexdigest()


class Room:
    def __init__(
        self,
        sheet: Sheet,
        key: bytes,
        disclose: Disclose,
        suspect: Suspect = lambda text: None,
        state: State | None = None,
        ledgers: Mapping[int, Any] | None = None,
    ) -> None:
        self.sheet, self.key, self.disclose, self.suspect = sheet, key, disclose, suspect
        self.questions = {question.id: question for question in sheet.questions}
        self.state = state or first_state(sheet)
        self.ledgers = dict(ledgers or {})
        self.people: dict[str, Person] = {}
        self.tallies: dict[int, Tally] = {}
        self.watches: dict[int, Watch] = {}
        self.shown: dict[int, tuple[Tally, int]] = {}
        self.told: dict[int, dict[str, Any] | None] = {}
        self.released: dict[int, set[str]] = {}
        # Who has answered something else since the gate last looked, by question.
        self.moved: dict[int, set[str]] = {}
        self.seq = 0
        for number in (PRESENCE, *self.questions):
            self.begin(number)

    def begin(self, number: int) -> None:
        self.tallies[number] = Tally()
        self.watches[number] = self.disclose.watch(self.ledgers.get(number, {}))
        self.released[number] = set()

    def ask(self, sheet: Sheet) -> None:
        """Go on with these questions; a question that is known keeps its answers."""
        self.sheet = sheet
        for question in sheet.questions:
            if question.id not in self.questions:
                self.begin(question.id)
                if sheet.pace == "own" and not question.about:
                    self.state.open.append(question.id)
        self.questions = {question.id: question for question in sheet.questions}
        self.retell(*self.shown)
        self.seq += 1

    # Coming in

    def participant(self, ticket: str) -> str:
        """The keyed hash under which a ticket's answers are kept. Without the key nobody can tell whose they are."""
        return participant_of(self.key, ticket)

    def join(self, participant: str, group: str | None, phrase: str | None, on_behalf: bool = False) -> Joined | None:
        """What is to be stored, or None for somebody who is here already. Raises Refused."""
        if group and group not in {each.id for each in self.sheet.groups}:
            raise invalid("unknown_group", "group")
        known = self.people.get(participant)
        if known and known.group and self.state.settled:
            # Whoever could change sides now would see the others' picture before it is revealed.
            group = known.group
        if known and not phrase and group in (None, "", known.group):
            return None
        if known is None and len(self.people) >= MOST_PEOPLE:
            raise Refused("full", 503, wait_s=30)
        chosen = one_line(phrase or "").casefold()
        hashed = hmac.digest(self.sheet.phrase_key, chosen.encode(), sha256).hex() if chosen else ""
        return Joined(self.sheet.round_id, participant, group or (known.group if known else ""), hashed, on_behalf)

    def joined(self, entry: Joined) -> Person:
        person = self.people.setdefault(entry.participant, Person())
        person.group, person.on_behalf = entry.group, entry.on_behalf
        return person

    # Answering

    def receive(self, participant: str, answer: Answer, now: float) -> Sent | Confirmation:
        """The answer as it goes to the store, or the confirmation of what is stored already. Raises Refused."""
        self.slow_down(self.here(participant), now)
        return self.accept(participant, answer)

    def receive_all(self, participant: str, answers: Iterable[Answer], now: float) -> list[Sent | Confirmation]:
        """A form: one message, however much it asks, and looked at whole before anything of it is stored. Raises Refused."""
        self.slow_down(self.here(participant), now)
        return [self.accept(participant, each) for each in answers]

    def here(self, participant: str) -> Person:
        person = self.people.get(participant)
        if person is None:
            raise Refused("join", 401)
        return person

    def accept(self, participant: str, answer: Answer) -> Sent | Confirmation:
        person, question = self.people[participant], self.questions.get(answer.question)
        if question is None:
            raise invalid("unknown_question", "question")
        if question.about and question.about == person.group:
            raise invalid("about_own_group", "question")
        item, value = self.read(question, answer)
        standing = person.answers.get((question.id, item))
        if standing and (standing.id == answer.id or standing.rev >= answer.rev):
            return standing
        if question.id not in self.state.open:
            raise closed()
        self.check_most(person, question, item)
        return Sent(answer.id, self.sheet.round_id, question.id, participant, answer.rev, value, item)

    def slow_down(self, person: Person, now: float) -> None:
        """A bucket of tokens per ticket; by address would be wrong, since a hall shares one."""
        passed = max(0.0, now - person.seen_at)
        person.tokens, person.seen_at = min(BURST, person.tokens + passed * PER_SECOND), now
        if person.tokens < 1:
            raise Refused("slow", 429, wait_s=1)
        person.tokens -= 1

    def read(self, question: Question, answer: Answer) -> tuple[str, Any]:
        kind = kind_of(question)
        if answer.comment is not None and question.kind != "axes":
            raise invalid("no_comment", "comment")
        if answer.seen is not None and not kind.tells_seen:
            raise invalid("unknown_field", "seen")
        if answer.withdraw:
            return kind.item_taken_back(question, answer), None
        return kind.read(question, answer, self.released[question.id])

    def check_most(self, person: Person, question: Question, item: str) -> None:
        prefix = item.partition(":")[0]
        most = kind_of(question).most.get(prefix)
        if most is None or (question.id, item) in person.values:
            return
        if sum(at == question.id and own.startswith(f"{prefix}:") for at, own in person.values) >= most:
            raise invalid("too_many_own", most=most)

    def stored(self, sent: Sent) -> Confirmation:
        """Count what is on disk now. An older answer that was overtaken changes nothing; what stands is returned."""
        person = self.people.setdefault(sent.participant, Person())
        place = (sent.question_id, sent.item)
        standing = person.answers.get(place)
        if standing and standing.rev >= sent.rev:
            return standing
        person.answers[place] = confirmation = Confirmation(sent.id, sent.rev)
        if sent.question_id in self.tallies:
            self.count(sent, person, place)
        return confirmation

    def count(self, sent: Sent, person: Person, place: Place) -> None:
        question = self.questions.get(sent.question_id)
        if question is None:
            return
        kind, tally = kind_of(question), self.tallies[question.id]
        if place in person.values:
            tally.remove(kind.cells(question, sent.item, person.values.pop(place)))
        if sent.value is not None:
            person.values[place] = sent.value
            tally.add(kind.cells(question, sent.item, sent.value))
        self.moved.setdefault(question.id, set()).add(sent.participant)

    def watch_moved(self) -> None:
        """Tell the gate's watches of everybody who has moved: once per view, however often they changed their minds."""
        for number, participants in self.moved.items():
            for participant in participants:
                person = self.people[participant]
                self.watches[number].change(participant, self.mark_of(person, number))
                self.watches[PRESENCE].change(participant, "here" if person.values else None)
            participants.clear()

    def mark_of(self, person: Person, question: int) -> str | None:
        """A mark of everything somebody answers to a question, worthless without the key."""
        own = sorted((item, value) for (at, item), value in person.values.items() if at == question)
        return self.mark(as_json(own)) if own else None

    def mark(self, text: str) -> str:
        return blake2b(text.encode(), key=self.key[:32], digest_size=12).hexdigest()

    def own(self, participant: str) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        person = self.people.get(participant)
        for (question, item), value in (person.values if person else {}).items():
            if not is_mark(item, value):
                found.setdefault(str(question), {})[item] = value
        return found

    @property
    def has_written_in(self) -> bool:
        """Whether some answers came by paper or word of mouth, and whoever leads wrote them in."""
        return any(person.on_behalf and person.values for person in self.people.values())

    # Showing

    def passages(self, closing: bool = False) -> list[Passage]:
        """What the gate lets out now of what has moved. Store their ledger before `passed` shows them."""
        moved = {PRESENCE, *self.moved} if self.moved else set()
        found = self.let_out(sorted(self.watches if closing else moved), closing)
        self.moved = {}
        return found

    def let_out(self, numbers: Iterable[int], closing: bool) -> list[Passage]:
        """A question that is settled has been let out for the last time."""
        found = []
        self.watch_moved()
        for number in [each for each in numbers if self.may_be_told(each, closing)]:
            watch = self.watches[number]
            verdict = watch.verdict(closing)
            if self.disclose.holds(verdict):
                continue
            shows = self.disclose.shows(verdict)
            if not shows and not watch.views:
                # Nothing was ever shown, so there is nothing to hide.
                continue
            tally, people = (self.tallies[number].copy(), watch.people) if shows else (Tally(), 0)
            marks = watch.show(verdict)
            seen = Seen(self.sheet.round_id, number, watch.views, marks, people, tally.as_json())
            found.append(Passage(seen, tally, people))
        return found

    def may_be_told(self, number: int, closing: bool) -> bool:
        question = self.questions.get(number)
        waits = question is not None and question.beside and not closing
        return number not in self.state.settled and not waits

    def settle(self, number: int) -> list[Passage]:
        """Close a question for good: the last that is let out of it, and how each group answered where that may be told.

        Call it when every answer that was taken is counted, and store the ledger and the state before showing them.
        """
        self.state.open = [each for each in self.state.open if each != number]
        passages = self.let_out([number], closing=True)
        self.state.settled[number] = beside.pictures(self, number)
        self.seq += 1
        return passages

    def show_again(self, number: int, tally: Tally, people: int) -> None:
        """What stood there before the room started again."""
        self.shown[number] = (tally, people)
        self.retell(number)

    def passed(self, passages: Iterable[Passage]) -> set[int]:
        """Show what the gate let out. Returns the questions whose results are others now."""
        changed = set()
        for passage in passages:
            number = passage.seen.question_id
            self.shown[number] = (passage.tally, passage.people)
            changed.add(number)
        self.retell(*changed)
        if changed:
            self.seq += 1
        return changed

    def retell(self, *numbers: int) -> None:
        """Put the shown tallies into words again, after a new view or a leader's decision."""
        for number in numbers:
            question = self.questions.get(number)
            if question is None:
                continue
            tally, people = self.shown.get(number, (Tally(), 0))
            texts = self.texts(question)
            self.released[number] = {text.id for text in self.all_texts(number) if not texts.is_withheld(text)}
            told = kind_of(question).told_of_all(question, tally, texts) if people else None
            self.told[number] = (
                {"answered": people} | told | beside.revealed(self, number) if told is not None else None
            )

    def texts(self, question: Question) -> Texts:
        moderation = self.state.moderation(question.id)
        return Texts(question.id, moderation, self.suspect, self.sheet.approve_first)

    def all_texts(self, number: int) -> list[Text]:
        """Every text that the gate let out of a question, also those that wait or are put aside."""
        question = self.questions.get(number)
        if question is None or not kind_of(question).has_texts or number not in self.shown:
            return []
        return self.texts(question).everything(self.shown[number][0])

    @property
    def answered(self) -> int | None:
        return self.shown.get(PRESENCE, (None, 0))[1] or None

    def answered_question(self, number: int) -> int | None:
        """How many have answered one question, as far as that may be told."""
        return self.shown.get(number, (None, 0))[1] or None
