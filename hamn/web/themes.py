"""Light, dark, or as the reader's device wants it; kept in a cookie, so that the server can draw it at once."""

from django.utils.translation import gettext_lazy as _

COOKIE = "theme"
YEAR_S = 365 * 24 * 3600
THEMES = [
    ("auto", _("As on my device"), "sun-moon"),
    ("light", _("Light mode"), "sun"),
    ("dark", _("Dark mode"), "moon"),
]
NAMES = {name for name, _words, _icon in THEMES}


def chosen(request) -> str:
    theme = request.COOKIES.get(COOKIE, "auto")
    return theme if theme in NAMES else "auto"


def remember(response, theme: str, secure: bool) -> None:
    if theme in NAMES:
        response.set_cookie(COOKIE, theme, max_age=YEAR_S, secure=secure, samesite="Lax")
