"""Dialogues for tests, and a room that answers them."""

from itertools import count

from hamn.dialogues import keys, rooms, store
from hamn.dialogues.models import Dialogue, Option, Question
from hamn.dialogues.release import release
from hamn.dialogues.rounds import open_round
from hamn.live.kinds import kind_of
from hamn.live.messages import Answer
from hamn.records.models import Visibility
from tests import cast

_ids = count(1)


def dialogue(by=None, title="What strengthens trust?", visibility=Visibility.PARTNERSHIP, kinds=("words",), **fields):
    made = Dialogue.objects.create(
        programme=cast.programme(),
        title=title,
        who_asks="Crew one, the region",
        why="We want to know what to do next.",
        author=by,
        team=fields.pop("team", None) or cast.crew(),
        visibility=visibility,
        **fields,
    )
    for order, kind in enumerate(kinds):
        question = Question.objects.create(dialogue=made, kind=kind, text=f"Question of {kind}?", order=order)
        if kind in Question.WITH_OPTIONS:
            for place, key in enumerate("abc"):
                Option.objects.create(question=question, key=key, text=f"Option {key}", order=place)
    return made


def opened(by=None, **fields):
    made = dialogue(by=by, **fields)
    return open_round(made, by=by)


def say(round, who, value, rev=1, question=None, release_it=True, id=None, item=""):
    """`who` answers; a value of None takes the answer back."""
    question = question or round.dialogue.questions.first()
    participant, asked = keys.participant(round.pk, str(who)), rooms.asked(question)
    if value is not None:
        # As the room reads it.
        item, value = kind_of(asked).read(asked, Answer("0" * 32, rev, question.pk, value), AnyText())
    sent = store.Sent(id or f"{next(_ids):032x}", round.pk, question.pk, participant, rev, value, item)
    [confirmation] = store.store([sent])
    if release_it:
        release(round.pk)
    return confirmation


class AnyText:
    """Texts of the room that a test does not name one by one."""

    def __contains__(self, text):
        return True


def room(round, people=6, value=None, question=None):
    """So many people answer, each with the same words unless `value` tells otherwise by number."""
    for number in range(people):
        say(round, f"person-{number}", value(number) if value else ["tillit"], question=question, release_it=False)
    release(round.pk)
    round.refresh_from_db()


def words(question):
    """What the pages may show: label → count."""
    return {group.label: group.shown_count for group in question.answer_groups.shown()}
