"""One meeting: planned from a template, its page, and the verbs that change when and whether it is held."""

from django.contrib import messages
from django.db.models import Case, DateTimeField, OuterRef, Q, Subquery, Value, When
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.dialogues.models import Dialogue
from hamn.dockings import actions
from hamn.dockings.forms import (
    AskForm,
    CancelForm,
    DockingForm,
    FollowUpForm,
    LearningForm,
    MoveForm,
    NewDockingForm,
    NewQuestionForm,
    OutcomeForm,
    PointForm,
    teams_of,
)
from hamn.dockings.models import (
    Commitment,
    Correction,
    DockingSeries,
    FollowUp,
    Learning,
    MeetingTemplate,
    Outcome,
    Refused,
)
from hamn.dockings.models.docking import CLOSED
from hamn.dockings.views.found import docking_seen, docking_to_edit, explains_refusal, planners_only
from hamn.people.models import Body
from hamn.programmes.models import Programme
from hamn.programmes.plans import State
from hamn.records.views import edit_noun


@planners_only
def new(request):
    """First the template, then a form with everything filled in but the time."""
    template = MeetingTemplate.objects.filter(pk=number(request.GET.get("template"))).first()
    series = DockingSeries.objects.editable_by(request.person).filter(slug=request.GET.get("series", "")).first()
    if template is None:
        page = {"templates": MeetingTemplate.objects.all(), "series": series}
        return render(request, "dockings/choose_template.html", page)
    first = {"title": title_of_next(template, series), "series": series, "starts_at": next_hour()}
    form = NewDockingForm(request.POST or None, initial=first, person=request.person)
    if request.method == "POST" and form.is_valid():
        docking = form.save(commit=False)
        place(docking, request.person)
        planned = actions.plan_docking(docking, request.person, template)
        messages.success(request, _("The meeting stands in the calendar."))
        return redirect(planned)
    page = {"form": form, "template": template, "series": series}
    return render(request, "dockings/new.html", page, status=422 if form.is_bound else 200)


def number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def title_of_next(template, series) -> str:
    """Such as *Dockning 4*: the next number in the series."""
    if series is None:
        return template.name
    return f"{template.name} {series.dockings.filter(kind=template.kind).count() + 1}"


def next_hour():
    now = timezone.localtime() + timezone.timedelta(hours=1)
    return now.replace(minute=0, second=0, microsecond=0)


def place(docking, person):
    """A meeting of its own belongs to the person's first team and the programme that runs now."""
    if docking.series:
        return
    docking.team = teams_of(person).first()
    docking.programme = Programme.objects.current_for(person)
    if docking.programme is None:
        raise Http404


def show(request, pk):
    docking = docking_seen(request.person, pk)
    return render(request, "dockings/show.html", page_of(request.person, docking))


def page_of(person, docking, **forms) -> dict:
    """Everything on a meeting's page, each list read once. `forms` are those that came back with errors."""
    bodies = bodies_with_learnings(docking)
    points = list(docking.agenda.all())
    outcomes = list(Outcome.objects.visible_to(person).filter(docking=docking).select_related("lifted_to"))
    follow_ups = follow_ups_of(person, docking)
    commitments = list(
        Commitment.objects.visible_to(person).filter(docking=docking).with_verdict().select_related("owner")
    )
    seats = person.reach.teams
    page = {
        "docking": docking,
        "bodies": bodies,
        "points": [(point, [each for each in outcomes if each.item_id == point.pk]) for point in points],
        "loose_outcomes": [each for each in outcomes if each.item_id is None],
        "learnings": [
            (body, learning_form(docking, body) if docking.may_edit or body.pk in seats else None) for body in bodies
        ],
        "carried": [each for each in follow_ups if each.is_open and each.raised_in_id != docking.pk],
        "raised": [each for each in follow_ups if each.raised_in_id == docking.pk],
        "ended": [each for each in follow_ups if each.closed_in_id == docking.pk],
        "commitments": commitments,
        "promises": offered_promises(docking, commitments),
        "dialogues": Dialogue.objects.visible_to(person).filter(dockings=docking).select_related("radar_round"),
        "story": story_of(docking),
    }
    if docking.may_edit:
        page |= {
            "point_form": PointForm(auto_id="point_%s"),
            "outcome_form": OutcomeForm(
                points=points, bodies=bodies, is_closed=docking.is_closed, auto_id="outcome_%s"
            ),
            "follow_up_form": FollowUpForm(auto_id="follow_%s"),
        }
    return page | forms


def bodies_with_learnings(docking) -> list[Body]:
    """Those invited, the team first, each with what it learned."""
    here = Learning.objects.filter(docking=docking)
    line = here.filter(body=OuterRef("pk"))
    invited = Q(pk=docking.team_id) | Q(pk__in=here.values("body"))
    if docking.shown_series:
        invited |= Q(
            pk__in=DockingSeries.docks_with.through.objects.filter(dockingseries=docking.series_id).values("body")
        )
    return list(
        Body.objects.filter(invited)
        .annotate(
            learned=Subquery(line.values("text")[:1]),
            learned_invented=Subquery(line.values("invented")[:1]),
            place=Case(When(pk=docking.team_id, then=Value(0)), default=Value(1)),
        )
        .order_by("place", "name")
    )


def follow_ups_of(person, docking) -> list[FollowUp]:
    """Raised here, ended here, and, until the meeting is closed, everything the series still carries."""
    here = Q(raised_in=docking) | Q(closed_in=docking)
    if not docking.is_closed and docking.series_id:
        here |= Q(series=docking.series_id, closed_at__isnull=True, raised_in__starts_at__lt=docking.starts_at)
    seen = FollowUp.objects.visible_to(person).filter(here)
    return list(seen.with_times_carried().select_related("raised_in", "closed_in"))


def story_of(docking):
    """When it was moved, cancelled or held, and how it was corrected afterwards, in one reading."""
    changes = docking.changes.order_by().values_list(
        "at", "state", "reason", "lesson", Value(""), "by__name", "moved_from"
    )
    corrections = docking.corrections.order_by().values_list(
        "at", "what", "reason", "after", "before", "by__name", Value(None, DateTimeField())
    )
    names = ("at", "what", "reason", "text", "before", "by", "moved_from")
    rows = [dict(zip(names, row, strict=True)) for row in changes.union(corrections, all=True).order_by("at")]
    words = {**dict(State.choices), **dict(Correction.What.choices)}
    return [row | {"words": words[row["what"]], "is_correction": row["what"] not in State.values} for row in rows]


def learning_form(docking, body) -> LearningForm:
    return LearningForm(
        initial={"text": body.learned or ""}, is_closed=docking.is_closed, auto_id=f"learning_{body.pk}_%s"
    )


def offered_promises(docking, commitments) -> list[dict]:
    """Lines of *We do* that nobody has made a commitment of yet, with their place among the lines."""
    made = {commitment.text for commitment in commitments}
    lines = docking.lines_of("we_do") if docking.is_closed else []
    return [{"text": line, "place": place} for place, line in enumerate(lines) if line not in made]


@explains_refusal
def edit(request, pk):
    docking = docking_to_edit(request.person, pk)
    if docking.is_closed:
        raise Refused(docking, CLOSED)
    return edit_noun(request, docking, DockingForm)


@explains_refusal
def move(request, pk):
    docking = docking_to_edit(request.person, pk)
    form = MoveForm(request.POST or None, initial={"to": docking.starts_at})
    if request.method == "POST" and form.is_valid():
        docking.move(form.cleaned_data["to"], request.person, form.cleaned_data["reason"])
        return redirect(docking)
    page = {"docking": docking, "form": form, "heading": _("Move the meeting"), "button": _("Move it")}
    return render(request, "dockings/change.html", page, status=422 if form.is_bound else 200)


@explains_refusal
def cancel(request, pk):
    docking = docking_to_edit(request.person, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        docking.cancel(request.person, **form.cleaned_data)
        return redirect(docking)
    page = {"docking": docking, "form": form, "heading": _("Cancel the meeting"), "button": _("Cancel it")}
    return render(request, "dockings/change.html", page, status=422 if form.is_bound else 200)


@require_POST
@explains_refusal
def hold(request, pk):
    docking = docking_to_edit(request.person, pk)
    docking.hold(request.person)
    return redirect(docking)


@explains_refusal
def dialogues(request, pk):
    """Which question to ask in the meeting: a new one, or one that is there already."""
    docking = docking_to_edit(request.person, pk)
    form = NewQuestionForm(request.POST or None, initial={"why": docking.purpose[:1000]})
    if request.method == "POST" and form.is_valid():
        return redirect(actions.ask_new(docking, **form.cleaned_data, by=request.person))
    seen = Dialogue.objects.visible_to(request.person)
    asked = seen.filter(dockings=docking)
    page = {"docking": docking, "form": form, "asked": asked, "others": seen.exclude(pk__in=asked.values("pk"))[:20]}
    return render(request, "dockings/dialogues.html", page, status=422 if form.is_bound else 200)


@require_POST
@explains_refusal
def ask(request, pk):
    docking = docking_to_edit(request.person, pk)
    form = AskForm(request.POST, person=request.person)
    if not form.is_valid():
        raise Http404
    verb = docking.unask if request.POST.get("action") == "remove" else docking.ask
    verb(form.cleaned_data["dialogue"])
    return redirect(f"{docking.get_absolute_url()}#dialogues")


def minutes(request, pk):
    """Who, what, what came out, what both sides learned, what is carried on: to read or to print."""
    docking = docking_seen(request.person, pk)
    return render(request, "dockings/minutes.html", page_of(request.person, docking))
