"""What a phone fetches besides its page: a question's results, and the worker that keeps the page for times offline."""

from pathlib import Path

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from hamn.dialogues import keys, live
from hamn.dialogues.codes import as_typed
from hamn.dialogues.models import Dialogue
from hamn.dialogues.phone_figures import told_html
from hamn.dialogues.phone_language import in_phone_language
from hamn.dialogues.pictures import pictures_of
from hamn.dialogues.views.phone import TICKET, own_answers, stored_group, unknown

WORKER = Path(__file__).parent.parent / "static" / "dialogues" / "phone-worker.js"


@never_cache
@require_safe
@in_phone_language
def told(request, code, number):
    """The results of one question as the room may see them now."""
    dialogue = Dialogue.objects.filter(code=as_typed(code)).first()
    if dialogue is None:
        return unknown(request, code)
    moment = live.moment(dialogue)
    if moment is None:
        return nothing()
    if number not in moment.shown:
        raise Http404
    question = next(each for each in moment.questions if each.id == number)
    shown = told_html(question, moment.results.get(str(number)), request.phone_language)
    return render(request, "dialogues/told.html", {"told": shown})


@never_cache
@require_safe
@in_phone_language
def pictures(request, code):
    """How this phone's own group answered what is settled; how all did, once that is revealed."""
    dialogue = Dialogue.objects.filter(code=as_typed(code)).prefetch_related("groups", "rounds").first()
    if dialogue is None:
        return unknown(request, code)
    ticket = request.COOKIES.get(TICKET)
    try:
        if not ticket:
            raise Http404
        moment = live.moment(dialogue) if dialogue.open_round else None
        if moment is None or not moment.settled:
            return nothing()
        own = own_answers(dialogue, ticket).answers
        found = list(
            pictures_of(moment, dialogue.groups.all(), stored_group(dialogue, ticket), own, request.phone_language)
        )
    except keys.KeyGone:
        raise Http404 from None
    return render(request, "dialogues/pictures.html", {"noun": dialogue, "pictures": found})


def nothing() -> HttpResponse:
    """A phone may ask in the very second in which the room closes: that is nobody's fault, which 404 would say it is."""
    return HttpResponse(status=204)


# The worker has one address for ever and decides what it keeps, so it must always be asked for anew.
@cache_control(no_cache=True)
@require_safe
def service_worker(request):
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
