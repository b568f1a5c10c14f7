"""A sign-in link by e-mail, for those who come twice a year: used once, and for half an hour."""

import logging
from urllib.parse import urlencode

from allauth.core import ratelimit
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from sesame.utils import get_token, get_user

from hamn.people import letters
from hamn.people.models import Person

SCOPE = "sign-in"
log = logging.getLogger(__name__)


def send(request, email: str, next_page: str = "") -> None:
    """Write to the address if somebody has it. Whoever asked is told the same in either case."""
    if not ratelimit.consume(request, action="sign_in_link", key=email.lower()):
        return
    person = Person.objects.active().filter(email__iexact=email).first()
    if person is None:
        return
    if not ratelimit.consume(request, action="sign_in_link_house", key="house"):
        log.warning("More sign-in links were asked for within an hour than are sent.")
        return
    path = reverse("sign_in_link_use", args=[get_token(person, SCOPE)])
    path += f"?{urlencode({'next': next_page})}" if next_page else ""
    letters.write(
        "sign_in_link",
        person.email,
        person.language or get_language(),
        person=person,
        address=letters.address(request, path),
    )


def person_of(token: str) -> Person | None:
    """Whose link it is, while it holds. Asking does not use it up."""
    return get_user(token, SCOPE, update_last_login=False)


@transaction.atomic
def use(token: str) -> Person | None:
    """The person, once: two presses at the same instant let in one."""
    known = person_of(token)
    if known is None:
        return None
    Person.objects.select_for_update().get(pk=known.pk)
    return get_user(token, SCOPE)
