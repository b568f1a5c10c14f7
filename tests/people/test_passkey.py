"""A passkey made in a real browser, with a virtual phone, lets its person in without a password."""

import pytest
from django.urls import reverse

from tests import cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def phone(page):
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    return page


@pytest.fixture
def house(live_server):
    # A passkey belongs to a name, and a number is not one.
    return live_server.url.replace("127.0.0.1", "localhost")


def test_a_passkey_is_made_once_and_opens_the_door_afterwards(phone, house, bo):
    phone.goto(house + reverse("account_login"))
    phone.fill("[name=login]", bo.email)
    phone.fill("[name=password]", cast.PASSWORD)
    phone.click("form.card button.btn")
    phone.wait_for_load_state()

    phone.goto(house + reverse("mfa_add_webauthn"))
    phone.fill("[name=password]", cast.PASSWORD)
    phone.click("main form button.btn")
    phone.fill("[name=name]", "my phone")
    phone.click("pass-key button")
    phone.wait_for_url("**" + reverse("mfa_list_webauthn"))
    assert "my phone" in phone.inner_text("main")

    phone.goto(house + reverse("account_logout"))
    phone.click("main form button.btn")
    phone.goto(house + reverse("account_login"))
    phone.click("pass-key button")
    phone.wait_for_url(house + "/")
    phone.goto(house + reverse("person_me"))
    assert bo.email in phone.inner_text("main")
