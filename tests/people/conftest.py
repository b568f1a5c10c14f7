import pytest
from django.core.cache import cache

from hamn.people import letters


class Postman:
    """Sends at once, so that a test can read the letter."""

    def submit(self, work, *args):
        work(*args)


@pytest.fixture(autouse=True)
def letters_at_once(monkeypatch):
    monkeypatch.setattr(letters, "_postman", Postman())


@pytest.fixture(autouse=True)
def nobody_has_tried_before():
    """Rate limits count in the cache."""
    cache.clear()
