"""Whoever has not signed in."""

from django.contrib.auth.models import AnonymousUser

from hamn.people.reach import NOWHERE


class Visitor(AnonymousUser):
    """Answers the same questions as a Person, so that nobody asks who is signed in."""

    reach = NOWHERE
    name = ""
