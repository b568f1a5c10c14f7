"""Which language a phone speaks: the one chosen on it, else the first of ours that its browser asks for."""

from functools import wraps

from django.conf import settings
from django.shortcuts import redirect
from django.utils.translation import get_language, override
from django.utils.translation.trans_real import parse_accept_lang_header

from hamn.dialogues.phone_texts import LANGUAGES

COOKIE = "phone_language"
# Only the phone's own pages speak these, so the choice is sent to them alone.
PATH = "/d/"
KEPT_S = 365 * 24 * 3600
WHOLE_SITE = [code for code, _name in settings.LANGUAGES]


def in_phone_language(view):
    """The page in the phone's language. `?language=` chooses it, without scripts and without an account."""

    @wraps(view)
    def spoken(request, *args, **named):
        wanted = request.GET.get("language")
        if wanted in LANGUAGES and request.method == "GET":
            return remembered(request, wanted)
        request.phone_language = chosen(request)
        with override(catalogue_of(request.phone_language)):
            response = view(request, *args, **named)
        response.headers.setdefault("Content-Language", html_language(request.phone_language))
        return response

    return spoken


def chosen(request) -> str:
    own = request.COOKIES.get(COOKIE)
    if own in LANGUAGES:
        return own
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return get_language()
    return asked_for(request.headers.get("Accept-Language", "")) or get_language()


def asked_for(header: str) -> str:
    tags = [tag.partition("-")[0] for tag, _weight in parse_accept_lang_header(header)]
    return next((tag for tag in tags if tag in LANGUAGES), "")


def remembered(request, language: str):
    """Back to the same page, which speaks it from now on; so does the rest of Hamn where it can."""
    rest = request.GET.copy()
    del rest["language"]
    response = redirect(f"{request.path}?{rest.urlencode()}" if rest else request.path)
    kept = {"max_age": KEPT_S, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
    if language in WHOLE_SITE:
        response.delete_cookie(COOKIE, path=PATH)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, **kept)
    else:
        response.set_cookie(COOKIE, language, path=PATH, httponly=True, **kept)
    return response


def catalogue_of(language: str) -> str:
    """Where dates and figures find their words. What no catalogue of ours has is said in the installation's language."""
    return html_language(language)


def html_language(language: str) -> str:
    return language.partition("-")[0]
