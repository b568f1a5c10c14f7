"""*Sluta-listan*: everything that a room asked us to stop doing, and what management answers.

No table of its own: an entry is what was said (AnswerGroup, with its replies) and the promise to stop (Commitment, with what
became of it), so there is nothing that could disagree with them. Where an entry stands is decided in one place, `standing`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q
from django.utils import timezone

from hamn.dialogues.answering_back import AnsweringBack, answering_back
from hamn.dialogues.models import AnswerGroup, Question, Reply
from hamn.dockings.models import Commitment, Recheck
from hamn.records.models import Link


class Standing(StrEnum):
    STOPPED = "stopped"
    STOPPING = "stopping"
    TRYING = "trying"
    DECLINED = "declined"
    WAITING = "waiting"


@dataclass
class StopListEntry:
    """One thing to stop: what was said about it, management's latest answer, and the promise that came of it."""

    said: list[AnswerGroup] = field(default_factory=list)
    commitment: Commitment | None = None

    @property
    def text(self) -> str:
        return self.commitment.text if self.commitment else self.said[0].label

    @property
    def address(self) -> str:
        return (self.commitment or self.said[0]).get_absolute_url()

    @property
    def invented(self) -> bool:
        return (self.commitment or self.said[0]).invented

    @property
    def people(self) -> int | None:
        """How many said it, where the gate has let that out, in the wording that most used."""
        return max((group.shown_count for group in self.said if group.shown_count), default=None)

    @property
    def reply(self) -> Reply | None:
        replies = [reply for group in self.said for reply in group.replies.all()]
        return max(replies, key=lambda reply: (reply.on, reply.pk), default=None)

    @property
    def recheck(self) -> Recheck | None:
        """The latest look at the promise."""
        rechecks = self.commitment.rechecks.all() if self.commitment else ()
        return max(rechecks, key=lambda seen: (seen.on, seen.pk), default=None)

    @property
    def standing(self) -> Standing:
        """What was seen to be kept is stopped. Else the latest word counts, of management's answer and of the promise."""
        verdict = self.recheck.verdict if self.recheck else None
        if verdict == Recheck.Verdict.KEPT:
            return Standing.STOPPED
        if self.commitment and not self.is_answered_since:
            return Standing.DECLINED if verdict == Recheck.Verdict.DROPPED else Standing.STOPPING
        return ANSWERS[self.reply.verdict] if self.reply else Standing.WAITING

    @property
    def is_answered_since(self) -> bool:
        """Whether management has answered after the last thing that is known of the promise."""
        last = self.recheck.on if self.recheck else self.commitment.made_on
        return bool(self.reply and self.reply.on > last)

    @property
    def why(self) -> Reply | Recheck | None:
        """Whose words tell why it stands as it does."""
        if self.commitment and not self.is_answered_since:
            return self.recheck or self.reply
        return self.reply

    @property
    def until(self) -> date | None:
        return self.reply.until if self.reply else None

    @property
    def is_over(self) -> bool:
        """A trial whose day has passed: what became of it has not been said."""
        return bool(self.until and self.until < timezone.localdate())


# To a room that asked us to stop, *we do this* means that we stop.
ANSWERS = {
    Reply.Verdict.STOPPING: Standing.STOPPING,
    Reply.Verdict.DOING: Standing.STOPPING,
    Reply.Verdict.TRYING: Standing.TRYING,
    Reply.Verdict.DECLINED: Standing.DECLINED,
}


@dataclass(frozen=True)
class StopList:
    entries: list[StopListEntry]
    answering_back: AnsweringBack

    def at(self, standing: Standing) -> list[StopListEntry]:
        return [entry for entry in self.entries if entry.standing == standing]

    @property
    def parts(self) -> list[tuple[Standing, list[StopListEntry]]]:
        return [(standing, self.at(standing)) for standing in Standing]


def of_person(person) -> StopList:
    """Everything of it that the person may see."""
    return built(AnswerGroup.objects.visible_to(person), Commitment.objects.visible_to(person))


def built(groups, commitments) -> StopList:
    said = list(said_to_stop(groups))
    promised = {
        each.pk: each for each in commitments.filter(kind=Commitment.Kind.STOP).prefetch_related("rechecks", "owner")
    }
    ties = ties_between(said, promised)
    entries = {number: StopListEntry(commitment=commitment) for number, commitment in promised.items()}
    alone: dict[tuple, StopListEntry] = defaultdict(StopListEntry)
    for group in said:
        numbers = ties.get(group.pk, ())
        for number in numbers:
            entries[number].said.append(group)
        if not numbers:
            # The same words to the same question in a later round are the same wish.
            alone[group.question_id, group.ref].said.append(group)
    return StopList([*entries.values(), *alone.values()], back(said))


def said_to_stop(groups):
    replies = Prefetch("replies", Reply.objects.given().select_related("body"))
    about_stopping = groups.filter(question__purpose=Question.Purpose.STOP).select_related("question__dialogue")
    return about_stopping.prefetch_related(replies).order_by("-round__opened_at", "-shown_count", "label")


def ties_between(said: Iterable[AnswerGroup], promised) -> dict[int, list[int]]:
    """Which promises each text led to, itself or by management's reply to it."""
    whose = {reply.pk: group.pk for group in said for reply in group.replies.all()}
    kinds = ContentType.objects.get_for_models(AnswerGroup, Reply, Commitment)
    from_said = Q(from_type=kinds[AnswerGroup], from_id__in=[group.pk for group in said])
    from_reply = Q(from_type=kinds[Reply], from_id__in=list(whose))
    links = Link.objects.filter(from_said | from_reply, to_type=kinds[Commitment], to_id__in=list(promised))
    found: dict[int, list[int]] = defaultdict(list)
    for kind, number, commitment in links.values_list("from_type", "from_id", "to_id"):
        group = number if kind == kinds[AnswerGroup].pk else whose[number]
        if commitment not in found[group]:
            found[group].append(commitment)
    return found


def back(said: Iterable[AnswerGroup]) -> AnsweringBack:
    return answering_back(
        [(group.released_at, min((reply.on for reply in group.replies.all()), default=None)) for group in said]
    )
