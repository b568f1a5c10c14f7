"""The logbook: fast from a phone, many lines at once, photos, and each entry its author's own until shared."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamn.expeditions import actions
from hamn.expeditions.forms import LinesForm, LogEntryForm, LogForm
from hamn.expeditions.models import Expedition, LogEntry
from hamn.records.views import edit_noun

ENTRIES_PER_PAGE = 40


def logbook(request, slug):
    """One page to write and to read; the form is only there for the crew."""
    person = request.person
    expedition = get_object_or_404(
        Expedition.objects.visible_to(person).select_related("team__organisation"), slug=slug
    )
    writes_here = expedition.is_crewed_by(person)
    form = LogForm(request.POST or None, request.FILES or None) if writes_here else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            write(expedition, person, form.cleaned_data)
            messages.success(request, _("Saved. Only you see it until you share it."))
            return redirect("logbook", slug)
    entries = LogEntry.objects.visible_to(person).filter(expedition=expedition).select_related("author")
    kind = request.GET.get("kind", "")
    if kind in LogEntry.Kind.values:
        entries = entries.filter(kind=kind)
    page = {
        "noun": expedition,
        "form": form,
        "entries": Paginator(entries, ENTRIES_PER_PAGE).get_page(request.GET.get("page")),
        "kinds": LogEntry.Kind.choices,
        "kind": kind,
        "me": person.pk,
        "writes_here": writes_here,
    }
    return render(request, "expeditions/logbook.html", page, status=422 if form is not None and form.is_bound else 200)


def write(expedition, person, told) -> LogEntry:
    """A draft of the person's own; the same form twice is one entry."""
    entry, _created = LogEntry.objects.get_or_create(
        author=person,
        sent_as=told["sent_as"],
        defaults={
            "expedition": expedition,
            "team": expedition.team,
            "text": told["text"],
            "kind": told["kind"],
            "photo": told["photo"] or "",
        },
    )
    return entry


def lines(request, slug):
    """Pasted lines: seen as entries first, then saved."""
    expedition = get_object_or_404(Expedition.objects.crewed_by(request.person), slug=slug)
    form = LinesForm(request.POST or None)
    page = {"noun": expedition, "form": form}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if "save" in request.POST:
            saved = actions.log_lines(expedition, told["lines"], told["kind"], request.person, told["sent_as"])
            messages.success(request, saved_sentence(len(saved)))
            return redirect("logbook", slug)
        return render(request, "expeditions/lines.html", {**page, "previewed": told["lines"]})
    return render(request, "expeditions/lines.html", page, status=422 if form.is_bound else 200)


def saved_sentence(count: int) -> str:
    return ngettext(
        "%(count)d entry is saved. Only you see it until you share it.",
        "%(count)d entries are saved. Only you see them until you share them.",
        count,
    ) % {"count": count}


def entry(request, pk):
    found = get_object_or_404(
        LogEntry.objects.visible_to(request.person).select_related("author", "expedition", "team__organisation"), pk=pk
    )
    # An entry shared further than its expedition does not tell which expedition it comes from.
    shows_expedition = Expedition.objects.visible_to(request.person).filter(pk=found.expedition_id).exists()
    return render(request, "expeditions/entry.html", {"noun": found, "shows_expedition": shows_expedition})


def edit(request, pk):
    found = get_object_or_404(LogEntry.objects.editable_by(request.person).select_related("expedition"), pk=pk)
    return edit_noun(request, found, LogEntryForm, "expeditions/entry_edit.html")


def photo(request, pk):
    """The only way to a photo: whoever may not see the entry does not find its picture either."""
    found = get_object_or_404(LogEntry.objects.visible_to(request.person).exclude(photo=""), pk=pk)
    try:
        file = found.photo.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=300"
    return response


def drafts(request, slug):
    """The clean-up at landing: the person's own unshared entries, to share, erase or keep."""
    expedition = get_object_or_404(Expedition.objects.visible_to(request.person), slug=slug)
    own = LogEntry.objects.drafts_of(request.person).filter(expedition=expedition)
    if not request.person.pk:
        raise Http404
    if request.method == "POST":
        chosen = own.filter(pk__in=[pk for pk in request.POST.getlist("erase") if pk.isdigit()])
        with transaction.atomic():
            count = len([draft.erase() for draft in chosen])
        messages.success(
            request, ngettext("%(count)d draft is erased.", "%(count)d drafts are erased.", count) % {"count": count}
        )
        return redirect(expedition)
    return render(request, "expeditions/drafts.html", {"noun": expedition, "drafts": own})
