"""Every registered address, walked as every role of the demonstration and as a visitor."""

import re
from collections import Counter, defaultdict
from contextlib import ExitStack
from html import unescape
from urllib.parse import quote, urlsplit

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, resolve
from django.urls.exceptions import Resolver404

from hamn.records.models import Visibility
from tests import demonstration

pytestmark = [pytest.mark.whole, pytest.mark.slow, pytest.mark.django_db(databases="__all__")]

MOST_QUERIES = 12
# The desk asks the room, which is in memory where a server runs and is read from its rows here.
# A closed round with statements reads its map and their texts besides.
MORE_QUERIES = {"dialogues/<int:pk>/desk/": 18, "dialogues/<int:pk>/": 14}
# So many addresses of one route are followed when looking for pages, and so many of them are then walked by everybody.
FOLLOWED, WALKED = 6, 2
# Meetings and expeditions differ with their state, so all of them are followed.
FOLLOWED_ALL = {"dockings/<int:pk>/", "expeditions/<str:slug>/", "journey/events/<int:pk>/"}
# Between them they reach every button: who leads, who decides, who explores, who administers.
GUIDES = ("processledare", "partner i en kommun", "administratör", "visitor")
LINK = re.compile(r"""(?:href|action|src|hx-get)="([^"]+)\"""")
CANARY = re.compile(r"canary-(draft|harbour|docking|partnership|public)-\w+")
LIBRARY = re.compile(r"^(account_|mfa_|socialaccount_|reauthenticate)")


def signed_in(person) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def is_page(address: str) -> bool:
    parts = urlsplit(address)
    return (
        not parts.scheme and not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("/static/")
    )


def route_of(path: str):
    try:
        return resolve(path).route
    except Resolver404:
        return None


def crawl(client: Client, places: dict[str, dict[str, None]]) -> None:
    """Follow every link and note every form's address, at most FOLLOWED per route and guide."""
    waiting, seen, followed = ["/"], {"/"}, Counter()
    while waiting:
        response = client.get(waiting.pop(0))
        if "text/html" not in response.headers.get("Content-Type", ""):
            continue
        for found in LINK.findall(response.content.decode()):
            target = unescape(found).split("#")[0]
            route = route_of(urlsplit(target).path) if target and is_page(target) else None
            if route is None or target in seen or "logout" in target or is_enough(route, followed):
                continue
            followed[route] += 1
            seen.add(target)
            places[route][target] = None
            waiting.append(target)


def is_enough(route: str, followed: Counter) -> bool:
    return followed[route] >= FOLLOWED and route not in FOLLOWED_ALL


def places_of(world) -> dict[str, dict[str, None]]:
    """Addresses that somebody can reach, by route."""
    found = defaultdict(dict)
    found[""]["/"] = None
    for role in GUIDES:
        crawl(signed_in(world[role]), found)
    return found


def own_routes():
    """Every route of ours with its name; the account library's own are walked only where a page links to them."""

    def walk(patterns, prefix=""):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                if not LIBRARY.match(pattern.name or ""):
                    yield route, pattern
            else:
                yield from walk(pattern.url_patterns, route)

    return list(walk(get_resolver().url_patterns))


# Reached by a letter, a calendar program, or in a moment that the demonstration does not hold; their folders test them.
UNLINKED = {
    "d/sw.js",
    "d/<str:code>/results/<int:number>",
    "d/<str:code>/pictures",
    # A page that waits for its map asks for it; the demonstration's is there. Nothing of it came from elsewhere.
    "dialogues/<int:pk>/opinions/<int:question>/",
    "dialogues/<int:pk>/original.zip",
    "accounts/demonstration/<int:pk>/",
    "accounts/invitation/<str:token>/",
    "accounts/link/<str:token>/",
    "calendar/<str:token>.ics",
    "calendar/feeds/<int:pk>/revocation/",
    "dialogues/<int:pk>/questions/<int:question>/",
    "dialogues/<int:pk>/questions/<int:question>/removal/",
    "dialogues/<int:pk>/revealing/",
    "dialogues/import/<str:token>/",
    "dialogues/import/<str:token>/erased/",
    "dockings/series/<str:slug>/calendar.ics",
    "dialogues/<int:pk>/screen/",
    "erase/<str:label>/<int:pk>/",
    "expeditions/<str:slug>/drafts/",
    "journey/events/<int:pk>/cancellation/",
    "journey/events/<int:pk>/holding/",
    "journey/events/<int:pk>/new-day/",
    "journey/material/<int:pk>/file/",
    "kept-text/",
    "programmes/new/",
    "remote/<str:token>/",
    "logbook/<int:pk>/photo/",
    "surprises/<str:token>/",
    "voices/<int:pk>/offer/",
    "voices/<int:pk>/review/",
}


def test_every_route_as_every_role_meets_no_error_no_hidden_content_and_few_queries(db):
    demonstration.load_demonstration()
    world = demonstration.people()
    places = places_of(world)
    trouble = [f"no page leads to {route}" for route, _pattern in own_routes() if route not in {*places, *UNLINKED}]
    canaries = demonstration.release_canaries()
    assert len(canaries) >= 5 * 15
    reached = [*canaries, *(address for found in places.values() for address in list(found)[:WALKED])]
    # Many nouns are a place on somebody else's page: the server is asked for that page, and once is enough.
    walked = {address.split("#")[0]: None for address in reached}
    for role, person in world.items():
        client = signed_in(person)
        allowed = demonstration.levels_seen(person)
        for address in walked:
            trouble += problems(client, address, role, allowed)
    assert not trouble, "\n".join(trouble[:80])


def problems(client, address, role, allowed):
    with ExitStack() as counting:
        # Nouns and answers have a database each on SQLite, and one together on PostgreSQL.
        counted = [counting.enter_context(CaptureQueriesContext(place)) for place in connections.all()]
        response = client.get(address)
    # A page may repeat the address it was asked for; that tells nobody anything new.
    body = response.getvalue().decode(errors="replace").replace(address, "").replace(quote(address, safe=""), "")
    if response.status_code >= 500:
        yield f"{role} {address}: {response.status_code}"
    hidden = {found for found in CANARY.findall(body) if Visibility(found) not in allowed}
    if hidden:
        yield f"{role} {address}: shows {sorted(hidden)}"
    queries = sum(len(place) for place in counted)
    if response.status_code == 200 and queries > MORE_QUERIES.get(route_of(urlsplit(address).path), MOST_QUERIES):
        yield f"{role} {address}: {queries} queries"
