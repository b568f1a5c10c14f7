"""What every page's shell needs."""

from django.conf import settings
from django.utils.translation import get_language_info

from hamn.web import kept, themes
from hamn.web.navigation import menu


def shell(request):
    return {
        "installation": settings.INSTALLATION_NAME,
        "demo": settings.DEMO,
        "source_address": settings.SOURCE_ADDRESS,
        "menu": menu(request.path),
        "languages": [get_language_info(code) for code, _name in settings.LANGUAGES],
        "themes": themes.THEMES,
        "theme": themes.chosen(request),
        "kept": kept.waiting(request),
    }
