"""When a round has ended: whether anything came of it yet. Nothing has to; a question nobody answers is only not forgotten."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from hamn.dialogues.following import is_answered, leads_on
from hamn.dialogues.models import AnswerGroup, Dialogue, Reply
from hamn.dockings.deeds import Meetings
from hamn.dockings.models import Commitment
from hamn.records.models import Link


def waits_for_outcome(dialogue: Dialogue, meetings: Meetings) -> bool:
    """Ended with something to show, and neither taken further, closed with its meeting, nor answered."""
    round = dialogue.latest_round
    if round is None or round.is_open or round.is_void or leads(dialogue) or meetings.is_closed_since(round.opened_at):
        return False
    return not was_answered(dialogue)


def was_answered(dialogue: Dialogue) -> bool:
    """Whether anybody replied to what was said; asked only where the page did not bring it along."""
    if not hasattr(dialogue, "is_answered"):
        dialogue.is_answered = Dialogue.objects.filter(is_answered(), pk=dialogue.pk).exists()
    return dialogue.is_answered


def leads(dialogue: Dialogue) -> bool:
    """Whether something was made of it; asked only where the page did not bring it along."""
    if not hasattr(dialogue, "leads_on"):
        dialogue.leads_on = Dialogue.objects.filter(leads_on(), pk=dialogue.pk).exists()
    return dialogue.leads_on


def promises_of(dialogue: Dialogue, person) -> QuerySet:
    """What was promised because of the dialogue, of something said in it, or in a reply, and the last word on each."""
    if not getattr(dialogue, "leads_on", True):
        return Commitment.objects.none()
    kinds = ContentType.objects.get_for_models(Dialogue, AnswerGroup, Reply, Commitment)
    said = AnswerGroup.objects.shown().filter(question__dialogue=dialogue).order_by()
    replies = Reply.objects.given().filter(group__in=said).order_by()
    began = (
        Q(from_type=kinds[Dialogue], from_id=dialogue.pk)
        | Q(from_type=kinds[AnswerGroup], from_id__in=said.values("pk"))
        | Q(from_type=kinds[Reply], from_id__in=replies.values("pk"))
    )
    ties = Link.objects.filter(began, to_type=kinds[Commitment])
    seen = Commitment.objects.visible_to(person).filter(pk__in=ties.values("to_id"))
    return seen.with_verdict().select_related("owner")
