"""The small forms on a meeting's page: points, outcomes, learnings, what is carried on."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from hamn.dockings.forms import EndingForm, FollowUpForm, LearningForm, OutcomeForm, PointForm
from hamn.dockings.models import AgendaItem, Docking, FollowUp
from hamn.dockings.views.found import docking_seen, docking_to_edit, explains_refusal
from hamn.dockings.views.meeting import bodies_with_learnings, page_of
from hamn.people.models import Body


def shown_again(request, docking, **forms):
    """The page with the form that needs another look, and what was written still in it."""
    page = page_of(request.person, docking_seen(request.person, docking.pk), **forms)
    return render(request, "dockings/show.html", page, status=422)


@require_POST
@explains_refusal
def add_point(request, pk):
    docking = docking_to_edit(request.person, pk)
    form = PointForm(request.POST, auto_id="point_%s")
    if not form.is_valid():
        return shown_again(request, docking, point_form=form)
    docking.add_point(**form.cleaned_data)
    return redirect(f"{docking.get_absolute_url()}#agenda")


@require_POST
@explains_refusal
def change_point(request, pk):
    """Up, down or away."""
    editable = Docking.objects.editable_by(request.person)
    item = get_object_or_404(AgendaItem.objects.filter(docking__in=editable).select_related("docking"), pk=pk)
    action = request.POST.get("action")
    if action == "remove":
        item.docking.remove_point(item)
    elif action in ("up", "down"):
        item.docking.move_point(item, -1 if action == "up" else 1)
    return redirect(f"{item.docking.get_absolute_url()}#agenda")


@require_POST
@explains_refusal
def outcomes(request, pk):
    docking = docking_seen(request.person, pk)
    if not docking.may_edit:
        raise Http404
    bodies, points = bodies_with_learnings(docking), docking.agenda.all()
    form = OutcomeForm(request.POST, points=points, bodies=bodies, is_closed=docking.is_closed, auto_id="outcome_%s")
    if not form.is_valid():
        return shown_again(request, docking, outcome_form=form)
    outcome = docking.record_outcome(request.person, **form.cleaned_data)
    return redirect(outcome)


@require_POST
@explains_refusal
def learning(request, pk, body):
    """What one side learned: written by the team, or by that side itself."""
    docking = docking_seen(request.person, pk)
    body = get_object_or_404(Body, pk=body)
    invited = {each.pk for each in bodies_with_learnings(docking)}
    if body.pk not in invited or not (docking.may_edit or body.pk in request.person.reach.teams):
        raise Http404
    form = LearningForm(request.POST, is_closed=docking.is_closed, auto_id=f"learning_{body.pk}_%s")
    if not form.is_valid():
        page = page_of(request.person, docking)
        mended = [(each, form if each.pk == body.pk else other) for each, other in page["learnings"]]
        return render(request, "dockings/show.html", page | {"learnings": mended}, status=422)
    docking.learn(body, form.cleaned_data["text"], request.person, form.cleaned_data.get("reason", ""))
    return redirect(f"{docking.get_absolute_url()}#learnings")


@require_POST
@explains_refusal
def follow_ups(request, pk):
    docking = docking_to_edit(request.person, pk)
    form = FollowUpForm(request.POST, auto_id="follow_%s")
    if not form.is_valid():
        return shown_again(request, docking, follow_up_form=form)
    docking.come_back_to(form.cleaned_data["text"], request.person)
    return redirect(f"{docking.get_absolute_url()}#follow-ups")


@require_POST
def end_follow_up(request, pk):
    """How it ended, in the meeting whose page it was said on."""
    follow_up = get_object_or_404(FollowUp.objects.editable_by(request.person).select_related("raised_in"), pk=pk)
    here = request.POST.get("docking", "")
    docking = Docking.objects.visible_to(request.person).filter(pk=here if here.isdigit() else 0).first()
    form = EndingForm(request.POST)
    if not form.is_valid():
        page = {"follow_up": follow_up, "form": form, "docking": docking}
        return render(request, "dockings/end_follow_up.html", page, status=422)
    follow_up.end(request.person, form.cleaned_data["how"], form.cleaned_data["ending"], docking)
    return redirect(f"{(docking or follow_up.raised_in).get_absolute_url()}#follow-ups")
