"""What every noun's page shows about the noun itself."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from hamn.people import reach
from hamn.records import links
from hamn.records.models import Visibility
from tests import cast
from tests.records.builders import insight


def drawn(template, person, noun):
    request = RequestFactory().get("/")
    request.person = person
    return Template("{% load records %}" + template).render(Context({"request": request, "noun": noun}))


def tools(person, noun):
    return drawn("{% noun_tools noun %}", person, noun)


@pytest.fixture
def docked(monkeypatch):
    crew, team = cast.crew().pk, cast.body().pk
    monkeypatch.setattr(reach, "docked_body_sources", [lambda body: {team} if body == crew else set()])


def test_the_badge_names_the_bodies_that_see_it(bo, docked):
    noun = insight(by=bo, team=cast.crew(), visibility=Visibility.DOCKING)
    assert "Crew one, Management team" in tools(bo, noun)


def test_share_and_edit_stand_only_before_those_who_may(bo, cilla, visitor):
    noun = insight(by=bo, visibility=Visibility.PUBLIC)
    noun_at_partnership = insight(by=bo)
    assert "/share/" in tools(bo, noun_at_partnership)
    assert "/share/" not in tools(bo, noun)
    for reader in (cilla, visitor):
        assert "/share/" not in tools(reader, noun)
        assert "/history/" in tools(reader, noun)


def test_a_draft_offers_its_author_to_erase_and_has_no_history(bo):
    page = tools(bo, insight(by=bo, visibility=Visibility.DRAFT))
    assert "/erase/" in page
    assert "/history/" not in page


def test_what_the_demonstration_made_up_is_marked(bo):
    assert 'class="badge land"' in tools(bo, insight(by=bo, invented=True))
    assert "badge" not in tools(bo, insight(by=bo))


def test_the_trail_shows_both_directions_and_nothing_hidden(bo, cilla):
    middle = insight("In the middle", by=bo)
    links.link(insight("Said before", by=bo), middle)
    links.link(middle, insight("Came after", by=bo))
    links.link(middle, insight("Kept among us", by=bo, team=cast.crew(), visibility=Visibility.HARBOUR))
    page = drawn("{% trail_of noun %}", cilla, middle)
    assert "Said before" in page
    assert "Came after" in page
    assert "Kept among us" not in page


def test_a_noun_without_a_trail_shows_no_empty_heading(bo, cilla):
    assert "<h2" not in drawn("{% trail_of noun %}", cilla, insight(by=bo))
