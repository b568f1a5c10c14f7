"""What changes several nouns at once: a meeting from a template, a commitment with its link, a round kit, a sent pack."""

from datetime import timedelta

from django.db import transaction

from hamn.dialogues.models import Dialogue, Question
from hamn.dockings.models import Commitment, Docking, DockingKind, DockingSeries, MeetingTemplate
from hamn.programmes.plans import State
from hamn.records import history
from hamn.records.links import link
from hamn.records.models import Visibility
from hamn.records.slugs import free_slug


@transaction.atomic
def plan_docking(docking: Docking, by, template: MeetingTemplate | None = None) -> Docking:
    """Put a meeting in the calendar, its agenda filled from the template.

    The same title at the same time in the same series is the same meeting, so that sending twice leaves one.
    """
    settle(docking, by)
    same = Docking.objects.filter(
        series=docking.series,
        team=docking.team,
        title=docking.title,
        starts_at=docking.starts_at,
        state=State.PLANNED,
        closed_at__isnull=True,
    ).first()
    if same:
        return same
    if template:
        docking.kind = template.kind
        docking.purpose = docking.purpose or template.purpose
        if template.minutes and not docking.ends_at:
            docking.ends_at = docking.starts_at + timedelta(minutes=template.minutes)
    history.note(docking, "created", by)
    for minutes, title in template.points() if template else ():
        docking.add_point(title, minutes)
    return docking


def settle(docking: Docking, by) -> None:
    """A meeting in a series takes its team, programme and reach from the series."""
    docking.author = by
    if docking.series:
        docking.team, docking.programme = docking.series.team, docking.series.programme
        docking.visibility = docking.series.visibility
    if docking.team is None and not docking.visibility:
        docking.visibility = Visibility.PARTNERSHIP


@transaction.atomic
def ask_new(docking: Docking, question: str, why: str, by) -> Dialogue:
    """A new question of words for this meeting, asked by its team and seen by those who see the meeting."""
    if same := docking.dialogues.filter(title=question).first():
        return same
    dialogue = Dialogue(programme=docking.programme, title=question, why=why)
    dialogue.who_asks = docking.team.name if docking.team else docking.programme.name
    dialogue.author, dialogue.team, dialogue.visibility = by, docking.team, docking.visibility
    history.note(dialogue, "created", by)
    Question.objects.create(dialogue=dialogue, text=question)
    docking.ask(dialogue)
    return dialogue


@transaction.atomic
def start_series(series: DockingSeries, docks_with, by) -> DockingSeries:
    series.author, series.slug = by, free_slug(DockingSeries, series.name)
    history.note(series, "created", by)
    series.docks_with.set(docks_with)
    return series


@transaction.atomic
def commit(commitment: Commitment, about, by) -> Commitment:
    """Write down what somebody does or stops doing, tied to the word or insight it answers.

    It is seen by those who see what it comes from, never by more.
    """
    place = commitment.docking or circle_of(about)
    commitment.author = by
    if place is not None:
        commitment.team, commitment.visibility = place.team, place.visibility
    same = Commitment.objects.under_way().filter(
        docking=commitment.docking, text=commitment.text, owner=commitment.owner, author=by, made_on=commitment.made_on
    )
    made = same.first() or commitment
    if made is commitment:
        history.note(commitment, "created", by)
    if about is not None and about != commitment.docking:
        link(about, made, by=by)
    return made


def circle_of(about):
    """The noun that says who sees it: itself, or the dialogue that a group of answers stands in."""
    if about is None or hasattr(about, "visibility"):
        return about
    return getattr(getattr(about, "question", None), "dialogue", None)


# The chain of a round, with its pace in weeks after the first.
KIT = [
    (DockingKind.LECTURE, 0),
    (DockingKind.WORKPLACE_MEETING, 2),
    (DockingKind.INFO_SESSION, 5),
    (DockingKind.LARGE_MEETING, 8),
]


@transaction.atomic
def plan_round_kit(
    series: DockingSeries, name: str, times: list, titles: list[str], by, dialogue=None
) -> list[Docking]:
    """Lecture → workplace dialogues → what we heard, what we do → large meeting, each linked to the one before.

    times: one per step, None where the usual pace after the first will do.
    """
    templates = {template.kind: template for template in MeetingTemplate.objects.all()}
    steps = []
    for (kind, weeks), time, title in zip(KIT, times, titles, strict=True):
        starts_at = time or times[0] + timedelta(weeks=weeks)
        docking = Docking(series=series, kind=kind, title=f"{name}: {title}"[:160], starts_at=starts_at)
        steps.append(plan_docking(docking, by, templates.get(kind)))
    for earlier, later in zip(steps, steps[1:], strict=False):
        link(earlier, later, by=by)
    if dialogue:
        steps[1].ask(dialogue)
    return steps
