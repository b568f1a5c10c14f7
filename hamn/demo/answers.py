"""The demonstration's rooms: their answers are stored, counted and let out exactly as a real room's are."""

from hamn.demo.cargo import Cargo
from hamn.demo.spread import spread
from hamn.dialogues import keys, rooms, theming
from hamn.dialogues.models import AnswerGroup, Dialogue, Option, Question, Reply, RespondentGroup, Round, Tension
from hamn.dialogues.release import release
from hamn.dialogues.rounds import close_round, open_round
from hamn.dialogues.store import Sent, store
from hamn.live.entries import Joined, Kept
from hamn.live.kinds import kind_of
from hamn.live.state import State

FILE = "5-dialogues"


class AnyText:
    """Every text that somebody in the room has written may be supported and voted on."""

    def __contains__(self, text) -> bool:
        return True


def load_dialogues(cargo: Cargo) -> None:
    for row in cargo.rows(FILE, "dialogue"):
        load_dialogue(cargo, row)
    for row in cargo.rows(FILE, "reply"):
        cargo.build(Reply, row, group=answer_group(cargo, row["answer"]))
    for row in cargo.rows(FILE, "tension"):
        one, other = (answer_group(cargo, row[end]) for end in ("one", "other"))
        Tension.objects.draw(one, other, by=one.question.dialogue.author, note=row["note"])
    for row in cargo.rows(FILE, "codebook"):
        load_codebook(cargo, row)


def load_codebook(cargo: Cargo, row: dict) -> None:
    """A question's themes, and what its leader has put in each."""
    question = cargo.nouns[row["question"]]
    by = question.dialogue.author
    for told in row["themes"]:
        theme = theming.add(question, told["name"], told["description"], "", by=by)
        for label in told["answers"]:
            theming.code(answer_group(cargo, f"{row['question']}/{label}"), theme, by=by)


def load_dialogue(cargo: Cargo, row: dict) -> None:
    opened_at = cargo.moment(row["opened_at"], hour=10)
    dialogue = cargo.build(Dialogue, row, created_at=opened_at)
    for order, group in enumerate(row.get("groups", [])):
        RespondentGroup.objects.create(dialogue=dialogue, key=group["key"], name=group["name"], order=order)
    for order, question in enumerate(row["questions"], start=1):
        load_question(cargo, question, dialogue, order)
    room = open_round(dialogue, by=dialogue.author, at=opened_at)
    fill(room, row, participants(room, row))
    if "closed_at" in row:
        close_round(room, by=dialogue.author, at=cargo.moment(row["closed_at"], hour=16))
    else:
        show_everything(room)
        release(room.pk)
    # How many said what is invented even where the words are the source's own.
    AnswerGroup.objects.filter(round=room).update(invented=True)


def load_question(cargo: Cargo, row: dict, dialogue: Dialogue, order: int) -> None:
    question = cargo.build(Question, row, dialogue=dialogue, order=order)
    options = [
        Option(question=question, key=key, text=text, order=place)
        for place, (key, text) in enumerate(row.get("options", []))
    ]
    Option.objects.bulk_create(options)


def show_everything(room: Round) -> None:
    """As a leader has it who stands at the first question and lets the room see what it says."""
    numbers = [question.pk for question in room.dialogue.questions.all()]
    store([Kept(room.pk, State(step=numbers[0], open=numbers, shown=numbers).as_json())])


def participants(room: Round, row: dict) -> list[str]:
    """Everybody in the room, each with a phone of their own; group by group where they answer as something."""
    found = [keys.participant(room.pk, keys.new_ticket()) for _person in range(people_of(row))]
    as_what = [group["key"] for group in row.get("groups", []) for _person in range(group["people"])]
    store([Joined(room.pk, *each) for each in zip(found, as_what, strict=False)])
    return found


def people_of(row: dict) -> int:
    return row.get("people") or sum(group["people"] for group in row["groups"])


def fill(room: Round, row: dict, people: list[str]) -> None:
    """Everybody answers. What the file says is read as the room reads a phone, so that nothing false gets in."""
    asked_here = list(room.dialogue.questions.prefetch_related("options"))
    told = [*row["questions"], *([row["candour"]] if "candour" in row else [])]
    for question, answers in zip(asked_here, told, strict=True):
        asked = rooms.asked(question)
        sent = []
        for person, answer in spread(answers, asked, len(people)):
            item, value = kind_of(asked).read(asked, answer, AnyText())
            sent.append(Sent(answer.id, room.pk, question.pk, people[person], 1, value, item))
        store(sent)


def answer_group(cargo: Cargo, place: str) -> AnswerGroup:
    """The group that "question id/words" names."""
    question, _slash, label = place.partition("/")
    return AnswerGroup.objects.get(question=cargo.nouns[question], label=label)
