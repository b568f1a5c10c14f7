"""Letters by e-mail: plain text, in the reader's language, sent outside the request.

A page that answers at once whether or not there was somebody to write to tells nobody who has an account.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

log = logging.getLogger(__name__)
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="letters")


def write(template: str, to: str, language: str, **words) -> None:
    """Render people/letters/<template>.txt, whose first line is the subject, and send it once the transaction holds."""
    with override(language or settings.LANGUAGE_CODE):
        text = render_to_string(f"people/letters/{template}.txt", words | {"installation": settings.INSTALLATION_NAME})
    subject, _newline, body = text.strip().partition("\n")
    send_soon(EmailMessage(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [to]))


def send_soon(message: EmailMessage) -> None:
    transaction.on_commit(partial(_postman.submit, send, message))


def send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError:
        # The address is left out: a log is read by more people than a letter.
        log.exception("A letter could not be sent: %s", message.subject)


def address(request, path: str) -> str:
    """The whole address of one of our pages, as it stands in a letter."""
    return f"{settings.PUBLIC_ADDRESS}{path}" if settings.PUBLIC_ADDRESS else request.build_absolute_uri(path)
