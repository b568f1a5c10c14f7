import html
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from hamn.journey.chart import PNG_WIDTH_PX, Chart
from hamn.journey.milestones import milestones
from hamn.journey.zoom import LISTED_AT_ONCE, Zoom, by_year
from hamn.programmes.models import Programme, Track
from hamn.records.models import Visibility
from tests import cast
from tests.journey import builders

CANARY = "Kanariefågel"


@pytest.fixture(autouse=True)
def no_old_drawings():
    cache.clear()


@pytest.fixture
def two_years(astrid):
    trust = Track.objects.create(programme=cast.programme(), name="Tillitsbaserat", order=1)
    builders.event("Working group starts", on=date(2020, 3, 2), track=trust)
    builders.event("The large meeting", on=date(2021, 5, 2), track=trust).cancel(
        by=astrid, reason="Snow", lesson="Wait"
    )
    builders.event(CANARY, on=date(2021, 6, 1), visibility=Visibility.HARBOUR, team=cast.crew())
    return trust


def everywhere(client):
    """The page and both drawings, as this client gets them."""
    page = client.get("/").content.decode()
    svg = client.get(reverse("fairway_svg")).content.decode()
    return page, svg


def test_a_visitor_meets_the_road_and_not_what_is_hidden(as_, two_years, django_assert_max_num_queries):
    client = as_(None)
    with django_assert_max_num_queries(12):
        client.get("/")
    page, svg = everywhere(client)
    assert "Working group starts" in page and "Working group starts" in svg
    assert CANARY not in page and CANARY not in svg
    assert "with 2 milestones" in page


def test_the_crew_meets_what_is_theirs_also_after_a_visitor_has_been_there(
    as_, two_years, bo, django_assert_max_num_queries
):
    everywhere(as_(None))
    crew = as_(bo)
    with django_assert_max_num_queries(12):
        crew.get("/")
    page, svg = everywhere(crew)
    assert CANARY in page and CANARY in svg and "with 3 milestones" in page


def test_what_the_crew_saw_is_not_kept_for_the_visitor(as_, two_years, bo):
    everywhere(as_(bo))
    page, svg = everywhere(as_(None))
    assert CANARY not in page and CANARY not in svg


def test_the_picture_is_drawn_for_the_reader_alone(as_, two_years, bo, monkeypatch):
    monkeypatch.setitem(PNG_WIDTH_PX, "wide", 240)  # What is drawn matters here, not how finely.
    client = as_(None)
    mine = client.get(reverse("fairway_png"))
    assert mine.content.startswith(b"\x89PNG") and mine["Cache-Control"] == "private, no-store"
    assert as_(bo).get(reverse("fairway_png")).content != mine.content


def test_two_readers_who_see_the_same_share_one_drawing(two_years, cilla, visitor):
    programme = cast.programme()
    keys = {Chart(programme, (), tuple(milestones(programme, person))).key("wide") for person in (cilla, visitor)}
    assert len(keys) == 1


def test_the_list_says_the_same_as_the_drawing(as_, two_years):
    page = as_(None).get("/").content.decode()
    assert page.index("Working group starts") < page.index("The large meeting")
    assert "Cancelled" in page and 'id="in-2020-03"' in page


def test_one_year_or_one_track_may_be_looked_at_alone(as_, two_years):
    builders.event("Without a track", on=date(2020, 9, 9))
    client = as_(None)
    assert "The large meeting" not in client.get("/?year=2020").content.decode()
    assert "Without a track" not in client.get(f"/?track={two_years.pk}").content.decode()


@pytest.mark.parametrize("asked", ["year=1999", "year=x", "track=99999", "track=%27"])
def test_an_unknown_part_of_the_road_is_the_whole_road(as_, two_years, asked):
    page = as_(None).get(f"/?{asked}")
    assert page.status_code == 200 and "with 2 milestones" in page.content.decode()


def test_a_hidden_events_year_is_no_choice(two_years, visitor):
    builders.event(CANARY, on=date(2019, 1, 1), visibility=Visibility.PARTNERSHIP)
    programme = cast.programme()
    zoom = Zoom.of({}, programme.tracks.all(), milestones(programme, visitor))
    assert [choice.words for choice in zoom.year_choices] == ["2020", "2021"]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 1, 5, pytest.param(400, marks=pytest.mark.slow)])
def test_the_road_draws_itself_from_nothing_to_four_hundred_events(as_, number):
    for step in range(number):
        builders.event(f"Event {step}", on=date(2020, 1, 1) + timedelta(days=3 * step))
    assert as_(None).get("/").status_code == 200


def many_events(number: int):
    cast.programme()
    for step in range(number):
        builders.event(f"Event {step}.", on=date(2020, 1, 1) + timedelta(days=3 * step))


def links_of(page: str, rel: str) -> list[str]:
    """Where the page's links of that kind lead, as a browser reads them."""
    return [html.unescape(address) for address in re.findall(f'rel="{rel}" href="([^"]+)"', page)]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?year=2021"])
def test_a_long_list_is_read_page_by_page_to_its_end(as_, query):
    many_events(400)
    client, address, listed, pages = as_(None), f"/{query}", [], 0
    while address:
        page = client.get(address).content.decode()
        listed += re.findall(r'<span class="nr" aria-hidden="true">(\d+)</span>', page)
        assert page.count('<span class="nr"') <= LISTED_AT_ONCE
        address, pages = next(iter(links_of(page, "next")), None), pages + 1
    assert pages > 1
    # Without gaps, and every page numbered as the drawing is.
    assert listed == [str(number) for number in range(1, 1 + (122 if query else 400))]


@pytest.mark.django_db
def test_a_short_list_has_no_pages(as_):
    many_events(LISTED_AT_ONCE)
    page = as_(None).get("/").content.decode()
    assert page.count('<span class="nr"') == LISTED_AT_ONCE and 'class="pages' not in page


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["0", "99", "x", "-1", ""])
def test_a_page_that_is_not_there_is_the_nearest_that_is(as_, page):
    many_events(LISTED_AT_ONCE + 1)
    assert '<span class="nr"' in as_(None).get(f"/?page={page}").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?year=2022"])
def test_a_mark_for_many_leads_to_the_page_where_its_month_begins(as_, query):
    many_events(400)
    client = as_(None)
    marks = set(re.findall(r'href="([^"]*#in-[^"]+)"', client.get(f"/{query}").content.decode()))
    assert len(marks) > 2
    for mark in map(html.unescape, marks):
        address, month = mark.split("#")
        assert f'id="{month}"' in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_mark_for_many_on_a_trails_drawing_leads_to_the_start_pages_list(visitor):
    many_events(400)
    programme = cast.programme()
    drawn = Chart(programme, (), tuple(milestones(programme, visitor))).figure("phone").page_svg("x")
    assert 'href="/#in-2020-01"' in drawn and 'href="/?page=2#in-' in drawn


@pytest.mark.django_db
def test_without_any_programme_the_page_says_so(as_):
    page = as_(None).get("/")
    assert page.status_code == 200 and "No road is shown to you yet" in page.content.decode()
    assert as_(None).get(reverse("fairway_svg")).status_code == 404


@pytest.mark.django_db
def test_a_hidden_programme_cannot_be_asked_for_by_name(as_):
    Programme.objects.create(name=CANARY, slug="hidden", starts_on=date(2030, 1, 1), visibility=Visibility.PARTNERSHIP)
    cast.programme()
    assert CANARY not in as_(None).get("/?programme=hidden").content.decode()


@pytest.mark.django_db
def test_a_hostile_title_is_text_in_the_page_and_in_the_drawing(as_):
    builders.event('<script>alert("x")</script>')
    page, svg = everywhere(as_(None))
    assert "<script>alert" not in page and "<script" not in svg


@pytest.mark.django_db
def test_an_event_known_by_year_alone_is_never_dated_finer(visitor):
    builders.event("The film", on=date(2021, 4, 15), precision="year")
    programme = cast.programme()
    chart = Chart(programme, (), tuple(milestones(programme, visitor)))
    assert "2021 · planned: The film" in chart.figure().page_svg("x")


@pytest.mark.django_db
def test_the_lan_address_is_shown_as_a_code_in_the_demonstration_only(as_, settings):
    settings.LAN_ADDRESS = "http://192.168.1.7:8000"
    assert "192.168.1.7" not in as_(None).get("/").content.decode()
    settings.DEMO = True
    page = as_(None).get("/").content.decode()
    assert "192.168.1.7" in page and "style=" not in page.split("phone-door")[1].split("</div>")[0]


@pytest.mark.django_db
def test_the_list_is_numbered_as_the_drawing_is(visitor):
    for title in ("B", "A", "C"):
        builders.event(title, on=date(2020, 1, 1))
    programme = cast.programme()
    road = milestones(programme, visitor)
    drawn = Chart(programme, (), tuple(road)).voyage.in_order()
    listed = [entry.milestone.id for _year, entries in by_year(road, ()) for entry in entries]
    assert listed == [milestone.id for milestone in drawn]
