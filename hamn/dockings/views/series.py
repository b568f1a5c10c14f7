"""All meetings, one series with its thread, and the round kit."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hamn.dockings import actions
from hamn.dockings.forms import RoundKitForm, SeriesForm
from hamn.dockings.models import CalendarFeed, Change, Docking, DockingSeries, FollowUp
from hamn.dockings.views.found import may_plan, planners_only
from hamn.people.models import Body
from hamn.programmes.plans import State
from hamn.records.views import edit_noun

# How many of each list the first page shows at once.
AHEAD, BEHIND, SERIES = 10, 20, 12


def index(request):
    """What is ahead, what lies behind, and the series that keep the thread."""
    named = DockingSeries.objects.visible_to(request.person).filter(pk=OuterRef("series"))
    dockings = Docking.objects.visible_to(request.person).select_related("series").annotate(names_series=Exists(named))
    ahead = Paginator(dockings.ahead(), AHEAD).get_page(request.GET.get("ahead"))
    behind = Paginator(dockings.behind(), BEHIND).get_page(request.GET.get("page"))
    # The lesson of a cancelled meeting stands beside it.
    changes = Change.objects.filter(state__in=[State.CANCELLED, State.MOVED])
    prefetch_related_objects([*ahead, *behind], Prefetch("changes", changes))
    page = {
        "ahead": ahead,
        "behind": behind,
        "series": Paginator(series_of(request.person), SERIES).get_page(request.GET.get("series")),
        "may_plan": may_plan(request.person),
    }
    return render(request, "dockings/index.html", page)


def series_of(person):
    """The series with their number of meetings held and of open follow-ups, as this reader sees them."""
    held = Docking.objects.visible_to(person).held()
    open_ones = FollowUp.objects.visible_to(person).open()
    return (
        DockingSeries.objects.visible_to(person)
        .select_related("team")
        .prefetch_related("docks_with")
        .annotate(
            held=Count("dockings", filter=Q(dockings__in=held), distinct=True),
            waiting=Count("follow_ups", filter=Q(follow_ups__in=open_ones), distinct=True),
        )
        .order_by("name", "pk")
    )


def show(request, slug):
    """One series: its meetings in order, what is carried on, and who docks with whom."""
    person = request.person
    editable = DockingSeries.objects.editable_by(person).filter(pk=OuterRef("pk"))
    seen = DockingSeries.objects.visible_to(person).select_related("team", "expedition", "programme")
    series = get_object_or_404(seen.annotate(may_edit=Exists(editable)), slug=slug)
    dockings = list(Docking.objects.visible_to(person).filter(series=series).prefetch_related("changes"))
    page = {
        "series": series,
        "bodies": team_first(series.bodies(), series.team_id),
        "dockings": dockings,
        "held": sum(docking.is_held for docking in dockings),
        "cancelled": sum(docking.is_cancelled for docking in dockings),
        "follow_ups": FollowUp.objects.visible_to(person)
        .open()
        .filter(series=series)
        .with_times_carried()
        .select_related("raised_in"),
        "feed": CalendarFeed.objects.current().filter(person=person.pk, series=series).first(),
    }
    return render(request, "dockings/series.html", page)


def team_first(bodies, team: int | None) -> list[Body]:
    return sorted(bodies, key=lambda body: (body.pk != team, body.name))


@planners_only
def new(request):
    form = SeriesForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        series = actions.start_series(form.save(commit=False), form.cleaned_data["docks_with"], request.person)
        messages.success(request, _("The series is there. Plan its first meeting."))
        return redirect(series)
    return render(request, "dockings/series_new.html", {"form": form}, status=422 if form.is_bound else 200)


def edit(request, slug):
    series = get_object_or_404(DockingSeries.objects.editable_by(request.person), slug=slug)
    return edit_noun(request, series, partial(SeriesForm, person=request.person))


@planners_only
def round_kit(request):
    """One form for the chain lecture → workplace dialogues → what we heard, what we do → large meeting."""
    if not DockingSeries.objects.editable_by(request.person).exists():
        messages.info(request, _("A round needs a series to stand in. Make the series first."))
        return redirect("docking_series_new")
    form = RoundKitForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        titles = [_("lecture"), _("workplace dialogues"), _("what we heard, what we do"), _("large meeting")]
        steps = actions.plan_round_kit(
            told["series"], told["name"], form.times(), titles, by=request.person, dialogue=told["dialogue"]
        )
        messages.success(request, _("The round stands in the calendar."))
        # Without a question yet, the workplace dialogues are where one is asked.
        return redirect(told["series"] if told["dialogue"] else steps[1])
    return render(request, "dockings/round_kit.html", {"form": form}, status=422 if form.is_bound else 200)
