"""Findings for tests."""

from hamn.findings.models import Insight, Recommendation, TakeAway
from hamn.records.models import Visibility
from tests import cast


def insight(text="The fog is a habit", by=None, visibility=Visibility.PARTNERSHIP, **fields):
    return Insight.objects.create(programme=cast.programme(), text=text, author=by, visibility=visibility, **fields)


def recommendation(text="Dock more often", by=None, to=None, **fields):
    return Recommendation.objects.create(
        programme=cast.programme(),
        text=text,
        author=by,
        to=to or cast.body(),
        visibility=Visibility.PARTNERSHIP,
        **fields,
    )


def take_away(text="They asked if we come back", by=None, visibility=Visibility.PARTNERSHIP, **fields):
    return TakeAway.objects.create(programme=cast.programme(), text=text, author=by, visibility=visibility, **fields)
