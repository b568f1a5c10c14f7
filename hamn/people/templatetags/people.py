"""`{% load people %}`: who may be met on the sign-in page of a demonstration, and what a passkey needs to know."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

from hamn.people.models import Person

register = template.Library()


@register.simple_tag
def demo_persons():
    return Person.objects.in_the_demonstration().order_by("pk")


@register.filter
def as_json(value):
    """For a data attribute, where the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)
