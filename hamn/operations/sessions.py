from importlib import import_module

from django.conf import settings


def clear_expired() -> None:
    """Forget sessions that nobody can use any more."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
