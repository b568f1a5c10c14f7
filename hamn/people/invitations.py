"""Sends an invitation: stored first, and the only copy of its token put in the letter."""

from django.db import transaction
from django.urls import reverse

from hamn.people import letters
from hamn.people.models import Body, Invitation


@transaction.atomic
def send(request, invitation: Invitation, body: Body) -> Invitation:
    invitation.body, invitation.by = body, request.user
    token = invitation.stamp()
    invitation.save()
    letters.write(
        "invitation",
        invitation.email,
        invitation.language,
        invitation=invitation,
        address=letters.address(request, reverse("invitation", args=[token])),
    )
    return invitation
