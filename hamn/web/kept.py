"""Nobody's text is lost because a session ran out.

When somebody who is no longer signed in sends a form that needs it, the text is laid aside in the session, they are asked to
sign in, and the form they come back to holds what they wrote. Files are not kept.
"""

from contextvars import ContextVar
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

SESSION_KEY = "kept_text"
LONGEST_BYTES = 200_000
KEPT_FOR = timedelta(hours=24)
KEPT_FOR_S = int(KEPT_FOR.total_seconds())
OPEN_TO_VISITORS = ("/d/", "/accounts/", "/language/", "/theme/", "/kept-text/")
SECRET = ("password", "csrfmiddlewaretoken", "code", "token", "credential")

# The form classes are made without a request, so the page's kept text waits for them here.
_waiting: ContextVar[dict[str, list[str]] | None] = ContextVar("kept_text", default=None)


class KeptTextMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _waiting.set(waiting(request) if request.method == "GET" else None)
        try:
            response = self.get_response(request)
        finally:
            _waiting.reset(token)
        if request.method != "POST" or request.path.startswith(OPEN_TO_VISITORS):
            return response
        if request.user.is_authenticated:
            forget_what_arrived(request, response)
        elif needs_sign_in(request, response) and lay_aside(request):
            messages.info(request, _("You are no longer signed in. Your text is kept: sign in, and it is there again."))
            return redirect_to_login(page_of(request))
        return response


def needs_sign_in(request, response) -> bool:
    """The page exists, but not for a visitor. A forged form is refused before it comes to this."""
    if getattr(request, "is_forged", False) or request.resolver_match is None:
        return False
    location = response.headers.get("Location", "")
    return response.status_code in {403, 404} or location.startswith(resolve_url(settings.LOGIN_URL))


def lay_aside(request) -> bool:
    """Whether there was anything to keep, and room for it."""
    fields = {
        name: values
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in SECRET) and any(value.strip() for value in values)
    }
    size = sum(len(value.encode()) for values in fields.values() for value in values)
    if not fields or size > LONGEST_BYTES:
        return False
    request.session[SESSION_KEY] = {
        "page": page_of(request),
        "sent_to": request.path,
        "at": timezone.now().isoformat(),
        "fields": fields,
    }
    request.session.set_expiry(KEPT_FOR_S)
    return True


def page_of(request) -> str:
    """Where the form stood: the page it was sent from, if that is ours, else where it was sent to."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() and came_from.path else request.path


def waiting(request) -> dict[str, list[str]] | None:
    """The fields that wait for this page, once their writer has signed in again."""
    # A request that was refused before anybody asked who sent it has no user.
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return None
    note = request.session.get(SESSION_KEY)
    live_on(request.session)
    if not note or request.path not in {note["page"], note["sent_to"]}:
        return None
    if timezone.now() - datetime.fromisoformat(note["at"]) > KEPT_FOR:
        forget(request)
        return None
    return note["fields"]


def values_for(form) -> dict[str, object]:
    """What waits for the fields of this form, as its initial values."""
    fields = _waiting.get() or {}
    found = {}
    for name, field in form.fields.items():
        values = fields.get(form.add_prefix(name))
        if values:
            takes_many = getattr(field.widget, "allow_multiple_selected", False)
            found[name] = values if takes_many else values[-1]
    return found


def forget_what_arrived(request, response) -> None:
    note = request.session.get(SESSION_KEY)
    if note and note["sent_to"] == request.path and response.status_code in {302, 303}:
        forget(request)


def forget(request) -> None:
    request.session.pop(SESSION_KEY, None)


def live_on(session) -> None:
    """Somebody signed in again: the session lasts as long as any other, unless signing in has decided that."""
    if session.get("_session_expiry") == KEPT_FOR_S:
        session.set_expiry(None)
