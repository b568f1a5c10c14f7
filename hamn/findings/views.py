"""Findings: what we take with us, what it became, what it builds on and what it led to."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.findings import actions
from hamn.findings.forms import FORMS, ResponseForm, TakeAwayForm
from hamn.findings.models import Insight, Lesson, Recommendation, Reflection, Response, TakeAway
from hamn.programmes.models import Programme
from hamn.records.registry import noun_from
from hamn.records.views import edit_noun

KINDS = {model._meta.model_name: model for model in (TakeAway, Insight, Recommendation, Lesson, Reflection)}
SORTS = ("insight", "recommendation", "lesson", "reflection")
SHOWN_AT_ONCE = 50


def index(request):
    """The four kinds of result side by side, and what still waits to be sorted or answered."""
    person = request.person
    return render(
        request,
        "findings/index.html",
        {
            "recommendations": Recommendation.objects.visible_to(person)
            .select_related("to")
            .prefetch_related("responses__body")[:SHOWN_AT_ONCE],
            "insights": Insight.objects.visible_to(person).select_related("receiver")[:SHOWN_AT_ONCE],
            "lessons": Lesson.objects.visible_to(person)[:SHOWN_AT_ONCE],
            "reflections": Reflection.objects.visible_to(person)[:SHOWN_AT_ONCE],
            "unsorted": TakeAway.objects.visible_to(person).unsorted()[:SHOWN_AT_ONCE],
            "sorts": SORTS,
        },
    )


def show(request, kind, pk):
    finding = get_object_or_404(seen_by(request.person, kind), pk=pk)
    page = {"noun": finding, "kind": kind}
    if kind == "recommendation":
        page |= {"response_form": ResponseForm() if may_answer(request.person, finding) else None}
    if kind == "takeaway":
        page |= {"sorts": SORTS if may_sort(request.person, finding) else ()}
    return render(request, "findings/show.html", page)


def new(request, kind):
    """A finding written down directly; `?from=label:pk` says what it builds on."""
    if not request.person.reach.is_partner or kind not in SORTS:
        raise Http404
    about = noun_from(request.GET.get("from"), request.person)
    programme = programme_of(about, request.person)
    form = FORMS[kind](request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        form.instance.programme = programme
        return redirect(actions.record(form.instance, about, by=request.person))
    status = 422 if form.is_bound else 200
    page = {"form": form, "kind": kind, "about": about}
    return render(request, "findings/new.html", page, status=status)


def edit(request, kind, pk):
    if kind not in KINDS:
        raise Http404
    finding = get_object_or_404(KINDS[kind].objects.editable_by(request.person), pk=pk)
    return edit_noun(request, finding, FORMS[kind], "findings/edit.html")


@require_POST
def take_away(request):
    """*Det här tar vi med oss*: one field, from any page."""
    if not request.person.reach.is_partner:
        raise Http404
    about = noun_from(request.POST.get("about"), request.person)
    form = TakeAwayForm(request.POST)
    if not form.is_valid():
        return render(request, "findings/take_away.html", {"form": form, "about": about}, status=422)
    programme = programme_of(about, request.person)
    taken = actions.take_away(form.cleaned_data["text"], about, programme, by=request.person)
    messages.success(request, _("Kept. Sort it when there is time."))
    return redirect(about or taken)


def sort(request, pk, kind):
    """Make a take-away one of the four sorts; it brings its sentence along."""
    if kind not in SORTS:
        raise Http404
    taken = get_object_or_404(TakeAway.objects.editable_by(request.person), pk=pk)
    if taken.is_sorted:
        return redirect(taken.sorted_into)
    first = {"text": taken.text, "on": taken.on, "track": taken.track_id}
    form = FORMS[kind](request.POST or None, programme=taken.programme, initial=first)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.sort(taken, form.instance, by=request.person))
    page = {"form": form, "kind": kind, "about": taken}
    return render(request, "findings/new.html", page, status=422 if form.is_bound else 200)


@require_POST
def respond(request, pk):
    recommendation = get_object_or_404(seen_by(request.person, "recommendation"), pk=pk)
    if not may_answer(request.person, recommendation):
        raise Http404
    form = ResponseForm(request.POST)
    if not form.is_valid():
        page = {"noun": recommendation, "kind": "recommendation", "response_form": form}
        return render(request, "findings/show.html", page, status=422)
    recommendation.respond(**form.cleaned_data, body=recommendation.to, by=request.person)
    return redirect(recommendation)


def seen_by(person, kind):
    """The findings of one kind that the person may see, with what their page tells of."""
    seen = KINDS[kind].objects.visible_to(person).select_related("team", "author", "track", "programme")
    if kind == "recommendation":
        answers = Response.objects.select_related("body", "by")
        seen = seen.select_related("to").prefetch_related(Prefetch("responses", answers))
    return seen


def programme_of(about, person) -> Programme:
    """The programme of what it is about, else the one that runs now."""
    if getattr(about, "programme", None):
        return about.programme
    current = Programme.objects.visible_to(person).first()
    if current is None:
        raise Http404
    return current


def may_sort(person, taken) -> bool:
    return not taken.is_sorted and TakeAway.objects.editable_by(person).filter(pk=taken.pk).exists()


def may_answer(person, recommendation) -> bool:
    """The receiver's own members, or a process leader who writes down what they answered."""
    return person.reach.is_facilitator or recommendation.to_id in person.reach.bodies
