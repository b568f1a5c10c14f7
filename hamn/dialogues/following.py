"""Whether anything came of what a room said: a link from the dialogue, a text in it, or a reply, to something later."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from hamn.dialogues.models import AnswerGroup, Dialogue, Reply, RespondentGroup, Tension
from hamn.records.models import Link


def leads_on() -> Exists:
    """For dialogues, as an annotation: so that a page that shows one need not ask again."""
    kinds = ContentType.objects.get_for_models(Dialogue, AnswerGroup, Reply)
    said = AnswerGroup.objects.filter(question__dialogue=OuterRef(OuterRef("pk"))).order_by()
    replies = Reply.objects.filter(group__question__dialogue=OuterRef(OuterRef("pk"))).order_by()
    from_itself = Q(from_type=kinds[Dialogue], from_id=OuterRef("pk"))
    from_said = Q(from_type=kinds[AnswerGroup], from_id__in=said.values("pk"))
    from_reply = Q(from_type=kinds[Reply], from_id__in=replies.values("pk"))
    return Exists(Link.objects.filter(from_itself | from_said | from_reply))


def is_answered() -> Exists:
    """Whether somebody has replied to anything that was said in the dialogue, as an annotation."""
    return Exists(Reply.objects.given().filter(group__question__dialogue=OuterRef("pk")))


def has_groups() -> Exists:
    """Whether people answer the dialogue as something, as an annotation."""
    return Exists(RespondentGroup.objects.filter(dialogue=OuterRef("pk")))


def has_tensions() -> Exists:
    """Whether the leader has drawn any, as an annotation: most dialogues have none, and their page asks no further."""
    return Exists(Tension.objects.filter(dialogue=OuterRef("pk")))
