"""What a leader decides about texts. While the round is open the live room knows it too, and everyone sees it at once."""

from hamn.dialogues import live
from hamn.dialogues.models import AnswerGroup
from hamn.live.messages import Command


def merge(group: AnswerGroup, into: AnswerGroup, by) -> None:
    """Say that one means the same as the other. Raises ValueError when it cannot be."""
    group.merge_into(into, by=by)
    lead(group, by, Command("merge", question=group.question_id, text=group.ref, into=into.ref))


def unmerge(group: AnswerGroup, by) -> None:
    group.unmerge(by=by)
    lead(group, by, Command("unmerge", question=group.question_id, text=group.ref))


def hide(group: AnswerGroup, reason: str, by) -> None:
    """Take it off the pages and the wall, for a reason that everybody can read."""
    group.hide(reason, by=by)
    lead(group, by, Command("hold", question=group.question_id, text=group.ref, reason=reason.strip()))


def show(group: AnswerGroup, by) -> None:
    """Bring it back, or let out what waited."""
    group.show(by=by)
    lead(group, by, Command("release", question=group.question_id, text=group.ref))


def lead(group: AnswerGroup, by, command: Command) -> None:
    if group.round.is_open:
        live.lead(group.question.dialogue, by, command)
