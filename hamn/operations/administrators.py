"""The first person of an installation, who invites everybody else."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from hamn.operations.problems import Refused
from hamn.people.models import Body, Membership, Person


@transaction.atomic
def create(email: str, name: str, password: str) -> Person:
    """Repeating it gives the same person the same place, and the new password."""
    try:
        validate_email(email)
        validate_password(password)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    person = Person.objects.filter(email=email.lower()).first() or Person.objects.create_user(email, name=name)
    person.set_password(password)
    person.is_active = True
    person.save()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    if not person.memberships.current().filter(role=Membership.Role.ADMINISTRATOR).exists():
        Membership.objects.create(person=person, body=partnership(), role=Membership.Role.ADMINISTRATOR)
    return person


def partnership() -> Body:
    kind = Body.Kind.PARTNERSHIP
    return Body.objects.filter(kind=kind).first() or Body.objects.create(name=settings.INSTALLATION_NAME, kind=kind)
