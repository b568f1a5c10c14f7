"""Phones in rooms of a house of their own: what the journeys of phones share."""

import pytest
from playwright.sync_api import expect

from hamn.dialogues.phone_texts import texts_of
from tests.journeys.aboard import Aboard
from tests.journeys.rooms import LEADER, House, Room

SV = texts_of("sv")["page"]
PATIENT = 20_000


@pytest.fixture(scope="module")
def installation_here(shared_place, tmp_path_factory):
    here = House(shared_place, tmp_path_factory.mktemp("rooms"))
    here.start()
    yield here
    here.stop()


@pytest.fixture(scope="module")
def address(installation_here):
    return installation_here.address


@pytest.fixture(scope="module")
def keys():
    return {}


@pytest.fixture(scope="module")
def leader(browser, address, keys):
    party = Aboard(browser, address, keys)
    yield party.page(LEADER)
    party.leave()


@pytest.fixture
def room(address, leader):
    return lambda code: Room(address, code, leader)


@pytest.fixture
def phone(aboard):
    """Somebody's phone in a room, when it has joined."""

    def opened(code, **more):
        page = aboard.page(phone=True, **more)
        page.goto(f"/d/{code}")
        expect(page.locator("live-room[data-joined]")).to_be_attached()
        return page

    return opened


def ask(page, kind):
    return page.locator(f"[data-kind={kind}]")


def send(page, kind):
    ask(page, kind).locator("[data-send]").click()


def is_at(page, kind, state, **patience):
    expect(ask(page, kind)).to_have_attribute("data-state", state, **patience)


def says(page, state, **patience):
    """The one line that tells how things stand."""
    expect(page.locator("[data-link]")).to_have_attribute("data-state", state, **patience)
    expect(page.locator("[data-how]")).to_have_text(SV[state])
