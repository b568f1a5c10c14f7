"""What an expedition's pages tell of its meetings."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hamn.dockings.models import Docking
from hamn.records.models import Visibility
from tests import cast

pytestmark = pytest.mark.django_db


def meeting(series, title, days, visibility=Visibility.DOCKING):
    return Docking.objects.create(
        series=series,
        programme=series.programme,
        team=series.team,
        title=title,
        starts_at=timezone.now() + timedelta(days=days),
        visibility=visibility,
    )


@pytest.fixture
def voyage(bo):
    expedition = cast.expedition(by=bo)
    series = cast.docking_series(team=expedition.team, by=bo)
    series.expedition = expedition
    series.save()
    meeting(series, "The second one", 20)
    meeting(series, "The first one", 5)
    meeting(series, "Canary of the crew", 2, Visibility.HARBOUR)
    return expedition


def test_the_expeditions_page_lists_its_meetings_for_those_who_may_see_them(as_, voyage, bo, lena):
    seen_by_crew = as_(bo).get(voyage.get_absolute_url()).content.decode()
    assert "Canary of the crew" in seen_by_crew
    seen_by_managers = as_(lena).get(voyage.get_absolute_url()).content.decode()
    assert "The first one" in seen_by_managers
    assert "Canary of the crew" not in seen_by_managers


def test_the_index_links_to_the_nearest_meeting_the_reader_may_see(as_, voyage, lena, django_assert_max_num_queries):
    client = as_(lena)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("expeditions")).content.decode()
    nearest = Docking.objects.get(title="The first one")
    assert nearest.get_absolute_url() in page
    assert Docking.objects.get(title="Canary of the crew").get_absolute_url() not in page


def test_the_expeditions_page_keeps_within_its_questions(as_, voyage, lena, django_assert_max_num_queries):
    client = as_(lena)
    with django_assert_max_num_queries(12):
        client.get(voyage.get_absolute_url())
