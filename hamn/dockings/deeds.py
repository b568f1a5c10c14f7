"""From word to deed: what somebody said becomes a promise or a point on the next agenda, with nothing to fill in.

The defaults live here, so that the buttons beside a word, the long form and the end of a round agree.
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Tension
from hamn.dockings import actions
from hamn.dockings.models import AgendaItem, Commitment, Docking
from hamn.dockings.models.commitment import USUAL_WAIT
from hamn.people.models import Body
from hamn.programmes.plans import State
from hamn.records.links import link
from hamn.records.models import Link, Visibility
from hamn.web.usertext import shortened


@dataclass(frozen=True)
class Meetings:
    """Where a dialogue is asked, as far as it may still be written in, and where its thread goes on."""

    asked_in: Docking | None = None
    next: Docking | None = None
    closed: tuple[Docking, ...] = ()

    def is_closed_since(self, time) -> bool:
        """Whether a meeting where it was asked has been closed with its three lines since then."""
        return any(docking.closed_at >= time for docking in self.closed)

    @property
    def series(self):
        """Where a next meeting could be planned."""
        return self.asked_in.series if self.asked_in else None


def meetings_of(dialogue: Dialogue, person) -> Meetings:
    """The meeting in which the dialogue is asked, and the next planned one of its series (else of its team's).

    Only those that the person may write in and whose readers may all see the dialogue. One query.
    """
    through = Docking.dialogues.through.objects.filter(dialogue=dialogue)
    near = Q(dialogues=dialogue) | Q(series__dockings__dialogues=dialogue) | Q(series__team=dialogue.team_id)
    same_series = through.filter(docking__series__isnull=False, docking__series=OuterRef("series"))
    around = (
        Docking.objects.editable_by(person)
        .filter(near)
        .exclude(state=State.CANCELLED)
        .annotate(asks=Exists(through.filter(docking=OuterRef("pk"))), is_series=Exists(same_series))
        .select_related("series", "team", "programme")
        .distinct()
    )
    closed = tuple(docking for docking in around if docking.asks and docking.is_closed)
    found = [docking for docking in around if not docking.is_closed and is_within(dialogue, docking)]
    asked_in = next((docking for docking in found if docking.asks), None)
    ahead = [docking for docking in found if not docking.asks and is_ahead(docking)]
    planned = sorted(ahead, key=lambda docking: not docking.is_series)
    # A dialogue that runs before its meeting is taken up in the meeting itself.
    return Meetings(asked_in, next(iter(planned), asked_in if asked_in and is_ahead(asked_in) else None), closed)


def is_ahead(docking: Docking) -> bool:
    return not docking.is_held and docking.starts_at > timezone.now()


def is_within(wide, narrow) -> bool:
    """Whether everybody who may see the second may see the first: what was said never reaches more by a press."""
    if Visibility(narrow.visibility).rank > Visibility(wide.visibility).rank:
        return False
    return Visibility(wide.visibility).is_without_team or wide.team_id == narrow.team_id


def owner_of(dialogue: Dialogue, person) -> Body | None:
    """Who does it unless somebody else is named: a manager's own management team, else the team that asks."""
    if person.reach.is_manager:
        teams = Body.objects.filter(pk__in=person.reach.bodies, kind=Body.Kind.MANAGEMENT_TEAM, ended_on__isnull=True)
        if own := teams.first():
            return own
    return dialogue.team


def kind_for(group: AnswerGroup) -> str:
    """Do, or stop doing: what the question asked for."""
    stops = group.question.purpose == Question.Purpose.STOP
    return Commitment.Kind.STOP if stops else Commitment.Kind.START


@transaction.atomic
def promise(group: AnswerGroup, kind: str, by) -> Commitment:
    """*Det här gör vi*, or stop doing, in the words that were said. The same word is promised once."""
    if same := promised(group, kind).first():
        return same
    dialogue = group.question.dialogue
    made = Commitment(kind=kind, text=shortened(group.label, 1000), owner=owner_of(dialogue, by))
    made.docking = meetings_of(dialogue, by).asked_in
    made.programme, made.recheck_on = dialogue.programme, in_a_quarter()
    return actions.commit(made, group, by)


def promised(group: AnswerGroup, kind: str):
    kinds = ContentType.objects.get_for_models(AnswerGroup, Commitment)
    ties = Link.objects.filter(from_type=kinds[AnswerGroup], from_id=group.pk, to_type=kinds[Commitment])
    return Commitment.objects.under_way().filter(pk__in=ties.values("to_id"), kind=kind)


def take_up(group: AnswerGroup, by) -> AgendaItem | None:
    """A point on the agenda of the next meeting; None when none is planned."""
    docking = meetings_of(group.question.dialogue, by).next
    return docking.take_up(group, by) if docking else None


@transaction.atomic
def take_up_tension(tension: Tension, by) -> AgendaItem | None:
    """As `take_up`, with its question to talk about. Doing it again leaves one point."""
    docking = meetings_of(tension.dialogue, by).next
    if docking is None:
        return None
    title = shortened(str(tension), 200)
    if same := docking.agenda.filter(dialogue=tension.dialogue, title=title).first():
        return same
    point = docking.add_point(title)
    point.dialogue, point.text = tension.dialogue, shortened(tension.talk, 4000)
    point.save()
    link(tension, docking, by=by)
    return point


@transaction.atomic
def come_back(dialogue: Dialogue, on, by) -> Commitment:
    """*Vi återkommer den …*: a promise of an answer, with its day. Said twice for the same day it stands once."""
    day = date_format(on, "DATE_FORMAT")
    text = _("We come back on %(day)s with an answer to “%(title)s”.") % {"day": day, "title": dialogue.title}
    made = Commitment(text=text, owner=owner_of(dialogue, by), programme=dialogue.programme, recheck_on=on)
    return actions.commit(made, dialogue, by)


def in_a_quarter():
    return timezone.localdate() + USUAL_WAIT
