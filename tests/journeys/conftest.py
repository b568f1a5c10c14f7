"""The real server with the demonstration, and Chromium as people's browsers."""

import pytest

from tests.journeys import house
from tests.journeys.aboard import Aboard


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def shared_place(tmp_path_factory, worker_id):
    """A folder that all test processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def address(base_url, shared_place, tmp_path_factory):
    """Where the demonstration answers. With --base-url, one that somebody has started already."""
    if base_url:
        yield base_url
        return
    with house.copy_served(shared_place, tmp_path_factory.mktemp("house")) as found:
        yield found


@pytest.fixture(scope="session")
def keys():
    return {}


@pytest.fixture
def aboard(browser, address, keys):
    """`aboard.page("processledare")`: somebody at a browser. Whatever a page did wrong fails the test."""
    party = Aboard(browser, address, keys)
    yield party
    party.leave()
    assert party.faults == []
