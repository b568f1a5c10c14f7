"""The participant's page: no account, one form, the same address until what became of the answers is read there."""

from django.conf import settings
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hamn.dialogues import keys, live, rooms, tally
from hamn.dialogues.asks import asks_of
from hamn.dialogues.codes import as_typed
from hamn.dialogues.misses import unknown_codes
from hamn.dialogues.models import Dialogue, Question
from hamn.dialogues.pairs import by_pairs
from hamn.dialogues.phone_clock import clock_of
from hamn.dialogues.phone_language import in_phone_language
from hamn.dialogues.pictures import pictures_of, state_of
from hamn.dialogues.results import Heard, texts_told
from hamn.dialogues.routing import put_in_order
from hamn.dialogues.sheet import Sheet
from hamn.dialogues.store import is_settled
from hamn.dialogues.themes_told import tell_themes
from hamn.live.refusal import Refused

TICKET = "ticket"
TICKET_DAYS = 90
STATUSES = {"closed": 409, "behind": 409, "busy": 503, "full": 503, "slow": 429}


@require_safe
@in_phone_language
def join(request):
    """Where a code is typed."""
    typed = as_typed(request.GET.get("code", ""))
    return redirect("phone", typed) if typed else render(request, "dialogues/join.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_phone_language
def phone(request, code):
    asked = Prefetch("questions", Question.objects.select_related("about_group").prefetch_related("options"))
    dialogue = Dialogue.objects.filter(code=as_typed(code)).prefetch_related("rounds", asked, "groups").first()
    if dialogue is None:
        return unknown(request, code)
    if dialogue.code != code:
        return redirect("phone", dialogue.code)
    if dialogue.open_round is None:
        return settled(request, dialogue) or after(request, dialogue)
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
    try:
        stored = own_answers(dialogue, ticket)
        moment = live.moment(dialogue)
    except keys.KeyGone:
        moment = None
    if moment is None:
        return render(request, "dialogues/waiting.html", {"noun": dialogue, "key_gone": True})
    asked = [question for question in moment.questions if question.id in moment.open]
    told, own = texts_told(dialogue.open_round, asked), stored.answers
    # What was typed on a form that is older than what is stored: sending it again replaces.
    posted = dict(request.POST.lists()) if behind else None
    form = form or Sheet(asked, own, stored.rev + 1, posted, told, request.phone_language)
    put_in_order(form, moment, stored.met, keys.participant(dialogue.open_round.pk, ticket))
    page = {"noun": dialogue, "form": form, "own": own, "ticket": ticket, "behind": behind, "moment": moment}
    page |= {"clock": clock_of(moment.left)} | asked_of(request, dialogue, moment, form, own, ticket)
    response = render(request, "dialogues/phone.html", page, status=status)
    return with_ticket(response, dialogue, ticket)


def asked_of(request, dialogue, moment, form, own, ticket) -> dict:
    """What is asked of this phone, and which of the groups' pictures it may see."""
    group = group_of(request, dialogue, ticket)
    groups, stored = list(dialogue.groups.all()), stored_group(dialogue, ticket)
    return {
        "asks": list(asks_of(moment, form, own, group)),
        "group": group,
        "group_stands": bool(moment.settled and stored),
        "pictures": list(pictures_of(moment, groups, stored, own, form.language)) if groups else [],
        "pictures_state": state_of(moment),
    }


def stored_group(dialogue, ticket) -> str:
    return tally.own_group(dialogue.open_round.pk, keys.participant(dialogue.open_round.pk, ticket))


def group_of(request, dialogue, ticket) -> str:
    """The group that is chosen already: in the form, by an earlier answer, or by the link."""
    if not dialogue.groups.all():
        return ""
    given = request.POST.get("group") or stored_group(dialogue, ticket)
    return given or request.GET.get("group", "")


def what_is_asked(dialogue):
    """The questions that take answers now, and what the room has contributed to them."""
    round = dialogue.open_round
    asked = rooms.asked_now(round)
    return asked, texts_told(round, asked)


def own_answers(dialogue, ticket):
    return tally.own_answers(dialogue.open_round.pk, keys.participant(dialogue.open_round.pk, ticket))


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
        own = own_answers(dialogue, ticket).answers
    except keys.KeyGone:
        return sheet(request, dialogue)
    asked, told = what_is_asked(dialogue)
    form = Sheet.read(asked, own, dict(request.POST.lists()), told, request.phone_language)
    if not form.is_valid:
        return sheet(request, dialogue, form, status=422)
    try:
        stands = live.answer_all(
            round, ticket, form.sent, request.POST.get("group", ""), request.POST.get("phrase", "")
        )
    except Refused as refused:
        return refused_sheet(request, dialogue, form, refused)
    if not stands:
        return sheet(request, dialogue, status=409, behind=True)
    response = redirect("phone", dialogue.code)
    response.status_code = 303
    return with_ticket(response, dialogue, ticket)


def refused_sheet(request, dialogue, form, refused):
    if refused.error == "closed":
        return after(request, dialogue, too_late=form)
    form.errors = form.said(refused)
    return sheet(request, dialogue, form, status=STATUSES.get(refused.error, 422))


def settled(request, dialogue):
    """A form that is sent again because its answer was lost: it was stored before the round closed, so it came in time."""
    if request.method != "POST":
        return None
    asked = [rooms.asked(question) for question in dialogue.questions.all()]
    sent = Sheet.read(asked, {}, dict(request.POST.lists()), language=request.phone_language).sent
    if not is_settled(each.id for each in sent):
        return None
    response = redirect("phone", dialogue.code)
    response.status_code = 303
    return response


def after(request, dialogue, too_late=None):
    """Not open: either not yet, or what we heard and what we do."""
    round = dialogue.latest_round
    if too_late is None and request.method == "POST":
        asked = [rooms.asked(question) for question in dialogue.questions.all()]
        too_late = Sheet(asked, posted=dict(request.POST.lists()))
    page = {"noun": dialogue, "too_late": too_late, "voided": [each for each in dialogue.known_rounds if each.is_void]}
    status = 409 if too_late else 200
    if round is None:
        # Before it was ever opened nothing of it is told: the code alone says that something is being prepared.
        return render(request, "dialogues/waiting.html", page, status=status)
    return render(request, "dialogues/heard.html", page | outcome(dialogue, round), status=status)


def outcome(dialogue, round) -> dict:
    """What is handed back to those who answered: no more than the gate has let out, and what everybody may see of it."""
    heard = Heard.of(dialogue)
    results = heard.results(round)
    tell_themes(results)
    return {
        "round": round,
        "results": by_pairs(results),
        "answering_back": heard.answering_back,
        "tensions": dialogue.tensions.shown().select_related("one", "other"),
        # How groups answered beside each other: for all who answered once the leader has let them see it.
        "beside": bool(round.revealed_at),
    }
