"""Nouns for the tests of what every noun shares: a finding has little of its own."""

from hamn.findings.models import Insight, Lesson
from hamn.records.models import Visibility
from tests import cast


def insight(
    text="The water is deeper than the chart says", by=None, team=None, visibility=Visibility.PARTNERSHIP, **more
):
    return Insight.objects.create(
        programme=cast.programme(), text=text, author=by, team=team, visibility=visibility, **more
    )


def lesson(text="Ask before you sail", by=None, team=None, visibility=Visibility.PARTNERSHIP, **more):
    return Lesson.objects.create(
        programme=cast.programme(), text=text, author=by, team=team, visibility=visibility, **more
    )
