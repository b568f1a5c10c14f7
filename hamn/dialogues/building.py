"""Putting a dialogue together: its questions with their options, its groups, and a copy of the whole.

A question that has answers keeps its wording and its options; whoever calls this has looked (`tally.answered_questions`).
"""

from collections.abc import Collection, Sequence
from itertools import count

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hamn.dialogues import serving
from hamn.dialogues.models import Dialogue, Option, Question, RespondentGroup
from hamn.records import history

LONGEST_OPTION, LONGEST_GROUP = 200, 80
MOST_QUESTIONS, MOST_OPTIONS = 30, 30
# What the form's own fields are called beside the options'.
RESERVED_KEYS = {"own", "ask", "support"}
COPIED = (
    *("kind", "purpose", "text", "order", "steps", "low_label", "high_label", "several", "points"),
    *("step_words", "takes_comments", "beside"),
)
COPIED_SETTINGS = (
    *("programme", "who_asks", "why", "kept_until", "threshold", "recognisable", "pace", "approve_first"),
    "asks_candour",
)
CANDOUR = Question.Purpose.CANDOUR


def lines(text: str) -> list[str]:
    """One per line, without the empty ones and without repetition."""
    return list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def least_options(kind: str) -> int:
    return 1 if kind == Question.Kind.STATEMENTS else 2


def write_options(question: Question, texts: Sequence[str]) -> None:
    """These and no others, in this order. One whose text is there already keeps its id on phones."""
    keep_in_order(question.options, "text", texts, longest_key=14, reserved=RESERVED_KEYS)


def write_groups(dialogue: Dialogue, names: Sequence[str]) -> None:
    """These groups and no others, in this order; one whose name is there already keeps its link."""
    keep_in_order(dialogue.groups, "name", names, longest_key=30)


@transaction.atomic
def keep_in_order(rows, named: str, texts: Sequence[str], longest_key: int, reserved: Collection[str] = ()) -> None:
    """rows: of a question or a dialogue, each with a text (in the field called `named`), a key and a place."""
    known = {getattr(row, named): row for row in rows.all()}
    rows.filter(pk__in=[row.pk for text, row in known.items() if text not in texts]).delete()
    for order, text in enumerate(texts):
        if text in known:
            rows.filter(pk=known[text].pk).update(order=order)
        else:
            rows.create(**{named: text}, key=free_key(rows, text, longest_key, reserved), order=order)


def free_key(rows, text: str, longest: int, reserved: Collection[str]) -> str:
    """A short id that phones and links show: readable when the text allows it, and free among its neighbours."""
    stem = slugify(text)[:longest] or rows.model._meta.model_name
    taken = {*rows.values_list("key", flat=True), *reserved}
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(key for key in numbered if key not in taken)


@transaction.atomic
def add(question: Question, options: Sequence[str], after: Question | None = None) -> Question:
    """A new question of its dialogue: last, or behind another one. Raises ValueError when there are too many."""
    asked = ordinary(question.dialogue)
    if len(asked) >= MOST_QUESTIONS:
        raise ValueError(f"A dialogue has at most {MOST_QUESTIONS} questions.")
    question.save()
    write_options(question, options)
    place = asked.index(after) + 1 if after in asked else len(asked)
    put_in_order([*asked[:place], question, *asked[place:]])
    serving.rows_changed(question.dialogue.code)
    return question


@transaction.atomic
def change(question: Question, options: Sequence[str]) -> None:
    question.save()
    if question.kind in Question.WITH_OPTIONS:
        write_options(question, options)
    serving.rows_changed(question.dialogue.code)


@transaction.atomic
def remove(question: Question) -> None:
    question.delete()
    serving.rows_changed(question.dialogue.code)


@transaction.atomic
def move(question: Question, places: int) -> None:
    """Up (negative) or down among the dialogue's questions; at the end it stays where it is."""
    asked = ordinary(question.dialogue)
    place = asked.index(question)
    asked.insert(max(0, min(len(asked) - 1, place + places)), asked.pop(place))
    put_in_order(asked)
    serving.rows_changed(question.dialogue.code)


def ordinary(dialogue: Dialogue) -> list[Question]:
    """Everything but the question about candour, which is always asked last and never moved."""
    return list(dialogue.questions.exclude(purpose=CANDOUR))


def put_in_order(questions: Sequence[Question]) -> None:
    for order, question in enumerate(questions):
        Question.objects.filter(pk=question.pk).update(order=order)


@transaction.atomic
def duplicate(dialogue: Dialogue, by, team, visibility: str = "") -> Dialogue:
    """The same questions, options, groups and settings under a new code, asked by nobody yet."""
    settings = {name: getattr(dialogue, name) for name in COPIED_SETTINGS}
    title = _("%(title)s (copy)") % {"title": dialogue.title[:140]}
    copy = Dialogue(title=title, team=team, author=by, visibility=visibility or dialogue.visibility, **settings)
    history.note(copy, "created", by, dialogue.title)
    # A guess is about a group of this dialogue; whoever asks anew chooses anew.
    for question in [each for each in ordinary(dialogue) if each.about_group_id is None]:
        fields = {name: getattr(question, name) for name in COPIED}
        made = Question.objects.create(dialogue=copy, **fields)
        Option.objects.bulk_create(
            Option(question=made, key=option.key, text=option.text, about=option.about, order=option.order)
            for option in question.options.all()
        )
    RespondentGroup.objects.bulk_create(
        RespondentGroup(dialogue=copy, key=group.key, name=group.name, order=group.order)
        for group in dialogue.groups.all()
    )
    return copy
