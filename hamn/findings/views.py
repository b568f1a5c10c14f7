"""Findings: what we take with us, what it became, what it builds on and what it led to."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.dialogues.models import AnswerGroup
from hamn.dockings.actions import circle_of
from hamn.findings import actions
from hamn.findings.forms import FORMS, ResponseForm, TakeAwayForm
from hamn.findings.models import Insight, Lesson, Recommendation, Reflection, Response, TakeAway
from hamn.programmes.models import Programme
from hamn.records.registry import noun_from
from hamn.records.views import edit_noun
from hamn.web.views import page_to_return_to

KINDS = {model._meta.model_name: model for model in (TakeAway, Insight, Recommendation, Lesson, Reflection)}
SORTS = ("insight", "recommendation", "lesson", "reflection")
# The first page shows the newest of each kind; a page per kind shows them all, so many at a time.
NEWEST = 10
AT_ONCE = 30


def index(request):
    """The newest of the four kinds of result side by side, and of what still waits to be sorted."""
    shown = {kind: Newest.of(listed(request.person, kind)) for kind in KINDS}
    return render(request, "findings/index.html", {**shown, "sorts": SORTS})


@dataclass(frozen=True)
class Newest:
    """The first of a list, and whether there are more."""

    findings: list
    has_more: bool

    @classmethod
    def of(cls, findings) -> "Newest":
        found = list(findings[: NEWEST + 1])
        return cls(found[:NEWEST], len(found) > NEWEST)


def kind_index(request, kind):
    """Everything of one kind, a page at a time; of take-aways those that wait."""
    page = Paginator(listed(request.person, kind), AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "findings/kind_index.html", {"kind": kind, "findings": page})


def listed(person, kind):
    """The findings of one kind that the person may see, with what their row tells of."""
    seen = KINDS[kind].objects.visible_to(person)
    if kind == "takeaway":
        return seen.unsorted()
    if kind == "insight":
        return seen.select_related("receiver")
    if kind == "recommendation":
        answers = Response.objects.select_related("body")
        return seen.select_related("to").prefetch_related(Prefetch("responses", answers))
    return seen


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


def take_aways(request):
    """Those that wait to be sorted, and where a new one is sent."""
    return take_away(request) if request.method == "POST" else kind_index(request, "takeaway")


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


@require_POST
def take_away_answer(request, pk):
    """What somebody said, taken along as it stands: nothing to fill in."""
    if not request.person.reach.is_partner:
        raise Http404
    seen = AnswerGroup.objects.visible_to(request.person).select_related("question__dialogue__programme")
    group = get_object_or_404(seen, pk=pk)
    actions.take_away(group.label, group, group.question.dialogue.programme, by=request.person)
    messages.success(request, _("Kept. Sort it when there is time."))
    return redirect(page_to_return_to(request, group.get_absolute_url()))


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
    circle = circle_of(about)
    if getattr(circle, "programme", None):
        return circle.programme
    current = Programme.objects.visible_to(person).first()
    if current is None:
        raise Http404
    return current


def may_sort(person, taken) -> bool:
    return not taken.is_sorted and TakeAway.objects.editable_by(person).filter(pk=taken.pk).exists()


def may_answer(person, recommendation) -> bool:
    """The receiver's own members, or a process leader who writes down what they answered."""
    return person.reach.is_facilitator or recommendation.to_id in person.reach.bodies
