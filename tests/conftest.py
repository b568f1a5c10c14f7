"""The cast as fixtures; each asks for no more than it is."""

import gc
import os
import shutil
import time

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from hamn.people.models import Body, Membership
from hamn.people.visitor import Visitor
from hamn.web import wordings
from tests import cast
from tests.installation import installation, migrated  # noqa: F401  (fixtures of whole installations)

Role = Membership.Role


def pytest_collection_modifyitems(items):
    """The longest go first, so that no process is left alone with them at the end.

    Every test that may touch a database may touch both: nouns and answers live apart on SQLite.
    """
    items.sort(key=lambda item: -sum(item.get_closest_marker(name) is not None for name in ("whole", "slow")))
    for item in items:
        for marker in item.iter_markers("django_db"):
            marker.kwargs.setdefault("databases", "__all__")


def pytest_collection_finish():
    """What is imported and collected by now stays to the end; the collector need not walk it again at every turn."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture
def astrid(db):
    """Process leader: leads the quay challenge and facilitates the first crew's work."""
    who = cast.person("Astrid")
    cast.member(who, cast.body("Process leaders", Body.Kind.WORKING_GROUP), Role.FACILITATOR)
    return who


@pytest.fixture
def bo(db):
    """In Astrid's organisation, member of crew one."""
    who = cast.person("Bo")
    cast.member(who, cast.crew())
    return who


@pytest.fixture
def cilla(db):
    """A partner in another organisation."""
    who = cast.person("Cilla", home="Municipality")
    cast.member(who, cast.body("The partnership", Body.Kind.PARTNERSHIP))
    return who


@pytest.fixture
def dag(db):
    who = cast.person("Dag")
    cast.member(who, cast.body("Region's development unit", Body.Kind.UNIT), Role.ADMINISTRATOR)
    return who


@pytest.fixture
def lena(db):
    """In the management team."""
    who = cast.person("Lena")
    cast.member(who, cast.body())
    return who


@pytest.fixture
def pia(db):
    """In the political reference group."""
    who = cast.person("Pia")
    cast.member(who, cast.body("Political reference group", Body.Kind.POLITICAL_REFERENCE_GROUP))
    return who


@pytest.fixture
def frida(db):
    """The follow-along researcher, agreed for crew one."""
    who = cast.person("Frida", home="University")
    cast.member(who, cast.crew(), Role.RESEARCHER)
    return who


@pytest.fixture
def visitor():
    return Visitor()


@pytest.fixture
def quay(db, astrid):
    return cast.challenge(by=astrid)


@pytest.fixture
def as_(client):
    """`as_(astrid).get(…)`: the client signed in as somebody; `as_(None)` is a visitor."""

    def sign_in(who):
        # Whoever sat here forgets everything; to log out properly would first make a visitor's session and then erase it.
        client.cookies.clear()
        if who is not None:
            client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, which asks nobody anything. Playwright keeps a loop in this thread until the run has ended,
    which would make Django refuse the database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quiet += ["--disable-background-networking", "--disable-component-update"]
    # An address that the browser does not trust as it trusts localhost: what a phone on a local network meets.
    quiet += ["--host-resolver-rules=MAP hamn.test 127.0.0.1"]
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": quiet}


@pytest.fixture(scope="session", autouse=True)
def own_words_are_looked_for_once():
    """The product looks for renamed words twice a minute; a test that counts queries must not meet that by chance."""
    wordings.LOOK_EVERY_S = 24 * 3600
    wordings.overlay.looked_at = time.monotonic()


@pytest.fixture
def django_assert_max_num_queries(django_assert_max_num_queries, db):
    """Counted as in a process that has run for a while: it knows its content types."""
    ContentType.objects.get_for_models(*apps.get_models())
    return django_assert_max_num_queries
