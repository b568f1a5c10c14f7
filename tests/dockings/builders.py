"""Meetings and what stands in them."""

from datetime import timedelta

from django.utils import timezone

from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Reply, Round
from hamn.dockings.models import Commitment, Docking, FollowUp
from hamn.records.models import Visibility
from tests import cast

TODAY = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


def docking(series=None, title="First docking", days=0, by=None, visibility=Visibility.DOCKING, **fields):
    return Docking.objects.create(
        series=series,
        programme=cast.programme(),
        team=series.team if series else cast.crew(),
        title=title,
        starts_at=TODAY + timedelta(days=days),
        author=by,
        visibility=visibility,
        **fields,
    )


def held(series, by, title="First docking", days=-30, heard="The quay is empty", do="We walk it", back="The lamps"):
    made = docking(series, title, days, by)
    made.close(by, heard, do, back)
    return made


def follow_up(raised_in, text="The lamps", visibility=Visibility.DOCKING, by=None):
    return FollowUp.objects.create(
        series=raised_in.series, raised_in=raised_in, text=text, team=raised_in.team, visibility=visibility, author=by
    )


def commitment(docking=None, text="Walk the quay", owner=None, visibility=Visibility.DOCKING, by=None, days=30):
    return Commitment.objects.create(
        programme=cast.programme(),
        docking=docking,
        text=text,
        owner=owner or cast.crew(),
        team=cast.crew(),
        visibility=visibility,
        author=by,
        recheck_on=(TODAY + timedelta(days=days)).date(),
    )


def dialogue(title="What should we stop doing?", visibility=Visibility.DOCKING, by=None):
    return Dialogue.objects.create(
        programme=cast.programme(),
        title=title,
        who_asks="The crew",
        why="To learn",
        team=cast.crew(),
        visibility=visibility,
        author=by,
    )


def words(asked_in, *labels, by=None):
    """A question of words asked in the meeting, with these groups of answers already let out."""
    asked = dialogue(by=by)
    asked_in.dialogues.add(asked)
    question = Question.objects.create(dialogue=asked, text="What should we stop doing?")
    around = Round.objects.create(dialogue=asked, closed_at=TODAY)
    return [
        AnswerGroup.objects.create(question=question, round=around, label=label, shown_count=max(1, 9 - place))
        for place, label in enumerate(labels)
    ]


def reply(group, body, visibility=Visibility.PUBLIC):
    return Reply.objects.create(
        group=group, verdict="doing", text="We start in May", body=body, team=cast.crew(), visibility=visibility
    )
