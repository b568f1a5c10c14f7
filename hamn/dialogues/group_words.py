"""Words that one group surely says more than the others: worked out once, when a round closes, and passed by the gate.

Of a question of words each wording counts, as the leader has put them together; of open text the lemmas.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hamn.dialogues.models import Dialogue
from hamn.dialogues.reading import own_language
from hamn.live.beside import members
from hamn.live.kinds import kind_of
from hamn.live.room import Room
from hamn.live.texts import id_of_key
from hamn.sensemaking.disclosure import Gate
from hamn.sensemaking.sentences.words import SURE
from hamn.sensemaking.words import lemmas
from hamn.sensemaking.words.cloud import terms
from hamn.sensemaking.words.keyness import keyness

KINDS = ("words", "text")
# A sentence that names more of them is a list, and lists stand elsewhere.
MOST = 5

# A term (the id of a wording, or a lemma) and what it is called.
Term = dict[str, str]


@dataclass
class Said:
    """What people said, by group and person, and what each term is called."""

    groups: dict[str, dict[str, list[str]]]
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def name(self, term: str) -> str:
        names = self.names[term]
        return min(names, key=lambda name: (-names[name], name))


def get_ready(dialogue: Dialogue) -> None:
    """Read the dictionaries that `said_more` will want of this dialogue."""
    if dialogue.groups.exists() and dialogue.questions.filter(kind="text").exists():
        for language in own_language():
            lemmas.get_ready(language)


def said_more(room: Room, number: int, gate: Gate, groups: Iterable[str]) -> dict[str, list[Term]]:
    """By group, what it says more often than the others do, surest first; nothing where there are no others.

    groups: those that may stand beside the whole.
    """
    said = read(room, number)
    if len(said.groups) < 2:
        return {}
    found: dict[str, list[Term]] = {group: [] for group in groups}
    for key in keyness(said.groups, smallest=gate.threshold):
        stands = key.group in found and gate.word_may_stand(key.people, len(said.groups[key.group]))
        if stands and key.z > 0 and key.q <= SURE and len(found[key.group]) < MOST:
            found[key.group].append({"term": key.term, "name": said.name(key.term)})
    return found


def read(room: Room, number: int) -> Said:
    """Everybody who answered, those in no group as a group of their own; texts that wait or are put aside say nothing."""
    said = Said({group: {each: [] for each in people} for group, people in members(room, number).items()})
    standing = {text.id: text.text for text in standing_texts(room, number)}
    for people in said.groups.values():
        for participant, given in people.items():
            for id in texts_of(room, number, participant):
                if id in standing:
                    for term, name in terms_of(room, number, id, standing[id]):
                        given.append(term)
                        said.names[term][name] += 1
    return said


def standing_texts(room: Room, number: int):
    texts = room.texts(room.questions[number])
    return [text for text in room.all_texts(number) if not texts.is_withheld(text)]


def texts_of(room: Room, number: int, participant: str) -> Iterable[str]:
    """The ids of what somebody wrote, each once, as the leader has merged them."""
    question, decided = room.questions[number], room.state.moderation(number)
    kind, person = kind_of(question), room.people[participant]
    cells = (
        cell
        for (at, item), value in person.values.items()
        if at == number
        for cell, _weight in kind.cells(question, item, value)
    )
    return {decided.target(id_of_key(number, str(cell[1]))) for cell in cells if cell[0] == "text"}


def terms_of(room: Room, number: int, id: str, text: str) -> Sequence[tuple[str, str]]:
    return [(id, text)] if room.questions[number].kind == "words" else terms(text, own_language())
