"""Bringing in answers from elsewhere: a file, what its columns are, what would happen, and then it happens."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hamn.dialogues.imports import waiting
from hamn.dialogues.imports.forms import UploadForm
from hamn.dialogues.imports.importing import Importing
from hamn.dialogues.imports.memory import ImportedFile, earlier, remember
from hamn.dialogues.imports.reading import one_of, read_upload
from hamn.dialogues.imports.table import Unreadable
from hamn.dialogues.imports.wording import said
from hamn.dialogues.models import Dialogue
from hamn.dialogues.views.organising import may_ask
from hamn.programmes.models import Programme


def programme_of(request) -> Programme:
    """Where what comes in belongs. Not found for whoever may not ask the room anything."""
    programme = Programme.objects.current_for(request.person) if may_ask(request.person) else None
    if programme is None:
        raise Http404
    return programme


@never_cache
def upload(request):
    programme_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = read_upload(one_of(request.FILES.getlist("file")), form.cleaned_data["responses"])
            return redirect("dialogue_import", waiting.keep(found, request.person))
        except Unreadable as error:
            form.add_error("file", said(error))
    return render(request, "dialogues/import.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
def bring_in(request, token):
    """GET: the columns as guessed, or as last time. POST: `check` shows what would happen, `bring` does it."""
    programme = programme_of(request)
    try:
        importing = Importing(waiting.find(token, request.person), programme, request)
    except waiting.Gone:
        return is_gone(request)
    act = request.POST.get("act", "")
    if act not in ("check", "bring") or not importing.is_valid:
        return columns(request, token, importing, 422 if act in ("check", "bring") else 200)
    plan = importing.plan()
    page = {"importing": importing, "plan": plan, "token": token, "before": seen_before(request, importing)}
    may_come = plan.questions and not importing.must_wait(plan) and (not page["before"] or "again" in request.POST)
    if act == "bring" and may_come:
        return brought_in(request, token, importing, plan)
    return render(request, "dialogues/import_check.html", page, status=422 if act == "bring" else 200)


def columns(request, token, importing, status):
    page = {"importing": importing, "token": token}
    return render(request, "dialogues/import_columns.html", page, status=status)


def brought_in(request, token, importing, plan):
    """Claimed first, so that two presses bring it in once."""
    try:
        waiting.claim(token, request.person)
    except waiting.Gone:
        return is_gone(request)
    try:
        dialogue = importing.bring_in(plan)
    except BaseException:
        waiting.give_back(token)
        raise
    if importing.table:
        remember(importing.table.header, importing.roles)
    waiting.forget(token)
    messages.success(request, told(plan, bool(importing.export)))
    return redirect(dialogue)


def told(plan, kept=False) -> str:
    people = len(plan.respondents)
    if kept:
        return _("The conversation has come in, and its files are kept as they came.")
    if not people:
        return _("The questions have come in. Nobody has been asked yet.")
    sentence = ngettext(
        "The answers of %(count)d person have come in. The uploaded file is erased.",
        "The answers of %(count)d people have come in. The uploaded file is erased.",
        people,
    )
    return sentence % {"count": people}


def seen_before(request, importing) -> dict | None:
    """That the same file has come in before, and, for who may see it, as what."""
    found: ImportedFile | None = earlier(importing.waiting.fingerprint)
    if found is None:
        return None
    dialogue = Dialogue.objects.visible_to(request.person).filter(pk=found.round.dialogue_id).first()
    return {"on": found.at, "dialogue": dialogue}


@require_POST
def give_up(request, token):
    """Erase the uploaded file."""
    programme_of(request)
    if waiting.belongs(token, request.person):
        waiting.forget(token)
    messages.success(request, _("The uploaded file is erased. Nothing has come in."))
    return redirect("dialogues")


def is_gone(request):
    messages.error(
        request, _("That file is no longer here: it has come in, was given up, or waited for more than a day.")
    )
    return redirect("dialogue_import_upload")
