"""Making a round: a dialogue that asks the instrument's question as it stands now, and of each group what it may guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hamn.dialogues import building
from hamn.dialogues.models import Dialogue, Option, Question, RespondentGroup
from hamn.radar.models import Axis, Instrument, Round
from hamn.records import history


@dataclass(frozen=True)
class GroupPlan:
    """size: how many are in it, where somebody knows."""

    name: str
    size: int | None = None


class NotDescribed(ValueError):
    """The state that we wish for is written before anybody says how close we are, or said not to be written yet."""


@transaction.atomic
def make_round(
    instrument: Instrument, dialogue: Dialogue, groups: Sequence[GroupPlan], held_on: date, guesses: str, by
) -> Round:
    """dialogue: unsaved, with the settings that were chosen. Raises NotDescribed."""
    if instrument.undescribed or not instrument.axes.exists():
        raise NotDescribed
    dialogue.title = dialogue.title or title_of(instrument, held_on)
    dialogue.programme, dialogue.author, dialogue.is_pinned = instrument.programme, by, True
    # The same phrase joins a participant's answers from round to round of the same instrument.
    dialogue.phrases_shared = f"instrument-{instrument.pk}"
    dialogue.invented = dialogue.invented or instrument.invented
    history.note(dialogue, "created", by)
    round = Round(instrument=instrument, dialogue=dialogue, held_on=held_on, guesses=guesses)
    round.pin(instrument.wording)
    round.save()
    made = write_groups(dialogue, groups)
    axes = list(instrument.axes.all())
    ask(dialogue, instrument, axes, instrument.question, takes_comments=instrument.asks_comments)
    for order, group in enumerate(guessed(made, guesses), 1):
        text = _("What do you think that %(group)s answered?") % {"group": group.name}
        ask(dialogue, instrument, axes, text, order=order, takes_comments=False, about_group=group)
    history.note(instrument, "looked_out", by, dialogue.title)
    return round


def title_of(instrument: Instrument, held_on: date) -> str:
    return f"{instrument.title} {held_on:%Y-%m-%d}"


def write_groups(dialogue: Dialogue, groups: Sequence[GroupPlan]) -> list[RespondentGroup]:
    building.write_groups(dialogue, [group.name for group in groups])
    sizes = {group.name: group.size for group in groups}
    for group in dialogue.groups.all():
        RespondentGroup.objects.filter(pk=group.pk).update(size=sizes[group.name])
    return list(dialogue.groups.all())


def guessed(groups: Sequence[RespondentGroup], guesses: str) -> Sequence[RespondentGroup]:
    """Nobody can guess about the only group there is."""
    if guesses == Round.Guesses.NONE or len(groups) < 2:
        return []
    return groups[:1] if guesses == Round.Guesses.FIRST else groups


def ask(dialogue: Dialogue, instrument: Instrument, axes: Sequence[Axis], text: str, **fields) -> Question:
    """The axes keep their keys, so that rounds and guesses can be laid beside each other."""
    question = Question.objects.create(
        dialogue=dialogue,
        kind=Question.Kind.AXES,
        text=text[:300],
        steps=instrument.steps,
        low_label=instrument.low_label,
        high_label=instrument.high_label,
        step_words=instrument.step_words,
        # Where there are no groups, the whole is all that there is to see, and it moves while people answer.
        beside=dialogue.groups.exists(),
        **fields,
    )
    Option.objects.bulk_create(
        Option(question=question, key=axis.key, text=axis.name, about=axis.desired_state, order=place)
        for place, axis in enumerate(axes)
    )
    return question
