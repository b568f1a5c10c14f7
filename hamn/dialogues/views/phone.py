"""The participant's page: no account, one form, the same address until what became of the answers is read there."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hamn.dialogues import keys, tally
from hamn.dialogues.codes import as_typed
from hamn.dialogues.misses import unknown_codes
from hamn.dialogues.models import Dialogue
from hamn.dialogues.release import release
from hamn.dialogues.results import Heard
from hamn.dialogues.sheet import Sheet
from hamn.dialogues.store import store

TICKET = "ticket"
TICKET_DAYS = 90


@require_safe
def join(request):
    """Where a code is typed."""
    typed = as_typed(request.GET.get("code", ""))
    return redirect("phone", typed) if typed else render(request, "dialogues/join.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request, code):
    dialogue = Dialogue.objects.filter(code=as_typed(code)).prefetch_related("rounds", "questions").first()
    if dialogue is None:
        return unknown(request, code)
    if dialogue.code != code:
        return redirect("phone", dialogue.code)
    if dialogue.open_round is None:
        return after(request, dialogue)
    return answered(request, dialogue) if request.method == "POST" else sheet(request, dialogue)


def unknown(request, code):
    """Says the same whether the code never was or is mistyped. The budget is everyone's: a venue shares one address."""
    wait_s = unknown_codes.spend()
    if not wait_s:
        return render(request, "dialogues/join.html", {"unknown": as_typed(code)}, status=404)
    response = render(request, "dialogues/join.html", {"wait_s": wait_s}, status=429)
    response["Retry-After"] = str(wait_s)
    return response


def sheet(request, dialogue, form=None, status=200, behind=False):
    """The form with the participant's own answers in it."""
    ticket = request.COOKIES.get(TICKET) or keys.new_ticket()
    questions = list(dialogue.questions.all())
    try:
        own, rev = own_answers(dialogue, ticket)
    except keys.KeyGone:
        return render(request, "dialogues/waiting.html", {"noun": dialogue, "key_gone": True})
    fresh = Sheet(questions=questions, own=own, rev=rev + 1)
    if behind:
        form = Sheet(newest(request.POST, fresh), questions=questions, own=own)
        form.full_clean()
    page = {"noun": dialogue, "form": form or fresh, "own": own, "behind": behind}
    response = render(request, "dialogues/phone.html", page, status=status)
    return with_ticket(response, dialogue, ticket)


def own_answers(dialogue, ticket):
    return tally.own_answers(dialogue.open_round.pk, keys.participant(dialogue.open_round.pk, ticket))


def newest(posted, fresh):
    """What was typed, on a form that is newer than what is stored: sending it again replaces."""
    data = posted.copy()
    data["id"], data["rev"] = fresh["id"].value(), fresh["rev"].value()
    return data


def with_ticket(response, dialogue, ticket):
    """The only thing that ties a phone to its answers: a random value, sent back to this dialogue alone."""
    response.set_cookie(
        TICKET,
        ticket,
        max_age=TICKET_DAYS * 24 * 3600,
        path=reverse("phone", args=[dialogue.code]),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def answered(request, dialogue):
    """Store, and only then say so. Sent twice it counts once; an older form is shown beside what is stored."""
    round = dialogue.open_round
    ticket = request.COOKIES.get(TICKET) or keys.new_ticket()
    try:
        participant = keys.participant(round.pk, ticket)
    except keys.KeyGone:
        return sheet(request, dialogue)
    own, _rev = tally.own_answers(round.pk, participant)
    form = Sheet(request.POST, questions=list(dialogue.questions.all()), own=own)
    if not form.is_valid():
        return sheet(request, dialogue, form, status=422)
    sent = form.sent(round.pk, participant)
    confirmations = store(sent)
    if any(confirmation.is_closed for confirmation in confirmations):
        return after(request, dialogue, too_late=form)
    if not all(confirmation.confirms(each) for each, confirmation in zip(sent, confirmations, strict=True)):
        return sheet(request, dialogue, status=409, behind=True)
    release(round.pk)
    response = redirect("phone", dialogue.code)
    response.status_code = 303
    return with_ticket(response, dialogue, ticket)


def after(request, dialogue, too_late=None):
    """Not open: either not yet, or what we heard and what we do."""
    round = dialogue.latest_round
    if too_late is None and request.method == "POST":
        too_late = Sheet(request.POST, questions=list(dialogue.questions.all()))
    page = {"noun": dialogue, "too_late": too_late, "voided": [each for each in dialogue.known_rounds if each.is_void]}
    status = 409 if too_late else 200
    if round is None:
        # Before it was ever opened nothing of it is told: the code alone says that something is being prepared.
        return render(request, "dialogues/waiting.html", page, status=status)
    heard = Heard.of(dialogue)
    page |= {
        "round": round,
        "results": heard.results(round),
        "answering_back": heard.answering_back,
        "title": _("What we heard, what we do"),
    }
    return render(request, "dialogues/heard.html", page, status=status)
