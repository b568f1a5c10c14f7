"""Gives every request its person."""

from django.utils.functional import SimpleLazyObject

from hamn.people.visitor import Visitor


class PersonMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.person = SimpleLazyObject(lambda: person_of(request))
        return self.get_response(request)


def person_of(request):
    return request.user if request.user.is_authenticated else Visitor()
