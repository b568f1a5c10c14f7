"""Letters leave the house over SMTP, as plain text with one address in them."""

import socket

import pytest
from aiosmtpd.controller import Controller
from django.urls import reverse

from hamn.people.models import Membership
from tests import cast


class Letterbox:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (the library's name)
        self.letters.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def post_office(settings):
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=0)
    controller.port = free_port()
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield box
    controller.stop()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def test_a_sign_in_link_arrives(client, bo, post_office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("sign_in_link"), {"email": bo.email})
    ((to, letter),) = post_office.letters
    assert to == [bo.email]
    assert "http://testserver/accounts/link/" in letter.replace("=\r\n", "")


def test_an_invitation_arrives(as_, astrid, post_office, django_capture_on_commit_callbacks):
    form = {"name": "Vera", "email": "vera@example.org", "role": Membership.Role.MEMBER, "language": "sv"}
    with django_capture_on_commit_callbacks(execute=True):
        as_(astrid).post(reverse("invitation_new", args=[cast.body().pk]), form)
    ((to, letter),) = post_office.letters
    assert to == ["vera@example.org"]
    assert "/accounts/invitation/" in letter.replace("=\r\n", "")


def test_a_post_office_that_is_closed_breaks_no_page_and_is_logged_without_the_address(
    client, bo, settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("sign_in_link"), {"email": bo.email})
    assert answer.status_code == 200
    assert "could not be sent" in caplog.text
    assert bo.email not in caplog.text
