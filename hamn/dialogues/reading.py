"""In which languages what people wrote is read by the text pipeline."""

from django.conf import settings

LANGUAGES = ("sv", "fi", "en")


def languages() -> list[str]:
    """Those that the text pipeline reads, the installation's own first."""
    return sorted(LANGUAGES, key=lambda language: language != settings.LANGUAGE_CODE)


def own_language() -> list[str]:
    """The installation's own, for what everybody opens: another language's dictionaries cost seconds and memory."""
    return languages()[:1]
